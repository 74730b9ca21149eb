import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { LANES } from './journal.ts';

/** The jurisdiction this instance serves; made with its journal lanes when the database does not know it yet. */
export async function openJurisdiction(database: Database, clock: Clock, code: string): Promise<JurisdictionId> {
  return database.inTransaction(async (tx) => {
    await sql`insert into platform.jurisdiction (jurisdiction_id, code, name) values (${clock.newId()}, ${code}, ${code}) on conflict (code) do nothing`.execute(tx);
    const { rows } = await sql<{ jurisdictionId: JurisdictionId }>`select jurisdiction_id from platform.jurisdiction where code = ${code}`.execute(tx);
    const { jurisdictionId } = rows[0] as { jurisdictionId: JurisdictionId };
    await sql`insert into journal.lane (jurisdiction_id, lane) select ${jurisdictionId}, generate_series(0, ${LANES - 1}) on conflict do nothing`.execute(tx);
    return jurisdictionId;
  });
}
