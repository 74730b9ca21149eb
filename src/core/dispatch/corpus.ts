import { FeatureTable } from './feature-table.ts';
import { makeFeatureReader, readText, type FeatureOptions } from './features.ts';
import type { Segment } from './model.ts';
import type { SparseRows } from './sparse-rows.ts';

/** Texts as features, before it is known which of them are worth keeping. */
export interface Corpus {
  readonly starts: Int32Array;
  readonly hashes: Uint32Array;
  readonly counts: Uint8Array;
}

export interface CorpusRow {
  readonly title?: string | undefined;
  readonly text: string;
}

/** Features a text can have at most: a run of each length at every character, and a word with its pair. */
const featuresAtMost = ({ title, text }: CorpusRow, options: FeatureOptions): number =>
  (text.length + (title?.length ?? 0)) * (2 + Math.max(0, options.charsTo - options.charsFrom + 1)) + 8;

export function readCorpus(rows: readonly CorpusRow[], segment: Segment, options: FeatureOptions): Corpus {
  const read = makeFeatureReader(options);
  const starts = new Int32Array(rows.length + 1);
  // Room for the most there can be, asked for once: memory that is never written to costs nothing.
  const room = rows.reduce((sum, row) => sum + featuresAtMost(row, options), 0);
  const hashes = new Uint32Array(room);
  const counts = new Uint8Array(room);
  let size = 0;
  rows.forEach((row, index) => {
    const features = read(readText(row.text, segment), row.title === undefined ? undefined : readText(row.title, segment));
    hashes.set(features.hashes.subarray(0, features.size), size);
    for (let at = 0; at < features.size; at++) counts[size + at] = Math.min(255, features.counts[at] as number);
    size += features.size;
    starts[index + 1] = size;
  });
  return { starts, hashes: hashes.subarray(0, size), counts: counts.subarray(0, size) };
}

export interface Vocabulary {
  /** Hashes of the features, ascending. */
  readonly hashes: Uint32Array;
  /** Inverse document frequency, in step. */
  readonly rarity: Float32Array;
}

/** Different values of an ascending list, each with how often it stands there. */
function* countRuns(sorted: Uint32Array): Generator<readonly [hash: number, count: number]> {
  for (let at = 0; at < sorted.length; ) {
    const from = at;
    while (at < sorted.length && sorted[at] === sorted[from]) at += 1;
    yield [sorted[from] as number, at - from];
  }
}

/** The rows of each teller who told several. */
function* listRepeated(tellers: readonly (string | undefined)[]): Generator<readonly number[]> {
  const rowsOf = new Map<string, number[]>();
  tellers.forEach((teller, row) => {
    if (teller !== undefined) rowsOf.set(teller, [...(rowsOf.get(teller) ?? []), row]);
  });
  for (const rows of rowsOf.values()) if (rows.length > 1) yield rows;
}

/** For features that one teller used in several rows: in how many rows more than tellers they stand. */
function countRepeats({ starts, hashes }: Corpus, tellers: readonly (string | undefined)[]): ReadonlyMap<number, number> {
  const repeats = new Map<number, number>();
  for (const rows of listRepeated(tellers)) {
    const own = rows.flatMap((row) => [...hashes.subarray(starts[row] as number, starts[row + 1] as number)]);
    for (const [hash, count] of countRuns(Uint32Array.from(own).sort())) if (count > 1) repeats.set(hash, (repeats.get(hash) ?? 0) + count - 1);
  }
  return repeats;
}

/** What only one person has ever said is no knowledge but a trace of that person, or of somebody named by them. */
const LEAST_TELLERS = 2;

/**
 * Features seen in `minRows` rows of the corpus and told by two people or more, or anywhere in the texts that are always heard (`wanted`). `tellers` run in step with the
 * rows; a row without one is somebody else's.
 */
export function computeVocabulary(corpus: Corpus, rows: number, minRows: number, wanted: Corpus, tellers: readonly (string | undefined)[] = []): Vocabulary {
  const always = new Set(wanted.hashes);
  const repeats = countRepeats(corpus, tellers);
  const isShared = (hash: number, count: number): boolean => repeats.size === 0 || count - (repeats.get(hash) ?? 0) >= Math.min(LEAST_TELLERS, minRows);
  const kept: { hash: number; count: number }[] = [];
  for (const [hash, count] of countRuns(corpus.hashes.slice().sort())) {
    const isWanted = always.delete(hash);
    if ((count >= minRows && isShared(hash, count)) || isWanted) kept.push({ hash, count });
  }
  for (const hash of always) kept.push({ hash, count: 0 });
  kept.sort((a, b) => a.hash - b.hash);
  return { hashes: Uint32Array.from(kept, ({ hash }) => hash), rarity: Float32Array.from(kept, ({ count }) => Math.log((1 + rows) / (1 + count)) + 1) };
}

/** The corpus in the columns of the vocabulary. It takes over the memory of the corpus, which is gone afterwards. */
export function toRows(corpus: Corpus, vocabulary: Vocabulary): SparseRows {
  const table = new FeatureTable(vocabulary.hashes);
  const starts = new Int32Array(corpus.starts.length);
  const columns = new Int32Array(corpus.hashes.buffer, corpus.hashes.byteOffset, corpus.hashes.length);
  const { counts } = corpus;
  let size = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let at = corpus.starts[row] as number; at < (corpus.starts[row + 1] as number); at++) {
      const column = table.find(corpus.hashes[at] as number);
      if (column < 0) continue;
      counts[size] = counts[at] as number;
      columns[size] = column;
      size += 1;
    }
    starts[row + 1] = size;
  }
  return { starts, columns: columns.subarray(0, size), counts: counts.subarray(0, size), width: vocabulary.hashes.length };
}
