import { sql } from 'kysely';
import type { JournalRecord, LaneHead } from '../../core/kernel/chain.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reading } from '../platform/database.ts';
import { pageAfter, type Page } from '../platform/pages.ts';

export interface JournalFilter {
  readonly operation?: string | undefined;
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const columns = ['v', 'id', 'lane', 'sequence', 'recordedAt', 'operation', 'actor', 'subject', 'input', 'previousHash', 'hash'] as const;

const records = (db: Reading, jurisdictionId: JurisdictionId) =>
  db.selectFrom('journal.record').select(columns).where('jurisdictionId', '=', jurisdictionId).$castTo<JournalRecord>();

export async function listRecords(db: Reading, jurisdictionId: JurisdictionId, { operation, actor, subject, limit, cursor }: JournalFilter): Promise<Page<JournalRecord>> {
  let rows = records(db, jurisdictionId).orderBy('id', 'desc').limit(limit + 1);
  if (operation !== undefined) rows = rows.where('operation', '=', operation);
  if (actor !== undefined) rows = rows.where('actor', '=', actor);
  if (subject !== undefined) rows = rows.where('subject', '=', subject);
  if (cursor !== undefined) rows = rows.where('id', '<', cursor);
  return pageAfter(await rows.execute(), limit, (record) => record.id);
}

export async function listHeads(db: Reading, jurisdictionId: JurisdictionId): Promise<LaneHead[]> {
  const rows = await sql<LaneHead>`
    select lane, sequence, head_hash as hash from journal.lane where jurisdiction_id = ${jurisdictionId} and sequence > 0 order by lane`.execute(db);
  return rows.rows;
}

const BATCH = 1_000;

/** The records of one lane in order, a batch at a time, so that a long journal needs little memory. */
export async function* readLane(db: Reading, jurisdictionId: JurisdictionId, lane: number): AsyncGenerator<JournalRecord[]> {
  for (let after = 0; ; ) {
    const batch = await records(db, jurisdictionId).where('lane', '=', lane).where('sequence', '>', after).orderBy('sequence').limit(BATCH).execute();
    if (batch.length > 0) yield batch;
    const last = batch.at(-1);
    if (last === undefined || batch.length < BATCH) return;
    after = last.sequence;
  }
}
