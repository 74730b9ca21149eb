import { sql, type SqlBool } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { DepartmentId, DocumentId, DocumentKind, DutyClauseId, Matter } from '../../core/registry/model.ts';
import type { ClauseKind } from '../../core/registry/parser/model.ts';
import type { OwnName } from '../../core/registry/search-words.ts';
import type { Reading } from '../platform/database.ts';
import { holds, isKnown, type Clocks } from './clock-queries.ts';

export interface PaperFilter extends Clocks {
  readonly departmentId?: string | undefined;
  /** Absent: of every kind. */
  readonly kinds?: readonly DocumentKind[] | undefined;
}

export interface NameInQuestion extends OwnName {
  readonly departmentIds: readonly DepartmentId[];
  /** The name stands for the department on the day asked about, not only at some other time. */
  readonly isCurrent: boolean;
}

/** Names of departments that stand in `folded`, of every time as far as known; whoever goes by a name on the day takes it before those who did at another time. */
export async function listNamesWithin(db: Reading, jurisdictionId: JurisdictionId, folded: string, { on, known }: Clocks): Promise<NameInQuestion[]> {
  const version = sql`v.jurisdiction_id = ${jurisdictionId} and ${isKnown('v', known)}`;
  const current = sql`(${holds('v.validFrom', 'v.validTo', on)})`;
  const { rows } = await sql<NameInQuestion>`
    select distinct on (name) name, array_agg(distinct department_id) as "departmentIds", is_current as "isCurrent" from (
      select unnest(array[v.name, v.short_name] || v.secondary_names) as name, v.department_id, ${current} as is_current from registry.department_version v where ${version}
      union select v.name, v.department_id, ${current} from registry.department_alias v where ${version}) names
    where length(name) > 1 and strpos(${folded}, lower(name)) > 0
    group by name, is_current order by name, is_current desc`.execute(db);
  return rows;
}

/** Names and keywords of matters that stand in `folded`. */
export async function listMatterWordsWithin(db: Reading, jurisdictionId: JurisdictionId, folded: string): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    select distinct word from registry.matter m, unnest(array[m.name] || m.keywords || m.includes) word
    where m.jurisdiction_id = ${jurisdictionId} and length(word) > 1 and strpos(${folded}, lower(word)) > 0`.execute(db);
  return rows.map(({ word }) => word);
}

/** A document that holds then; what is known now stands in the document itself, which spares the search a join. */
const inForce = (jurisdictionId: JurisdictionId, { on, known }: Clocks) =>
  known === undefined
    ? holds('o.validFrom', 'o.validTo', on)
    : sql<SqlBool>`exists (select 1 from registry.document_period p where p.jurisdiction_id = ${jurisdictionId} and p.document_id = o.document_id and ${isKnown('p', known)} and ${holds('p.validFrom', 'p.validTo', on)})`;

/** Sets of keys in the order in which they are asked for, at most `each` of one set and `most` of all. */
export interface KeySets {
  readonly sets: readonly string[];
  readonly each: number;
  readonly most: number;
}

export interface ClauseCandidate {
  readonly dutyClauseId: DutyClauseId;
  /** The set it was found by, from 0. */
  readonly place: number;
  readonly text: string;
  readonly clauseKind: ClauseKind;
  readonly documentKind: DocumentKind;
  readonly departmentId: DepartmentId | null;
}

const papers = (alias: 'c' | 'o', { departmentId, kinds }: PaperFilter) => sql<SqlBool>`
  ${departmentId === undefined ? sql`true` : sql`${sql.ref(`${alias}.departmentId`)} = ${departmentId}`} and ${kinds === undefined ? sql`true` : sql`o.kind = any(${[...kinds]}::text[])`}`;

/**
 * Clauses that hold every key of a set, set after set until there are `most`. The sets come as text, so that the planner does not know how frequent their
 * keys are: knowing it, it would read the whole table for frequent ones, and plan anew each time.
 */
export async function listClauseCandidates(db: Reading, jurisdictionId: JurisdictionId, { sets, each, most }: KeySets, filter: PaperFilter): Promise<ClauseCandidate[]> {
  const { rows } = await sql<ClauseCandidate>`
    select f.*, (w.place - 1)::int as place from unnest(${[...sets]}::text[]) with ordinality as w(keys, place) cross join lateral (
      select c.duty_clause_id as "dutyClauseId", c.text, c.clause_kind as "clauseKind", o.kind as "documentKind", c.department_id as "departmentId"
      from registry.duty_clause c join registry.document o on o.jurisdiction_id = c.jurisdiction_id and o.document_id = c.document_id
      where c.jurisdiction_id = ${jurisdictionId} and c.search_keys @> w.keys::bigint[] and ${inForce(jurisdictionId, filter)} and ${papers('c', filter)}
      limit ${sql.lit(each)}) f
    limit ${sql.lit(most)}`.execute(db);
  return rows;
}

export interface DocumentCandidate {
  readonly documentId: DocumentId;
  readonly place: number;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly kind: DocumentKind;
  readonly departmentId: DepartmentId | null;
}

export async function listDocumentCandidates(db: Reading, jurisdictionId: JurisdictionId, { sets, each, most }: KeySets, filter: PaperFilter): Promise<DocumentCandidate[]> {
  const { rows } = await sql<DocumentCandidate>`
    select f.*, (w.place - 1)::int as place from unnest(${[...sets]}::text[]) with ordinality as w(keys, place) cross join lateral (
      select o.document_id as "documentId", o.title, o.document_number as "documentNumber", o.kind, o.department_id as "departmentId" from registry.document o
      where o.jurisdiction_id = ${jurisdictionId} and o.search_keys @> w.keys::bigint[] and ${inForce(jurisdictionId, filter)} and ${papers('o', filter)}
      limit ${sql.lit(each)}) f
    limit ${sql.lit(most)}`.execute(db);
  return rows;
}

/** Matters in use then that answer a tsquery. */
export const listMatterCandidates = (db: Reading, jurisdictionId: JurisdictionId, query: string, most: number, { on, known }: Clocks): Promise<Matter[]> =>
  db.selectFrom('registry.matterVersion as v')
    .innerJoin('registry.matter as m', (join) => join.onRef('m.jurisdictionId', '=', 'v.jurisdictionId').onRef('m.matterId', '=', 'v.matterId'))
    .select(['v.matterId', 'v.parentId', 'v.code', 'v.name', 'v.isClass', 'v.description', 'v.includes', 'v.excludes', 'v.keywords', 'm.version'])
    .where('v.jurisdictionId', '=', jurisdictionId).where(isKnown('v', known)).where(holds('v.validFrom', 'v.validTo', on)).where(sql<SqlBool>`v.search @@ ${query}::tsquery`)
    .orderBy(sql`ts_rank(v.search, ${query}::tsquery)`, 'desc').orderBy('v.code').limit(most).$castTo<Matter>().execute();

