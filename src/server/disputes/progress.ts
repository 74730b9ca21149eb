import { computeLevel, computeRound, finalStates, type DisputeAction, type DisputeTransition } from '../../core/disputes/machine.ts';
import type { DisputeFacts } from '../../core/disputes/guards.ts';
import type { DisputeId, DisputeState } from '../../core/disputes/model.ts';
import { computeStanding, type DisputeStanding } from '../../core/disputes/roles.ts';
import { decideStep } from '../../core/disputes/rules.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Actor } from '../../core/access/model.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { ChangeContext } from '../context.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { factsOf, type DisputeFile } from './file.ts';
import { dueAtOf, procedureOf } from './procedure.ts';
import { insertEvent, loadDisputeFile, saveDispute, type DisputeChange } from './store.ts';

export interface FileInHand extends DisputeFile {
  readonly standing: DisputeStanding;
  readonly guarded: DisputeFacts;
}

export const standingOf = ({ dispute, parties }: DisputeFile, actor: Actor): DisputeStanding => computeStanding(actor, parties.map(({ departmentId }) => departmentId), dispute.hostDepartmentId);

/** Loads a dispute to take a step in it as `actor`; refuses `common.stale` when it is not the version that was seen. */
export async function takeInHand(context: ChangeContext, { disputeId, version }: { disputeId: DisputeId; version: number | null }, actor: Actor = context.actor): Promise<FileInHand> {
  const file = await loadDisputeFile(context.tx, context.jurisdictionId, disputeId);
  context.about('dispute', disputeId);
  if (version !== null && version !== file.dispute.version) throw refuseCommon('common.stale', { seen: version, current: file.dispute.version });
  return { ...file, standing: standingOf(file, actor), guarded: factsOf(file, actor, context.at) };
}

export const openStep = (file: FileInHand, action: DisputeAction): DisputeTransition => decideStep(file.dispute.state, action, file.standing, file.guarded);

const movement = (file: DisputeFile, { to, clock }: DisputeTransition, at: Instant): DisputeChange => {
  if (to === file.dispute.state) return {};
  const enteredAt = (state: DisputeState) => file.events.find((event) => event.toState === state)?.at;
  const dueAt = dueAtOf(procedureOf(file.dispute), clock, { at, enteredAt });
  return { state: to, level: computeLevel(to, file.dispute.level), round: computeRound(to, file.dispute.round), stateSince: at, dueAt, deadlineAt: dueAt, remindedAt: null };
};

/** Writes a step down: the new state with its limit, what else changed, and the line of the history. */
export async function takeStep(context: ChangeContext, file: FileInHand, step: DisputeTransition, { note = '', by = context.actor.name, ...change }: DisputeChange & { note?: string; by?: string } = {}): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  const { disputeId, version, state, matterId } = file.dispute;
  await saveDispute(tx, jurisdictionId, disputeId, version, { ...movement(file, step, at), ...change });
  await insertEvent(tx, jurisdictionId, disputeId, { ordinal: file.events.length + 1, at, action: step.action, fromState: state, toState: step.to, by, note });
  const ended = (finalStates as readonly DisputeState[]).includes(step.to);
  const moved = change.matterId !== undefined && change.matterId !== matterId;
  if (ended || moved || change.interimRule !== undefined) await bumpKnowledge(tx, jurisdictionId, 'disputes');
}
