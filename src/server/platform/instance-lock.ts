import type pg from 'pg';

/** Any fixed numbers: what only one of several instances on a database may do at a time. */
const locks = { migration: 7_202_611, sample: 7_202_612, training: 7_202_613 } as const;

/**
 * Does `work` while no other instance on the same database does it; waits for the other as long as it takes and says so by `onWait`.
 * The lock goes with its connection, so an instance that dies lets the next one in.
 */
export async function alone<Result>(pool: pg.Pool, lock: keyof typeof locks, work: (client: pg.PoolClient) => Promise<Result>, onWait: () => void = () => undefined): Promise<Result> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1::bigint) as held', [locks[lock]]);
    if (rows[0]?.held !== true) {
      onWait();
      await client.query('set lock_timeout = 0');
      await client.query('select pg_advisory_lock($1::bigint)', [locks[lock]]);
      await client.query('reset lock_timeout');
    }
    return await work(client);
  } finally {
    await client.query('select pg_advisory_unlock($1::bigint)', [locks[lock]]).catch(() => undefined);
    client.release();
  }
}
