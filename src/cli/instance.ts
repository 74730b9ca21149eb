import type { z } from 'zod';
import { systemActor, type Account, type Actor } from '../core/access/model.ts';
import { accessOperations } from '../core/access/operations.ts';
import { isPermitted, type Permission } from '../core/access/permissions.ts';
import type { Operation, ResultOf } from '../core/kernel/operation.ts';
import { refuseCommon, Refused } from '../core/kernel/refusal.ts';
import { refuseCommand } from './refusals.ts';
import { openRemote } from './remote-instance.ts';

/** Where a command works, as its options name it. */
export interface Where {
  /** A running server; absent: the data folder or database of the environment. */
  readonly url?: string | undefined;
  readonly token?: string | undefined;
  /** Whose rights count on a local instance; absent: the system's own. */
  readonly as?: string | undefined;
}

/** An instance as commands see it: the operations, wherever they run. */
export interface Instance {
  call<Op extends Operation>(operation: Op, input: z.input<Op['input']>): Promise<ResultOf<Op>>;
}

interface Opened {
  readonly call: (operation: Operation, input: Readonly<Record<string, unknown>>) => Promise<unknown>;
  close(): Promise<void>;
}

type Act = (actor: Actor, operation: Operation, input: unknown) => Promise<unknown>;

async function actorNamed(act: Act, userName: string): Promise<Actor> {
  const { items } = (await act(systemActor, accessOperations.listAccounts, { q: userName, limit: 200 })) as { items: Account[] };
  const account = items.find((one) => one.userName === userName && one.state === 'ACTIVE');
  if (account === undefined) throw refuseCommand('command.unknown-account', { userName });
  return { accountId: account.accountId, name: account.userName, roles: account.roles, departmentId: account.departmentId };
}

/** Named accounts have their own rights here as everywhere; only the system itself is not asked. */
function callAs(act: Act, actor: Actor): Opened['call'] {
  return (operation, input) => {
    if (actor !== systemActor && !isPermitted(operation.permission as Permission, actor.roles, true)) throw refuseCommon('common.forbidden', { title: operation.title.zh });
    return act(actor, operation, input);
  };
}

async function openLocal(as: string | undefined, background: boolean): Promise<Opened> {
  // loaded here so that commands without a database start at once
  const [{ readConfig }, { makeLog }, { openStorage }, { systemClock }, { openSystem }] = await Promise.all([
    import('../server/platform/config.ts'), import('../server/platform/log.ts'), import('../server/platform/storage.ts'), import('../server/platform/clock.ts'), import('../server/main.ts'),
  ]);
  const config = readConfig(process.env);
  const log = makeLog(config.logLevel);
  const storage = await openStorage(config, log).catch((fault: unknown) => {
    if (fault instanceof Refused && fault.code === 'platform.data-folder-in-use') throw refuseCommand('command.instance-running', fault.data);
    throw fault;
  });
  try {
    const system = await openSystem({ database: storage.database, clock: systemClock, log, jurisdictionCode: config.jurisdictionCode });
    if (background) await system.start();
    const act: Act = (actor, operation, input) => system.pipe.act(actor, operation, input);
    const close = async () => {
      await system.close();
      await storage.close();
    };
    const actor = as === undefined ? systemActor : await actorNamed(act, as).catch(async (fault: unknown) => {
      await system.close();
      throw fault;
    });
    return { call: callAs(act, actor), close };
  } catch (fault) {
    await storage.close();
    throw fault;
  }
}

/**
 * Runs `work` on the instance that is named, and closes it again. `background`: the work needs the jobs that run behind requests.
 * Throws `command.instance-running` when a server uses the data folder and no `--url` is given.
 */
export async function onInstance<Result>(where: Where, work: (instance: Instance) => Promise<Result>, { background = false } = {}): Promise<Result> {
  const opened: Opened = where.url === undefined ? await openLocal(where.as, background) : { call: openRemote(where.url, where.token), close: () => Promise.resolve() };
  try {
    return await work({ call: (operation, input) => opened.call(operation, input) as Promise<ResultOf<typeof operation>> });
  } finally {
    await opened.close();
  }
}
