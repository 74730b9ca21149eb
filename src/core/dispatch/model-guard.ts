import { z } from 'zod';
import { fill, word, type Word } from '../kernel/words.ts';
import { makeAnswerer } from './answerer.ts';
import type { TrainedModel } from './linear-model.ts';
import type { TrainingRow } from './model-training.ts';
import type { Segment } from './model.ts';
import { computeScores, type Answer } from './scoring.ts';

const parameter = z.object({ value: z.number().positive(), reason: z.string().min(1) });

/** What makes a new model worse than the one in use (`parameters/model-guard.yaml`); each figure says why it is what it is. */
export const modelGuardSchema = z.object({
  v: z.number().int(),
  heldOutShare: parameter,
  leastHeldOut: parameter,
  mostHeldOut: parameter,
  toleratedLoss: z.object({ accuracy: parameter, top3: parameter, calibrationError: parameter, kept: parameter }),
});
export type ModelGuard = z.infer<typeof modelGuardSchema>;

/** Figures of a model on orders held out: shares between 0 and 1. */
export const modelFiguresSchema = z.object({
  n: z.number().int(), accuracy: z.number(), macroF1: z.number(), top3: z.number(), calibrationError: z.number(),
  /** How often the right department was in the set that promised to hold it nine times in ten. */
  kept: z.number(),
});
export type ModelFigures = z.infer<typeof modelFiguresSchema>;

/** Of the model of departments, and of that of matters on the same orders where it was judged. */
export const trialFiguresSchema = modelFiguresSchema.extend({ matters: modelFiguresSchema.optional() });
export type TrialFigures = z.infer<typeof trialFiguresSchema>;

/** Whether each of the orders held out, in their order, was answered rightly first. */
export interface Judgement {
  readonly figures: ModelFigures;
  readonly right: readonly boolean[];
}

const COVERAGE = 0.9;

/** How a model does on orders it has not seen. Both models of a comparison go through here. */
export function judgeModel(model: TrainedModel, heldOut: readonly TrainingRow[], segment: Segment): Judgement {
  const answer = makeAnswerer(model, segment, COVERAGE);
  const answers: Answer[] = heldOut.map((row) => ({ truth: row.label, ...answer(row) }));
  const { n, accuracy, macroF1, top3, ece, sets } = computeScores(answers, model.labels.length, COVERAGE);
  return { figures: { n, accuracy, macroF1, top3, calibrationError: ece, kept: sets.kept }, right: answers.map(({ truth, ranking }) => ranking[0]?.label === truth) };
}

interface Told {
  readonly title?: string | undefined;
  readonly text: string;
}

const contentOf = ({ title, text }: Told): string => `${title ?? ''}\n${text}`;

export interface Split<Order> {
  readonly learned: readonly Order[];
  readonly heldOut: readonly Order[];
}

/**
 * Deals out the orders for a comparison: `known` are those that the model in use may have learned from, `fresh` those that came after, oldest first. The newest part
 * of the fresh ones is held out; a text that stands among the others too is left out of it, since both models must not have seen it.
 */
export function splitByTime<Order extends Told>(known: readonly Order[], fresh: readonly Order[], { heldOutShare, mostHeldOut }: ModelGuard): Split<Order> {
  const held = Math.min(Math.ceil(fresh.length * heldOutShare.value), mostHeldOut.value);
  const learned = [...known, ...fresh.slice(0, fresh.length - held)];
  const seen = new Set(learned.map(contentOf));
  return { learned, heldOut: fresh.slice(fresh.length - held).filter((row) => !seen.has(contentOf(row))) };
}

export interface GuardDecision {
  readonly live: boolean;
  readonly reasons: readonly Word[];
}

const WORSE: Readonly<Record<keyof ModelGuard['toleratedLoss'], Word>> = {
  accuracy: word('首派正确率 {now}，现用模型 {then}，下降超过容许的 {tolerated}。', 'First answer right {now}, the model in use {then}: the loss is more than {tolerated}.'),
  top3: word('前三名正确率 {now}，现用模型 {then}，下降超过容许的 {tolerated}。', 'Right among the first three {now}, the model in use {then}: the loss is more than {tolerated}.'),
  calibrationError: word('校准误差 {now}，现用模型 {then}，上升超过容许的 {tolerated}。', 'Calibration error {now}, the model in use {then}: the rise is more than {tolerated}.'),
  kept: word('预测集合兑现 {now}，现用模型 {then}，下降超过容许的 {tolerated}。', 'Sets kept {now}, the model in use {then}: the loss is more than {tolerated}.'),
};
const NOT_WORSE = word('在 {n} 件双方都没学过的最近工单上，首派正确率 {now}，现用模型 {then}，不差于现用模型。', 'On {n} recent orders that neither had seen the first answer was right {now}, with the model in use {then}: not worse.');

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

/** How much of a loss chance alone explains: one standard error of the difference, from the orders that only one of the two answered rightly. */
function chanceLoss(candidate: Judgement, incumbent: Judgement): number {
  const discordant = candidate.right.filter((right, place) => right !== incumbent.right[place]).length;
  return Math.sqrt(discordant) / Math.max(candidate.right.length, 1);
}

/** Whether a candidate may go live: not worse than the model in use in any respect by more than is tolerated and chance explains. */
function decideOne(candidate: Judgement, incumbent: Judgement, { toleratedLoss }: ModelGuard): GuardDecision {
  const [now, then] = [candidate.figures, incumbent.figures];
  const chance = chanceLoss(candidate, incumbent);
  const losses = { accuracy: then.accuracy - now.accuracy - chance, top3: then.top3 - now.top3 - chance, calibrationError: now.calibrationError - then.calibrationError, kept: Math.min(then.kept, COVERAGE) - now.kept };
  const worse = (Object.keys(losses) as (keyof typeof losses)[]).filter((name) => losses[name] > toleratedLoss[name].value);
  const reasons = worse.map((name) => fill(WORSE[name], { now: percent(now[name]), then: percent(then[name]), tolerated: percent(toleratedLoss[name].value) }));
  return worse.length === 0 ? { live: true, reasons: [fill(NOT_WORSE, { n: now.n, now: percent(now.accuracy), then: percent(then.accuracy) })] } : { live: false, reasons };
}

/** A candidate and the model in use on the same orders. */
export interface Duel {
  readonly candidate: Judgement;
  readonly incumbent: Judgement;
}

const OF_MATTERS = word('事项模型：{said}', 'Model of matters: {said}');

/**
 * Whether the candidates may go live: they go together, and neither the model of departments nor, where it was judged, that of matters may be worse than the one in
 * use. Every reason says which of them it is about.
 */
export function decideModels(departments: Duel, matters: Duel | null, guard: ModelGuard): GuardDecision {
  const first = decideOne(departments.candidate, departments.incumbent, guard);
  if (matters === null) return first;
  const second = decideOne(matters.candidate, matters.incumbent, guard);
  const live = first.live && second.live;
  const told = [{ ...first, of: undefined }, { ...second, of: OF_MATTERS }].filter((one) => live || !one.live);
  return { live, reasons: told.flatMap(({ reasons, of }) => reasons.map((said) => (of === undefined ? said : fill(of, { said })))) };
}
