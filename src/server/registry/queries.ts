import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Department, Matter } from '../../core/registry/model.ts';
import type { DepartmentAlias } from '../../core/registry/parser/model.ts';
import type { Reading } from '../platform/database.ts';
import { fixedStatement } from '../platform/statement.ts';
import { holds, isKnown } from './clock-queries.ts';
import { word } from '../../core/kernel/words.ts';

const departmentColumns = ['departmentId', 'code', 'name', 'shortName', 'kind', 'superior', 'secondaryNames', 'validFrom', 'validTo', 'version'] as const;

const departments = (db: Reading, jurisdictionId: JurisdictionId) =>
  db.selectFrom('registry.department').select(departmentColumns).where('jurisdictionId', '=', jurisdictionId).$castTo<Department>();

const oneDepartment = fixedStatement((db, { jurisdictionId, departmentId }: { jurisdictionId: JurisdictionId; departmentId: string }) => departments(db, jurisdictionId).where('departmentId', '=', departmentId));

/** A department as it is known and called now, also one that has ended. Refuses `common.not-found`. */
export async function findDepartment(db: Reading, jurisdictionId: JurisdictionId, departmentId: string): Promise<Department> {
  const [found] = await oneDepartment(db, { jurisdictionId, departmentId });
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('部门', 'The department') });
  return found;
}

/** Every name under which a department may stand in a text of that day: full and short names, aliases, name plates. `department` is its id. */
export async function listNames(db: Reading, jurisdictionId: JurisdictionId, on: Instant, known?: Instant): Promise<DepartmentAlias[]> {
  const version = sql`jurisdiction_id = ${jurisdictionId} and ${holds('v.validFrom', 'v.validTo', on)} and ${isKnown('v', known)}`;
  const { rows } = await sql<DepartmentAlias>`
    select v.name, v.department_id as department from registry.department_version v where ${version}
    union select v.short_name, v.department_id from registry.department_version v where ${version}
    union select unnest(v.secondary_names), v.department_id from registry.department_version v where ${version}
    union select v.name, v.department_id from registry.department_alias v where ${version}`.execute(db);
  return rows;
}

const matterColumns = ['matterId', 'parentId', 'code', 'name', 'isClass', 'description', 'includes', 'excludes', 'keywords', 'version'] as const;

const matters = (db: Reading, jurisdictionId: JurisdictionId) =>
  db.selectFrom('registry.matter').select(matterColumns).where('jurisdictionId', '=', jurisdictionId).$castTo<Matter>();

export async function findMatter(db: Reading, jurisdictionId: JurisdictionId, matterId: string): Promise<Matter> {
  const found = await matters(db, jurisdictionId).where('matterId', '=', matterId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('事项', 'The matter') });
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
