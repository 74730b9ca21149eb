import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Tx } from '../platform/database.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { insertPrecedents, overturnPrecedents, withdrawFeedbackFor, withdrawFeedbackPrecedents, type NewPrecedent } from './store.ts';

export type { NewPrecedent };

/** Finished orders and rulings to learn from; the next card already knows them. */
export async function recordPrecedents(tx: Tx, jurisdictionId: JurisdictionId, precedents: readonly NewPrecedent[]): Promise<void> {
  if (precedents.length === 0) return;
  await bumpKnowledge(tx, jurisdictionId, 'precedents', precedents.length);
  await insertPrecedents(tx, jurisdictionId, precedents);
}

/** Whatever else writes precedents waits, or has been seen: of a verdict and a closing at once the closing counts. */
export const holdPrecedents = (tx: Tx, jurisdictionId: JurisdictionId): Promise<void> => bumpKnowledge(tx, jurisdictionId, 'precedents', 0);

/** A finished order. What was said of its card before is now said by the order itself: it would count twice, or against what happened. */
export async function recordClosing(tx: Tx, jurisdictionId: JurisdictionId, precedent: NewPrecedent): Promise<void> {
  await holdPrecedents(tx, jurisdictionId);
  await withdrawFeedbackPrecedents(tx, jurisdictionId, { appealId: precedent.appealId });
  await recordPrecedents(tx, jurisdictionId, [precedent]);
}

/** An order that was rightly sent back: whoever said that it belongs there was wrong. */
export async function recordReturn(tx: Tx, jurisdictionId: JurisdictionId, precedent: NewPrecedent): Promise<void> {
  await holdPrecedents(tx, jurisdictionId);
  await withdrawFeedbackFor(tx, jurisdictionId, precedent);
  await recordPrecedents(tx, jurisdictionId, [precedent]);
}

/** What was said of a card is taken back: nothing learns from it any more. */
export const takeBackFeedback = (tx: Tx, jurisdictionId: JurisdictionId, cardFeedbackId: string): Promise<void> => withdrawFeedbackPrecedents(tx, jurisdictionId, { cardFeedbackId });

/** What a ruling makes of appeals: what was learned from them before is overturned where it says otherwise, and what was said of their cards is now said by it. */
export async function settlePrecedents(tx: Tx, jurisdictionId: JurisdictionId, settled: readonly NewPrecedent[]): Promise<void> {
  await holdPrecedents(tx, jurisdictionId);
  for (const precedent of settled) {
    if (precedent.appealId !== null) await withdrawFeedbackPrecedents(tx, jurisdictionId, { appealId: precedent.appealId });
    await overturnPrecedents(tx, jurisdictionId, precedent);
  }
  await recordPrecedents(tx, jurisdictionId, settled);
}
