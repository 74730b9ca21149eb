import { parentPort, workerData } from 'node:worker_threads';
import type { Duty } from '../../core/dispatch/department-knowledge.ts';
import type { TrainedModel } from '../../core/dispatch/linear-model.ts';
import { parseModel, serializeModel } from '../../core/dispatch/model-bytes.ts';
import { decideModel, judgeModel, type GuardDecision, type ModelFigures, type ModelGuard } from '../../core/dispatch/model-guard.ts';
import { trainModel, type TrainingRow } from '../../core/dispatch/model-training.ts';
import { packModels } from './model-pack.ts';
import { makeSegmenter } from './segmenter.ts';

/** How the candidate is to be judged: what it learns from then, what both models answer, and the model in use. */
export interface Trial {
  readonly learned: readonly TrainingRow[];
  readonly heldOut: readonly TrainingRow[];
  /** The bytes of the model of departments in use. */
  readonly incumbent: Uint8Array;
  readonly guard: ModelGuard;
}

/** What a training gets: rows by department and by matter (empty: no model), what each answers for in words, the words of the registry, and the seed. */
export interface TrainingOrder {
  readonly departmentRows: readonly TrainingRow[];
  readonly departmentDuties: readonly Duty[];
  readonly matterRows: readonly TrainingRow[];
  readonly matterDuties: readonly Duty[];
  readonly words: readonly string[];
  readonly seed: number;
  /** Absent: nothing is in use yet. */
  readonly trial?: Trial | undefined;
}

export interface TrialResult extends GuardDecision {
  readonly candidate: ModelFigures;
  readonly incumbent: ModelFigures;
}

/** What the thread says: how far it is, how the trial ended, and at last the bytes; none when the candidate was refused. */
export type TrainingNews =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'judged'; readonly result: TrialResult }
  | { readonly kind: 'trained'; readonly bytes: Uint8Array | null };

const { departmentRows, departmentDuties, matterRows, matterDuties, words, seed, trial } = workerData as TrainingOrder;
const segment = makeSegmenter(words);
const tell = (news: TrainingNews): void => parentPort?.postMessage(news);

/** The stages of the whole, told as one progress. */
const STAGES = (trial === undefined ? 0 : 1) + 1 + (matterRows.length > 0 ? 1 : 0);
let stage = 0;

function learn(rows: readonly TrainingRow[], duties: readonly Duty[]): TrainedModel {
  const model = trainModel({ rows, duties, segment, seed, onProgress: (share) => tell({ kind: 'progress', share: (stage + share) / STAGES }) });
  stage += 1;
  return model;
}

function runTrial({ learned, heldOut, incumbent, guard }: Trial): TrialResult {
  const [ours, theirs] = [judgeModel(learn(learned, departmentDuties), heldOut, segment), judgeModel(parseModel(incumbent), heldOut, segment)];
  return { ...decideModel(ours, theirs, guard), candidate: ours.figures, incumbent: theirs.figures };
}

const result = trial === undefined ? undefined : runTrial(trial);
if (result !== undefined) tell({ kind: 'judged', result });
if (result?.live === false) tell({ kind: 'trained', bytes: null });
else tell({ kind: 'trained', bytes: packModels({ department: serializeModel(learn(departmentRows, departmentDuties)), matter: matterRows.length === 0 ? null : serializeModel(learn(matterRows, matterDuties)) }) });
