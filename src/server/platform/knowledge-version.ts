import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reading, Tx } from './database.ts';
import { written, type Written } from './written.ts';

/** The parts of what dispatch cards are computed from; `automatic`: which classes the system may dispatch by itself. */
export type KnowledgePart = 'registry' | 'entries' | 'disputes' | 'precedents' | 'model' | 'automatic';

export type KnowledgeVersions = Readonly<Partial<Record<KnowledgePart, number>>>;

/**
 * Says that a part has changed, in the transaction that changes it: whoever ranks next, on any instance, reads it again first. The counter stays locked until
 * the transaction ends, so that its numbers are in the order of the commits. `by` gives each of several things a number of its own.
 */
export async function bumpKnowledge(tx: Tx, jurisdictionId: JurisdictionId, part: KnowledgePart, by = 1): Promise<void> {
  await sql`
    insert into dispatch.knowledge_version (jurisdiction_id, part, version) values (${jurisdictionId}, ${part}, ${by})
    on conflict (jurisdiction_id, part) do update set version = knowledge_version.version + excluded.version`.execute(tx);
}

export async function readKnowledgeVersions(db: Reading, jurisdictionId: JurisdictionId): Promise<KnowledgeVersions> {
  const { rows } = await sql<{ part: KnowledgePart; version: number }>`
    select part, version from dispatch.knowledge_version where jurisdiction_id = ${jurisdictionId}`.execute(db);
  return Object.fromEntries(rows.map((row) => [row.part, row.version]));
}

/** Whether the versions are still the ones seen. */
export const isKnowledgeAt = (jurisdictionId: JurisdictionId, seen: KnowledgeVersions): Written =>
  written`(select jsonb_object_agg(part, version) from dispatch.knowledge_version where jurisdiction_id = ${jurisdictionId}) = ${JSON.stringify(seen)}::jsonb`;
