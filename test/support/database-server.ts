import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openEmbeddedPostgres } from '../../src/server/platform/embedded-postgres.ts';
import { migrate } from '../../src/server/platform/migrations.ts';

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: ServerAddress;
  }
}

export const TEMPLATE = 'template_lishun';

const silent = { info: () => undefined, warn: () => undefined, error: (text: string) => process.stderr.write(`${text}\n`) };

/** One real PostgreSQL for a whole run, with one migrated template that each test file clones. */
export default async function startDatabaseServer(project: TestProject): Promise<() => Promise<void>> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lishun-test-'));
  const server = await openEmbeddedPostgres({ dataDirectory, log: silent, unsafeFast: true });
  const { host, port, user, database } = server.connection;
  const admin = new pg.Client({ host, port, user, database });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const pool = new pg.Pool({ host, port, user, database: TEMPLATE });
  await migrate(pool);
  await pool.end();
  project.provide('databaseServer', { host, port, user });
  return async () => {
    await server.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  };
}
