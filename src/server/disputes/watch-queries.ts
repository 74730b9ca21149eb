import { sql } from 'kysely';
import { finalStates } from '../../core/disputes/machine.ts';
import type { Basis } from '../../core/division/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reading } from '../platform/database.ts';

interface RestingDispute {
  readonly id: string;
  readonly label: string;
  readonly bases: Basis[];
  /** Claims and bases in the parties' own words. */
  readonly argued: string[];
}

/** What every pending dispute rests on. */
export async function listDisputeBases(db: Reading, jurisdictionId: JurisdictionId): Promise<RestingDispute[]> {
  const { rows } = await sql<RestingDispute>`
    select s.dispute_id as id, s.number || ' ' || s.title as label, coalesce(s.settlement->'bases', '[]'::json) as bases,
      array[s.claim, s.facts] || array(select p.claim from disputes.party p where p.jurisdiction_id = s.jurisdiction_id and p.dispute_id = s.dispute_id)
        || array(select p.basis from disputes.position p where p.jurisdiction_id = s.jurisdiction_id and p.dispute_id = s.dispute_id) as argued
    from disputes.dispute s where s.jurisdiction_id = ${jurisdictionId} and s.state <> all(${[...finalStates]}) order by s.dispute_id`.execute(db);
  return rows;
}
