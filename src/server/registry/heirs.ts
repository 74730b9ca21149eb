import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import { chooseOwner, resolveOwners, type Owner } from '../../core/registry/succession.ts';
import type { Reading } from '../platform/database.ts';
import { loadChart } from './department-queries.ts';

/** Today's owner of what belonged to a department, `text` telling which part; the department itself where the chain names none. */
export type FindHeir = (departmentId: DepartmentId, text?: string) => DepartmentId;

/** Who owns what belonged to a department that has ended: its id, and the owners with the part each took over. In the order of the ids. */
export type HeirTable = readonly (readonly [DepartmentId, readonly Pick<Owner, 'departmentId' | 'scope'>[]])[];

/** The table holds ended departments alone: everybody else owns what is theirs. */
export async function loadHeirTable(db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<HeirTable> {
  const chart = await loadChart(db, jurisdictionId);
  const all = [...chart.departments.values()].map(({ departmentId }) => [departmentId, resolveOwners(chart, departmentId, at).map(({ departmentId: heir, scope }) => ({ departmentId: heir, scope }))] as const);
  return all.filter(([departmentId, owners]) => owners.some((owner) => owner.departmentId !== departmentId)).sort(([a], [b]) => (a < b ? -1 : 1));
}

export function findHeirIn(table: HeirTable): FindHeir {
  const owners = new Map<string, HeirTable[number][1]>(table);
  return (departmentId, text) => chooseOwner(owners.get(departmentId) ?? [], text)?.departmentId ?? departmentId;
}

export const loadHeirs = async (db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<FindHeir> => findHeirIn(await loadHeirTable(db, jurisdictionId, at));
