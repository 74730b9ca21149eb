import { sql, type SqlBool } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Department, DepartmentId, DepartmentKind, DepartmentSlice } from '../../core/registry/model.ts';
import type { NamePeriod } from '../../core/registry/names.ts';
import { makeChart, type Lifespan, type Succession, type SuccessionChart } from '../../core/registry/succession.ts';
import type { Reading } from '../platform/database.ts';
import { pageAfter, type Page } from '../platform/pages.ts';
import { departmentCalled, holds, isKnown, supersededBy, type AskedClocks, type Clocks } from './clock-queries.ts';
import { word } from '../../core/kernel/words.ts';

/** Every slice of every department as known then, with the span of the department they make up together. */
const slices = (db: Reading, jurisdictionId: JurisdictionId, { on, known }: Clocks) =>
  db
    .selectFrom('registry.departmentVersion as v')
    .innerJoin('registry.department as d', (join) => join.onRef('d.jurisdictionId', '=', 'v.jurisdictionId').onRef('d.departmentId', '=', 'v.departmentId'))
    .innerJoinLateral(
      (eb) => eb.selectFrom('registry.departmentVersion as s')
        .select([sql<Instant>`min(s.valid_from)`.as('validFrom'), sql<Instant | null>`case when bool_or(s.valid_to is null) then null else max(s.valid_to) end`.as('validTo')])
        .whereRef('s.jurisdictionId', '=', 'v.jurisdictionId').whereRef('s.departmentId', '=', 'v.departmentId').where(isKnown('s', known)).as('span'),
      (join) => join.onTrue(),
    )
    .select(['v.departmentId', 'd.code', 'v.name', 'v.shortName', 'v.kind', 'v.superior', 'v.secondaryNames', 'span.validFrom', 'span.validTo', 'd.version'])
    // of a department that is not in being then the slice nearest to the day
    .select(sql<number>`case when ${holds('v.validFrom', 'v.validTo', on)} then 0 when v.valid_from <= ${on} then 1 else 2 end`.as('distance'))
    .where('v.jurisdictionId', '=', jurisdictionId)
    .where(isKnown('v', known));

export interface DepartmentFilter extends Clocks {
  readonly q?: string | undefined;
  readonly kind?: DepartmentKind | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const withoutDistance = ({ distance: _, ...department }: Department & { distance?: number }): Department => department;

/** Departments in being on a day, found by name, short name or any alias. */
export async function listDepartments(db: Reading, jurisdictionId: JurisdictionId, { q, kind, on, known, limit, cursor }: DepartmentFilter): Promise<Page<Department>> {
  let rows = slices(db, jurisdictionId, { on, known }).where(holds('v.validFrom', 'v.validTo', on)).orderBy('d.code').limit(limit + 1);
  if (kind !== undefined) rows = rows.where('v.kind', '=', kind);
  if (cursor !== undefined) rows = rows.where('d.code', '>', cursor);
  if (q !== undefined && q !== '') {
    const like = `%${q}%`;
    rows = rows.where((eb) =>
      eb.or([
        eb('v.name', 'like', like),
        eb('v.shortName', 'like', like),
        eb.exists(eb.selectFrom('registry.departmentAlias as a').select('a.name').whereRef('a.departmentId', '=', 'v.departmentId').where('a.jurisdictionId', '=', jurisdictionId).where(isKnown('a', known)).where('a.name', 'like', like)),
      ]),
    );
  }
  return pageAfter((await rows.$castTo<Department>().execute()).map(withoutDistance), limit, (department) => department.code);
}

/** A department as it was called on a day, as known then. Refuses `common.not-found`, also where nothing was known of it yet. */
export async function viewDepartment(db: Reading, jurisdictionId: JurisdictionId, departmentId: string, clocks: Clocks): Promise<Department> {
  const found = await slices(db, jurisdictionId, clocks)
    .where('v.departmentId', '=', departmentId)
    .orderBy('distance')
    .orderBy(sql`case when v.valid_from <= ${clocks.on} then -extract(epoch from v.valid_from) else extract(epoch from v.valid_from) end`)
    .limit(1).$castTo<Department & { distance?: number }>().executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('部门', 'The department') });
  return withoutDistance(found);
}

/** Every version of every slice, newest knowledge first. */
export const listDepartmentHistory = (db: Reading, jurisdictionId: JurisdictionId, departmentId: string, known: Instant | undefined): Promise<DepartmentSlice[]> => {
  let rows = db.selectFrom('registry.departmentVersion').select(['name', 'shortName', 'kind', 'superior', 'secondaryNames', 'basis', 'validFrom', 'validTo', 'recordedAt', supersededBy('registry.departmentVersion', known).as('supersededAt')])
    .where('jurisdictionId', '=', jurisdictionId).where('departmentId', '=', departmentId).orderBy('recordedAt', 'desc').orderBy('validFrom', 'desc');
  if (known !== undefined) rows = rows.where('recordedAt', '<=', known);
  return rows.$castTo<DepartmentSlice>().execute();
};

