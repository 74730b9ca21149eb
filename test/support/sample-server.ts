import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { pino } from 'pino';
import { inject } from 'vitest';
import { ensureWebClient } from '../../src/cli/web-client.ts';
import { openApp, openSystem } from '../../src/server/main.ts';
import { systemClock } from '../../src/server/platform/clock.ts';
import { openDatabase } from '../../src/server/platform/database.ts';
import { loadSample } from '../../src/server/sample/load.ts';
import { TEMPLATE, type ServerAddress } from './database-server.ts';

/** The program with its sample district, as a person meets it who has just started it. */
export interface SampleServer {
  /** Without a slash at the end. */
  readonly address: string;
  close(): Promise<void>;
}

const quiet = () => undefined;
const LOADED = 'template_sample';

const logOf = () => pino({ level: process.env['LISHUN_LOG'] ?? 'error' }, pino.destination(2));
const newName = (): string => `sample_${randomUUID().replaceAll('-', '')}`;

/** Loads the sample district as the first start of the program does, once for a whole run; each server then takes a copy of the database, as a later start finds it. */
async function ensureLoaded(server: ServerAddress): Promise<void> {
  const { rows } = await administer(server, `select from pg_database where datname = '${LOADED}'`);
  if (rows.length > 0) return;
  const name = newName();
  await administer(server, `create database ${name} template ${TEMPLATE}`);
  const database = openDatabase({ ...server, database: name, poolSize: 12 });
  const system = await openSystem({ database, clock: systemClock, log: logOf(), jurisdictionCode: 'demo', say: quiet });
  await loadSample(system, database, systemClock, quiet);
  await system.close();
  await database.close();
  // under its name only when nothing is missing
  await administer(server, `alter database ${name} rename to ${LOADED}`);
}

/** Starts it on a database of its own and a free port, in the order of `lishun serve`; the first of a run takes about half a minute. */
export async function startSampleServer(): Promise<SampleServer> {
  const server = inject('databaseServer');
  await ensureLoaded(server);
  const name = newName();
  await administer(server, `create database ${name} template ${LOADED}`);
  const database = openDatabase({ ...server, database: name, poolSize: 12 });
  const log = logOf();
  const webDirectory = await ensureWebClient();
  const system = await openSystem({ database, clock: systemClock, log, jurisdictionCode: 'demo', say: quiet });
  await loadSample(system, database, systemClock, quiet);
  await system.start();
  const app = await openApp(system, log, { secureCookie: false, webDirectory });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    close: async () => {
      await app.close();
      await system.close();
      await database.close();
      await administer(server, `drop database ${name} with (force)`);
    },
  };
}

async function administer(server: ServerAddress, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ ...server, database: 'postgres' });
  await client.connect();
  const answer = await client.query(statement);
  await client.end();
  return answer;
}
