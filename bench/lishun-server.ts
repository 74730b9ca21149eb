import { systemActor, type Account } from '../src/core/access/model.ts';
import { accessOperations } from '../src/core/access/operations.ts';
import { addDays } from '../src/core/kernel/time.ts';
import type { Operation, ResultOf } from '../src/core/kernel/operation.ts';
import { sweepDeadlines } from '../src/server/deadlines.ts';
import { openApp, openSystem, type System } from '../src/server/main.ts';
import { systemClock } from '../src/server/platform/clock.ts';
import { readConfig } from '../src/server/platform/config.ts';
import { makeLog } from '../src/server/platform/log.ts';
import { openStorage } from '../src/server/platform/storage.ts';
import { loadSample } from '../src/server/sample/load.ts';
import type { Connection, LishunReady } from './processes.ts';

const PASSWORD = 'Measured2026';
const say = (text: string) => process.stderr.write(`${text}\n`);

const act = <Op extends Operation>(system: System, operation: Op, input: unknown) => system.pipe.act(systemActor, operation, input) as Promise<ResultOf<Op>>;

async function makeToken(system: System, account: Account): Promise<string> {
  const expiresAt = addDays(systemClock.now(), 1);
  return (await act(system, accessOperations.createServiceToken, { accountId: account.accountId, label: 'bench', expiresAt })).token;
}

async function makeServiceAccount(system: System): Promise<Account> {
  const made = await act(system, accessOperations.createAccount, { userName: 'bench-service', displayName: '性能测量', password: PASSWORD });
  return act(system, accessOperations.grantRoles, { accountId: made.accountId, version: made.version, roles: ['SERVICE'], departmentId: null });
}

async function listAccounts(system: System): Promise<Account[]> {
  const accounts: Account[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await act(system, accessOperations.listAccounts, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    accounts.push(...page.items);
    cursor = page.nextCursor;
  }
  return accounts;
}

async function makeTokens(system: System): Promise<LishunReady['tokens']> {
  const accounts = await listAccounts(system);
  const dispatcher = accounts.find((account) => account.roles.includes('DISPATCHER'));
  if (dispatcher === undefined) throw new Error('the sample has no dispatcher');
  const liaisons: Record<string, string> = {};
  for (const account of accounts) {
    if (account.departmentId !== null && account.roles.includes('DEPARTMENT_LIAISON')) liaisons[account.departmentId] = await makeToken(system, account);
  }
  return { service: await makeToken(system, await makeServiceAccount(system)), dispatcher: await makeToken(system, dispatcher), liaisons };
}

const config = readConfig(process.env);
const log = makeLog(config.logLevel);
const storage = await openStorage(config, log);
const system = await openSystem({ database: storage.database, clock: systemClock, log, jurisdictionCode: config.jurisdictionCode });
await loadSample(system, storage.database, systemClock, say);
await system.start();
// what a server does once after a load, reminding and tidying, is not what is measured
await sweepDeadlines({ pipe: system.pipe, database: storage.database, clock: systemClock, jurisdictionId: system.jurisdictionId, log });
await storage.database.execute('vacuum analyze');
const tokens = await makeTokens(system);
const app = await openApp(system, log, { secureCookie: false });
const url = await app.listen({ host: '127.0.0.1', port: 0 });
const { host, port, user, database } = storage.database.pool.options as Connection;
process.send?.({ url, tokens, connection: { host, port, user, database } } satisfies LishunReady);
process.on('SIGTERM', () => {
  void app.close().then(() => system.close()).then(() => storage.close()).then(() => process.exit(0));
});
