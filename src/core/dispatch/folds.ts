import { shuffle } from './linear-svm.ts';
import type { SparseRows } from './sparse-rows.ts';

/** Bands of two smallest hashes each: twins share at least one band nearly always, strangers hardly ever. */
const BANDS = 8;
/** Share of common features from which two rows count as twins. */
const TWIN = 0.6;

const mixed = (hash: number, salt: number): number => {
  let h = Math.imul(hash ^ salt, 0x9e3779b1);
  h ^= h >>> 15;
  return Math.imul(h, 0x85ebca6b) >>> 0;
};

/** One key for each band; keys of different bands never meet. */
function signatureOf(rows: SparseRows, row: number): Float64Array {
  const least = new Float64Array(BANDS * 2).fill(2 ** 32);
  for (let at = rows.starts[row] as number; at < (rows.starts[row + 1] as number); at++) {
    const column = rows.columns[at] as number;
    for (let place = 0; place < least.length; place++) {
      const value = mixed(column, place * 0x61c88647);
      if (value < (least[place] as number)) least[place] = value;
    }
  }
  return Float64Array.from({ length: BANDS }, (_band, band) => mixed(least[band * 2] as number, least[band * 2 + 1] as number) * BANDS + band);
}

const featuresOf = (rows: SparseRows, row: number): Int32Array => rows.columns.subarray(rows.starts[row], rows.starts[row + 1]);

function areTwins(rows: SparseRows, a: number, b: number): boolean {
  const ours = new Set(featuresOf(rows, a));
  const theirs = featuresOf(rows, b);
  let common = 0;
  for (const column of theirs) if (ours.has(column)) common += 1;
  const all = ours.size + theirs.length - common;
  return all === 0 || common / all >= TWIN;
}

/** The rows in groups of twins; `keys` says which rows belong together in any case (the same title). */
function groupTwins(rows: SparseRows, keys: readonly string[]): number[][] {
  const headOf = Int32Array.from(keys, (_key, row) => row);
  const find = (row: number): number => {
    let head = row;
    while (headOf[head] !== head) head = headOf[head] as number;
    return head;
  };
  const firstWith = new Map<string | number, number>();
  const meet = (key: string | number, row: number, sure: boolean): void => {
    const first = firstWith.get(key);
    if (first === undefined) firstWith.set(key, row);
    else if (find(first) !== find(row) && (sure || areTwins(rows, first, row))) headOf[find(row)] = find(first);
  };
  keys.forEach((key, row) => {
    if (key !== '') meet(key, row, true);
    for (const band of signatureOf(rows, row)) meet(band, row, false);
  });
  const groups = new Map<number, number[]>();
  keys.forEach((_key, row) => {
    const group = groups.get(find(row));
    if (group === undefined) groups.set(find(row), [row]);
    else group.push(row);
  });
  return [...groups.values()];
}

/**
 * Which fold each row is held out in. Twins stay together, else a row would be judged by a model that has seen its twin and the
 * probabilities would promise too much; within that every fold gets its share of every label.
 */
export function dealFolds(rows: SparseRows, keys: readonly string[], labelOf: Int32Array, folds: number, chance: () => number): Int32Array {
  const sizes = new Map<number, number>();
  for (let row = 0; row < keys.length; row++) sizes.set(labelOf[row] as number, (sizes.get(labelOf[row] as number) ?? 0) + 1);
  // Twins that make up most of their label are dealt out: held out together they would leave nothing to know it by.
  const isMost = (group: readonly number[]): boolean => group.length * 2 > (sizes.get(labelOf[group[0] as number] as number) as number);
  const groups = groupTwins(rows, keys).flatMap((group) => (isMost(group) ? group.map((row) => [row]) : [group]));
  const order = Int32Array.from(groups, (_group, index) => index);
  shuffle(order, order.length, chance);
  const labelOfGroup = (group: number): number => labelOf[(groups[group] as number[])[0] as number] as number;
  const dealt = [...order].sort((a, b) => labelOfGroup(a) - labelOfGroup(b));
  const foldOf = new Int32Array(keys.length);
  dealt.forEach((group, index) => {
    for (const row of groups[group] as number[]) foldOf[row] = index % folds;
  });
  return foldOf;
}
