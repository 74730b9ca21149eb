import { meet } from '../kernel/two-clocks.ts';
import type { Instant } from '../kernel/time.ts';
import type { DepartmentId } from './model.ts';
import { refuseRegistry } from './refusals.ts';

/** A name by which a department goes for a time: its full or short name, a name plate, an alias. */
export interface NamePeriod {
  readonly name: string;
  readonly departmentId: DepartmentId;
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** A name may stand for one department only on one day: else a text that uses it could not be resolved. */
export function decideNames(known: readonly NamePeriod[], names: readonly string[], period: { from: Instant | null; to: Instant | null }, owners: readonly (DepartmentId | null)[]): void {
  const taken = known.find((one) => names.includes(one.name) && !owners.includes(one.departmentId) && meet(one, period));
  if (taken !== undefined) throw refuseRegistry('registry.name-taken', { name: taken.name });
}

/**
 * The names of a department that ends, or changes its name, at `at`, which its successor goes by from then on, so that texts that still use them
 * find today's owner: all it bore until then that no other department bears after.
 */
export function passNames(known: readonly NamePeriod[], departmentId: DepartmentId, at: Instant): string[] {
  const borne = known.filter((one) => one.departmentId === departmentId && (one.from === null || one.from < at) && (one.to === null || one.to >= at)).map(({ name }) => name);
  const after = { from: at, to: null };
  const others = known.filter((one) => one.departmentId !== departmentId && meet(one, after)).map(({ name }) => name);
  return [...new Set(borne)].filter((name) => name.length >= 2 && !others.includes(name)).sort();
}
