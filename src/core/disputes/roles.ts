import type { Actor, DepartmentId, Role } from '../access/model.ts';
import { word, type Words } from '../kernel/words.ts';
import type { DisputeOrigin, DisputeRole } from './model.ts';

export const disputeRoleWords: Words<DisputeRole> = {
  host: word('主办部门', 'the host department'),
  party: word('争议各方', 'the parties'),
  dispatcher: word('派单部门', 'the dispatcher'),
  establishmentOffice: word('编办', 'the establishment office'),
  leader: word('区领导', 'the district leaders'),
  system: word('本系统', 'the system'),
};

/** What conducts or decides a dispute from outside; none of it for somebody whose own department is a party. */
const neutral: Partial<Record<Role, DisputeRole>> = { DISPATCHER: 'dispatcher', ESTABLISHMENT_OFFICER: 'establishmentOffice', DISTRICT_LEADER: 'leader', SYSTEM: 'system' };

export interface DisputeStanding {
  readonly roles: readonly DisputeRole[];
  /** What the actor would be, were his department not a party (回避). */
  readonly recusedFrom: readonly DisputeRole[];
}

/** What somebody is to a dispute. */
export function computeStanding(actor: Pick<Actor, 'roles' | 'departmentId'>, parties: readonly DepartmentId[], hostDepartmentId: DepartmentId): DisputeStanding {
  const outside = actor.roles.flatMap((role) => neutral[role] ?? []);
  const ofParty = actor.departmentId !== null && parties.includes(actor.departmentId);
  if (!ofParty) return { roles: outside, recusedFrom: [] };
  const forDepartment = actor.roles.some((role) => role === 'DEPARTMENT_LIAISON' || role === 'DEPARTMENT_HEAD');
  const isHost = actor.departmentId === hostDepartmentId;
  return { roles: forDepartment ? (isHost ? ['host', 'party'] : ['party']) : [], recusedFrom: outside };
}

/** Whether nobody of the establishment office may conduct the dispute: every officer belongs to a party. `officeDepartments` holds the department of each officer, null for one without. */
export const isOfficeRecused = (officeDepartments: readonly (DepartmentId | null)[], parties: readonly DepartmentId[]): boolean =>
  officeDepartments.length > 0 && officeDepartments.every((departmentId) => departmentId !== null && parties.includes(departmentId));

/** In whose name somebody opens a dispute: the own department's where it is a party, else the highest of the roles held. */
export function computeOrigin(roles: readonly Role[], ofParty: boolean): DisputeOrigin {
  if (ofParty) return 'DEPARTMENT';
  if (roles.includes('DISTRICT_LEADER')) return 'LEADERS';
  if (roles.includes('ESTABLISHMENT_OFFICER')) return 'ESTABLISHMENT_OFFICE';
  return roles.includes('DISPATCHER') ? 'DISPATCHER' : 'DEPARTMENT';
}
