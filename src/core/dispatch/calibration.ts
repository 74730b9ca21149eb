import { solve } from './fusion.ts';

/**
 * Turns what the views say together into probabilities: the softmax of the margins, with the surest label brought to how often such an
 * answer was right on rows held out; the others keep their proportions.
 */
export interface Calibration {
  /** Log-odds that the surest label is right: `bias + odds · logit(share) + lead · log(share / next share)`. */
  readonly bias: number;
  readonly odds: number;
  readonly lead: number;
  /** Certainty has only a few grades, ascending by `from`; none without rows held out. */
  readonly grades: readonly Grade[];
  /** Probabilities that the true label got on rows held out, ascending: what the promised coverage rests on. */
  readonly heldOut: Float64Array;
}

export interface Grade {
  /** Certainty from which it holds, and its middle. */
  readonly from: number;
  readonly middle: number;
  /** How often answers of this grade were right. */
  readonly right: number;
}

type Curve = Pick<Calibration, 'bias' | 'odds' | 'lead' | 'grades'>;

/** When no row was held out: what cold starts on duty texts have shown. */
const USUAL: Curve = { bias: -0.5, odds: 0.7, lead: 0, grades: [] };

export function toShares(margins: Float32Array | Float64Array, out: Float64Array): void {
  let highest = -Infinity;
  for (const margin of margins) highest = Math.max(highest, margin);
  let sum = 0;
  for (let label = 0; label < margins.length; label++) {
    const share = Math.exp((margins[label] as number) - highest);
    out[label] = share;
    sum += share;
  }
  for (let label = 0; label < margins.length; label++) out[label] = (out[label] as number) / sum;
}

interface Leaders {
  readonly first: number;
  readonly share: number;
  readonly next: number;
}

function findLeaders(shares: Float64Array): Leaders {
  let first = 0;
  for (let label = 1; label < shares.length; label++) if ((shares[label] as number) > (shares[first] as number)) first = label;
  let next = 0;
  for (let label = 0; label < shares.length; label++) if (label !== first) next = Math.max(next, shares[label] as number);
  return { first, share: shares[first] as number, next };
}

const LEAST = 1e-6;
const logOdds = (share: number): number => Math.log(Math.max(share, LEAST) / Math.max(1 - share, LEAST));
const sigmoid = (odds: number): number => 1 / (1 + Math.exp(-odds));
const signsOf = ({ share, next }: Leaders): readonly [number, number, number] => [1, logOdds(share), Math.log(Math.max(share, LEAST) / Math.max(next, LEAST))];

/** Within a grade the surer answers stand a little higher, so that they can still be put in order. */
const WITHIN_GRADE = 0.1;

function certaintyOf(leaders: Leaders, { bias, odds, lead, grades }: Curve): number {
  const [, own, distance] = signsOf(leaders);
  const certainty = sigmoid(bias + odds * own + lead * distance);
  const grade = grades.findLast(({ from }) => certainty >= from) ?? grades[0];
  return grade === undefined ? certainty : grade.right + WITHIN_GRADE * (certainty - grade.middle);
}

const SUREST = 0.999;

/** Shares become probabilities in place; the order of the labels stays. */
export function calibrate(shares: Float64Array, curve: Curve): void {
  if (shares.length < 2) return;
  const leaders = findLeaders(shares);
  const even = 1 / shares.length;
  const wanted = Math.max(even + LEAST, Math.min(certaintyOf(leaders, curve), SUREST));
  // Lowered by mixing with “any of them”, raised by mixing with “surely this one”: neither changes the order.
  const kept = wanted < leaders.share ? (wanted - even) / (leaders.share - even) : (1 - wanted) / Math.max(1 - leaders.share, LEAST);
  for (let label = 0; label < shares.length; label++) shares[label] = (shares[label] as number) * kept + (wanted < leaders.share ? (1 - kept) * even : 0);
  if (wanted >= leaders.share) shares[leaders.first] = wanted;
}

