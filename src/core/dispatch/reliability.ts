import { z } from 'zod';
import { computeCutOffs, type Costs } from './costs.ts';
import { computeRate, rateSchema, type Rate } from './rates.ts';

/** Cells of probability that are counted: fine enough for fifteen bins and for hundredths. */
export const CELLS = 300;
const BINS = 15;
const CELLS_PER_BIN = CELLS / BINS;
const CELLS_PER_POINT = CELLS / 100;

/** Judged cards whose probability lies in `[cell, cell + 1) / 300`: how many, how many of them right, and the sum of what they promised. */
export interface ProbabilityCell {
  readonly cell: number;
  readonly count: number;
  readonly right: number;
  readonly sum: number;
}

export const reliabilitySchema = z.object({
  bins: z.array(z.object({ from: z.number(), to: z.number(), promised: z.number().nullable(), kept: rateSchema })),
  /** Mean distance between what was promised and what came true, weighted by rows; null without rows. */
  expectedCalibrationError: z.number().nullable(),
  count: z.number().int(),
});
export type Reliability = z.infer<typeof reliabilitySchema>;

/** What is left above a threshold, and how much of it is right. */
export const curvePointSchema = z.object({ threshold: z.number(), coverage: z.number(), accuracy: rateSchema });
export type CurvePoint = z.infer<typeof curvePointSchema>;

/** Minutes of work that 100 appeals take when the system confirms from `threshold` on. */
export const costPointSchema = z.object({ threshold: z.number(), minutes: z.number() });
export type CostPoint = z.infer<typeof costPointSchema>;

export const costCurveSchema = z.object({
  points: z.array(costPointSchema),
  /** The cheapest threshold on these cards, and the one that follows from the costs alone. */
  cheapest: costPointSchema.nullable(),
  chosen: costPointSchema.nullable(),
  /** With a person at every card, and with none at any. */
  allByPerson: z.number().nullable(),
  allAutomatic: z.number().nullable(),
});
export type CostCurve = z.infer<typeof costCurveSchema>;

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

interface Sum {
  readonly count: number;
  readonly right: number;
  readonly sum: number;
}

const add = (cells: readonly ProbabilityCell[], from: number, to: number): Sum =>
  cells.filter(({ cell }) => cell >= from && cell < to).reduce((all, { count, right, sum }) => ({ count: all.count + count, right: all.right + right, sum: all.sum + sum }), { count: 0, right: 0, sum: 0 });

/** Fifteen bins of equal width, and the expected calibration error over them. */
export function computeReliability(cells: readonly ProbabilityCell[]): Reliability {
  const all = add(cells, 0, CELLS).count;
  let distance = 0;
  const bins = Array.from({ length: BINS }, (_bin, at) => {
    const { count, right, sum } = add(cells, at * CELLS_PER_BIN, (at + 1) * CELLS_PER_BIN);
    distance += Math.abs(sum - right);
    return { from: rounded(at / BINS), to: rounded((at + 1) / BINS), promised: count === 0 ? null : rounded(sum / count), kept: computeRate(right, count) };
  });
  return { bins, count: all, expectedCalibrationError: all === 0 ? null : rounded(distance / all) };
}

/** The accuracy–coverage curve at every hundredth of probability at which something changes, from all cards to the surest. */
export function computeCurve(cells: readonly ProbabilityCell[]): CurvePoint[] {
  const all = add(cells, 0, CELLS).count;
  if (all === 0) return [];
  const points: CurvePoint[] = [];
  for (let hundredth = 0; hundredth < 100; hundredth++) {
    const { count, right } = add(cells, hundredth * CELLS_PER_POINT, CELLS);
    if (count === 0) break;
    if (points.at(-1)?.accuracy.count === count) points.pop();
    points.push({ threshold: hundredth / 100, coverage: rounded(count / all), accuracy: computeRate(right, count) });
  }
  return points;
}

/** How many cards from a probability on were right. */
export function computeReaching(cells: readonly ProbabilityCell[], probability: number): Rate {
  const { count, right } = add(cells, Math.round(probability * CELLS), CELLS);
  return computeRate(right, count);
}

/** Cost of 100 appeals at a threshold: below it a person looks and notices a part of the errors, above it every error goes out. */
function costAt(cells: readonly ProbabilityCell[], threshold: number, costs: Costs): number {
  const from = Math.round(threshold * CELLS);
  const above = add(cells, from, CELLS);
  const below = add(cells, 0, from);
  const wrong = (sum: Sum) => (sum.count - sum.right) * costs.wrongDispatchMinutes;
  const minutes = wrong(above) + below.count * costs.confirmationMinutes + wrong(below) * (1 - costs.noticedShare);
  return Math.round((minutes * 1_000) / (above.count + below.count)) / 10;
}

const FIRST_THRESHOLD = 50;

/** What each threshold for automatic confirmation would have cost on these cards. */
export function computeCostCurve(cells: readonly ProbabilityCell[], costs: Costs): CostCurve {
  if (add(cells, 0, CELLS).count === 0) return { points: [], cheapest: null, chosen: null, allByPerson: null, allAutomatic: null };
  const at = (threshold: number): CostPoint => ({ threshold, minutes: costAt(cells, threshold, costs) });
  const points = Array.from({ length: 101 - FIRST_THRESHOLD }, (_point, step) => at((FIRST_THRESHOLD + step) / 100));
  const cheapest = points.reduce((best, point) => (point.minutes <= best.minutes ? point : best));
  return { points, cheapest, chosen: at(computeCutOffs(costs).automatic), allByPerson: costAt(cells, 1, costs), allAutomatic: costAt(cells, 0, costs) };
}
