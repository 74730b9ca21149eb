import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { canonical, computeHash, type Hash, type JournalContent } from '../../core/kernel/chain.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Tx } from './database.ts';

export const sha256: Hash = (text) => createHash('sha256').update(text, 'utf8').digest('hex');

/** More lanes than connections: a transaction nearly always finds one that is free. */
export const LANES = 64;

export interface JournalEntry extends Omit<JournalContent, 'lane' | 'sequence'> {
  readonly idempotencyKey: string | null;
  readonly answer: unknown;
}

/**
 * Writes one record at the end of a free lane's hash chain, in the caller's transaction (product.md 3.8).
 * The lane stays locked until that transaction ends, so it is taken as the last thing.
 */
export async function appendRecord(tx: Tx, jurisdictionId: JurisdictionId, entry: JournalEntry): Promise<void> {
  const { lane, sequence, headHash } = await takeLane(tx, jurisdictionId);
  const content: JournalContent = { ...entry, lane, sequence: sequence + 1 };
  const hash = computeHash(content, headHash, sha256);
  const withKey = entry.idempotencyKey !== null;
  await sql`
    with head as (
      update journal.lane set sequence = ${content.sequence}, head_hash = ${hash} where jurisdiction_id = ${jurisdictionId} and lane = ${lane}
    )
    insert into journal.record (jurisdiction_id, lane, sequence, id, recorded_at, operation, actor, subject, input, answer, input_hash, idempotency_key, previous_hash, hash)
    values (${jurisdictionId}, ${lane}, ${content.sequence}, ${entry.id}, ${entry.recordedAt}, ${entry.operation}, ${entry.actor}, ${entry.subject},
      ${JSON.stringify(entry.input ?? null)}, ${withKey ? JSON.stringify(entry.answer ?? null) : null}, ${withKey ? sha256(canonical(entry.input)) : null},
      ${entry.idempotencyKey}, ${headHash}, ${hash})`.execute(tx);
}

interface Lane {
  readonly lane: number;
  readonly sequence: number;
  readonly headHash: string;
}

async function takeLane(tx: Tx, jurisdictionId: JurisdictionId): Promise<Lane> {
  const free = await sql<Lane>`
    select lane, sequence, head_hash from journal.lane where jurisdiction_id = ${jurisdictionId} limit 1 for update skip locked`.execute(tx);
  if (free.rows[0] !== undefined) return free.rows[0];
  const any = await sql<Lane>`
    select lane, sequence, head_hash from journal.lane where jurisdiction_id = ${jurisdictionId} and lane = 0 for update`.execute(tx);
  if (any.rows[0] === undefined) throw new Error(`no journal lanes for jurisdiction ${jurisdictionId}`);
  return any.rows[0];
}

export interface StoredAnswer {
  readonly operation: string;
  readonly inputHash: string;
  readonly answer: unknown;
}

/** The answer a call with this key was given before, or nothing. */
export async function findAnswer(tx: Tx, jurisdictionId: JurisdictionId, actor: string, idempotencyKey: string): Promise<StoredAnswer | undefined> {
  const found = await sql<StoredAnswer>`
    select operation, input_hash, answer from journal.record
    where jurisdiction_id = ${jurisdictionId} and actor = ${actor} and idempotency_key = ${idempotencyKey}`.execute(tx);
  return found.rows[0];
}
