import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reading, Tx } from './database.ts';
import { written, type Written } from './written.ts';

/** What dispatch cards are computed from; `automatic`: which classes the system may dispatch by itself. */
const PARTS = ['registry', 'entries', 'disputes', 'precedents', 'model', 'automatic'] as const;
export type KnowledgePart = (typeof PARTS)[number];

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

const versionOf = (seen: KnowledgeVersions): Written => ({
  pieces: [...PARTS.map((part, at) => `${at === 0 ? 'case part' : '::bigint'} when '${part}' then `), '::bigint end'],
  between: PARTS.map((part) => seen[part] ?? null),
});

/** Whether the versions are still the ones seen; a part that is new counts as changed, and none ever goes. */
export const isKnowledgeAt = (jurisdictionId: JurisdictionId, seen: KnowledgeVersions): Written =>
  written`not exists (select from dispatch.knowledge_version where jurisdiction_id = ${jurisdictionId} and version is distinct from ${versionOf(seen)})`;
