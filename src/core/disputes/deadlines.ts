import { computeStep } from '../kernel/machine.ts';
import { word, type Word } from '../kernel/words.ts';
import { disputeGuards, type DisputeFacts } from './guards.ts';
import { disputeMachine, type DisputeTransition } from './machine.ts';
import { disputeStateWords, type DisputeState } from './model.ts';
import { refuseDisputes } from './refusals.ts';

const stepOf = (state: DisputeState, action: 'remind' | 'moveOn', facts: DisputeFacts): DisputeTransition | undefined => {
  const step = computeStep(disputeMachine, disputeGuards, state, action, ['system'], facts);
  return step.open ? step.transition : undefined;
};

/** What the system does when a deadline has passed: on to the next state where a reminder has been in vain, else a reminder. Refuses `disputes.not-due`. */
export function decideDeadline(state: DisputeState, facts: DisputeFacts): DisputeTransition {
  const step = stepOf(state, 'moveOn', facts) ?? stepOf(state, 'remind', facts);
  if (step === undefined) throw refuseDisputes('disputes.not-due');
  return step;
}

/** Where a dispute goes by itself when nothing happens: first a reminder, later on to this state; null where nobody stands above. */
export const computeMovesTo = (state: DisputeState, facts: DisputeFacts): DisputeState | null => stepOf(state, 'moveOn', { ...facts, overdue: true, reminderLapsed: true })?.to ?? null;

/** What the history says beside the step. */
export function explainDeadline({ action, from, to }: DisputeTransition): Word {
  if (action === 'remind') return word(`“${disputeStateWords[from].zh}”期限已满，请尽快办理。`, `The time for “${disputeStateWords[from].en}” has run out.`);
  return word(`提醒后仍无进展，转入“${disputeStateWords[to].zh}”；沉默不视为同意。`, `Nothing came of the reminder: on to “${disputeStateWords[to].en}”. Silence is not consent.`);
}
