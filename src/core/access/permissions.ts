import type { Role } from './model.ts';

const desk = ['DISPATCHER'] as const satisfies readonly Role[];
const department = ['DEPARTMENT_LIAISON', 'DEPARTMENT_HEAD'] as const satisfies readonly Role[];
const office = ['ESTABLISHMENT_OFFICER'] as const satisfies readonly Role[];
const overseers = ['DISTRICT_LEADER', 'SUPERVISION_OFFICER', 'AUDITOR'] as const satisfies readonly Role[];
const officials = [...desk, ...department, ...office, ...overseers, 'LEGAL_ADVISOR'] as const satisfies readonly Role[];

/** What may be done, and which roles may do it (product.md 1). The rules of each module narrow it further, to one's own department for instance. */
export const permissions = {
  'access:read-accounts': ['SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'],
  'access:create-accounts': ['SYSTEM_ADMIN'],
  'access:grant-roles': ['SECURITY_ADMIN'],
  'journal:read': ['AUDIT_ADMIN', 'AUDITOR'],
  'registry:read': [...officials, 'SERVICE', 'SYSTEM_ADMIN', 'SECURITY_ADMIN', 'AUDIT_ADMIN'],
  'registry:write': office,
  'division:read': [...officials, 'SERVICE'],
  'division:write': office,
  'division:publish': office,
  'disputes:read': officials,
  'disputes:open': [...desk, ...department, ...office, 'DISTRICT_LEADER'],
  'disputes:take-part': department,
  'disputes:sign': ['DEPARTMENT_HEAD'],
  'disputes:host': department,
  'disputes:coordinate': office,
  'disputes:decide': ['DISTRICT_LEADER'],
  'disputes:step': officials,
  'disputes:pass-deadline': ['SYSTEM'],
  'appeals:read': [...officials, 'SERVICE'],
  'appeals:take-in': [...desk, 'SERVICE'],
  'appeals:remind': ['SYSTEM'],
  'appeals:unmask': [...desk, ...department],
  'dispatch:rank': [...officials, 'SERVICE'],
  'dispatch:dispatch': desk,
  'dispatch:handle': department,
  'dispatch:read': [...officials, 'SERVICE'],
  'dispatch:read-trainings': [...desk, ...office, ...overseers, 'SYSTEM_ADMIN'],
  'dispatch:train': ['SYSTEM_ADMIN'],
  // the figures name nobody; the records behind them are for those who dispatch and those who answer for the division of work
  'dispatch:read-health': [...desk, ...office, 'SYSTEM_ADMIN'],
  'dispatch:review': [...desk, ...office],
  'dispatch:govern': office,
  'dispatch:confirm-automatically': ['SYSTEM'],
} as const satisfies Record<`${string}:${string}`, readonly Role[]>;

export type Permission = keyof typeof permissions;

export const isPermitted = (permission: Permission | 'public' | 'signed-in', held: readonly Role[], signedIn: boolean): boolean => {
  if (permission === 'public') return true;
  if (permission === 'signed-in') return signedIn;
  const allowed: readonly Role[] = permissions[permission];
  return held.some((role) => allowed.includes(role));
};

export const listPermissions = (held: readonly Role[]): Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((permission) => isPermitted(permission, held, true));
