import { sql } from 'kysely';
import type { AppealId } from '../../core/appeals/model.ts';
import type { DispatchCard, KnownPrecedent } from '../../core/dispatch/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Tx } from '../platform/database.ts';
import type { Writes } from '../platform/unit-of-work.ts';

export const newCard = (jurisdictionId: JurisdictionId, dispatchCardId: string, appealId: AppealId, card: DispatchCard): Writes => ({
  dispatchCard: sql`
    insert into dispatch.dispatch_card (jurisdiction_id, dispatch_card_id, appeal_id, outcome, division_entry_id, card, computed_at)
    values (${jurisdictionId}, ${dispatchCardId}, ${appealId}, ${card.outcome}, ${card.divisionEntryId}, ${JSON.stringify(card)}, ${card.at})`,
});

export interface NewPrecedent {
  readonly precedentId: string;
  readonly appealId: string | null;
  readonly title: string;
  readonly text: string;
  readonly matterId: string | null;
  readonly departmentId: string;
  readonly outcome: KnownPrecedent['outcome'];
  readonly divisionEntryId: string | null;
  readonly disputeId: string | null;
  readonly recordedAt: Instant;
}

/** PostgreSQL takes 65,535 parameters in a statement. */
const BATCH = 2_000;

/** The title is kept as the first line of the text. */
export async function insertPrecedents(tx: Tx, jurisdictionId: JurisdictionId, precedents: readonly NewPrecedent[]): Promise<void> {
  for (let from = 0; from < precedents.length; from += BATCH) {
    const rows = precedents.slice(from, from + BATCH).map(({ title, text, ...row }) => ({ ...row, jurisdictionId, text: `${title.replaceAll('\n', ' ')}\n${text}` }));
    await tx.insertInto('dispatch.precedent').values(rows).execute();
  }
}

/** Earlier precedents of the same appeal follow a ruling: where its lead handled it they stand with it, the others are left as warnings. No row goes, so that every instance sees the change. */
export async function overturnPrecedents(tx: Tx, jurisdictionId: JurisdictionId, { appealId, departmentId }: Pick<NewPrecedent, 'appealId' | 'departmentId'>): Promise<void> {
  if (appealId === null) return;
  const earlier = tx.updateTable('dispatch.precedent').where('jurisdictionId', '=', jurisdictionId).where('appealId', '=', appealId);
  await earlier.set({ outcome: 'UPHELD' }).where('departmentId', '=', departmentId).execute();
  await earlier.set({ outcome: 'OVERTURNED' }).where('departmentId', '<>', departmentId).where('outcome', 'in', ['ACCEPTED', 'UPHELD']).execute();
}

export interface NewModel {
  readonly modelId: string;
  readonly bytes: Uint8Array;
  readonly seed: number;
  readonly precedents: number;
  readonly trainedAt: Instant;
}

/** The model takes over from the one in use, whose bytes go: what a card was computed from it says itself. */
export async function putModelLive(tx: Tx, jurisdictionId: JurisdictionId, { bytes, ...model }: NewModel): Promise<void> {
  await tx.updateTable('dispatch.model').set({ live: false, bytes: Buffer.alloc(0) }).where('jurisdictionId', '=', jurisdictionId).where('live', '=', true).execute();
  await tx.insertInto('dispatch.model').values({ ...model, bytes: Buffer.from(bytes), jurisdictionId, live: true }).execute();
}
