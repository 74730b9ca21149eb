import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { openDatabase, type Database } from './database.ts';
import { openEmbeddedPostgres } from './embedded-postgres.ts';
import { migrate } from './migrations.ts';

export interface Storage {
  readonly database: Database;
  close(): Promise<void>;
}

/** Opens the database the settings name, embedded by default, and brings it to the newest migration. */
export async function openStorage(config: Config, log: Logger): Promise<Storage> {
  if (config.databaseUrl !== undefined) {
    const database = openDatabase({ connectionString: config.databaseUrl, poolSize: config.poolSize, prepares: config.prepares });
    await migrate(database.pool);
    return { database, close: () => database.close() };
  }
  const embedded = await openEmbeddedPostgres({
    dataDirectory: config.dataDirectory,
    log,
    onLost: (error) => {
      log.fatal({ err: error }, 'the embedded database is gone');
      process.exit(1);
    },
  });
  const database = openDatabase({ ...embedded.connection, poolSize: config.poolSize });
  try {
    await migrate(database.pool);
  } catch (fault) {
    await database.close();
    await embedded.stop();
    throw fault;
  }
  return {
    database,
    close: async () => {
      await database.close();
      await embedded.stop();
    },
  };
}
