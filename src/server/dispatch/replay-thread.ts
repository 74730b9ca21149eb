import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Replay } from '../../core/dispatch/replay.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { connectionOf } from '../platform/connection-apart.ts';
import type { Database } from '../platform/database.ts';
import type { ReplayPlace } from './replay-worker.ts';

/** Replays cards beside the server's own thread: all that was known on a past day is read and made ready anew, which takes seconds in a large district. */
export interface ReplayThread {
  replay(dispatchCardId: string): Promise<Replay>;
  close(): Promise<void>;
}

/** After so long without a call the thread ends, and with it what it has recalled. */
const IDLE_MS = 60_000;

type Answer = { readonly replay: Replay } | { readonly fault: string };

export function makeReplayThread(database: Database, jurisdictionId: JurisdictionId): ReplayThread {
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  async function end(): Promise<void> {
    clearTimeout(idle);
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  function begin(): Worker {
    const started = new Worker(new URL('./replay-worker.ts', import.meta.url), { workerData: { connection: connectionOf(database), jurisdictionId } satisfies ReplayPlace });
    // a thread nobody waits for keeps no process alive, and one that breaks is begun anew by the next call
    started.unref();
    started.once('error', () => {
      if (worker === started) worker = undefined;
    });
    return started;
  }

  async function ask(dispatchCardId: string): Promise<Replay> {
    clearTimeout(idle);
    worker ??= begin();
    worker.ref();
    worker.postMessage(dispatchCardId);
    const [answer] = (await once(worker, 'message')) as [Answer];
    worker.unref();
    idle = setTimeout(() => void end(), IDLE_MS).unref();
    if ('fault' in answer) throw new Error(answer.fault);
    return answer.replay;
  }

  return {
    // one after the other: the thread recalls for one card at a time
    replay: (dispatchCardId) => {
      const mine = turn.catch(() => undefined).then(() => ask(dispatchCardId));
      turn = mine;
      return mine;
    },
    close: async () => {
      await turn.catch(() => undefined);
      await end();
    },
  };
}
