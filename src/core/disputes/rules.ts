import { computeStep, listSteps } from '../kernel/machine.ts';
import type { Reason } from '../kernel/reasons.ts';
import { word, type Word } from '../kernel/words.ts';
import type { DepartmentId } from '../registry/model.ts';
import type { Instant } from '../kernel/time.ts';
import { disputeGuards, withoutRouting, type DisputeFacts } from './guards.ts';
import { disputeActionWords, disputeMachine, type DisputeAction, type DisputeNeed, type DisputeTransition } from './machine.ts';
import { disputeStateWords, type Dispute, type DisputeState, type InterimRule, type PositionKind, type Settlement } from './model.ts';
import { disputeRoleWords, type DisputeStanding } from './roles.ts';
import { refuseDisputes, type disputesRefusals } from './refusals.ts';

type RefusalCode = keyof typeof disputesRefusals;

/** Which refusal a guard that does not hold is, where it has one of its own. */
const refusalsOf: Partial<Record<DisputeAction, Partial<Record<DisputeNeed, RefusalCode>>>> = {
  signSettlement: { settlementProposed: 'disputes.no-settlement', notYetSigned: 'disputes.already-signed', positionTaken: 'disputes.position-needed' },
  fileAgreement: { allPartiesSigned: 'disputes.unsigned-party' },
};

/** The actions that a party takes as a party: somebody else is told so, not that the role is wrong. */
const partyActions: readonly DisputeAction[] = ['takePosition', 'signSettlement'];

/** The line of the transition table by which `action` is taken now; refuses with the reason when there is none. */
export function decideStep(state: DisputeState, action: DisputeAction, standing: DisputeStanding, facts: DisputeFacts): DisputeTransition {
  const step = computeStep(disputeMachine, disputeGuards, state, action, standing.roles, facts);
  if (step.open) return step.transition;
  if (step.why !== 'NEEDS') throw step.why === 'WRONG_ROLE' ? refuseRole(state, action, standing) : refuseNow(state, action, facts);
  const code = step.needs.map((need) => refusalsOf[action]?.[need]).find((known) => known !== undefined);
  const telling = withoutRouting(step.reasons);
  const detail = textOf(telling.length > 0 ? telling : step.reasons);
  throw code === undefined ? refuseClosed(action, detail) : refuseDisputes(code, { title: disputeActionWords[action], detail });
}

const textOf = (reasons: readonly Reason[]): Word => word(reasons.map(({ text }) => text.zh).join(''), reasons.map(({ text }) => text.en).join(' '));

/** The settlement lies there to be signed. */
const isSigning = (state: DisputeState, { settlementVersion }: DisputeFacts): boolean =>
  settlementVersion > 0 && disputeMachine.transitions.some((line) => line.from === state && line.action === 'signSettlement');

/** A step that this state does not know; a filing that comes too early is told whose signature is missing. */
function refuseNow(state: DisputeState, action: DisputeAction, facts: DisputeFacts) {
  if (action === 'fileAgreement' && isSigning(state, facts)) return refuseDisputes('disputes.unsigned-party', { detail: textOf(disputeGuards.allPartiesSigned(facts)) });
  return refuseClosed(action, word(`当前环节是“${disputeStateWords[state].zh}”。`, `the dispute is at “${disputeStateWords[state].en}”.`));
}

const refuseClosed = (action: DisputeAction, detail: Word) => refuseDisputes('disputes.step-closed', { title: disputeActionWords[action], detail });

function refuseRole(state: DisputeState, action: DisputeAction, { recusedFrom }: DisputeStanding) {
  const by = listRoles(state, action);
  if (by.some((role) => recusedFrom.includes(role))) return refuseDisputes('disputes.recused');
  if (partyActions.includes(action)) return refuseDisputes('disputes.not-a-party');
  return refuseDisputes('disputes.wrong-role', { title: disputeActionWords[action], roles: word(by.map((role) => disputeRoleWords[role].zh).join('、'), by.map((role) => disputeRoleWords[role].en).join(', ')) });
}

const listRoles = (state: DisputeState, action: DisputeAction) => [...new Set(disputeMachine.transitions.filter((line) => line.from === state && line.action === action).flatMap((line) => line.by))];

