import { sql } from 'kysely';
import type { Basis } from '../../core/division/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Reading } from '../platform/database.ts';

interface Resting {
  readonly id: string;
  readonly label: string;
  readonly bases: Basis[];
}

/** What every entry that has not ended rests on. */
export async function listEntryBases(db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<Resting[]> {
  const { rows } = await sql<Resting>`
    select division_entry_id as id, number || ' ' || title as label, bases from division.division_entry
    where jurisdiction_id = ${jurisdictionId} and superseded_at is null and (valid_to is null or valid_to > ${at}) order by division_entry_id`.execute(db);
  return rows;
}

export async function listDraftBases(db: Reading, jurisdictionId: JurisdictionId): Promise<Resting[]> {
  const { rows } = await sql<Resting>`
    select division_draft_id as id, content->>'title' as label, content->'bases' as bases from division.division_draft
    where jurisdiction_id = ${jurisdictionId} and state = 'DRAFT' order by division_draft_id`.execute(db);
  return rows;
}
