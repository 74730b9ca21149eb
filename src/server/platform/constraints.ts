import { refuseAccess } from '../../core/access/refusals.ts';
import { refuseDivision } from '../../core/division/refusals.ts';
import type { Refused } from '../../core/kernel/refusal.ts';

/** The rule in code that a constraint stands behind: broken by two who act at once, it must read the same. */
const refusals: Readonly<Record<string, () => Refused>> = {
  account_user_name_taken: () => refuseAccess('access.user-name-taken', { userName: '' }),
  account_separated_roles: () => refuseAccess('access.separated-roles'),
  division_entry_one_lead: () => refuseDivision('division.two-leads'),
  division_entry_has_basis: () => refuseDivision('division.does-not-compile', { count: 1 }),
  division_entry_period: () => refuseDivision('division.does-not-compile', { count: 1 }),
  division_entry_immutable: () => refuseDivision('division.entry-immutable'),
};

export const refusalOfConstraint = (constraint: string): Refused | undefined => refusals[constraint]?.();