/** The steps of this state that somebody sees: those of the own roles, open or with the reasons why not, and those barred by recusal. */
export function listDisputeSteps(state: DisputeState, standing: DisputeStanding, facts: DisputeFacts): Dispute['steps'] {
  const now = listSteps(disputeMachine, disputeGuards, state, standing.roles, facts).flatMap(({ action, step }): Dispute['steps'] => {
    const title = disputeActionWords[action];
    if (step.open) return [{ action, title, open: true, reasons: [whatFollows(state, step.transition)] }];
    if (step.why === 'NEEDS') {
      const reasons = withoutRouting(step.reasons);
      // closed only because the line belongs to another level: nothing the actor could do about it
      return reasons.length === 0 ? [] : [{ action, title, open: false, reasons: [...reasons] }];
    }
    return listRoles(state, action).some((role) => standing.recusedFrom.includes(role)) ? [{ action, title, open: false, reasons: [recused] }] : [];
  });
  return [...now, ...listFilingAhead(state, standing, facts)];
}

/** Once there is a settlement to sign, the host sees what still keeps it from being filed. */
function listFilingAhead(state: DisputeState, { roles }: DisputeStanding, facts: DisputeFacts): Dispute['steps'] {
  if (!isSigning(state, facts) || !roles.includes('host')) return [];
  return [{ action: 'fileAgreement', title: disputeActionWords.fileAgreement, open: false, reasons: [...disputeGuards.allPartiesSigned(facts)] }];
}

const recused: Reason = { rule: 'disputes.recused', v: 1, text: word('您所在的部门是争议一方，应当回避。', 'Your own department is a party: you are recused.'), sources: [] };

function whatFollows(state: DisputeState, { to, document }: DisputeTransition): Reason {
  const paper = document === undefined ? word('', '') : word(`，形成《${document}》`, `, with the paper ${document}`);
  const text = to === state
    ? word(`仍处于“${disputeStateWords[to].zh}”${paper.zh}。`, `It stays “${disputeStateWords[to].en}”${paper.en}.`)
    : word(`转入“${disputeStateWords[to].zh}”${paper.zh}。`, `It becomes “${disputeStateWords[to].en}”${paper.en}.`);
  return { rule: 'disputes.step', v: disputeMachine.v, text, sources: [] };
}

/** Steps that end an effort or send a dispute away are not taken without saying why. */
const reasoned: readonly DisputeAction[] = ['withdraw', 'failConsultation', 'closeSpecialCoordination', 'reject', 'forward', 'requestSupplement'];

export function decideNote(action: DisputeAction, note: string): void {
  if (reasoned.includes(action) && note === '') throw refuseDisputes('disputes.reason-needed', { title: disputeActionWords[action] });
}

/** To reserve or to object takes a reason (procedures 3.8). */
export function decidePosition(kind: PositionKind, reason: string): void {
  if (kind !== 'AGREE' && reason === '') throw refuseDisputes('disputes.reason-needed', { title: disputeActionWords.takePosition });
}

/** An interim lead stands exactly when somebody is to act first. */
export function decideInterimRule(rule: InterimRule, leadDepartmentId: DepartmentId | null): void {
  if ((rule === 'ACT_FIRST') !== (leadDepartmentId !== null)) throw refuseDisputes('disputes.interim-lead-needed');
}

/** What governs until it is settled: what was asked for, else what the place has; acting first falls to the host where nobody is named (procedures 12.2). */
export function computeInterim(asked: InterimRule | undefined, leadDepartmentId: DepartmentId | null, usual: InterimRule, hostDepartmentId: DepartmentId) {
  const interimRule = asked ?? usual;
  const interimLeadDepartmentId = asked === undefined && usual === 'ACT_FIRST' ? (leadDepartmentId ?? hostDepartmentId) : leadDepartmentId;
  decideInterimRule(interimRule, interimLeadDepartmentId);
  return { interimRule, interimLeadDepartmentId };
}

/** Refuses a department that stands twice, or that is no more on the day. */
export function decideParties(parties: readonly { readonly departmentId: DepartmentId; readonly departmentName: string; readonly validTo: Instant | null }[], at: Instant): void {
  if (new Set(parties.map((party) => party.departmentId)).size < parties.length) throw refuseDisputes('disputes.party-twice');
  const abolished = parties.find(({ validTo }) => validTo !== null && validTo <= at);
  if (abolished !== undefined) throw refuseDisputes('disputes.abolished-party', { department: abolished.departmentName });
}

/** What the parties agree on names one of them as lead. */
export function decideProposal({ leadDepartmentId }: Settlement, parties: readonly DepartmentId[]): void {
  if (!parties.includes(leadDepartmentId)) throw refuseDisputes('disputes.lead-not-a-party');
}

/** A signature is given to the version that was read. */
export function decideSignature(seen: number, current: number): void {
  if (current === 0) throw refuseDisputes('disputes.no-settlement');
  if (seen !== current) throw refuseDisputes('disputes.settlement-changed', { seen, current });
}
