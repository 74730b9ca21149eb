import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { FittedCorrection } from '../../core/registry/corrections.ts';
import type { DepartmentId, DocumentId, DocumentKind } from '../../core/registry/model.ts';
import type { SourceSpan } from '../../core/registry/parser/model.ts';
import { compileStructure } from '../../core/registry/structure.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { ChangeContext } from '../context.ts';
import type { Reading } from '../platform/database.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { recordEvent } from './basis-watch.ts';
import { findCurrentDocument } from './document-queries.ts';
import { readPaper, type DocumentSource, type ReadPaper } from './parsing.ts';
import { insertStructure } from './structure-store.ts';
import { insertCorrections } from './import-store.ts';
import { endDocument, insertDocument, type NewClause } from './store.ts';

export interface ImportOrder extends DocumentSource {
  readonly title?: string | undefined;
  /** The hash the preview showed; another text is another paper and needs a preview of its own. */
  readonly expectedHash?: string | undefined;
}

/** Writes a paper whole or not at all, as it was read. */
export async function importDocument(context: ChangeContext, order: ImportOrder): Promise<DocumentId> {
  const { tx, jurisdictionId, at } = context;
  const paper = await readPaper(tx, jurisdictionId, at, order);
  decideImport(order, paper);
  const { departmentId, parsed, validFrom } = paper;
  const previous = await findReplaced(tx, jurisdictionId, { kind: order.kind, departmentId, at: validFrom ?? at });
  const clauses = parsed.clauses.map((clause) => ({ ...clause, departmentId }));
  return writePaper(context, { kind: order.kind, title: titleOf(order.title ?? null, order.file?.name ?? null, paper), fileName: order.file?.name ?? null, paper, clauses, notUnderstood: parsed.notUnderstood, corrections: [], previous });
}

export interface PaperToWrite {
  readonly kind: DocumentKind;
  readonly title: string;
  readonly fileName: string | null;
  readonly paper: ReadPaper;
  readonly clauses: readonly Omit<NewClause, 'dutyClauseId'>[];
  readonly notUnderstood: readonly SourceSpan[];
  readonly corrections: readonly FittedCorrection[];
  readonly previous: DocumentId | undefined;
}

/** Writes a paper with its clauses and corrections; the version before it ends on the day from which it holds. */
export async function writePaper(context: ChangeContext, { kind, title, fileName, paper, clauses, notUnderstood, corrections, previous }: PaperToWrite): Promise<DocumentId> {
  const { tx, jurisdictionId, at, actor } = context;
  const documentId = context.newId<'document'>();
  const validFrom: Instant = paper.validFrom ?? at;
  const { documentNumber, departmentId, departmentName, fileHash, text: sourceText } = paper;
  const identified = clauses.map((clause) => ({ ...clause, dutyClauseId: context.newId<'dutyClause'>() }));
  await insertDocument(
    tx, jurisdictionId, at,
    { documentId, kind, title, documentNumber, departmentId, departmentName, previousDocumentId: previous ?? null, validFrom, fileName, fileHash, sourceText, notUnderstood },
    identified,
  );
  await insertStructure(tx, jurisdictionId, documentId, compileStructure(paper.parsed.sections, identified));
  await insertCorrections(tx, jurisdictionId, documentId, corrections, { correctedBy: actor.name, recordedAt: at });
  if (previous !== undefined) await endDocument(tx, jurisdictionId, previous, validFrom, at);
  await recordEvent(context, { documentId, kind: previous === undefined ? 'ENACT' : 'AMEND', previousDocumentId: previous ?? null, effectiveAt: validFrom, note: '' });
  await bumpKnowledge(tx, jurisdictionId, 'registry');
  context.about('document', documentId);
  return documentId;
}

function decideImport(order: ImportOrder, paper: ReadPaper): void {
  if (order.expectedHash !== undefined && order.expectedHash !== paper.fileHash) throw refuseRegistry('registry.preview-differs');
  if (paper.parsed.clauses.length === 0) throw refuseRegistry('registry.no-clauses');
  if (order.kind === 'SANDING' && paper.departmentId === null) throw refuseRegistry('registry.department-needed');
}

const TITLE_LENGTH = 40;

/** The title a paper bears itself; a table without one begins with its headings, which are none. */
export function ownTitle({ parsed: { title, tables } }: Pick<ReadPaper, 'parsed'>): string | null {
  const isHeading = tables.some(({ mapping }) => mapping.columns.some(({ column }) => column.trim() === title));
  return title === '' || isHeading ? null : title;
}

/** As given, as read, or by what it came as. */
export const titleOf = (given: string | null, fileName: string | null, paper: ReadPaper): string => given ?? ownTitle(paper) ?? fileName ?? paper.text.slice(0, TITLE_LENGTH);

interface Replacing {
  readonly kind: DocumentKind;
  readonly departmentId: DepartmentId | null;
  readonly at: Instant;
}

/** A 三定 text of a department takes the place of the one before it. */
export async function findReplaced(db: Reading, jurisdictionId: JurisdictionId, { kind, departmentId, at }: Replacing): Promise<DocumentId | undefined> {
  return kind === 'SANDING' && departmentId !== null ? findCurrentDocument(db, jurisdictionId, departmentId, at) : undefined;
}
