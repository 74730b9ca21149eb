import { calibrate, certaintyOf, computeSetThreshold, findLeaders, probabilityOf, sigmoid, signsOf, toShares, type Calibration, type Curve, type Grade, type Leaders } from './calibration.ts';
import { solve } from './fusion.ts';
import { makeChance, shuffle } from './linear-svm.ts';
import { computeCalibrationError, type Forecast } from './scoring.ts';
import { placeBefore } from './prediction-set.ts';

/** What the views together say of rows held out, row by row, and the true labels in step. */
export interface HeldOut {
  readonly margins: Float32Array;
  readonly truth: Int32Array;
}

/** When no row was held out: what cold starts on duty texts have shown. */
const USUAL: Curve = { bias: -0.5, odds: 0.7, lead: 0, grades: [] };

/** Rows of which it is known how sure the surest label was, and whether it was right. */
interface Judged {
  readonly leaders: readonly Leaders[];
  readonly isRight: Uint8Array;
  readonly labels: number;
}

/** Holds the curve near the plain share while there are few rows to tell better. */
const RIDGE = 1;
const STEPS = 30;

/** Logistic regression of “the surest was right” on its signs, by Newton's method. */
function fitCurve({ leaders, isRight }: Judged): Curve {
  const usual = [0, 1, 0];
  const weights = Float64Array.from(usual);
  const signs = leaders.map(signsOf);
  for (let step = 0; step < STEPS; step++) {
    const slope = Float64Array.from(usual, (weight, at) => RIDGE * (weight - (weights[at] as number)));
    const curve = usual.map((_weight, at) => Float64Array.from(usual, (_other, place) => (place === at ? RIDGE : 0)));
    signs.forEach((row, index) => {
      const certainty = sigmoid(row.reduce((sum, sign, at) => sum + sign * (weights[at] as number), 0));
      row.forEach((sign, at) => {
        slope[at] = (slope[at] as number) + sign * ((isRight[index] as number) - certainty);
        row.forEach((other, place) => {
          (curve[at] as Float64Array)[place] = ((curve[at] as Float64Array)[place] as number) + sign * other * certainty * (1 - certainty);
        });
      });
    });
    const change = solve(curve, slope);
    change.forEach((by, at) => {
      weights[at] = (weights[at] as number) + Math.max(-1, Math.min(1, by));
    });
    if (change.every((by) => Math.abs(by) < 1e-7)) break;
  }
  return { bias: weights[0] as number, odds: weights[1] as number, lead: weights[2] as number, grades: [] };
}

/** Rows from the least certain to the surest. */
interface Sorted {
  readonly certainties: Float64Array;
  readonly isRight: Uint8Array;
}

function sortByCertainty({ leaders, isRight }: Judged, plain: Curve): Sorted {
  const certainties = Float64Array.from(leaders, (one) => certaintyOf(one, plain));
  const order = Int32Array.from(certainties.keys()).sort((a, b) => (certainties[a] as number) - (certainties[b] as number) || a - b);
  return { certainties: Float64Array.from(order, (row) => certainties[row] as number), isRight: Uint8Array.from(order, (row) => isRight[row] as number) };
}

const sumOf = (numbers: Iterable<number>): number => {
  let sum = 0;
  for (const one of numbers) sum += one;
  return sum;
};

/** So many grades of certainty, each with as many rows and its own share of right answers; none at all leaves the curve as it is. */
function cutGrades({ certainties, isRight }: Sorted, count: number): Grade[] {
  const rows = certainties.length;
  return Array.from({ length: count }, (_grade, at) => {
    const [first, end] = [Math.floor((rows * at) / count), Math.floor((rows * (at + 1)) / count)];
    const middle = sumOf(certainties.subarray(first, end)) / Math.max(end - first, 1);
    return { from: certainties[first] as number, middle, right: (sumOf(isRight.subarray(first, end)) + 1) / (end - first + 2) };
  });
}

const fitGraded = (judged: Judged, count: number): Curve => {
  const plain = fitCurve(judged);
  return { ...plain, grades: cutGrades(sortByCertainty(judged, plain), count) };
};

const pick = ({ leaders, isRight, labels }: Judged, rows: Int32Array): Judged => ({
  leaders: Array.from(rows, (row) => leaders[row] as Leaders), isRight: Uint8Array.from(rows, (row) => isRight[row] as number), labels,
});

function faultOf({ leaders, isRight, labels }: Judged, curve: Curve): number {
  return computeCalibrationError(leaders.map((one, row): Forecast => ({ certainty: probabilityOf(one, labels, curve), isRight: isRight[row] === 1 })));
}

