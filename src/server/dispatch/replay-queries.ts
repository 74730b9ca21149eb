import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reading } from '../platform/database.ts';
import type { FindParts } from './knowledge-parts.ts';
import type { Ranked } from './made-card.ts';

/** A kept card and what was ranked for it. */
export interface CardToReplay extends Ranked {
  /** The bytes it is kept as. */
  readonly card: string;
}

/** The card's appeal as it was ranked; its matter and whether it had a title of its own are kept with the card, the rest of an appeal stays as it came. */
export async function findCardToReplay(db: Reading, jurisdictionId: JurisdictionId, dispatchCardId: string): Promise<CardToReplay | undefined> {
  const { rows } = await sql<CardToReplay>`
    select c.card::text as card, case when c.titled then a.title else '' end as title, a.text, a.place, a.township_department_id, c.asked_matter_id as matter_id, a.complained_department_id, a.appellant_name, a.appellant_phone
    from dispatch.dispatch_card c join appeals.appeal a using (jurisdiction_id, appeal_id)
    where c.jurisdiction_id = ${jurisdictionId} and c.dispatch_card_id = ${dispatchCardId}`.execute(db);
  return rows[0];
}

export const partFinder = (db: Reading, jurisdictionId: JurisdictionId): FindParts => async (wanted) => {
  const { rows } = await sql<{ partHash: string; content: unknown }>`
    select part_hash, content from dispatch.knowledge_part where jurisdiction_id = ${jurisdictionId} and part_hash = any(${[...wanted]}::text[])`.execute(db);
  return new Map(rows.map(({ partHash, content }) => [partHash, content]));
};

/** A model as it is kept; nothing where it is unknown or its bytes were let go of. */
export async function findKeptModel(db: Reading, jurisdictionId: JurisdictionId, modelId: string): Promise<{ bytes: Uint8Array; learnedTo: number } | undefined> {
  const found = await db.selectFrom('dispatch.model').select(['bytes', 'learnedTo']).where('jurisdictionId', '=', jurisdictionId).where('modelId', '=', modelId).executeTakeFirst();
  return found === undefined || found.bytes.length === 0 ? undefined : found;
}

export async function isModelKept(db: Reading, jurisdictionId: JurisdictionId, modelId: string): Promise<boolean> {
  const { rows } = await sql<{ kept: boolean }>`select bytes <> '' as kept from dispatch.model where jurisdiction_id = ${jurisdictionId} and model_id = ${modelId}`.execute(db);
  return rows[0]?.kept === true;
}
