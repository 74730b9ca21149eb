import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import { chooseOwner, resolveOwners } from '../../core/registry/succession.ts';
import type { Reading } from '../platform/database.ts';
import { loadChart } from './department-queries.ts';

/** Today's owner of what belonged to a department, `text` telling which part; the department itself where the chain names none. */
export type FindHeir = (departmentId: DepartmentId, text?: string) => DepartmentId;

export async function loadHeirs(db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<FindHeir> {
  const chart = await loadChart(db, jurisdictionId);
  return (departmentId, text) => chooseOwner(resolveOwners(chart, departmentId, at), text)?.departmentId ?? departmentId;
}
