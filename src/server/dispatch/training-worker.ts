import { parentPort, workerData } from 'node:worker_threads';
import type { Duty } from '../../core/dispatch/department-knowledge.ts';
import type { TrainedModel } from '../../core/dispatch/linear-model.ts';
import { parseModel, serializeModel } from '../../core/dispatch/model-bytes.ts';
import { decideModels, judgeModel, type Duel, type GuardDecision, type ModelGuard, type TrialFigures } from '../../core/dispatch/model-guard.ts';
import { trainModel, type TrainingRow } from '../../core/dispatch/model-training.ts';
import { packModels } from './model-pack.ts';
import { makeSegmenter } from './segmenter.ts';

/** How the candidate is to be judged: what it learns from then, what both models answer, and the model in use. */
export interface Trial extends Examination {
  /** The same orders by their matter, where it is known; absent where too few are or no model of matters is in use. */
  readonly matters?: Examination | undefined;
  readonly guard: ModelGuard;
}

/** What one candidate learns from, what both models answer, and the bytes of the one in use. */
export interface Examination {
  readonly learned: readonly TrainingRow[];
  readonly heldOut: readonly TrainingRow[];
  readonly incumbent: Uint8Array;
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
  readonly candidate: TrialFigures;
  readonly incumbent: TrialFigures;
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
const STAGES = (trial === undefined ? 0 : 1) + (trial?.matters === undefined ? 0 : 1) + 1 + (matterRows.length > 0 ? 1 : 0);
let stage = 0;

function learn(rows: readonly TrainingRow[], duties: readonly Duty[]): TrainedModel {
  const model = trainModel({ rows, inTime: true, duties, segment, seed, onProgress: (share) => tell({ kind: 'progress', share: (stage + share) / STAGES }) });
  stage += 1;
  return model;
}

const examine = ({ learned, heldOut, incumbent }: Examination, duties: readonly Duty[]): Duel => ({
  candidate: judgeModel(learn(learned, duties), heldOut, segment), incumbent: judgeModel(parseModel(incumbent), heldOut, segment),
});

const figuresOf = (side: keyof Duel, departments: Duel, matters: Duel | null): TrialFigures => ({ ...departments[side].figures, ...(matters === null ? {} : { matters: matters[side].figures }) });

function runTrial({ matters: byMatter, guard, ...byDepartment }: Trial): TrialResult {
  const departments = examine(byDepartment, departmentDuties);
  const matters = byMatter === undefined ? null : examine(byMatter, matterDuties);
  return { ...decideModels(departments, matters, guard), candidate: figuresOf('candidate', departments, matters), incumbent: figuresOf('incumbent', departments, matters) };
}

const result = trial === undefined ? undefined : runTrial(trial);
if (result !== undefined) tell({ kind: 'judged', result });
if (result?.live === false) tell({ kind: 'trained', bytes: null });
else tell({ kind: 'trained', bytes: packModels({ department: serializeModel(learn(departmentRows, departmentDuties)), matter: matterRows.length === 0 ? null : serializeModel(learn(matterRows, matterDuties)) }) });
