import { computeSet } from './calibration.ts';
import { readText } from './features.ts';
import { makeRanker, type TrainedModel } from './linear-model.ts';
import type { Segment } from './model.ts';
import type { Answer } from './scoring.ts';

export type Answerer = (question: { readonly title?: string | undefined; readonly text: string }) => Omit<Answer, 'truth'>;

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
