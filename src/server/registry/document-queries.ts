import { sql, type SqlBool } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DocumentKind, DutyClause, RegistryDocument } from '../../core/registry/model.ts';
import type { SourceSpan } from '../../core/registry/parser/model.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, pageAfter, splitCursor, type Page } from '../platform/pages.ts';
import { departmentCalled, holds, isKnown, type AskedClocks, type Clocks } from './clock-queries.ts';
import { word } from '../../core/kernel/words.ts';

/** A document with its time as known then, its department as it was called then; one that was not known yet is not there. */
const documents = (db: Reading, jurisdictionId: JurisdictionId, clocks: AskedClocks = {}) =>
  db
    .selectFrom('registry.document as o')
    .innerJoin('registry.documentPeriod as p', (join) => join.onRef('p.jurisdictionId', '=', 'o.jurisdictionId').onRef('p.documentId', '=', 'o.documentId'))
    .leftJoin('registry.department as d', (join) => join.onRef('d.jurisdictionId', '=', 'o.jurisdictionId').onRef('d.departmentId', '=', 'o.departmentId'))
    .select(['o.documentId', 'o.kind', 'o.title', 'o.documentNumber', 'o.departmentId', 'p.validFrom', 'p.validTo', 'o.recordedAt', 'o.fileName', 'o.fileHash'])
    .select(departmentCalled('o.departmentId', 'd.name', clocks).as('departmentName'))
    .select(sql<number>`(select count(*)::int from registry.duty_clause c where c.jurisdiction_id = o.jurisdiction_id and c.document_id = o.document_id)`.as('clauseCount'))
    .where('o.jurisdictionId', '=', jurisdictionId)
    .where(isKnown('p', clocks.known))
    .$castTo<RegistryDocument>();

