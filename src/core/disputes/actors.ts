import { disputeGuards, type DisputeFacts } from './guards.ts';
import { disputeActionWords, disputeMachine, type DisputeNeed } from './machine.ts';
import { disputeRoles, type Dispute, type DisputeRole, type DisputeState } from './model.ts';
import { disputeRoleWords } from './roles.ts';

/** Needs that ask about the one who acts: the line stands for everybody of the role. */
const ofTheActor: readonly DisputeNeed[] = ['signerIsHead', 'positionTaken', 'notYetSigned', 'othersUnsigned', 'othersSigned'];

/** Who may act now, by role, with the steps that the file as it stands allows them; what the system does by itself shows as the deadline. */
export function listActors(state: DisputeState, facts: DisputeFacts, hostDepartmentId: string): Dispute['actors'] {
  const open = disputeMachine.transitions.filter(({ from, needs = [] }) => from === state && needs.every((need) => ofTheActor.includes(need) || disputeGuards[need](facts).length === 0));
  const departmentsOf = (role: DisputeRole): string[] =>
    role === 'host' || role === 'party' ? facts.parties.filter(({ departmentId }) => role === 'party' || departmentId === hostDepartmentId).map(({ departmentName }) => departmentName) : [];
  return disputeRoles.flatMap((role): Dispute['actors'] => {
    if (role === 'system' || (role === 'establishmentOffice' && facts.officeRecused)) return [];
    const actions = [...new Set(open.filter(({ by }) => by.includes(role)).map(({ action }) => action))];
    return actions.length === 0 ? [] : [{ role, title: disputeRoleWords[role], departments: departmentsOf(role), actions: actions.map((action) => disputeActionWords[action]) }];
  });
}
