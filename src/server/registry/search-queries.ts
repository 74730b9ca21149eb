import { sql, type SqlBool } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DepartmentId, DocumentId, DocumentKind, DutyClauseId, Matter } from '../../core/registry/model.ts';
import type { ClauseKind } from '../../core/registry/parser/model.ts';
import { foldWords } from '../../core/registry/search-words.ts';
import type { Reading } from '../platform/database.ts';
import { holds, isKnown, type Clocks } from './clock-queries.ts';

export interface PaperFilter extends Clocks {
  readonly departmentId?: string | undefined;
  /** Absent: of every kind. */
  readonly kinds?: readonly DocumentKind[] | undefined;
}

/** A name under which a department goes, or went, and from when to when. Folded. */
export interface NamePeriod {
  readonly name: string;
  readonly departmentId: DepartmentId;
  readonly validFrom: Instant | null;
  readonly validTo: Instant | null;
}

/** The district's own words: names of departments of every time, and names and keywords of matters. */
export interface Vocabulary {
  readonly names: readonly NamePeriod[];
  readonly matterWords: readonly string[];
}

export async function listVocabulary(db: Reading, jurisdictionId: JurisdictionId, known: Instant | undefined): Promise<Vocabulary> {
  const version = sql`v.jurisdiction_id = ${jurisdictionId} and ${isKnown('v', known)}`;
  const [names, words] = await Promise.all([
    sql<NamePeriod>`
      select distinct unnest(array[v.name, v.short_name] || v.secondary_names) as name, v.department_id as "departmentId", v.valid_from as "validFrom", v.valid_to as "validTo" from registry.department_version v where ${version}
      union select v.name, v.department_id, v.valid_from, v.valid_to from registry.department_alias v where ${version}`.execute(db),
    sql<{ word: string }>`select distinct word from registry.matter_version v, unnest(array[v.name] || v.keywords || v.includes) word where ${version}`.execute(db),
  ]);
  const long = (text: string): boolean => text.length > 1;
  return { names: names.rows.map((row) => ({ ...row, name: foldWords(row.name) })).filter(({ name }) => long(name)), matterWords: words.rows.map(({ word }) => foldWords(word)).filter(long) };
}

/** A document that holds then; what is known now stands in the document itself, which spares the search a join. */
const inForce = (jurisdictionId: JurisdictionId, { on, known }: Clocks) =>
  known === undefined
    ? holds('o.validFrom', 'o.validTo', on)
    : sql<SqlBool>`exists (select 1 from registry.document_period p where p.jurisdiction_id = ${jurisdictionId} and p.document_id = o.document_id and ${isKnown('p', known)} and ${holds('p.validFrom', 'p.validTo', on)})`;

/** Groups of `size` sets of keys, in the order in which they are asked for: at most `each` rows of one group. */
export interface KeySets {
  readonly sets: readonly string[];
  readonly size: number;
  readonly each: number;
}

export interface ClauseCandidate {
  readonly dutyClauseId: DutyClauseId;
  /** The group of sets it was found by, from 0. */
  readonly place: number;
  readonly text: string;
  readonly clauseKind: ClauseKind;
  readonly documentKind: DocumentKind;
  readonly departmentId: DepartmentId | null;
}

const papers = (alias: 'c' | 'o', { departmentId, kinds }: PaperFilter) => sql<SqlBool>`
  ${departmentId === undefined ? sql`true` : sql`${sql.ref(`${alias}.departmentId`)} = ${departmentId}`} and ${kinds === undefined ? sql`true` : sql`o.kind = any(${[...kinds]}::text[])`}`;

/**
 * Clauses that hold every key of a set, set after set until a group has enough. The sets come as text, so that the planner does not know how frequent their
 * keys are: knowing it, it would read the whole table for frequent ones, and plan anew each time.
 */
export async function listClauseCandidates(db: Reading, jurisdictionId: JurisdictionId, { sets, size, each }: KeySets, filter: PaperFilter): Promise<ClauseCandidate[]> {
  const { rows } = await sql<ClauseCandidate>`
    select g.place, f.* from generate_series(0, ${sets.length / size - 1}::int) as g(place) cross join lateral (select f.* from unnest((${[...sets]}::text[])[g.place * ${size}::int + 1 : (g.place + 1) * ${size}::int]) as w(keys) cross join lateral (
      select c.duty_clause_id as "dutyClauseId", c.text, c.clause_kind as "clauseKind", o.kind as "documentKind", c.department_id as "departmentId"
      from registry.duty_clause c join registry.document o on o.jurisdiction_id = c.jurisdiction_id and o.document_id = c.document_id
      where c.jurisdiction_id = ${jurisdictionId} and c.search_keys @> w.keys::bigint[] and ${inForce(jurisdictionId, filter)} and ${papers('c', filter)}
      limit ${sql.lit(each)}) f limit ${sql.lit(each)}) f`.execute(db);
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

export async function listDocumentCandidates(db: Reading, jurisdictionId: JurisdictionId, { sets, size, each }: KeySets, filter: PaperFilter): Promise<DocumentCandidate[]> {
  const { rows } = await sql<DocumentCandidate>`
    select g.place, f.* from generate_series(0, ${sets.length / size - 1}::int) as g(place) cross join lateral (select f.* from unnest((${[...sets]}::text[])[g.place * ${size}::int + 1 : (g.place + 1) * ${size}::int]) as w(keys) cross join lateral (
      select o.document_id as "documentId", o.title, o.document_number as "documentNumber", o.kind, o.department_id as "departmentId" from registry.document o
      where o.jurisdiction_id = ${jurisdictionId} and o.search_keys @> w.keys::bigint[] and ${inForce(jurisdictionId, filter)} and ${papers('o', filter)}
      limit ${sql.lit(each)}) f limit ${sql.lit(each)}) f`.execute(db);
  return rows;
}

/** Matters in use then that answer a tsquery. */
export const listMatterCandidates = (db: Reading, jurisdictionId: JurisdictionId, query: string, most: number, { on, known }: Clocks): Promise<Matter[]> =>
  db.selectFrom('registry.matterVersion as v')
    .innerJoin('registry.matter as m', (join) => join.onRef('m.jurisdictionId', '=', 'v.jurisdictionId').onRef('m.matterId', '=', 'v.matterId'))
    .select(['v.matterId', 'v.parentId', 'v.code', 'v.name', 'v.isClass', 'v.description', 'v.includes', 'v.excludes', 'v.keywords', 'm.version'])
    .where('v.jurisdictionId', '=', jurisdictionId).where(isKnown('v', known)).where(holds('v.validFrom', 'v.validTo', on)).where(sql<SqlBool>`v.search @@ ${query}::tsquery`)
    .orderBy(sql`ts_rank(v.search, ${query}::tsquery)`, 'desc').orderBy('v.code').limit(most).$castTo<Matter>().execute();

