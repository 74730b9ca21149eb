import type { Instant } from '../../core/kernel/time.ts';
import type { DocumentId } from '../../core/registry/model.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { ChangeContext } from '../context.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { recordEvent } from './basis-watch.ts';
import { findCurrentDocument } from './document-queries.ts';
import { readPaper, type DocumentSource, type ReadPaper } from './parsing.ts';
import { endDocument, insertDocument } from './store.ts';

export interface ImportOrder extends DocumentSource {
  readonly title?: string | undefined;
  /** The hash the preview showed; another text is another paper and needs a preview of its own. */
  readonly expectedHash?: string | undefined;
}

/** Writes a paper whole or not at all. A 三定 text of a department ends the one before it, from the day it holds. */
export async function importDocument(context: ChangeContext, order: ImportOrder): Promise<DocumentId> {
  const { tx, jurisdictionId, at } = context;
  const paper = await readPaper(tx, jurisdictionId, at, order);
  decideImport(order, paper);
  const documentId = context.newId<'document'>();
  const validFrom: Instant = paper.validFrom ?? at;
  const previous = await findReplaced(context, order, paper, validFrom);
  await insertDocument(
    tx,
    jurisdictionId,
    at,
    {
      documentId,
      kind: order.kind,
      title: titleOf(order, paper),
      documentNumber: paper.documentNumber,
      departmentId: paper.departmentId,
      departmentName: paper.departmentName,
      previousDocumentId: previous ?? null,
      validFrom,
      fileName: order.file?.name ?? null,
      fileHash: paper.fileHash,
      sourceText: paper.text,
      notUnderstood: paper.parsed.notUnderstood,
    },
    paper.parsed.clauses.map((clause) => ({ ...clause, dutyClauseId: context.newId<'dutyClause'>(), departmentId: paper.departmentId })),
  );
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

/** As given, as read, or by what it came as. */
function titleOf({ title, file }: ImportOrder, { parsed, text }: ReadPaper): string {
  if (title !== undefined) return title;
  return parsed.title === '' ? (file?.name ?? text.slice(0, TITLE_LENGTH)) : parsed.title;
}

async function findReplaced({ tx, jurisdictionId }: ChangeContext, { kind }: ImportOrder, { departmentId }: ReadPaper, at: Instant): Promise<DocumentId | undefined> {
  return kind === 'SANDING' && departmentId !== null ? findCurrentDocument(tx, jurisdictionId, departmentId, at) : undefined;
}
