import { Worker } from 'node:worker_threads';
import type { Instant } from '../../core/kernel/time.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { ChangeContext } from '../context.ts';
import { connectionOf } from '../platform/connection-apart.ts';
import type { Database } from '../platform/database.ts';
import { isKnowledgeAt } from '../platform/knowledge-version.ts';
import type { CardAnswer, CardOrder, CardPlace, ReadingOrder } from './card-worker.ts';
import type { CardSubject, MadeCard } from './made-card.ts';

/** Computes cards beside the server's own thread, which goes on answering: a card is half of the work of taking an appeal in. The knowledge is kept there and nowhere else. */
export interface CardThread {
  /** By the knowledge that is committed and in force at `now`, asked of the database. */
  compute(subject: CardSubject, at: Instant, now: Instant): Promise<MadeCard>;
  /**
   * The same for a change, without any query: as remembered, and undone if that is no longer so when it writes; the next try reads. Never in a
   * transaction that has itself changed the knowledge: the thread sees only what is committed.
   */
  computeForChange(change: Pick<ChangeContext, 'unit' | 'at'>, subject: CardSubject): Promise<MadeCard>;
  /** Done when the knowledge is at hand. */
  prepare(now: Instant): Promise<void>;
  close(): Promise<void>;
}

export function makeCardThread(database: Database, jurisdictionId: JurisdictionId): CardThread {
  const waiting = new Map<number, PromiseWithResolvers<MadeCard | null>>();
  let worker: Worker | undefined;
  let last = 0;

  function take({ number, ...said }: CardAnswer): void {
    const asker = waiting.get(number);
    waiting.delete(number);
    if (waiting.size === 0) worker?.unref();
    if ('fault' in said) asker?.reject(new Error(said.fault));
    else asker?.resolve(said.made);
  }

  /** Whoever waits hears of it, and the next to ask begins the thread anew. */
  function lose(lost: Worker, fault: Error): void {
    if (worker !== lost) return;
    worker = undefined;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  }

  function begin(): Worker {
    const started = new Worker(new URL('./card-worker.ts', import.meta.url), { workerData: { connection: connectionOf(database), jurisdictionId } satisfies CardPlace });
    // a thread nobody waits for keeps no process alive
    started.unref();
    started.on('message', (told: readonly CardAnswer[]) => told.forEach(take));
    started.once('error', (fault: Error) => lose(started, fault));
    started.once('exit', (code) => lose(started, new Error(`the thread of cards ended (exit ${code})`)));
    return started;
  }

  function ask(order: Omit<CardOrder, 'number'> | Omit<ReadingOrder, 'number'>): Promise<MadeCard | null> {
    worker ??= begin();
    if (waiting.size === 0) worker.ref();
    const number = (last += 1);
    const asker = Promise.withResolvers<MadeCard | null>();
    waiting.set(number, asker);
    worker.postMessage({ ...order, number } satisfies CardOrder | ReadingOrder);
    return asker.promise;
  }

  /** An order with a subject is answered by its card. */
  const make = async (order: Omit<CardOrder, 'number'>): Promise<MadeCard> => (await ask(order)) as MadeCard;

  return {
    compute: (subject, at, now) => make({ subject, at, now, asRemembered: false }),
    async computeForChange({ unit, at }, subject) {
      const asRemembered = unit.tries === 1;
      const made = await make({ subject, at, now: at, asRemembered });
      if (asRemembered) unit.assume(isKnowledgeAt(jurisdictionId, made.seen));
      return made;
    },
    async prepare(now) {
      await ask({ now });
    },
    async close() {
      // whoever asks while others are waited for is waited for too
      while (waiting.size > 0) await Promise.allSettled([...waiting.values()].map(({ promise }) => promise));
      const ending = worker;
      worker = undefined;
      await ending?.terminate();
    },
  };
}