export interface NamedSuccession {
  readonly departmentId: DepartmentId;
  readonly name: string;
  readonly scope: string | null;
  readonly effectiveAt: Instant;
  readonly basis: string;
}

const successions = (db: Reading, jurisdictionId: JurisdictionId, mine: 'departmentId' | 'successorId', other: 'departmentId' | 'successorId', departmentId: string, clocks: AskedClocks): Promise<NamedSuccession[]> =>
  db
    .selectFrom('registry.departmentSuccessor as s')
    .innerJoin('registry.department as d', (join) => join.onRef('d.jurisdictionId', '=', 's.jurisdictionId').onRef('d.departmentId', '=', `s.${other}`))
    .select(['d.departmentId', departmentCalled('d.departmentId', 'd.name', clocks).as('name'), 's.effectiveAt', 's.basis', sql<string | null>`nullif(s.scope, '')`.as('scope')])
    .where('s.jurisdictionId', '=', jurisdictionId)
    .where(isKnown('s', clocks.known))
    .where(`s.${mine}`, '=', departmentId)
    .orderBy('s.effectiveAt').orderBy('d.code')
    .$castTo<NamedSuccession>()
    .execute();

export const listSuccessors = (db: Reading, jurisdictionId: JurisdictionId, departmentId: string, clocks: AskedClocks) => successions(db, jurisdictionId, 'departmentId', 'successorId', departmentId, clocks);
export const listPredecessors = (db: Reading, jurisdictionId: JurisdictionId, departmentId: string, clocks: AskedClocks) => successions(db, jurisdictionId, 'successorId', 'departmentId', departmentId, clocks);

export const listAliasesOf = (db: Reading, jurisdictionId: JurisdictionId, departmentId: string, known: Instant | undefined): Promise<{ name: string; validFrom: Instant | null; validTo: Instant | null }[]> =>
  db.selectFrom('registry.departmentAlias as a').select(['a.name', 'a.validFrom', 'a.validTo']).where('a.jurisdictionId', '=', jurisdictionId).where('a.departmentId', '=', departmentId).where(isKnown('a', known)).orderBy('a.name').execute();

/** Every name that ever stood for a department, with its time, as known then. */
export async function listNamePeriods(db: Reading, jurisdictionId: JurisdictionId, known?: Instant): Promise<NamePeriod[]> {
  const version = sql`jurisdiction_id = ${jurisdictionId} and ${isKnown('v', known)}`;
  const { rows } = await sql<NamePeriod>`
    select v.name, v.department_id, v.valid_from as from, v.valid_to as to from registry.department_version v where ${version}
    union select v.short_name, v.department_id, v.valid_from, v.valid_to from registry.department_version v where ${version}
    union select unnest(v.secondary_names), v.department_id, v.valid_from, v.valid_to from registry.department_version v where ${version}
    union select v.name, v.department_id, v.valid_from, v.valid_to from registry.department_alias v where ${version}`.execute(db);
  return rows;
}

/** All departments that ever were and who came after whom, as known then. */
export async function loadChart(db: Reading, jurisdictionId: JurisdictionId, known?: Instant): Promise<SuccessionChart> {
  const departments = await db.selectFrom('registry.departmentVersion as v')
    .select(['v.departmentId', sql<string>`(array_agg(v.name order by v.valid_from desc))[1]`.as('name'), sql<Instant>`min(v.valid_from)`.as('validFrom'), sql<Instant | null>`case when bool_or(v.valid_to is null) then null else max(v.valid_to) end`.as('validTo')])
    .where('v.jurisdictionId', '=', jurisdictionId).where(isKnown('v', known)).groupBy('v.departmentId').$castTo<Lifespan>().execute();
  const links = await db.selectFrom('registry.departmentSuccessor as s').select(['s.departmentId', 's.successorId', 's.scope', 's.effectiveAt'])
    .where('s.jurisdictionId', '=', jurisdictionId).where(isKnown('s', known)).orderBy('s.effectiveAt').orderBy('s.successorId').orderBy('s.scope').$castTo<Succession>().execute();
  return makeChart(departments, links);
}

/** Departments that have ended by `at`. */
export const listEndedDepartments = (db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<{ departmentId: DepartmentId; name: string; validTo: Instant }[]> =>
  db.selectFrom('registry.department').select(['departmentId', 'name', 'validTo']).where('jurisdictionId', '=', jurisdictionId).where(sql<SqlBool>`valid_to <= ${at}`).orderBy('validTo', 'desc').$castTo<{ departmentId: DepartmentId; name: string; validTo: Instant }>().execute();

export async function findEndNote(db: Reading, jurisdictionId: JurisdictionId, departmentId: string): Promise<string> {
  return (await db.selectFrom('registry.department').select('endNote').where('jurisdictionId', '=', jurisdictionId).where('departmentId', '=', departmentId).executeTakeFirst())?.endNote ?? '';
}
