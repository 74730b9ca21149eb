import { FeatureTable } from './feature-table.ts';
import { makeFeatureReader, readText, type FeatureOptions } from './features.ts';
import type { SparseRows } from './linear-svm.ts';
import type { Segment } from './model.ts';

/** Texts as features, before it is known which of them are worth keeping. */
export interface Corpus {
  readonly starts: Int32Array;
  readonly hashes: Uint32Array;
  readonly counts: Float32Array;
}

export function readCorpus(rows: readonly { readonly title?: string | undefined; readonly text: string }[], segment: Segment, options: FeatureOptions): Corpus {
  const read = makeFeatureReader(options);
  const starts = new Int32Array(rows.length + 1);
  let hashes = new Uint32Array(1 << 20);
  let counts = new Float32Array(1 << 20);
  let size = 0;
  rows.forEach((row, index) => {
    const features = read(readText(row.text, segment), row.title === undefined ? undefined : readText(row.title, segment));
    if (size + features.size > hashes.length) {
      const roomier = Math.max(hashes.length * 2, size + features.size);
      const [oldHashes, oldCounts] = [hashes, counts];
      hashes = new Uint32Array(roomier);
      hashes.set(oldHashes);
      counts = new Float32Array(roomier);
      counts.set(oldCounts);
    }
    hashes.set(features.hashes.subarray(0, features.size), size);
    counts.set(features.counts.subarray(0, features.size), size);
    size += features.size;
    starts[index + 1] = size;
  });
  return { starts, hashes: hashes.subarray(0, size), counts: counts.subarray(0, size) };
}

export interface Vocabulary {
  readonly hashes: Uint32Array;
  readonly rarity: Float32Array;
}

export function computeVocabulary(corpus: Corpus, rows: number, minRows: number): Vocabulary {
  const sorted = corpus.hashes.slice().sort();
  const hashes: number[] = [];
  const rarity: number[] = [];
  for (let at = 0; at < sorted.length; ) {
    let end = at + 1;
    while (sorted[end] === sorted[at] && end < sorted.length) end += 1;
    if (end - at >= minRows) {
      hashes.push(sorted[at] as number);
      rarity.push(Math.log((1 + rows) / (1 + end - at)) + 1);
    }
    at = end;
  }
  return { hashes: Uint32Array.from(hashes), rarity: Float32Array.from(rarity) };
}

/** The rows as TF-IDF of length 1. */
export function toRows(corpus: Corpus, vocabulary: Vocabulary): SparseRows {
  const table = new FeatureTable(vocabulary.hashes);
  const starts = new Int32Array(corpus.starts.length);
  const columns = new Int32Array(corpus.hashes.length);
  const values = new Float32Array(corpus.hashes.length);
  let size = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    const from = size;
    let sum = 0;
    for (let at = corpus.starts[row] as number; at < (corpus.starts[row + 1] as number); at++) {
      const column = table.find(corpus.hashes[at] as number);
      if (column < 0) continue;
      const value = (1 + Math.log(corpus.counts[at] as number)) * (vocabulary.rarity[column] as number);
      columns[size] = column;
      values[size] = value;
      sum += value * value;
      size += 1;
    }
    const norm = sum > 0 ? 1 / Math.sqrt(sum) : 0;
    for (let at = from; at < size; at++) values[at] = (values[at] as number) * norm;
    starts[row + 1] = size;
  }
  return { starts, columns: columns.subarray(0, size), values: values.subarray(0, size), width: vocabulary.hashes.length };
}
