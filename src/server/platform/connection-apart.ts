import { openDatabase, type ConnectionOptions, type Database } from './database.ts';

/** How to reach the same database by one more connection: plain data, which may be handed to a thread. */
export function connectionOf({ pool }: Database): ConnectionOptions {
  const { connectionString, host, port, user, password, database } = pool.options;
  const given = Object.fromEntries(Object.entries({ connectionString, host, port, user, password, database }).filter(([, value]) => value !== undefined));
  return { ...given, poolSize: 1, prepares: false };
}

/**
 * One more connection to the same database, for work that others wait for in the middle of their transactions: had it to wait for a connection of the
 * common pool, all of which those others may hold, nobody would go on. It is opened when first needed.
 */
export const openApart = (database: Database): Database => openDatabase(connectionOf(database));
