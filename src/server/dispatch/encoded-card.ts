import type { DispatchCard } from '../../core/dispatch/model.ts';
import type { Instant } from '../../core/kernel/time.ts';

/** What the health of the model is counted from, and what cards are looked up by. */
export interface CardColumns {
  readonly computedAt: Instant;
  readonly outcome: DispatchCard['outcome'];
  readonly divisionEntryId: string | null;
  readonly leadDepartmentId: string | null;
  readonly probability: number | null;
  readonly set: readonly string[] | null;
  readonly promised: number | null;
  readonly foundMatterId: string | null;
  readonly known: number | null;
}

/** A card as it goes into the database and out to whoever asked, without being read again on the way. */
export interface EncodedCard {
  /** In UTF-8. */
  readonly json: Uint8Array;
  readonly columns: CardColumns;
}

/** What the lead and the set are judged by. A lead that an entry or an interim rule names has no probability to be judged by, and its set promises nothing. */
function judgedBy({ outcome, interim, leadDepartment, predictionSet }: DispatchCard): Pick<CardColumns, 'probability' | 'set'> {
  const isRanked = outcome !== 'SETTLED' && interim === null;
  return isRanked ? { probability: leadDepartment?.probability ?? null, set: predictionSet } : { probability: null, set: null };
}

const columnsOf = (card: DispatchCard): CardColumns => ({
  computedAt: card.at,
  outcome: card.outcome,
  divisionEntryId: card.divisionEntryId,
  leadDepartmentId: card.leadDepartment?.departmentId ?? null,
  ...judgedBy(card),
  promised: card.cutOff?.promised ?? null,
  foundMatterId: card.matter?.matterId ?? null,
  known: card.known ?? null,
});

const utf8 = new TextEncoder();

export const encodeCard = (card: DispatchCard): EncodedCard => ({ json: utf8.encode(JSON.stringify(card)), columns: columnsOf(card) });
