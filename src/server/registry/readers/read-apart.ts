import { Worker } from 'node:worker_threads';
import type { UploadedFile } from '../../../core/kernel/operation.ts';
import { Refused } from '../../../core/kernel/refusal.ts';
import { refuseRegistry } from '../../../core/registry/refusals.ts';
import type { ReadDocument } from './read-document.ts';
import type { ReadingAnswer, ReadingOrder } from './reading-worker.ts';
import { word } from '../../../core/kernel/words.ts';

const READING_LIMIT_SECONDS = 60;
const MEMORY_LIMIT_MB = 1024;

interface Waiting {
  readonly name: string;
  readonly resolve: (read: ReadDocument) => void;
  readonly reject: (reason: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** Rebuilds a refusal: `text` is filled already, so that filling it again changes nothing. */
const refusalOf = ({ code, definition, data, places }: Extract<ReadingAnswer, { refused: unknown }>['refused']): Refused => new Refused(code, definition, data, places);

/**
 * Reads files in a thread of its own, one after another: a file that takes too long or too much memory ends that thread, never the server.
 * The thread starts with the first file and keeps no program alive.
 */
class ReadingThread {
  private worker: Worker | null = null;
  private waiting: Waiting | null = null;
  private count = 0;
  private line: Promise<unknown> = Promise.resolve();

  read(file: UploadedFile, limitSeconds: number): Promise<ReadDocument> {
    const turn = this.line.then(() => this.readNow(file, limitSeconds));
    this.line = turn.catch(() => undefined);
    return turn;
  }

  private readNow(file: UploadedFile, limitSeconds: number): Promise<ReadDocument> {
    const worker = (this.worker ??= this.start());
    worker.ref();
    this.count += 1;
    const order: ReadingOrder = { number: this.count, file };
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.abandon(refuseRegistry('registry.too-slow', { name: file.name, limit: limitSeconds })), limitSeconds * 1000);
      this.waiting = { name: file.name, resolve, reject, timer };
      worker.postMessage(order);
    });
  }

  private start(): Worker {
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MEMORY_LIMIT_MB } });
    worker.on('message', (answer: ReadingAnswer) => this.settle(answer));
    worker.on('error', (error: Error) => this.end(worker, error));
    worker.on('exit', (code) => this.end(worker, new Error(`the reading thread ended (exit ${code})`)));
    return worker;
  }

  private settle(answer: ReadingAnswer): void {
    const { waiting } = this;
    this.waiting = null;
    this.worker?.unref();
    if (waiting === null) return;
    clearTimeout(waiting.timer);
    if ('read' in answer) waiting.resolve(answer.read);
    else waiting.reject('refused' in answer ? refusalOf(answer.refused) : new Error(answer.fault));
  }

  private abandon(reason: Error): void {
    const { worker } = this;
    if (worker !== null) this.end(worker, reason);
    void worker?.terminate();
  }

  /** Only what the ended thread was doing fails; the next file starts a new one. */
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

const thread = new ReadingThread();

/** `readDocument` with a limit on its time; refuses `registry.too-slow`, and `registry.too-large` for want of memory, beside what that refuses. */
export const readDocumentApart = (file: UploadedFile, limitSeconds = READING_LIMIT_SECONDS): Promise<ReadDocument> => thread.read(file, limitSeconds);
