import { sql, type SqlBool } from 'kysely';
import type { Training } from '../../core/dispatch/training-operations.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import { word } from '../../core/kernel/words.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, oneMore, pageAfter, splitCursor, type Page } from '../platform/pages.ts';

const columns = [
  'trainingId', 'reason', 'state', 'requestedBy', 'requestedAt', 'startedAt', 'endedAt', 'tries', 'progress', 'seed', 'guardVersion', 'learned', 'heldOut', 'candidate', 'incumbent', 'incumbentId', 'modelId', 'reasons',
] as const;

const trainings = (db: Reading, jurisdictionId: JurisdictionId) =>
  db.selectFrom('dispatch.training').select(columns).where('jurisdictionId', '=', jurisdictionId).$castTo<Training>();

export async function findTraining(db: Reading, jurisdictionId: JurisdictionId, trainingId: string): Promise<Training> {
  const found = await trainings(db, jurisdictionId).where('trainingId', '=', trainingId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('训练记录', 'The training') });
  return found;
}

/** Newest first. */
export async function listTrainings(db: Reading, jurisdictionId: JurisdictionId, { cursor, limit }: { cursor?: string | undefined; limit: number }): Promise<Page<Training>> {
  const after = splitCursor(cursor);
  let rows = trainings(db, jurisdictionId);
  if (after !== undefined) rows = rows.where(sql<SqlBool>`(requested_at, training_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const found = await rows.orderBy('requestedAt', 'desc').orderBy('trainingId', 'desc').limit(oneMore(limit)).execute();
  return pageAfter(found, limit, ({ requestedAt, trainingId }) => joinCursor(requestedAt, trainingId));
}

/** Precedents that have become known since the model in use learned, and whether there is one at all. */
export async function countSinceTraining(db: Reading, jurisdictionId: JurisdictionId): Promise<{ hasModel: boolean; fresh: number }> {
  const { rows } = await sql<{ learnedTo: number | null; fresh: number }>`
    select m.learned_to, (select count(*)::int from dispatch.precedent p where p.jurisdiction_id = ${jurisdictionId} and p.number > coalesce(m.learned_to, 0) and p.outcome in ('ACCEPTED', 'UPHELD')) as fresh
    from (select 1) one left join dispatch.model m on m.jurisdiction_id = ${jurisdictionId} and m.live`.execute(db);
  return { hasModel: rows[0]?.learnedTo != null, fresh: rows[0]?.fresh ?? 0 };
}
