import { computeSet } from '../core/dispatch/calibration.ts';
import { listUsualDuties, type Duty } from '../core/dispatch/department-knowledge.ts';
import { readText } from '../core/dispatch/features.ts';
import { makeRanker, type TrainedModel } from '../core/dispatch/linear-model.ts';
import { trainModel, type TrainingRow } from '../core/dispatch/model-training.ts';
import type { Segment } from '../core/dispatch/model.ts';
import type { Answer } from '../core/dispatch/scoring.ts';
import { loadDepartmentKnowledge } from '../server/dispatch/department-knowledge.ts';

export type Answerer = (question: { readonly title?: string | undefined; readonly text: string }) => Omit<Answer, 'truth'>;

export interface Learning {
  readonly rows: readonly TrainingRow[];
  readonly heldOut: readonly TrainingRow[];
  readonly duties: readonly Duty[];
  readonly segment: Segment;
  readonly seed: number;
  readonly onProgress: (share: number) => void;
}

/** Learns as the server does: from the rows, the duty texts given, and what departments of such names usually answer for. */
export function learn({ duties, ...input }: Learning): TrainedModel {
  const labels = [...new Set([...input.rows.map((row) => row.label), ...duties.map((duty) => duty.label)])];
  const usual = listUsualDuties(labels.map((label) => ({ label, name: label })), loadDepartmentKnowledge());
  return trainModel({ ...input, duties: [...duties, ...usual] });
}

const rounded = (share: number): number => Math.round(share * 1e6) / 1e6;

/** Answers with every label ranked, and the set of those that reach the promised coverage; the set is empty where even the surest does not. */
export function makeAnswerer(model: TrainedModel, segment: Segment, coverage: number): Answerer {
  const ranker = makeRanker(model);
  return ({ title, text }) => {
    const { probabilities } = ranker.rank(readText(text, segment), title === undefined ? undefined : readText(title, segment));
    const order = model.labels.map((_label, index) => index).sort((a, b) => (probabilities[b] as number) - (probabilities[a] as number) || a - b);
    const ranking = order.map((index) => ({ label: model.labels[index] as string, probability: rounded(probabilities[index] as number) }));
    return { ranking, set: computeSet(probabilities, order, model.calibration.heldOut, coverage).map((index) => model.labels[index] as string) };
  };
}
