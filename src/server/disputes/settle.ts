import { systemActor } from '../../core/access/model.ts';
import type { ChangeContext, Happening } from '../context.ts';
import { openStep, takeInHand, takeStep } from './progress.ts';

/** The draft that a filed or decided dispute became has been published: the dispute is settled. */
export async function settleDispute(context: ChangeContext, { disputeId, divisionEntryId }: Extract<Happening, { kind: 'division.published' }>): Promise<void> {
  if (disputeId === null) return;
  const file = await takeInHand(context, { disputeId, version: null }, systemActor);
  // a later patch of the same entry names the dispute again
  if (file.dispute.state !== 'FILED' && file.dispute.state !== 'DECIDED') return;
  await takeStep(context, file, openStep(file, 'settle'), { divisionEntryId, by: context.actor.name });
}

/** The draft that a filed or decided dispute became has been discarded: it goes back to be filed, proposed or decided again. */
export async function sendDisputeBack(context: ChangeContext, { disputeId, divisionDraftId, reason }: Extract<Happening, { kind: 'division.discarded' }>): Promise<void> {
  const file = await takeInHand(context, { disputeId, version: null });
  if (file.dispute.divisionDraftId !== divisionDraftId) return;
  await takeStep(context, file, openStep(file, 'sendBack'), { divisionDraftId: null, decision: null, note: reason });
}