/** Few rows cannot tell 0.61 from 0.64, many can. The coarsest first, none last: the curve alone. */
const COUNTS = [2, 3, 4, 6, 8, 0];
const ROWS_PER_GRADE = 300;
const [FEWEST_GRADES, MOST_GRADES] = [2, 8];
/** From here on the counts differ by less than their figures err: then the size alone decides. */
const MANY = 1500;
/** With fewer rows than this the figures of a part say nothing. */
const LEAST_JUDGED = 50;
const PARTS = 5;
/** Chance in the dealing decides more among few rows than the counts do: it is evened out. */
const DEALS = 20;

/**
 * How many grades: the fewest whose calibration error, on rows that they were not fitted on, is within one standard error of the least (Breiman et al., Classification
 * and Regression Trees, 1984, 3.4.3). In cross-validation among the rows held out; every further grade costs precision where few answers are told by it.
 */
function chooseCount(judged: Judged): number {
  const rows = judged.leaders.length;
  if (rows < LEAST_JUDGED || rows >= MANY) return Math.min(Math.max(FEWEST_GRADES, Math.round(rows / ROWS_PER_GRADE)), MOST_GRADES);
  const chance = makeChance(rows);
  const order = Int32Array.from({ length: rows }, (_row, index) => index);
  const faults = COUNTS.map((): number[] => []);
  for (let deal = 0; deal < DEALS; deal++) {
    shuffle(order, rows, chance);
    for (let part = 0; part < PARTS; part++) {
      const [learned, asked] = [pick(judged, order.filter((_row, at) => at % PARTS !== part)), pick(judged, order.filter((_row, at) => at % PARTS === part))];
      const plain = fitCurve(learned);
      const sorted = sortByCertainty(learned, plain);
      COUNTS.forEach((count, at) => {
        (faults[at] as number[]).push(faultOf(asked, { ...plain, grades: cutGrades(sorted, count) }));
      });
    }
  }
  const means = faults.map(meanOf);
  const least = Math.min(...means);
  // parts of one deal are rows of their own, deals of the same rows are not
  const error = deviationOf(faults[means.indexOf(least)] as number[]) / Math.sqrt(PARTS);
  return COUNTS[means.findIndex((mean) => mean <= least + error)] as number;
}

const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;

function deviationOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}

interface Read extends Judged {
  readonly shares: readonly Float64Array[];
  readonly truth: Int32Array;
}

function read({ margins, truth }: HeldOut, labels: number): Read {
  const shares = Array.from(truth, (_label, row) => {
    const own = new Float64Array(labels);
    toShares(margins.subarray(row * labels, (row + 1) * labels), own);
    return own;
  });
  const leaders = shares.map(findLeaders);
  return { shares, truth, leaders, labels, isRight: Uint8Array.from(truth, (label, row) => ((leaders[row] as Leaders).first === label ? 1 : 0)) };
}

function fitOn(rows: Read): Calibration {
  const curve = fitGraded(rows, chooseCount(rows));
  const probabilities = rows.shares.map((shares) => {
    const own = Float64Array.from(shares);
    calibrate(own, curve);
    return own;
  });
  return {
    ...curve,
    heldOut: Float64Array.from(rows.truth, (label, row) => (probabilities[row] as Float64Array)[label] as number).sort(),
    before: Float64Array.from(rows.truth, (label, row) => placeBefore(probabilities[row] as Float64Array, label)).sort(),
  };
}

/** Newest rows that are enough to stand for what comes next. */
export const ENOUGH_NEWEST = 200;
const PROMISE = 0.9;
/** Standard errors by which the newest rows must contradict the folds. */
const SURE = 2;

/**
 * Whether the newest rows show that folds promise too little: their sets hold the true label clearly more often than they say. It happens where people write
 * the same things again and again, since folds keep near-copies apart. The other way round it proves nothing: the newest rows were answered by a model that
 * had learned less than the one that will answer.
 */
function promisesTooLittle(fitted: Calibration, newest: Read): boolean {
  const rows = newest.truth.length;
  if (rows < ENOUGH_NEWEST) return false;
  const threshold = computeSetThreshold(fitted.heldOut, PROMISE);
  const kept = newest.shares.filter((shares, row) => {
    const own = Float64Array.from(shares);
    calibrate(own, fitted);
    return (own[newest.truth[row] as number] as number) >= threshold;
  }).length;
  return kept / rows - PROMISE > SURE * Math.sqrt((PROMISE * (1 - PROMISE)) / rows);
}

/** Fits the probabilities on rows held out in folds, or on the newest rows where these tell that the folds promise too little. */
export function fitCalibration(folds: HeldOut, labels: number, newest?: HeldOut): Calibration {
  if (folds.truth.length === 0) return { ...USUAL, heldOut: new Float64Array(0), before: new Float64Array(0) };
  const fitted = fitOn(read(folds, labels));
  if (newest === undefined) return fitted;
  const recent = read(newest, labels);
  return promisesTooLittle(fitted, recent) ? fitOn(recent) : fitted;
}
