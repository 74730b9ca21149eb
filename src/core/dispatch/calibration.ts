/** Turns the margins of the labels into probabilities: `softmax(scale · margin + shift[label])`. */
export interface Calibration {
  readonly scale: number;
  readonly shifts: Float64Array;
  /** Probabilities that the true label got on rows held out, ascending: what the promised coverage rests on. */
  readonly heldOut: Float64Array;
}

export function toProbabilities(margins: Float64Array, calibration: Calibration, out: Float64Array): void {
  let highest = -Infinity;
  for (let label = 0; label < margins.length; label++) {
    const score = calibration.scale * (margins[label] as number) + (calibration.shifts[label] as number);
    out[label] = score;
    if (score > highest) highest = score;
  }
  let sum = 0;
  for (let label = 0; label < margins.length; label++) {
    const share = Math.exp((out[label] as number) - highest);
    out[label] = share;
    sum += share;
  }
  for (let label = 0; label < margins.length; label++) out[label] = (out[label] as number) / sum;
}

const STEPS = 200;
const RATE = 0.08;
/** Pull of every label's shift towards nothing, in rows: a label with few rows keeps near the common scale. */
const SHIFT_PULL = 8;

/**
 * Fits scale and shifts on rows held out (margins row by row, true labels in step) by maximum likelihood with Adam.
 * Without rows the scale is one that suits margins of an SVM.
 */
export function fitCalibration(margins: Float64Array, truth: Int32Array, labels: number): Calibration {
  const shifts = new Float64Array(labels);
  const rows = truth.length;
  if (rows === 0) return { scale: 4, shifts, heldOut: new Float64Array(0) };
  const size = labels + 1;
  const parameters = new Float64Array(size);
  parameters[labels] = Math.log(4);
  const gradient = new Float64Array(size);
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const probabilities = new Float64Array(labels);
  for (let step = 1; step <= STEPS; step++) {
    const now: Calibration = { scale: Math.exp(parameters[labels] as number), shifts: parameters.subarray(0, labels), heldOut: shifts };
    gradient.fill(0);
    for (let row = 0; row < rows; row++) addGradient(margins.subarray(row * labels, (row + 1) * labels), truth[row] as number, now, probabilities, gradient);
    for (let at = 0; at < size; at++) {
      const pull = at < labels ? (SHIFT_PULL * (parameters[at] as number)) / labels : 0;
      const slope = ((gradient[at] as number) + pull) / rows;
      first[at] = 0.9 * (first[at] as number) + 0.1 * slope;
      second[at] = 0.99 * (second[at] as number) + 0.01 * slope * slope;
      const move = (first[at] as number) / (1 - 0.9 ** step) / (Math.sqrt((second[at] as number) / (1 - 0.99 ** step)) + 1e-8);
      parameters[at] = (parameters[at] as number) - RATE * (1 - step / (STEPS + 1)) * move;
    }
  }
  shifts.set(parameters.subarray(0, labels));
  const fitted = { scale: Math.exp(parameters[labels] as number), shifts, heldOut: new Float64Array(rows) };
  for (let row = 0; row < rows; row++) {
    toProbabilities(margins.subarray(row * labels, (row + 1) * labels), fitted, probabilities);
    fitted.heldOut[row] = probabilities[truth[row] as number] as number;
  }
  fitted.heldOut.sort();
  return fitted;
}

function addGradient(margins: Float64Array, truth: number, now: Calibration, probabilities: Float64Array, gradient: Float64Array): void {
  const labels = margins.length;
  toProbabilities(margins, now, probabilities);
  let scaleSlope = 0;
  for (let label = 0; label < labels; label++) {
    const error = (probabilities[label] as number) - (label === truth ? 1 : 0);
    gradient[label] = (gradient[label] as number) + error;
    scaleSlope += error * (margins[label] as number);
  }
  gradient[labels] = (gradient[labels] as number) + scaleSlope * now.scale;
}

/**
 * The lowest probability a label may have and still belong to the set that holds the true one with `coverage`
 * (split conformal prediction on the rows held out). Without rows: 0.05.
 */
export function computeSetThreshold(heldOut: Float64Array, coverage: number): number {
  if (heldOut.length === 0) return 0.05;
  const missed = Math.floor((heldOut.length + 1) * (1 - coverage)) - 1;
  return missed < 0 ? 0 : (heldOut[Math.min(missed, heldOut.length - 1)] as number);
}
