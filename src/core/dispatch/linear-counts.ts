import type { SparseRows, WeighedRows } from './sparse-rows.ts';

/** How many of the members have each feature, by label: of column c for label l at `c * labels + l`. */
function countByLabel(rows: SparseRows, members: Int32Array, labelOf: Int32Array, labels: number): Float32Array {
  const counts = new Float32Array(rows.width * labels);
  for (const row of members) {
    const label = labelOf[row] as number;
    for (let at = rows.starts[row] as number; at < (rows.starts[row + 1] as number); at++) {
      const place = (rows.columns[at] as number) * labels + label;
      counts[place] = (counts[place] as number) + 1;
    }
  }
  return counts;
}

export function computeShares(members: Int32Array, labelOf: Int32Array, labels: number): Float64Array {
  const shares = new Float64Array(labels);
  for (const row of members) shares[labelOf[row] as number] = (shares[labelOf[row] as number] as number) + 1 / members.length;
  return shares;
}

/** Rows of doubt that every feature starts with, spread like the labels. */
const DOUBT = 2;
/** A feature that tells nothing keeps this much of its voice. */
const LEAST_TELLING = 0.05;

/**
 * How much each feature tells about the label: the square root of the distance (Kullback–Leibler) of the labels of its rows from those
 * of all rows. Words that everybody uses fall silent, whatever their rarity.
 */
export function computeTelling(rows: SparseRows, members: Int32Array, labelOf: Int32Array, labels: number): Float32Array {
  const counts = countByLabel(rows, members, labelOf, labels);
  const shares = computeShares(members, labelOf, labels);
  return Float32Array.from({ length: rows.width }, (_column, column) => {
    let total = DOUBT;
    for (let label = 0; label < labels; label++) total += counts[column * labels + label] as number;
    let distance = 0;
    for (let label = 0; label < labels; label++) {
      const usual = shares[label] as number;
      if (usual === 0) continue;
      const share = ((counts[column * labels + label] as number) + DOUBT * usual) / total;
      distance += share * Math.log(share / usual);
    }
    return Math.sqrt(Math.max(0, distance)) + LEAST_TELLING;
  });
}

/** The rows of each label added up: of column c for label l at `c * labels + l`, room for the biases last. */
export function sumByLabel(rows: WeighedRows, members: Int32Array, labelOf: Int32Array, labels: number): Float32Array {
  const sums = new Float32Array((rows.width + 1) * labels);
  for (const row of members) {
    const label = labelOf[row] as number;
    for (let at = rows.starts[row] as number; at < (rows.starts[row + 1] as number); at++) {
      const place = (rows.columns[at] as number) * labels + label;
      sums[place] = (sums[place] as number) + (rows.values[at] as number);
    }
  }
  return sums;
}

/** The usual row of each label, of length 1; written over the sums. */
export function toCentroids(sums: Float32Array, labels: number): Float32Array {
  const lengths = new Float64Array(labels);
  sums.forEach((sum, place) => {
    lengths[place % labels] = (lengths[place % labels] as number) + sum * sum;
  });
  for (let place = 0; place < sums.length; place++) sums[place] = (sums[place] as number) / Math.sqrt(Math.max(lengths[place % labels] as number, 1e-12));
  return sums;
}

/** What is added to every count, so that a feature not yet seen is not impossible. */
const SMOOTHING = 0.1;

/** Complement naive Bayes with normalised weights (Rennie et al., ICML 2003): how rarely the others have what the row has. */
export function toComplementBayes(sums: Float32Array, labels: number): Float32Array {
  const width = sums.length / labels - 1;
  const totals = new Float64Array(labels);
  for (let place = 0; place < width * labels; place++) totals[place % labels] = (totals[place % labels] as number) + (sums[place] as number);
  const all = totals.reduce((sum, total) => sum + total, 0);
  const weights = new Float32Array(sums.length);
  const sizes = new Float64Array(labels);
  for (let column = 0; column < width; column++) {
    let everyone = 0;
    for (let label = 0; label < labels; label++) everyone += sums[column * labels + label] as number;
    for (let label = 0; label < labels; label++) {
      const others = Math.max(0, everyone - (sums[column * labels + label] as number));
      const weight = -Math.log((others + SMOOTHING) / (all - (totals[label] as number) + SMOOTHING * width));
      weights[column * labels + label] = weight;
      sizes[label] = (sizes[label] as number) + Math.abs(weight);
    }
  }
  for (let place = 0; place < width * labels; place++) weights[place] = ((weights[place] as number) * width) / (sizes[place % labels] as number);
  return weights;
}
