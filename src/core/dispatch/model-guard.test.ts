import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideModels, modelGuardSchema, splitByTime, type Judgement, type ModelGuard } from './model-guard.ts';
import type { TrainingRow } from './model-training.ts';

const parameter = (value: number) => ({ value, reason: '试' });
const guard = modelGuardSchema.parse({
  v: 1, heldOutShare: parameter(0.5), leastHeldOut: parameter(80), mostHeldOut: parameter(300),
  toleratedLoss: { accuracy: parameter(0.01), top3: parameter(0.02), calibrationError: parameter(0.05), kept: parameter(0.05) },
});

/** A model that answers the first `right` of `n` orders rightly. */
const judged = (right: number, n = 200, more: Partial<Judgement['figures']> = {}): Judgement => ({
  figures: { n, accuracy: right / n, macroF1: right / n, top3: 0.98, calibrationError: 0.02, kept: 0.9, ...more }, right: Array.from({ length: n }, (_row, place) => place < right),
});

const decideModel = (candidate: Judgement, incumbent: Judgement, rules: ModelGuard) => decideModels({ candidate, incumbent }, null, rules);

describe('a new model', () => {
  test('that is better goes live, and the reason says by what', () => {
    const { live, reasons } = decideModel(judged(170), judged(160), guard);
    expect([live, reasons.length]).toEqual([true, 1]);
    expect(reasons[0]?.zh).toBe('在 200 件双方都没学过的最近工单上，首派正确率 85%，现用模型 80%，不差于现用模型。');
  });

  test('that is as good goes live: it knows more', () => {
    expect(decideModel(judged(160), judged(160), guard).live).toBe(true);
  });

  test('that is worse by no more than chance and the tolerated loss goes live, and by more does not', () => {
    expect(decideModel(judged(157), judged(160), guard).live).toBe(true);
    const { live, reasons } = decideModel(judged(140), judged(160), guard);
    expect(live).toBe(false);
    expect(reasons.map(({ zh }) => zh)).toEqual(['首派正确率 70%，现用模型 80%，下降超过容许的 1%。']);
  });

  test('whose probabilities or sets promise too much does not go live, however often it is right', () => {
    expect(decideModel(judged(180, 200, { calibrationError: 0.2 }), judged(160), guard).reasons).toHaveLength(1);
    expect(decideModel(judged(180, 200, { kept: 0.7 }), judged(160), guard).reasons).toHaveLength(1);
    expect(decideModel(judged(180, 200, { kept: 0.88 }), judged(160, 200, { kept: 1 }), guard).live).toBe(true);
  });
});

describe('the model of matters, which goes live with that of departments', () => {
  const [better, equal, worse] = [{ candidate: judged(170), incumbent: judged(160) }, { candidate: judged(160), incumbent: judged(160) }, { candidate: judged(120), incumbent: judged(160) }];

  test('keeps both out when it is worse, however good the other is, and the reason names it', () => {
    const { live, reasons } = decideModels(better, worse, guard);
    expect([live, reasons.map(({ zh }) => zh)]).toEqual([false, ['事项模型：首派正确率 60%，现用模型 80%，下降超过容许的 1%。']]);
    expect(decideModels(worse, better, guard).reasons.map(({ zh }) => zh)).toEqual(['首派正确率 60%，现用模型 80%，下降超过容许的 1%。']);
    expect(decideModels(worse, worse, guard).reasons).toHaveLength(2);
  });

  test('goes live with it when neither is worse, each with its figures', () => {
    const { live, reasons } = decideModels(better, equal, guard);
    expect([live, reasons[1]?.zh]).toEqual([true, '事项模型：在 200 件双方都没学过的最近工单上，首派正确率 80%，现用模型 80%，不差于现用模型。']);
  });
});

describe('what the two models are compared on', () => {
  const row = (number: number): TrainingRow => ({ text: `诉求${number}`, label: `d${number % 3}` });
  const rows = fc.array(fc.integer({ min: 0, max: 60 }).map(row), { maxLength: 80 });

  test('is the newest part of what came after the model in use had learned', () => {
    const { learned, heldOut } = splitByTime([row(1), row(2)], [row(3), row(4), row(5), row(6)], guard);
    expect([learned, heldOut]).toEqual([[row(1), row(2), row(3), row(4)], [row(5), row(6)]]);
  });

  test('is nothing that either of them has learned from, not even the same text twice', () => {
    fc.assert(fc.property(rows, rows, (known, fresh) => {
      const { learned, heldOut } = splitByTime(known, fresh, guard);
      const seen = new Set([...known, ...learned].map(({ text }) => text));
      expect(heldOut.filter(({ text }) => seen.has(text))).toEqual([]);
      expect(learned.length + heldOut.length).toBeLessThanOrEqual(known.length + fresh.length);
    }));
  });

  test('is no more than tells anything', () => {
    expect(splitByTime([], Array.from({ length: 2_000 }, (_row, place) => row(place)), guard).heldOut).toHaveLength(300);
  });
});
