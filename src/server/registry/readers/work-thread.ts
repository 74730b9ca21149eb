import { Worker } from 'node:worker_threads';
import { word } from '../../../core/kernel/words.ts';
import { Refused } from '../../../core/kernel/refusal.ts';
import { refuseRegistry } from '../../../core/registry/refusals.ts';
import type { CarriedRefusal, ThreadAnswer } from './thread-answer.ts';

const MEMORY_LIMIT_MB = 1024;

interface Waiting<Answer> {
  readonly name: string;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Rebuilds a refusal: `text` is filled already, so that filling it again changes nothing. */
const refusalOf = ({ code, definition, data, places }: CarriedRefusal): Refused => new Refused(code, definition, data, places);

/**
 * Work on papers in a thread of its own, one order after another: one that takes too long or too much memory ends that thread, never the server.
 * The thread starts with the first order and keeps no program alive.
 */
export class WorkThread<Order, Answer> {
  private readonly program: URL;
  private worker: Worker | null = null;
  private waiting: Waiting<Answer> | null = null;
  private line: Promise<unknown> = Promise.resolve();

  constructor(program: URL) {
    this.program = program;
  }

  /** `name` is what a refusal calls the paper. Refuses `registry.too-slow`, `registry.too-large` for want of memory, and what the work refuses. */
  run(order: Order, name: string, limitSeconds: number): Promise<Answer> {
    const turn = this.line.then(() => this.runNow(order, name, limitSeconds));
    this.line = turn.catch(() => undefined);
    return turn;
  }

  private runNow(order: Order, name: string, limitSeconds: number): Promise<Answer> {
    const worker = (this.worker ??= this.start());
    worker.ref();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.abandon(refuseRegistry('registry.too-slow', { name, limit: limitSeconds })), limitSeconds * 1000);
      this.waiting = { name, resolve, reject, timer };
      worker.postMessage(order);
    });
  }

  private start(): Worker {
    const worker = new Worker(this.program, { resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB } });
    worker.on('message', (answer: ThreadAnswer<Answer>) => this.settle(answer));
    worker.on('error', (error: Error) => this.end(worker, error));
    worker.on('exit', (code) => this.end(worker, new Error(`the thread ended (exit ${code})`)));
    return worker;
  }

  private settle(answer: ThreadAnswer<Answer>): void {
    const { waiting } = this;
    this.waiting = null;
    this.worker?.unref();
    if (waiting === null) return;
    clearTimeout(waiting.timer);
    if ('done' in answer) waiting.resolve(answer.done);
    else waiting.reject('refused' in answer ? refusalOf(answer.refused) : new Error(answer.fault));
  }

  private abandon(reason: Error): void {
    const { worker } = this;
    if (worker !== null) this.end(worker, reason);
    void worker?.terminate();
  }

  /** Only what the ended thread was doing fails; the next order starts a new one. */
  private end(worker: Worker, reason: Error): void {
    if (this.worker !== worker) return;
    this.worker = null;
    const { waiting } = this;
    this.waiting = null;
    if (waiting === null) return;
    clearTimeout(waiting.timer);
    waiting.reject(this.isOutOfMemory(reason) ? refuseRegistry('registry.too-large', { name: waiting.name, limit: word(`${MEMORY_LIMIT_MB} MB 内存`, `${MEMORY_LIMIT_MB} MB of memory`) }) : reason);
  }

  private isOutOfMemory(reason: Error): boolean {
    return (reason as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
  }
}
