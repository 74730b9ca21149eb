import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { canonical, computeStatementHash, type Hash, type JournalStatement } from '../../core/kernel/chain.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Tx } from './database.ts';
import { toJson } from './encoded.ts';
import { together, type Writes } from './unit-of-work.ts';
import { written } from './written.ts';

export const sha256: Hash = (text) => hash('sha256', text);

/** More lanes than a server has connections, and writes in one transaction of the common one: a transaction nearly always finds one that is free. */
export const LANES = 64;

export interface JournalEntry extends JournalStatement {
  readonly idempotencyKey: string | null;
  readonly answer: unknown;
}

/**
 * One record at the end of a free lane's hash chain (product.md 3.8); waits for the first lane when none is free.
 * One statement takes the lane, moves its head and links the record. The lane stays locked until the transaction ends, so this is its last write.
 */
export function recordWrites(jurisdictionId: JurisdictionId, entry: JournalEntry): Writes {
  const keyed = entry.idempotencyKey !== null;
  return {
    lane: written`
      update journal.lane l set sequence = l.sequence + 1, previous_hash = l.head_hash,
        head_hash = encode(sha256(convert_to(l.head_hash || ':' || l.lane || ':' || l.sequence + 1 || ':' || ${computeStatementHash(entry, sha256)}::text, 'UTF8')), 'hex')
      where l.jurisdiction_id = ${jurisdictionId}
        and l.lane = coalesce((select f.lane from journal.lane f where f.jurisdiction_id = ${jurisdictionId} limit 1 for update skip locked), 0)
      returning l.lane, l.sequence, l.previous_hash, l.head_hash`,
    record: written`
      insert into journal.record (jurisdiction_id, v, lane, sequence, id, recorded_at, operation, actor, subject, input, answer, input_hash, idempotency_key, previous_hash, hash)
      select ${jurisdictionId}::uuid, 2, lane, sequence, ${entry.id}::uuid, ${entry.recordedAt}::timestamptz, ${entry.operation}::text, ${entry.actor}::text, ${entry.subject}::text,
        ${JSON.stringify(entry.input ?? null)}::json, ${keyed ? toJson(entry.answer) : null}::json, ${keyed ? sha256(canonical(entry.input)) : null}::text,
        ${entry.idempotencyKey}::text, previous_hash, head_hash
      from lane`,
  };
}

/** Writes one record, in the caller's transaction. */
export const appendRecord = async (tx: Tx, jurisdictionId: JurisdictionId, entry: JournalEntry): Promise<void> => {
  await tx.executeQuery(together(recordWrites(jurisdictionId, entry)));
};

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
