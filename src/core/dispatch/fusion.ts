/** What several views say of the labels of some rows: for row r and label l at `r * labels + l`. */
export interface Views {
  readonly margins: readonly Float32Array[];
  readonly labels: number;
}

/** Spread of a view's margins around the middle of their row: views are heard on one scale. */
export function computeSpread(margins: Float32Array, labels: number): number {
  let sum = 0;
  for (let from = 0; from < margins.length; from += labels) {
    let middle = 0;
    for (let at = from; at < from + labels; at++) middle += (margins[at] as number) / labels;
    for (let at = from; at < from + labels; at++) sum += ((margins[at] as number) - middle) ** 2;
  }
  return Math.sqrt(sum / Math.max(margins.length, 1)) || 1;
}

/** Solves `matrix · x = vector` for a positive definite matrix (Gauss–Jordan without exchange of rows). */
export function solve(matrix: readonly Float64Array[], vector: Float64Array): Float64Array {
  const rows = matrix.map((row, at) => Float64Array.from([...row, vector[at] as number]));
  rows.forEach((row, pivot) => {
    const factor = 1 / (row[pivot] as number);
    for (let at = 0; at < row.length; at++) row[at] = (row[at] as number) * factor;
    for (const other of rows) {
      const share = other[pivot] as number;
      if (other === row || share === 0) continue;
      for (let at = 0; at < row.length; at++) other[at] = (other[at] as number) - share * (row[at] as number);
    }
  });
  return Float64Array.from(rows, (row) => row[row.length - 1] as number);
}

/** Slope and curvature of the log-likelihood of one row, added to the sums. */
function addRow(views: Views, row: number, truth: number, voices: Float64Array, slope: Float64Array, curve: readonly Float64Array[]): void {
  const { margins, labels } = views;
  const shares = new Float64Array(labels);
  const from = row * labels;
  margins.forEach((view, at) => {
    for (let label = 0; label < labels; label++) shares[label] = (shares[label] as number) + (voices[at] as number) * (view[from + label] as number);
  });
  const highest = shares.reduce((most, share) => Math.max(most, share), -Infinity);
  let sum = 0;
  for (let label = 0; label < labels; label++) {
    shares[label] = Math.exp((shares[label] as number) - highest);
    sum += shares[label] as number;
  }
  const means = margins.map((view) => shares.reduce((mean, share, label) => mean + (share / sum) * (view[from + label] as number), 0));
  margins.forEach((view, at) => {
    slope[at] = (slope[at] as number) + (view[from + truth] as number) - (means[at] as number);
    const line = curve[at] as Float64Array;
    for (let other = 0; other <= at; other++) {
      let product = 0;
      for (let label = 0; label < labels; label++) {
        product += ((shares[label] as number) / sum) * ((view[from + label] as number) - (means[at] as number)) * ((margins[other] as Float32Array)[from + label] as number);
      }
      line[other] = (line[other] as number) + product;
    }
  });
}

/** Holds the voices near the usual ones while there are few rows to tell better. */
const RIDGE = 10;
const STEPS = 25;
/** So many rows tell the voices well enough; more only cost time. */
const ENOUGH_ROWS = 10_000;

/**
 * How loud each view is to be heard (conditional logit: one weight a view, shared by all labels, so that a hundred rows suffice), by
 * maximum likelihood on rows held out.
 * @param usual the voices when nothing is known, in step with the views
 */
export function fitVoices(views: Views, truth: Int32Array, usual: readonly number[]): Float64Array {
  const voices = Float64Array.from(usual);
  const stride = Math.max(1, Math.floor(truth.length / ENOUGH_ROWS));
  for (let step = 0; step < STEPS; step++) {
    const slope = Float64Array.from(usual, (voice, at) => RIDGE * (voice - (voices[at] as number)));
    const curve = usual.map((_voice, at) => Float64Array.from(usual, (_other, place) => (place === at ? RIDGE : 0)));
    for (let row = 0; row < truth.length; row += stride) addRow(views, row, truth[row] as number, voices, slope, curve);
    curve.forEach((line, at) => {
      for (let other = at + 1; other < curve.length; other++) line[other] = (curve[other] as Float64Array)[at] as number;
    });
    const change = solve(curve, slope);
    change.forEach((by, at) => {
      voices[at] = (voices[at] as number) + Math.max(-1, Math.min(1, by));
    });
    if (change.every((by) => Math.abs(by) < 1e-6)) break;
  }
  return voices;
}
