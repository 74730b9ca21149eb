import { refuseAccess } from '../../core/access/refusals.ts';
import type { Refused } from '../../core/kernel/refusal.ts';

/** The rule in code that a constraint stands behind: broken by two who act at once, it must read the same. */
const refusals: Readonly<Record<string, () => Refused>> = {
  account_user_name_taken: () => refuseAccess('access.user-name-taken', { userName: '' }),
  account_separated_roles: () => refuseAccess('access.separated-roles'),
};

export const refusalOfConstraint = (constraint: string): Refused | undefined => refusals[constraint]?.();
