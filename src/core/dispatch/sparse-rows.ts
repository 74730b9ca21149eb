/** Rows of sparse counts in one place: row r has the entries `starts[r]` to `starts[r + 1]`. */
export interface SparseRows {
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  /** How often the feature stands in the row, at most 255. */
  readonly counts: Uint8Array;
  readonly width: number;
}

/** Sparse rows with a number for every entry, in step with their columns. */
export interface WeighedRows extends SparseRows {
  readonly values: Float32Array;
}

/** The tenth time a word is said adds little. */
const DAMPED = Float32Array.from({ length: 256 }, (_count, count) => (count === 0 ? 0 : 1 + Math.log(count)));

export const damped = (count: number): number => DAMPED[Math.min(255, Math.round(count))] as number;

/** The rows with damped counts times the weight of each column, each row of length 1; written into `values`, which is used again. */
export function weighRows(rows: SparseRows, columnWeights: Float32Array, values: Float32Array): WeighedRows {
  const { starts, columns, counts } = rows;
  for (let row = 0; row + 1 < starts.length; row++) {
    const [from, to] = [starts[row] as number, starts[row + 1] as number];
    let sum = 0;
    for (let at = from; at < to; at++) {
      const value = (DAMPED[counts[at] as number] as number) * (columnWeights[columns[at] as number] as number);
      values[at] = value;
      sum += value * value;
    }
    const factor = sum > 0 ? 1 / Math.sqrt(sum) : 0;
    for (let at = from; at < to; at++) values[at] = (values[at] as number) * factor;
  }
  return { ...rows, values };
}

/** What a linear view says of every label about one row; weights of column c for label l at `c * labels + l`, the biases last. */
export function addMargins(rows: WeighedRows, row: number, weights: Float32Array, out: Float32Array): void {
  const labels = out.length;
  const bias = rows.width * labels;
  for (let label = 0; label < labels; label++) out[label] = weights[bias + label] as number;
  for (let at = rows.starts[row] as number; at < (rows.starts[row + 1] as number); at++) {
    const base = (rows.columns[at] as number) * labels;
    const value = rows.values[at] as number;
    for (let label = 0; label < labels; label++) out[label] = (out[label] as number) + value * (weights[base + label] as number);
  }
}
