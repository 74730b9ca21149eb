import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { sliceAt, spanOf, type Overwritten, type Slice } from '../../core/kernel/two-clocks.ts';
import type { Department, DepartmentId, DepartmentKind } from '../../core/registry/model.ts';
import type { Tx } from '../platform/database.ts';
import type { NewAlias } from './store.ts';
import { word } from '../../core/kernel/words.ts';

/** What a department is called and where it stands, for a time. */
export interface DepartmentFacts {
  readonly name: string;
  readonly shortName: string;
  readonly kind: DepartmentKind;
  readonly superior: string | null;
  readonly secondaryNames: readonly string[];
  readonly basis: string;
}

export interface StoredSlice extends Slice<DepartmentFacts> {
  readonly version: number;
}

/** A department with its slices as held true now, locked. */
export interface StoredDepartment {
  readonly department: Department;
  readonly slices: readonly StoredSlice[];
}

const ofDepartment = (jurisdictionId: JurisdictionId, departmentId: string) => ({ jurisdictionId, departmentId });

/** Refuses `common.not-found`. */
export async function loadDepartment(tx: Tx, jurisdictionId: JurisdictionId, departmentId: string): Promise<StoredDepartment> {
  const key = ofDepartment(jurisdictionId, departmentId);
  const department = await tx.selectFrom('registry.department')
    .select(['departmentId', 'code', 'name', 'shortName', 'kind', 'superior', 'secondaryNames', 'validFrom', 'validTo', 'version'])
    .where((eb) => eb.and(key)).forUpdate().$castTo<Department>().executeTakeFirst();
  if (department === undefined) throw refuseCommon('common.not-found', { what: word('部门', 'The department') });
  const rows = await tx.selectFrom('registry.departmentVersion').select(['version', 'name', 'shortName', 'kind', 'superior', 'secondaryNames', 'basis', 'validFrom', 'validTo'])
    .where((eb) => eb.and(key)).where('supersededAt', 'is', null).orderBy('validFrom').$castTo<DepartmentFacts & { version: number; validFrom: Instant; validTo: Instant | null }>().execute();
  return { department, slices: rows.map(({ version, validFrom, validTo, ...facts }) => ({ version, from: validFrom, to: validTo, facts })) };
}

/**
 * Writes what is held true from now on in place of what was, and the department's row with it: its time, and what it is called at `at`.
 * Refuses `common.stale` when somebody was faster.
 */
export async function rewriteDepartment(tx: Tx, jurisdictionId: JurisdictionId, at: Instant, { department, slices }: StoredDepartment, { closed, opened }: Overwritten<DepartmentFacts, StoredSlice>): Promise<void> {
  const { departmentId, version } = department;
  const key = ofDepartment(jurisdictionId, departmentId);
  if (closed.length > 0) await tx.updateTable('registry.departmentVersion').set({ supersededAt: at }).where((eb) => eb.and(key)).where('version', 'in', closed.map((slice) => slice.version)).execute();
  const { last } = await tx.selectFrom('registry.departmentVersion').select((eb) => eb.fn.coalesce(eb.fn.max('version'), sql<number>`0`).as('last')).where((eb) => eb.and(key)).executeTakeFirstOrThrow();
  const rows = opened.map(({ from, to, facts }, place) => ({ ...key, version: last + place + 1, ...facts, secondaryNames: [...facts.secondaryNames], validFrom: from as Instant, validTo: to, recordedAt: at, supersededAt: null }));
  if (rows.length > 0) await tx.insertInto('registry.departmentVersion').values(rows).execute();
  const now = [...slices.filter((slice) => !closed.includes(slice)), ...opened];
  await saveDepartment(tx, jurisdictionId, departmentId, version, describe(now, at));
}

