import { sql } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Tx } from './database.ts';

/** The next `count` numbers of a series, as the last of them; the row stays locked until the transaction ends, so no number is given twice or lost. */
export async function nextNumber(tx: Tx, jurisdictionId: JurisdictionId, name: string, count = 1): Promise<number> {
  const { rows } = await sql<{ value: number }>`
    insert into platform.counter (jurisdiction_id, name, value) values (${jurisdictionId}, ${name}, ${count})
    on conflict (jurisdiction_id, name) do update set value = counter.value + ${count} returning value`.execute(tx);
  return (rows[0] as { value: number }).value;
}
