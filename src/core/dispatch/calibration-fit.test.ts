import { describe, expect, it } from 'vitest';
import { calibrate, computeSetThreshold, toShares, type Calibration } from './calibration.ts';
import { fitCalibration, type HeldOut } from './calibration-fit.ts';
import { readText } from './features.ts';
import { makeRanker, type TrainedModel } from './linear-model.ts';
import { makeChance } from './linear-svm.ts';
import { trainModel } from './model-training.ts';
import { serializeModel } from './model-bytes.ts';

const LABELS = 3;

/** Rows whose first label stands `lead` above the two others and is right in a share of them. */
function heldOut(rows: number, lead: number, right: number, seed: number): HeldOut {
  const chance = makeChance(seed);
  const margins = Float32Array.from({ length: rows * LABELS }, (_margin, at) => (at % LABELS === 0 ? lead : 0) + chance());
  return { margins, truth: Int32Array.from({ length: rows }, () => (chance() < right ? 0 : chance() < 0.5 ? 1 : 2)) };
}

/** How sure the calibration is of a label that stands so far above the two others. */
function certaintyAt(calibration: Calibration, lead: number): number {
  const shares = new Float64Array(LABELS);
  toShares(Float32Array.of(lead + 0.5, 0.5, 0.5), shares);
  calibrate(shares, calibration);
  return shares[0] as number;
}

describe('probabilities fitted on rows held out', () => {
  it('follow the newest rows where these were answered better than the folds promise', () => {
    const folds = heldOut(600, 2, 0.7, 1);
    const fitted = fitCalibration(folds, LABELS, heldOut(400, 2, 0.99, 2));
    expect(certaintyAt(fitted, 2)).toBeGreaterThan(0.95);
    expect(fitted.heldOut).toHaveLength(400);
    expect(computeSetThreshold(fitted.heldOut, 0.9)).toBeGreaterThan(0.9);
  });

  it('stay with the folds where the newest rows were answered worse: they were answered by a model that had learned less', () => {
    const folds = heldOut(600, 2, 0.9, 1);
    expect(fitCalibration(folds, LABELS, heldOut(400, 2, 0.7, 2))).toEqual(fitCalibration(folds, LABELS));
  });

  it('stay with the folds where the newest rows are too few to tell', () => {
    const folds = heldOut(600, 2, 0.7, 1);
    expect(fitCalibration(folds, LABELS, heldOut(150, 2, 0.99, 2))).toEqual(fitCalibration(folds, LABELS));
  });

  it('have as many grades as serve on rows they were not fitted on: few where answers are all alike, more where they differ', () => {
    const alike = fitCalibration(heldOut(400, 1, 0.6, 3), LABELS);
    expect(alike.grades.length).toBeLessThanOrEqual(3);
    // sure and unsure answers, of five kinds
    const parts = [0, 1, 2, 3, 4].map((lead) => heldOut(800, lead * 1.5, 0.35 + lead * 0.15, 10 + lead));
    const told = fitCalibration({ margins: Float32Array.from(parts.flatMap(({ margins }) => [...margins])), truth: Int32Array.from(parts.flatMap(({ truth }) => [...truth])) }, LABELS);
    expect(told.grades.length).toBeGreaterThan(alike.grades.length);
    expect(certaintyAt(told, 6) - certaintyAt(told, 0)).toBeGreaterThan(0.5);
  });
});

describe('a training that knows the order in time', () => {
  const segment = (text: string): string[] => text.match(/[a-z]+\d*/gu) ?? [];
  const chance = makeChance(5);
  /** Whole texts come again and again, and belong to where they belonged; their words tell it only mostly. */
  const wordings = Array.from({ length: 240 }, (_wording, place) => {
    const topic = place % 4;
    const words = Array.from({ length: 4 }, () => `t${chance() < 0.4 ? topic : Math.floor(chance() * 4)}w${Math.floor(chance() * 12)}`);
    return { text: [...words, `own${place}`].join(' '), label: `l${topic}` };
  });
  const rows = Array.from({ length: 1200 }, () => ({ ...(wordings[Math.floor(chance() * wordings.length)] as (typeof wordings)[number]) }));
  const train = (inTime: boolean) => trainModel({ rows, inTime, segment, seed: 1 });

  it('promises what the newest rows show, not what folds show that keep copies apart', () => {
    const [inTime, folds] = [train(true), train(false)];
    expect(inTime.calibration.heldOut).toHaveLength(240);
    const sure = (model: TrainedModel) => {
      const ranker = makeRanker(model);
      return wordings.reduce((sum, { text }) => sum + Math.max(...ranker.rank(readText(text, segment)).probabilities), 0) / wordings.length;
    };
    expect(sure(inTime)).toBeGreaterThan(sure(folds) + 0.02);
  });

  it('gives the same bytes for the same rows in the same order', () => {
    expect(serializeModel(train(true))).toEqual(serializeModel(train(true)));
  });
});
