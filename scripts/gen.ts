import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { allOperations } from '../src/core/catalogue.ts';
import { describeApi } from '../src/server/http/openapi.ts';
import { openEmbeddedPostgres } from '../src/server/platform/embedded-postgres.ts';
import { migrate } from '../src/server/platform/migrations.ts';
import { root, version } from '../src/server/platform/version.ts';
import { layOutJson } from './lay-out-json.ts';
import { pageName, writeMachinePage } from './machine-page.ts';
import { findMachines } from './machines.ts';
import { describeSchema } from './schema.ts';
import { generateTables } from './tables.ts';
import { findWordTables, writeGlossary } from './word-tables.ts';

type Generated = readonly [path: string, content: string];

const silent = { info: () => undefined, warn: () => undefined, error: (text: string) => process.stderr.write(`${text}\n`) };

/** What a migrated database says: opened in a folder of its own and thrown away. */
async function fromDatabase(): Promise<Generated[]> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lishun-gen-'));
  const server = await openEmbeddedPostgres({ dataDirectory, log: silent, unsafeFast: true });
  const { host, port, user, database } = server.connection;
  const pool = new pg.Pool({ host, port, user, database });
  // an ended pool may still be told that the server goes down
  pool.on('error', () => undefined);
  try {
    await migrate(pool);
    return [['database/schema.sql', await describeSchema(pool)], ['src/server/platform/tables.ts', await generateTables(pool)]];
  } finally {
    await pool.end();
    await server.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

async function fromCode(): Promise<Generated[]> {
  const [machines, words] = [await findMachines(), await findWordTables()];
  return [
    ['api/openapi.json', `${layOutJson(describeApi(allOperations, version))}\n`],
    ['docs/manual/glossary.md', writeGlossary(words)],
    ...machines.map((machine): Generated => [`docs/machines/${pageName(machine.name)}.md`, writeMachinePage(machine, words)]),
  ];
}

async function isCurrent([path, content]: Generated): Promise<boolean> {
  return (await readFile(join(root, path), 'utf8').catch(() => undefined)) === content;
}

const check = process.argv.includes('--check');
const generated = [...(await fromCode()), ...(await fromDatabase())];
const stale: Generated[] = [];
for (const file of generated) if (!(await isCurrent(file))) stale.push(file);
for (const [path, content] of stale) {
  process.stderr.write(`${check ? 'stale' : 'written'}: ${path}\n`);
  if (check) continue;
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}
if (check && stale.length > 0) {
  process.stderr.write('run: npm run gen\n');
  process.exitCode = 1;
}
