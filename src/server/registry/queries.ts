import { sql, type SqlBool } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Department, DepartmentId, DepartmentKind, Matter } from '../../core/registry/model.ts';
import type { DepartmentAlias } from '../../core/registry/parser/model.ts';
import type { Reading } from '../platform/database.ts';
import { pageAfter, type Page } from '../platform/pages.ts';
import { toSearchQuery } from '../platform/search.ts';

/** A period that holds at `at`. */
export const holds = (from: string, to: string, at: Instant) => sql<SqlBool>`(${sql.ref(from)} is null or ${sql.ref(from)} <= ${at}) and (${sql.ref(to)} is null or ${at} < ${sql.ref(to)})`;

export interface DepartmentFilter {
  readonly q?: string | undefined;
  readonly kind?: DepartmentKind | undefined;
  readonly on: Instant;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const departmentColumns = ['departmentId', 'code', 'name', 'shortName', 'kind', 'superior', 'secondaryNames', 'validFrom', 'validTo', 'version'] as const;

const departments = (db: Reading, jurisdictionId: JurisdictionId) =>
  db.selectFrom('registry.department').select(departmentColumns).where('jurisdictionId', '=', jurisdictionId).$castTo<Department>();

/** Departments in being on a day, found by name, short name or any alias. */
export async function listDepartments(db: Reading, jurisdictionId: JurisdictionId, { q, kind, on, limit, cursor }: DepartmentFilter): Promise<Page<Department>> {
  let rows = departments(db, jurisdictionId).where(holds('validFrom', 'validTo', on)).orderBy('code').limit(limit + 1);
  if (kind !== undefined) rows = rows.where('kind', '=', kind);
  if (cursor !== undefined) rows = rows.where('code', '>', cursor);
  if (q !== undefined && q !== '') {
    const like = `%${q}%`;
    rows = rows.where((eb) =>
      eb.or([
        eb('name', 'like', like),
        eb('shortName', 'like', like),
        eb.exists(eb.selectFrom('registry.departmentAlias as a').select('a.name').whereRef('a.departmentId', '=', 'registry.department.departmentId').where('a.jurisdictionId', '=', jurisdictionId).where('a.name', 'like', like)),
      ]),
    );
  }
  return pageAfter(await rows.execute(), limit, (department) => department.code);
}

export async function findDepartment(db: Reading, jurisdictionId: JurisdictionId, departmentId: string): Promise<Department> {
  const found = await departments(db, jurisdictionId).where('departmentId', '=', departmentId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: '部门' });
  return found;
}

interface Succession {
  readonly departmentId: DepartmentId;
  readonly name: string;
  readonly scope: string | null;
  readonly effectiveAt: Instant;
}

const successions = (db: Reading, jurisdictionId: JurisdictionId, mine: 'departmentId' | 'successorId', other: 'departmentId' | 'successorId', departmentId: string): Promise<Succession[]> =>
  db
    .selectFrom('registry.departmentSuccessor as s')
    .innerJoin('registry.department as d', (join) => join.onRef('d.jurisdictionId', '=', 's.jurisdictionId').onRef('d.departmentId', '=', `s.${other}`))
    .select(['d.departmentId', 'd.name', 's.effectiveAt', sql<string | null>`nullif(s.scope, '')`.as('scope')])
    .where('s.jurisdictionId', '=', jurisdictionId)
    .where(`s.${mine}`, '=', departmentId)
    .orderBy('s.effectiveAt')
    .$castTo<Succession>()
    .execute();

export const listSuccessors = (db: Reading, jurisdictionId: JurisdictionId, departmentId: string) => successions(db, jurisdictionId, 'departmentId', 'successorId', departmentId);
export const listPredecessors = (db: Reading, jurisdictionId: JurisdictionId, departmentId: string) => successions(db, jurisdictionId, 'successorId', 'departmentId', departmentId);

export async function listAliasesOf(db: Reading, jurisdictionId: JurisdictionId, departmentId: string): Promise<{ name: string; validFrom: Instant | null; validTo: Instant | null }[]> {
  return db.selectFrom('registry.departmentAlias').select(['name', 'validFrom', 'validTo']).where('jurisdictionId', '=', jurisdictionId).where('departmentId', '=', departmentId).orderBy('name').execute();
}

/** Every name under which a department may stand in a text of that day: full and short names, aliases, name plates. `department` is its id. */
export async function listNames(db: Reading, jurisdictionId: JurisdictionId, on: Instant): Promise<DepartmentAlias[]> {
  const { rows } = await sql<DepartmentAlias>`
    select name, department_id as department from registry.department where jurisdiction_id = ${jurisdictionId} and valid_from <= ${on} and (valid_to is null or ${on} < valid_to)
    union select short_name, department_id from registry.department where jurisdiction_id = ${jurisdictionId} and valid_from <= ${on} and (valid_to is null or ${on} < valid_to)
    union select unnest(secondary_names), department_id from registry.department where jurisdiction_id = ${jurisdictionId} and valid_from <= ${on} and (valid_to is null or ${on} < valid_to)
    union select name, department_id from registry.department_alias
      where jurisdiction_id = ${jurisdictionId} and (valid_from is null or valid_from <= ${on}) and (valid_to is null or ${on} < valid_to)`.execute(db);
  return rows;
}

const matterColumns = ['matterId', 'parentId', 'code', 'name', 'isClass', 'description', 'includes', 'excludes', 'keywords', 'version'] as const;

const matters = (db: Reading, jurisdictionId: JurisdictionId) =>
  db.selectFrom('registry.matter').select(matterColumns).where('jurisdictionId', '=', jurisdictionId).$castTo<Matter>();

export interface MatterFilter {
  readonly q?: string | undefined;
  readonly parentId?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export async function listMatters(db: Reading, jurisdictionId: JurisdictionId, { q, parentId, limit, cursor }: MatterFilter): Promise<Page<Matter>> {
  let rows = matters(db, jurisdictionId).orderBy('code').limit(limit + 1);
  if (parentId !== undefined) rows = rows.where('parentId', '=', parentId);
  if (cursor !== undefined) rows = rows.where('code', '>', cursor);
  const query = q === undefined ? undefined : toSearchQuery(q);
  if (query !== undefined) rows = rows.where(sql<SqlBool>`(search @@ ${query}::tsquery or code like ${`${q ?? ''}%`})`);
  return pageAfter(await rows.execute(), limit, (matter) => matter.code);
}

export async function findMatter(db: Reading, jurisdictionId: JurisdictionId, matterId: string): Promise<Matter> {
  const found = await matters(db, jurisdictionId).where('matterId', '=', matterId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: '事项' });
  return found;
}

export async function isCodeTaken(db: Reading, jurisdictionId: JurisdictionId, table: 'registry.department' | 'registry.matter', code: string): Promise<boolean> {
  return (await db.selectFrom(table).select('code').where('jurisdictionId', '=', jurisdictionId).where('code', '=', code).executeTakeFirst()) !== undefined;
}

/** The names of all departments and matters by their ids. */
export async function listAllNames(db: Reading, jurisdictionId: JurisdictionId): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select department_id as id, name from registry.department where jurisdiction_id = ${jurisdictionId}
    union all select matter_id, name from registry.matter where jurisdiction_id = ${jurisdictionId}`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
