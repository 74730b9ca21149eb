import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Tx } from '../platform/database.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { insertPrecedents, overturnPrecedents, withdrawFeedbackPrecedents, type NewPrecedent } from './store.ts';

export type { NewPrecedent };

/** Finished orders and rulings to learn from; the next card already knows them. */
export async function recordPrecedents(tx: Tx, jurisdictionId: JurisdictionId, precedents: readonly NewPrecedent[]): Promise<void> {
  if (precedents.length === 0) return;
  await bumpKnowledge(tx, jurisdictionId, 'precedents', precedents.length);
  await insertPrecedents(tx, jurisdictionId, precedents);
}

/** A finished order. What was said of its card before is now said by the order itself: it would count twice, or against what happened. */
export async function recordClosing(tx: Tx, jurisdictionId: JurisdictionId, precedent: NewPrecedent): Promise<void> {
  await withdrawFeedbackPrecedents(tx, jurisdictionId, { appealId: precedent.appealId });
  await recordPrecedents(tx, jurisdictionId, [precedent]);
}

/** What was said of a card is taken back: nothing learns from it any more. */
export const takeBackFeedback = (tx: Tx, jurisdictionId: JurisdictionId, cardFeedbackId: string): Promise<void> => withdrawFeedbackPrecedents(tx, jurisdictionId, { cardFeedbackId });

/** What a ruling makes of appeals: what was learned from them before is overturned where it says otherwise. */
export async function settlePrecedents(tx: Tx, jurisdictionId: JurisdictionId, settled: readonly NewPrecedent[]): Promise<void> {
  for (const precedent of settled) await overturnPrecedents(tx, jurisdictionId, precedent);
  await recordPrecedents(tx, jurisdictionId, settled);
}
