/**
 * Turns the margins of the labels into probabilities: `(1 - floor) · softmax(scale · margin) + floor / labels`.
 * The floor is what no margin, however wide, can rule out: wrong labels and new kinds of appeals.
 */
export interface Calibration {
  readonly scale: number;
  readonly floor: number;
  /** Probabilities that the true label got on rows held out, ascending: what the promised coverage rests on. */
  readonly heldOut: Float64Array;
}

export function toProbabilities(margins: Float64Array, { scale, floor }: Pick<Calibration, 'scale' | 'floor'>, out: Float64Array): void {
  const labels = margins.length;
  let highest = -Infinity;
  for (let label = 0; label < labels; label++) highest = Math.max(highest, margins[label] as number);
  let sum = 0;
  for (let label = 0; label < labels; label++) {
    const share = Math.exp(scale * ((margins[label] as number) - highest));
    out[label] = share;
    sum += share;
  }
  const factor = (1 - floor) / sum;
  const least = floor / labels;
  for (let label = 0; label < labels; label++) out[label] = (out[label] as number) * factor + least;
}

const FLOORS = [0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2];
const LOWEST_SCALE = 0.05;
const HIGHEST_SCALE = 40;
const NARROWINGS = 16;
/** So many rows tell the two numbers well enough; more only cost time. */
const ENOUGH_ROWS = 4000;
/** Suits margins of an SVM when no row was held out. */
const USUAL = { scale: 4, floor: 0.02 };

function computeLoss(margins: Float64Array, truth: Int32Array, labels: number, scale: number, floor: number): number {
  const probabilities = new Float64Array(labels);
  const step = Math.max(1, Math.floor(truth.length / ENOUGH_ROWS));
  let loss = 0;
  for (let row = 0; row < truth.length; row += step) {
    toProbabilities(margins.subarray(row * labels, (row + 1) * labels), { scale, floor }, probabilities);
    loss -= Math.log(Math.max(probabilities[truth[row] as number] as number, 1e-9));
  }
  return loss;
}

/** The loss falls and then rises with the scale: the bottom lies between two thirds (golden section would save little). */
function findScale(loss: (scale: number) => number): number {
  let [low, high] = [Math.log(LOWEST_SCALE), Math.log(HIGHEST_SCALE)];
  for (let round = 0; round < NARROWINGS; round++) {
    const third = (high - low) / 3;
    if (loss(Math.exp(low + third)) < loss(Math.exp(high - third))) high -= third;
    else low += third;
  }
  return Math.exp((low + high) / 2);
}

/** Fits scale and floor by maximum likelihood on rows held out: their margins row by row, their true labels in step. */
export function fitCalibration(margins: Float64Array, truth: Int32Array, labels: number): Calibration {
  if (truth.length === 0) return { ...USUAL, heldOut: new Float64Array(0) };
  let best = { ...USUAL, loss: Infinity };
  for (const floor of FLOORS) {
    const scale = findScale((tried) => computeLoss(margins, truth, labels, tried, floor));
    const loss = computeLoss(margins, truth, labels, scale, floor);
    if (loss < best.loss) best = { scale, floor, loss };
  }
  const { scale, floor } = best;
  const heldOut = new Float64Array(truth.length);
  const probabilities = new Float64Array(labels);
  truth.forEach((label, row) => {
    toProbabilities(margins.subarray(row * labels, (row + 1) * labels), { scale, floor }, probabilities);
    heldOut[row] = probabilities[label] as number;
  });
  return { scale, floor, heldOut: heldOut.sort() };
}

/**
 * The lowest probability a label may have and still belong to the set that holds the true one with `coverage`
 * (split conformal prediction on the rows held out). Without rows: 0.05.
 */
export function computeSetThreshold(heldOut: Float64Array, coverage: number): number {
  if (heldOut.length === 0) return 0.05;
  // The small addend keeps 0.1 · 100 from being 9.999…
  const missed = Math.floor((heldOut.length + 1) * (1 - coverage) + 1e-9) - 1;
  return missed < 0 ? 0 : (heldOut[Math.min(missed, heldOut.length - 1)] as number);
}