export interface DocumentFilter {
  readonly q?: string | undefined;
  readonly kind?: DocumentKind | undefined;
  readonly departmentId?: string | undefined;
  /** Absent: documents of every time. */
  readonly on?: Instant | undefined;
  readonly known?: Instant | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export async function listDocuments(db: Reading, jurisdictionId: JurisdictionId, { q, kind, departmentId, on, known, limit, cursor }: DocumentFilter): Promise<Page<RegistryDocument>> {
  let rows = documents(db, jurisdictionId, { on, known }).orderBy('o.recordedAt', 'desc').orderBy('o.documentId', 'desc').limit(limit + 1);
  if (kind !== undefined) rows = rows.where('o.kind', '=', kind);
  if (departmentId !== undefined) rows = rows.where('o.departmentId', '=', departmentId);
  if (on !== undefined) rows = rows.where(holds('p.validFrom', 'p.validTo', on));
  if (q !== undefined && q !== '') rows = rows.where((eb) => eb.or([eb('o.title', 'like', `%${q}%`), eb('o.documentNumber', 'like', `%${q}%`)]));
  const after = splitCursor(cursor);
  if (after !== undefined) rows = rows.where(sql<SqlBool>`(o.recorded_at, o.document_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  return pageAfter(await rows.execute(), limit, (document) => joinCursor(document.recordedAt, document.documentId));
}

export interface DocumentText {
  readonly document: RegistryDocument;
  readonly text: string;
  readonly notUnderstood: SourceSpan[];
}

export async function viewDocument(db: Reading, jurisdictionId: JurisdictionId, documentId: string, clocks: AskedClocks = {}): Promise<DocumentText> {
  const document = await documents(db, jurisdictionId, clocks).where('o.documentId', '=', documentId).executeTakeFirst();
  const source = await db.selectFrom('registry.document').select(['sourceText as text', 'notUnderstood']).where('jurisdictionId', '=', jurisdictionId).where('documentId', '=', documentId).$castTo<Pick<DocumentText, 'text' | 'notUnderstood'>>().executeTakeFirst();
  if (document === undefined || source === undefined) throw refuseCommon('common.not-found', { what: word('文件', 'The document') });
  return { document, ...source };
}

const clauses = (db: Reading, jurisdictionId: JurisdictionId, clocks: AskedClocks = {}) =>
  db
    .selectFrom('registry.dutyClause as c')
    .innerJoin('registry.document as o', (join) => join.onRef('o.jurisdictionId', '=', 'c.jurisdictionId').onRef('o.documentId', '=', 'c.documentId'))
    .leftJoin('registry.department as d', (join) => join.onRef('d.jurisdictionId', '=', 'c.jurisdictionId').onRef('d.departmentId', '=', 'c.departmentId'))
    .select(['c.dutyClauseId', 'c.documentId', 'o.title as documentTitle', 'o.kind as documentKind', 'c.departmentId', 'c.path', 'c.clauseKind', 'c.text', 'c.startOffset as start', 'c.endOffset as end', 'c.verbs', 'c.noLead'])
    .select(departmentCalled('c.departmentId', 'd.name', clocks).as('departmentName'))
    .select(sql`(select coalesce(json_agg(json_build_object('name', p->>'name', 'relation', p->>'relation', 'departmentId', p->>'department')), '[]') from json_array_elements(c.partners) p)`.as('partners'))
    .where('c.jurisdictionId', '=', jurisdictionId);

export const listClausesOf = (db: Reading, jurisdictionId: JurisdictionId, documentId: string, clocks: AskedClocks = {}): Promise<DutyClause[]> =>
  clauses(db, jurisdictionId, clocks).where('c.documentId', '=', documentId).orderBy('c.ordinal').$castTo<DutyClause>().execute();

/** The named clauses of documents that hold then, as known then. */
export const listClausesById = (db: Reading, jurisdictionId: JurisdictionId, ids: readonly string[], clocks: Clocks): Promise<DutyClause[]> =>
  ids.length === 0 ? Promise.resolve([]) : clauses(db, jurisdictionId, clocks).where('c.dutyClauseId', 'in', [...ids]).where(inForce(jurisdictionId, clocks)).orderBy('c.documentId').orderBy('c.ordinal').$castTo<DutyClause>().execute();

/** The named clauses, of whatever time, in no order; departments as they were called then. */
export const listClausesByIds = (db: Reading, jurisdictionId: JurisdictionId, ids: readonly string[], clocks: AskedClocks): Promise<DutyClause[]> =>
  ids.length === 0 ? Promise.resolve([]) : clauses(db, jurisdictionId, clocks).where(sql<SqlBool>`c.duty_clause_id = any(${[...ids]}::uuid[])`).$castTo<DutyClause>().execute();

/** The named documents as known then, in no order. */
export const listDocumentsByIds = (db: Reading, jurisdictionId: JurisdictionId, ids: readonly string[], clocks: AskedClocks): Promise<RegistryDocument[]> =>
  ids.length === 0 ? Promise.resolve([]) : documents(db, jurisdictionId, clocks).where(sql<SqlBool>`o.document_id = any(${[...ids]}::uuid[])`).execute();

export async function findDutyClause(db: Reading, jurisdictionId: JurisdictionId, dutyClauseId: string): Promise<DutyClause> {
  const found = await clauses(db, jurisdictionId).where('c.dutyClauseId', '=', dutyClauseId).$castTo<DutyClause>().executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('职责条款', 'The duty clause') });
  return found;
}

export interface DatedClause extends DutyClause {
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
}

/** A clause with the time of its document as known then. Refuses `common.not-found`, also where the document was not known yet. */
export async function viewDutyClause(db: Reading, jurisdictionId: JurisdictionId, dutyClauseId: string, clocks: AskedClocks): Promise<DatedClause> {
  const found = await clauses(db, jurisdictionId, clocks)
    .innerJoin('registry.documentPeriod as p', (join) => join.onRef('p.jurisdictionId', '=', 'c.jurisdictionId').onRef('p.documentId', '=', 'c.documentId'))
    .select(['p.validFrom', 'p.validTo'])
    .where('c.dutyClauseId', '=', dutyClauseId).where(isKnown('p', clocks.known)).$castTo<DatedClause>().executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('职责条款', 'The duty clause') });
  return found;
}

/** A clause of a document that holds then; what is known now stands in the document itself, which spares the search a join. */
const inForce = (jurisdictionId: JurisdictionId, { on, known }: Clocks) =>
  known === undefined
    ? holds('o.validFrom', 'o.validTo', on)
    : sql<SqlBool>`exists (select 1 from registry.document_period p where p.jurisdiction_id = ${jurisdictionId} and p.document_id = o.document_id and ${isKnown('p', known)} and ${holds('p.validFrom', 'p.validTo', on)})`;

/** The 三定 text of a department that would still hold at `at`. */
export async function findCurrentDocument(db: Reading, jurisdictionId: JurisdictionId, departmentId: string, at: Instant): Promise<RegistryDocument['documentId'] | undefined> {
  const found = await documents(db, jurisdictionId).where('o.departmentId', '=', departmentId).where('o.kind', '=', 'SANDING').where('p.validTo', 'is', null).where('p.validFrom', '<', at).executeTakeFirst();
  return found?.documentId;
}

/** A paper of the same kind and title in force then: what a new copy of a law or a list takes the place of. */
export async function findSameTitle(db: Reading, jurisdictionId: JurisdictionId, kind: DocumentKind, title: string, at: Instant): Promise<RegistryDocument['documentId'] | undefined> {
  const found = await documents(db, jurisdictionId).where('o.kind', '=', kind).where('o.title', '=', title).where('p.validTo', 'is', null).where('p.validFrom', '<', at).orderBy('p.validFrom', 'desc').executeTakeFirst();
  return found?.documentId;
}

/** The newest document of the same text. */
export async function findSameText(db: Reading, jurisdictionId: JurisdictionId, fileHash: string): Promise<Pick<RegistryDocument, 'documentId' | 'validTo'> | undefined> {
  return documents(db, jurisdictionId).where('o.fileHash', '=', fileHash).orderBy('o.recordedAt', 'desc').executeTakeFirst();
}
