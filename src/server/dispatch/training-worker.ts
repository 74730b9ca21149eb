import { parentPort, workerData } from 'node:worker_threads';
import { trainModel, type TrainingRow } from '../../core/dispatch/model-training.ts';
import { serializeModel } from '../../core/dispatch/model-bytes.ts';
import { packModels } from './model-pack.ts';
import { makeSegmenter } from './segmenter.ts';

/** What a training gets: rows by department and by matter (empty: no model), the words of the registry, and the seed. */
export interface TrainingOrder {
  readonly departmentRows: readonly TrainingRow[];
  readonly matterRows: readonly TrainingRow[];
  readonly words: readonly string[];
  readonly seed: number;
}

const { departmentRows, matterRows, words, seed } = workerData as TrainingOrder;
const segment = makeSegmenter(words);
const train = (rows: readonly TrainingRow[]): Uint8Array | null => (rows.length === 0 ? null : serializeModel(trainModel({ rows, segment, seed })));

parentPort?.postMessage(packModels({ department: train(departmentRows), matter: train(matterRows) }));
