import type { WeighedRows } from './sparse-rows.ts';

export interface SvmOptions {
  /** Price of a row on the wrong side. */
  readonly cost: number;
  readonly maxPasses: number;
  /** Stops when no row is further than this from its optimum. */
  readonly tolerance: number;
  readonly seed: number;
}

/** A small generator of chance that gives the same row of numbers on every machine (mulberry32). */
export function makeChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function shuffle(order: Int32Array, size: number, chance: () => number): void {
  for (let at = size - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    const kept = order[at] as number;
    order[at] = order[other] as number;
    order[other] = kept;
  }
}

function squares(rows: WeighedRows): Float64Array {
  const sums = new Float64Array(rows.starts.length - 1);
  for (let row = 0; row < sums.length; row++) {
    let sum = 1;
    for (let at = rows.starts[row] as number; at < (rows.starts[row + 1] as number); at++) sum += (rows.values[at] as number) ** 2;
    sums[row] = sum;
  }
  return sums;
}

/** The dual problem of one label against the rest while it is being solved. */
interface Problem {
  readonly rows: WeighedRows;
  readonly norms: Float64Array;
  readonly members: Int32Array;
  readonly signs: Int8Array;
  readonly alpha: Float64Array;
  /** The bias is the last one. */
  readonly weights: Float64Array;
  readonly slack: number;
}

function gradientAt({ rows, members, signs, alpha, weights, slack }: Problem, index: number): number {
  const row = members[index] as number;
  let margin = weights[rows.width] as number;
  const to = rows.starts[row + 1] as number;
  for (let entry = rows.starts[row] as number; entry < to; entry++) margin += (weights[rows.columns[entry] as number] as number) * (rows.values[entry] as number);
  return (signs[index] as number) * margin - 1 + (alpha[index] as number) * slack;
}

function move({ rows, norms, members, signs, alpha, weights, slack }: Problem, index: number, gradient: number): void {
  const row = members[index] as number;
  const had = alpha[index] as number;
  const now = Math.max(had - gradient / ((norms[row] as number) + slack), 0);
  const step = (now - had) * (signs[index] as number);
  alpha[index] = now;
  const to = rows.starts[row + 1] as number;
  for (let entry = rows.starts[row] as number; entry < to; entry++) {
    const column = rows.columns[entry] as number;
    weights[column] = (weights[column] as number) + step * (rows.values[entry] as number);
  }
  weights[rows.width] = (weights[rows.width] as number) + step;
}

/** One pass over the active rows; those that are safely right are set aside (behind `active` in the order). */
function pass(problem: Problem, order: Int32Array, active: number, bound: number): { active: number; worst: number; best: number } {
  let worst = -Infinity;
  let best = Infinity;
  let left = active;
  for (let at = 0; at < left; at++) {
    const index = order[at] as number;
    const gradient = gradientAt(problem, index);
    const idle = problem.alpha[index] === 0;
    if (idle && gradient > bound) {
      left -= 1;
      order[at] = order[left] as number;
      order[left] = index;
      at -= 1;
      continue;
    }
    const projected = idle ? Math.min(gradient, 0) : gradient;
    worst = Math.max(worst, projected);
    best = Math.min(best, projected);
    if (Math.abs(projected) > 1e-12) move(problem, index, gradient);
  }
  return { active: left, worst, best };
}

/**
 * One label against the rest: L2-regularised SVM with squared loss by dual coordinate descent (Hsieh et al., ICML 2008).
 * `members` are the row numbers to learn from. Returns the weights; the bias is the last one.
 */
function trainOne(rows: WeighedRows, members: Int32Array, isOurs: (row: number) => boolean, norms: Float64Array, options: SvmOptions): Float64Array {
  const problem: Problem = {
    rows, norms, members,
    signs: Int8Array.from(members, (row) => (isOurs(row) ? 1 : -1)),
    alpha: new Float64Array(members.length),
    weights: new Float64Array(rows.width + 1),
    slack: 0.5 / options.cost,
  };
  const order = Int32Array.from(members, (_row, index) => index);
  const chance = makeChance(options.seed);
  let active = members.length;
  let bound = Infinity;
  for (let round = 0; round < options.maxPasses; round++) {
    shuffle(order, active, chance);
    const seen = pass(problem, order, active, bound);
    active = seen.active;
    bound = seen.worst <= 0 ? Infinity : seen.worst;
    if (seen.worst - seen.best > options.tolerance) continue;
    if (active === members.length) break;
    // All active rows are at rest: look once more at those set aside.
    active = members.length;
    bound = Infinity;
  }
  return problem.weights;
}

/** Weights of every label side by side: those of column c at `c * labels`, the biases in the last column. */
export function trainSvm(rows: WeighedRows, members: Int32Array, labelOf: Int32Array, labels: number, options: SvmOptions): Float32Array {
  const norms = squares(rows);
  const all = new Float32Array((rows.width + 1) * labels);
  for (let label = 0; label < labels; label++) {
    const one = trainOne(rows, members, (row) => labelOf[row] === label, norms, options);
    for (let column = 0; column <= rows.width; column++) all[column * labels + label] = one[column] as number;
  }
  return all;
}