/** Holds the curve near the plain share while there are few rows to tell better. */
const RIDGE = 1;
const STEPS = 30;

/** Logistic regression of “the surest was right” on its signs, by Newton's method. */
function fitCurve(leaders: readonly Leaders[], isRight: Uint8Array): Omit<Curve, 'grades'> {
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
  return { bias: weights[0] as number, odds: weights[1] as number, lead: weights[2] as number };
}

const ROWS_PER_GRADE = 300;
const MOST_GRADES = 8;

/** Rows held out cannot tell 0.61 from 0.64: they give a few grades of certainty, each with its own share of right answers. */
function fitGrades(certainties: readonly number[], isRight: Uint8Array): Grade[] {
  const rows = certainties.length;
  const order = certainties.map((_certainty, row) => row).sort((a, b) => (certainties[a] as number) - (certainties[b] as number) || a - b);
  const count = Math.min(Math.max(2, Math.round(rows / ROWS_PER_GRADE)), MOST_GRADES);
  return Array.from({ length: count }, (_grade, at) => {
    const members = order.slice(Math.floor((rows * at) / count), Math.floor((rows * (at + 1)) / count));
    const right = members.reduce((sum, row) => sum + (isRight[row] as number), 0);
    const middle = members.reduce((sum, row) => sum + (certainties[row] as number), 0) / Math.max(members.length, 1);
    return { from: certainties[members[0] ?? 0] as number, middle, right: (right + 1) / (members.length + 2) };
  });
}

/** Fits the curve on rows held out: what the views say of every label, row by row, and the true labels in step. */
export function fitCalibration(margins: Float32Array, truth: Int32Array, labels: number): Calibration {
  if (truth.length === 0) return { ...USUAL, heldOut: new Float64Array(0) };
  const shares = new Float64Array(margins.length);
  const rowOf = (row: number): Float64Array => shares.subarray(row * labels, (row + 1) * labels);
  truth.forEach((_label, row) => toShares(margins.subarray(row * labels, (row + 1) * labels), rowOf(row)));
  const leaders = Array.from(truth, (_label, row) => findLeaders(rowOf(row)));
  const isRight = Uint8Array.from(truth, (label, row) => ((leaders[row] as Leaders).first === label ? 1 : 0));
  const plain: Curve = { ...fitCurve(leaders, isRight), grades: [] };
  const curve = { ...plain, grades: fitGrades(leaders.map((one) => certaintyOf(one, plain)), isRight) };
  const heldOut = Float64Array.from(truth, (label, row) => {
    calibrate(rowOf(row), curve);
    return rowOf(row)[label] as number;
  });
  return { ...curve, heldOut: heldOut.sort() };
}

/**
 * The lowest probability a label may have and still belong to the set that holds the true one with `coverage`
 * (conformal prediction on the rows held out). Without rows: 0.05.
 */
export function computeSetThreshold(heldOut: Float64Array, coverage: number): number {
  if (heldOut.length === 0) return 0.05;
  // The small addend keeps 0.1 · 100 from being 9.999…
  const missed = Math.floor((heldOut.length + 1) * (1 - coverage) + 1e-9) - 1;
  return missed < 0 ? 0 : (heldOut[Math.min(missed, heldOut.length - 1)] as number);
}

/**
 * The labels that belong to the set with the promised coverage, surest first; `order` lists all of them so. Empty where even the surest
 * is less sure than the promise asks for. Without rows held out: as many as it takes for their probabilities to reach the promise.
 */
export function computeSet(probabilities: Float64Array, order: readonly number[], heldOut: Float64Array, coverage: number): number[] {
  if (heldOut.length > 0) {
    const threshold = computeSetThreshold(heldOut, coverage);
    return order.filter((label) => (probabilities[label] as number) >= threshold);
  }
  let sum = 0;
  return order.filter((label) => {
    const isWanted = sum < coverage;
    sum += probabilities[label] as number;
    return isWanted;
  });
}
