import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Department, DepartmentId, DocumentId, DocumentKind, DutyClauseId, Matter } from '../../core/registry/model.ts';
import type { ParsedClause, SourceSpan } from '../../core/registry/parser/model.ts';
import type { Tx } from '../platform/database.ts';
import { toSearchVector } from '../platform/search.ts';
import { keysOfClause, keysOfDocument } from './search-keys.ts';

/** Rows a statement carries at most: PostgreSQL takes 65,535 parameters. */
const BATCH = 1_000;

export const batches = <Row>(rows: readonly Row[]): Row[][] => Array.from({ length: Math.ceil(rows.length / BATCH) }, (_, index) => rows.slice(index * BATCH, (index + 1) * BATCH));

export type NewDepartment = Omit<Department, 'version'>;

/** Writes departments with the first version of what they are called. */
export async function insertDepartments(tx: Tx, jurisdictionId: JurisdictionId, recordedAt: Instant, departments: readonly (NewDepartment & { readonly basis?: string })[]): Promise<void> {
  for (const batch of batches(departments)) {
    await tx.insertInto('registry.department').values(batch.map(({ basis: _, ...department }) => ({ ...department, jurisdictionId, recordedAt }))).execute();
    await tx.insertInto('registry.departmentVersion').values(batch.map(({ code: _, basis = '', ...department }) => ({ ...department, basis, version: 1, jurisdictionId, recordedAt, supersededAt: null }))).execute();
  }
}

export interface NewAlias {
  readonly departmentId: DepartmentId;
  readonly name: string;
  readonly validFrom: Instant | null;
  readonly validTo: Instant | null;
}

/** Bulk loading: a name that stands for somebody already is left out. */
export async function insertAliases(tx: Tx, jurisdictionId: JurisdictionId, recordedAt: Instant, aliases: readonly NewAlias[]): Promise<void> {
  for (const batch of batches(aliases)) {
    await tx.insertInto('registry.departmentAlias').values(batch.map((alias) => ({ ...alias, jurisdictionId, recordedAt, supersededAt: null }))).onConflict((conflict) => conflict.doNothing()).execute();
  }
}

export interface NewSuccessor {
  readonly departmentId: DepartmentId;
  readonly successorId: DepartmentId;
  readonly scope: string;
  readonly effectiveAt: Instant;
  readonly basis?: string;
}

export async function insertSuccessors(tx: Tx, jurisdictionId: JurisdictionId, recordedAt: Instant, successors: readonly NewSuccessor[]): Promise<void> {
  if (successors.length === 0) return;
  await tx.insertInto('registry.departmentSuccessor').values(successors.map((successor) => ({ ...successor, jurisdictionId, recordedAt, supersededAt: null }))).execute();
}

export interface NewDocument {
  readonly documentId: DocumentId;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly departmentId: DepartmentId | null;
  readonly departmentName: string | null;
  readonly previousDocumentId: DocumentId | null;
  readonly validFrom: Instant;
  readonly fileName: string | null;
  readonly fileHash: string;
  readonly sourceText: string;
  readonly notUnderstood: readonly SourceSpan[];
}

export type NewClause = ParsedClause & { readonly dutyClauseId: DutyClauseId; readonly departmentId: DepartmentId | null };

/** Writes a document version with its clauses; the text stays as it came. */
export async function insertDocument(tx: Tx, jurisdictionId: JurisdictionId, recordedAt: Instant, document: NewDocument, clauses: readonly NewClause[]): Promise<void> {
  const { departmentName: _, notUnderstood, ...row } = document;
  await tx.insertInto('registry.document').values({ ...row, jurisdictionId, recordedAt, validTo: null, notUnderstood: JSON.stringify(notUnderstood), searchKeys: keysOfDocument(document) }).execute();
  await tx.insertInto('registry.documentPeriod').values({ jurisdictionId, documentId: document.documentId, version: 1, validFrom: document.validFrom, validTo: null, recordedAt, supersededAt: null }).execute();
  const rows = clauses.map((clause, ordinal) => ({
    jurisdictionId,
    dutyClauseId: clause.dutyClauseId,
    documentId: document.documentId,
    departmentId: clause.departmentId,
    ordinal,
    path: clause.path,
    clauseKind: clause.kind,
    text: clause.text,
    startOffset: clause.start,
    endOffset: clause.end,
    verbs: JSON.stringify(clause.verbs),
    partners: JSON.stringify(clause.partners),
    boundary: JSON.stringify(clause.boundary ?? []),
    scope: clause.scope ?? [],
    noLead: clause.noLead ?? false,
    searchKeys: keysOfClause(clause, document.kind),
  }));
  for (const batch of batches(rows)) await tx.insertInto('registry.dutyClause').values(batch).execute();
}

/** A reissue or a repeal ends a document, from that day: what was known of its time until now stays. */
export async function endDocument(tx: Tx, jurisdictionId: JurisdictionId, documentId: DocumentId, validTo: Instant, at: Instant): Promise<void> {
  const ended = await tx.updateTable('registry.document').set({ validTo }).where('jurisdictionId', '=', jurisdictionId).where('documentId', '=', documentId).where('validTo', 'is', null).executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return;
  const closed = await tx.updateTable('registry.documentPeriod').set({ supersededAt: at })
    .where('jurisdictionId', '=', jurisdictionId).where('documentId', '=', documentId).where('supersededAt', 'is', null).returning(['version', 'validFrom']).executeTakeFirstOrThrow();
  await tx.insertInto('registry.documentPeriod').values({ jurisdictionId, documentId, version: closed.version + 1, validFrom: closed.validFrom, validTo, recordedAt: at, supersededAt: null }).execute();
}

/** A matter that is set down without a moment counts as known ever since. */
const ALWAYS_KNOWN = '2000-01-01T00:00:00.000Z' as Instant;

export const searchVectorOf = ({ name, keywords, description, includes }: Pick<Matter, 'name' | 'keywords' | 'description' | 'includes'>) =>
  sql<string>`${toSearchVector([
    { text: name, weight: 'A' },
    { text: keywords.join('，'), weight: 'B' },
    { text: `${description}，${includes.join('，')}`, weight: 'C' },
  ])}::tsvector`;

/** Writes matters with the first version of what they are and where they stand. */
export async function insertMatters(tx: Tx, jurisdictionId: JurisdictionId, matters: readonly (Omit<Matter, 'version'> & { readonly validFrom?: Instant | null; readonly basis?: string })[], recordedAt: Instant = ALWAYS_KNOWN): Promise<void> {
  for (const batch of batches(matters)) {
    const rows = batch.map(({ basis: _, validFrom = null, ...matter }) => ({ ...matter, validFrom, jurisdictionId, search: searchVectorOf(matter) }));
    await tx.insertInto('registry.matter').values(rows).execute();
    await tx.insertInto('registry.matterVersion').values(rows.map((row, place) => ({ ...row, basis: batch[place]?.basis ?? '', version: 1, recordedAt, supersededAt: null }))).execute();
  }
}
