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
  /** How much probability stood before the true label on those rows, ascending; 1 where too many labels did. What a set up to a cut-off can promise. */
  readonly before: Float64Array;
}

export interface Grade {
  /** Certainty from which it holds, and its middle. */
  readonly from: number;
  readonly middle: number;
  /** How often answers of this grade were right. */
  readonly right: number;
}

export type Curve = Pick<Calibration, 'bias' | 'odds' | 'lead' | 'grades'>;

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

export interface Leaders {
  readonly first: number;
  readonly share: number;
  readonly next: number;
}

export function findLeaders(shares: Float64Array): Leaders {
  let first = 0;
  for (let label = 1; label < shares.length; label++) if ((shares[label] as number) > (shares[first] as number)) first = label;
  let next = 0;
  for (let label = 0; label < shares.length; label++) if (label !== first) next = Math.max(next, shares[label] as number);
  return { first, share: shares[first] as number, next };
}

const LEAST = 1e-6;
const logOdds = (share: number): number => Math.log(Math.max(share, LEAST) / Math.max(1 - share, LEAST));
export const sigmoid = (odds: number): number => 1 / (1 + Math.exp(-odds));
/** What the certainty is told from. */
export const signsOf = ({ share, next }: Leaders): readonly [number, number, number] => [1, logOdds(share), Math.log(Math.max(share, LEAST) / Math.max(next, LEAST))];

/** Within a grade the surer answers stand a little higher, so that they can still be put in order. */
const WITHIN_GRADE = 0.1;

export function certaintyOf(leaders: Leaders, { bias, odds, lead, grades }: Curve): number {
  const [, own, distance] = signsOf(leaders);
  const certainty = sigmoid(bias + odds * own + lead * distance);
  const grade = grades.findLast(({ from }) => certainty >= from) ?? grades[0];
  return grade === undefined ? certainty : grade.right + WITHIN_GRADE * (certainty - grade.middle);
}

const SUREST = 0.999;

/** The probability that the surest of so many labels gets. */
export const probabilityOf = (leaders: Leaders, labels: number, curve: Curve): number => Math.max(1 / labels + LEAST, Math.min(certaintyOf(leaders, curve), SUREST));

/** Shares become probabilities in place; the order of the labels stays. */
export function calibrate(shares: Float64Array, curve: Curve): void {
  if (shares.length < 2) return;
  const leaders = findLeaders(shares);
  const even = 1 / shares.length;
  const wanted = probabilityOf(leaders, shares.length, curve);
  // Lowered by mixing with “any of them”, raised by mixing with “surely this one”: neither changes the order.
  const kept = wanted < leaders.share ? (wanted - even) / (leaders.share - even) : (1 - wanted) / Math.max(1 - leaders.share, LEAST);
  for (let label = 0; label < shares.length; label++) shares[label] = (shares[label] as number) * kept + (wanted < leaders.share ? (1 - kept) * even : 0);
  if (wanted >= leaders.share) shares[leaders.first] = wanted;
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
