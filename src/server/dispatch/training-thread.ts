import { Worker } from 'node:worker_threads';
import type { TrainingNews, TrainingOrder, TrialResult } from './training-worker.ts';

export interface TrainingOutcome {
  /** Absent where nothing was in use to compare with. */
  readonly trial: TrialResult | undefined;
  /** Both models; null when the candidate was refused. */
  readonly bytes: Uint8Array | null;
}

/** Trains in a thread of its own: it takes the processor for minutes. */
export function trainApart(order: TrainingOrder, onProgress: (share: number) => void = () => undefined): Promise<TrainingOutcome> {
  return new Promise((resolve, reject) => {
    let trial: TrialResult | undefined;
    const worker = new Worker(new URL('./training-worker.ts', import.meta.url), { workerData: order });
    worker.on('message', (news: TrainingNews) => {
      if (news.kind === 'progress') onProgress(news.share);
      else if (news.kind === 'judged') trial = news.result;
      else resolve({ trial, bytes: news.bytes });
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the training ended without a model (exit ${code})`)));
  });
}
