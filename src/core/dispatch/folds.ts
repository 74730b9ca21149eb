import type { Corpus } from './corpus.ts';
import { shuffle } from './linear-svm.ts';

/** Bands of two smallest hashes each: twins share at least one band nearly always, strangers hardly ever. */
const BANDS = 8;
/** Share of common features from which two rows count as twins. */
const TWIN = 0.35;

const mixed = (hash: number, salt: number): number => {
  let h = Math.imul(hash ^ salt, 0x9e3779b1);
  h ^= h >>> 15;
  return Math.imul(h, 0x85ebca6b) >>> 0;
};

function signatureOf(corpus: Corpus, row: number): string[] {
  const least = new Float64Array(BANDS * 2).fill(Infinity);
  for (let at = corpus.starts[row] as number; at < (corpus.starts[row + 1] as number); at++) {
    const hash = corpus.hashes[at] as number;
    for (let place = 0; place < least.length; place++) {
      const value = mixed(hash, place * 0x61c88647);
      if (value < (least[place] as number)) least[place] = value;
    }
  }
  return Array.from({ length: BANDS }, (_band, band) => `${band}:${least[band * 2] ?? 0}:${least[band * 2 + 1] ?? 0}`);
}

const featuresOf = (corpus: Corpus, row: number): Uint32Array => corpus.hashes.subarray(corpus.starts[row], corpus.starts[row + 1]);

function areTwins(corpus: Corpus, a: number, b: number): boolean {
  const ours = new Set(featuresOf(corpus, a));
  const theirs = featuresOf(corpus, b);
  let common = 0;
  for (const hash of theirs) if (ours.has(hash)) common += 1;
  const all = ours.size + theirs.length - common;
  return all === 0 || common / all >= TWIN;
}

/** The rows in groups of twins; `keys` says which rows belong together in any case (the same title). */
function groupTwins(corpus: Corpus, keys: readonly string[]): number[][] {
  const headOf = Int32Array.from(keys, (_key, row) => row);
  const find = (row: number): number => {
    let head = row;
    while (headOf[head] !== head) head = headOf[head] as number;
    return head;
  };
  const firstWith = new Map<string, number>();
  const meet = (key: string, row: number, sure: boolean): void => {
    const first = firstWith.get(key);
    if (first === undefined) firstWith.set(key, row);
    else if (find(first) !== find(row) && (sure || areTwins(corpus, first, row))) headOf[find(row)] = find(first);
  };
  keys.forEach((key, row) => {
    if (key !== '') meet(`=${key}`, row, true);
    for (const band of signatureOf(corpus, row)) meet(band, row, false);
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
export function dealFolds(corpus: Corpus, keys: readonly string[], labelOf: Int32Array, folds: number, chance: () => number): Int32Array {
  const groups = groupTwins(corpus, keys);
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