/** The row of a department: from when to when it is in being, and what it is called at `at` or was last. */
function describe(slices: readonly Slice<DepartmentFacts>[], at: Instant): Omit<DepartmentFacts, 'basis'> & { validFrom: Instant; validTo: Instant | null } {
  const span = spanOf(slices) as { from: Instant; to: Instant | null };
  const ordered = [...slices].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  const { facts } = (sliceAt(slices, at) ?? (at < span.from ? ordered[0] : ordered.at(-1))) as Slice<DepartmentFacts>;
  const { basis: _, ...called } = facts;
  return { ...called, validFrom: span.from, validTo: span.to };
}

async function saveDepartment(tx: Tx, jurisdictionId: JurisdictionId, departmentId: DepartmentId, version: number, { secondaryNames, ...row }: ReturnType<typeof describe>): Promise<void> {
  const saved = await tx.updateTable('registry.department').set({ ...row, secondaryNames: [...secondaryNames], version: version + 1 })
    .where((eb) => eb.and(ofDepartment(jurisdictionId, departmentId))).where('version', '=', version).executeTakeFirst();
  if (saved.numUpdatedRows === 0n) throw refuseCommon('common.stale', { seen: version, current: version + 1 });
}

/** Names that were given for a later day begin: the rows say what each department is called at `at`. Answers whether any row has changed. */
export async function renewNames(tx: Tx, jurisdictionId: JurisdictionId, at: Instant): Promise<boolean> {
  const { numAffectedRows = 0n } = await sql`
    update registry.department d set name = v.name, short_name = v.short_name, kind = v.kind, superior = v.superior, secondary_names = v.secondary_names, version = d.version + 1
    from registry.department_version v
    where d.jurisdiction_id = ${jurisdictionId} and v.jurisdiction_id = d.jurisdiction_id and v.department_id = d.department_id and v.superseded_at is null
      and v.valid_from <= ${at} and (v.valid_to is null or ${at} < v.valid_to)
      and (d.name, d.short_name, d.kind, coalesce(d.superior, ''), d.secondary_names) is distinct from (v.name, v.short_name, v.kind, coalesce(v.superior, ''), v.secondary_names)`.execute(tx);
  return numAffectedRows > 0n;
}

/** Registers a name for a time; an earlier registration of it for the same department is superseded. The database refuses one that stands for another. */
export async function putAlias(tx: Tx, jurisdictionId: JurisdictionId, at: Instant, { departmentId, name, validFrom, validTo }: NewAlias): Promise<void> {
  const last = await withdrawAlias(tx, jurisdictionId, at, departmentId, name);
  await tx.insertInto('registry.departmentAlias').values({ jurisdictionId, departmentId, name, validFrom, validTo, version: last + 1, recordedAt: at, supersededAt: null }).execute();
}

/** Takes a name back. Answers the number of its last version; 0 when it never stood for the department. */
export async function withdrawAlias(tx: Tx, jurisdictionId: JurisdictionId, at: Instant, departmentId: DepartmentId, name: string): Promise<number> {
  const key = { ...ofDepartment(jurisdictionId, departmentId), name };
  await tx.updateTable('registry.departmentAlias').set({ supersededAt: at }).where((eb) => eb.and(key)).where('supersededAt', 'is', null).execute();
  const { last } = await tx.selectFrom('registry.departmentAlias').select((eb) => eb.fn.coalesce(eb.fn.max('version'), sql<number>`0`).as('last')).where((eb) => eb.and(key)).executeTakeFirstOrThrow();
  return last;
}

/** The names registered for a department, as held true now. */
export const loadAliases = (tx: Tx, jurisdictionId: JurisdictionId, departmentId: string): Promise<NewAlias[]> =>
  tx.selectFrom('registry.departmentAlias').select(['departmentId', 'name', 'validFrom', 'validTo']).where((eb) => eb.and(ofDepartment(jurisdictionId, departmentId))).where('supersededAt', 'is', null).$castTo<NewAlias>().execute();

/** Keeps why nobody carries on after a department. */
export async function saveEndNote(tx: Tx, jurisdictionId: JurisdictionId, departmentId: DepartmentId, endNote: string): Promise<void> {
  await tx.updateTable('registry.department').set({ endNote }).where((eb) => eb.and(ofDepartment(jurisdictionId, departmentId))).execute();
}
