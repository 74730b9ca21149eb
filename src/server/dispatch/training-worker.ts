import { parentPort, workerData } from 'node:worker_threads';
import type { Duty } from '../../core/dispatch/department-knowledge.ts';
import { trainModel, type TrainingRow } from '../../core/dispatch/model-training.ts';
import { serializeModel } from '../../core/dispatch/model-bytes.ts';
import { packModels } from './model-pack.ts';
import { makeSegmenter } from './segmenter.ts';

/** What a training gets: rows by department and by matter (empty: no model), what each answers for in words, the words of the registry, and the seed. */
export interface TrainingOrder {
  readonly departmentRows: readonly TrainingRow[];
  readonly departmentDuties: readonly Duty[];
  readonly matterRows: readonly TrainingRow[];
  readonly matterDuties: readonly Duty[];
  readonly words: readonly string[];
  readonly seed: number;
}

const { departmentRows, departmentDuties, matterRows, matterDuties, words, seed } = workerData as TrainingOrder;
const segment = makeSegmenter(words);
const train = (rows: readonly TrainingRow[], duties: readonly Duty[]): Uint8Array | null => (rows.length === 0 ? null : serializeModel(trainModel({ rows, duties, segment, seed })));

parentPort?.postMessage(packModels({ department: train(departmentRows, departmentDuties), matter: train(matterRows, matterDuties) }));
