import { fitCalibration, toProbabilities, type Calibration } from './calibration.ts';
import { makeFeatureReader, readText, type FeatureOptions, type Features, type ReadText } from './features.ts';
import { makeChance, shuffle, trainSvm, type SparseRows } from './linear-svm.ts';
import type { Segment } from './model.ts';

export interface ModelOptions extends FeatureOptions {
  /** Price of a training row on the wrong side. */
  readonly cost: number;
  /** A feature seen in fewer rows is dropped. */
  readonly minRows: number;
  readonly folds: number;
}

/** A trained ranking of labels: plain numbers, the same bytes for the same rows and seed. */
export interface TrainedModel {
  readonly kind: 'linearModel';
  readonly v: 1;
  readonly options: ModelOptions;
  readonly labels: readonly string[];
  /** Rows it was trained on. */
  readonly rows: number;
  /** Hashes of the features, ascending; `rarity` (inverse document frequency) and `weights` run in step. */
  readonly hashes: Uint32Array;
  readonly rarity: Float32Array;
  /** Weight of feature f for label l at `f * labels + l`, in units of `unit`; the biases stand last. */
  readonly weights: Int16Array;
  readonly unit: number;
  readonly calibration: Calibration;
}

export interface TrainingRow {
  readonly title?: string | undefined;
  readonly text: string;
  readonly label: string;
}

export interface TrainingInput {
  readonly rows: readonly TrainingRow[];
  readonly segment: Segment;
  readonly seed: number;
  readonly options?: Partial<ModelOptions>;
  /** Told after each fold, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Below this many rows a feature seen once is still worth keeping. */
const SMALL_SET = 2000;

const optionsFor = (rows: number, wanted: Partial<ModelOptions> | undefined): ModelOptions => ({
  pairs: true,
  charsFrom: rows < SMALL_SET ? 1 : 2,
  charsTo: 3,
  titleWeight: 2,
  cost: 1,
  minRows: rows < SMALL_SET ? 1 : 2,
  folds: 5,
  ...wanted,
});

interface Corpus {
  readonly starts: Int32Array;
  readonly hashes: Uint32Array;
  readonly counts: Float32Array;
}

function readCorpus(rows: readonly TrainingRow[], segment: Segment, options: ModelOptions): Corpus {
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

interface Vocabulary {
  readonly hashes: Uint32Array;
  readonly rarity: Float32Array;
}

function computeVocabulary(corpus: Corpus, rows: number, minRows: number): Vocabulary {
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

/** Finds the place of a feature by its hash. */
export class FeatureTable {
  private readonly mask: number;
  private readonly places: Int32Array;
  private readonly hashes: Uint32Array;

  constructor(hashes: Uint32Array) {
    let size = 1024;
    while (size < hashes.length * 2) size *= 2;
    this.hashes = hashes;
    this.mask = size - 1;
    this.places = new Int32Array(size).fill(-1);
    for (let index = 0; index < hashes.length; index++) {
      let slot = (hashes[index] as number) & this.mask;
      while ((this.places[slot] as number) >= 0) slot = (slot + 1) & this.mask;
      this.places[slot] = index;
    }
  }

  find(hash: number): number {
    let slot = hash & this.mask;
    for (;;) {
      const index = this.places[slot] as number;
      if (index < 0 || this.hashes[index] === hash) return index;
      slot = (slot + 1) & this.mask;
    }
  }
}

function toRows(corpus: Corpus, vocabulary: Vocabulary): SparseRows {
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

function marginsOf(rows: SparseRows, row: number, weights: Float32Array, labels: number, out: Float64Array): void {
  const bias = rows.width * labels;
  for (let label = 0; label < labels; label++) out[label] = weights[bias + label] as number;
  for (let at = rows.starts[row] as number; at < (rows.starts[row + 1] as number); at++) {
    const base = (rows.columns[at] as number) * labels;
    const value = rows.values[at] as number;
    for (let label = 0; label < labels; label++) out[label] = (out[label] as number) + value * (weights[base + label] as number);
  }
}

const svmOptions = (options: ModelOptions, seed: number) => ({ cost: options.cost, maxPasses: 60, tolerance: 0.1, seed });

/** Margins of every row by a model that has not seen it. */
function crossMargins(rows: SparseRows, labelOf: Int32Array, labels: number, options: ModelOptions, seed: number, onFold: (fold: number) => void): Float64Array {
  const size = labelOf.length;
  const order = Int32Array.from(labelOf, (_label, row) => row);
  shuffle(order, size, makeChance(seed));
  // Dealing the rows out label by label gives every fold its share of every label.
  const dealt = [...order].sort((a, b) => (labelOf[a] as number) - (labelOf[b] as number));
  const margins = new Float64Array(size * labels);
  for (let fold = 0; fold < options.folds; fold++) {
    const members = Int32Array.from(dealt.filter((_row, index) => index % options.folds !== fold));
    const weights = trainSvm(rows, members, labelOf, labels, svmOptions(options, seed + fold + 1));
    for (let index = fold; index < size; index += options.folds) {
      const row = dealt[index] as number;
      marginsOf(rows, row, weights, labels, margins.subarray(row * labels, (row + 1) * labels));
    }
    onFold(fold);
  }
  return margins;
}

const LARGEST = 32_767;

function toWhole(weights: Float32Array): { weights: Int16Array; unit: number } {
  let highest = 1e-6;
  for (const weight of weights) highest = Math.max(highest, Math.abs(weight));
  const unit = highest / LARGEST;
  return { weights: Int16Array.from(weights, (weight) => Math.round(weight / unit)), unit };
}

/**
 * Learns to rank labels from rows: TF-IDF of words, pairs of words and runs of characters; a linear SVM for every label
 * against the rest; probabilities fitted on rows held out. Same rows, options and seed: same model.
 */
export function trainModel(input: TrainingInput): TrainedModel {
  const { rows, segment, seed } = input;
  const options = optionsFor(rows.length, input.options);
  const labels = [...new Set(rows.map((row) => row.label))].sort();
  const places = new Map(labels.map((label, index) => [label, index]));
  const labelOf = Int32Array.from(rows, (row) => places.get(row.label) as number);
  const corpus = readCorpus(rows, segment, options);
  const vocabulary = computeVocabulary(corpus, rows.length, options.minRows);
  const sparse = toRows(corpus, vocabulary);
  const tell = (share: number) => input.onProgress?.(share);
  const margins = crossMargins(sparse, labelOf, labels.length, options, seed, (fold) => tell((fold + 1) / (options.folds + 1)));
  const everyone = Int32Array.from(rows, (_row, index) => index);
  const whole = toWhole(trainSvm(sparse, everyone, labelOf, labels.length, svmOptions(options, seed)));
  tell(1);
  const calibration = fitCalibration(margins, labelOf, labels.length);
  return { kind: 'linearModel', v: 1, options, labels, rows: rows.length, ...vocabulary, ...whole, calibration };
}

/** A model made ready: one table and its buffers, for as many texts as come. */
export interface Ranker {
  readonly model: TrainedModel;
  /** Probabilities of the labels, in their order; valid until the next call. `known` is the share of the text's features the model has seen. */
  readonly rank: (text: ReadText, title?: ReadText) => { probabilities: Float64Array; known: number };
}

export function makeRanker(model: TrainedModel): Ranker {
  const table = new FeatureTable(model.hashes);
  const read = makeFeatureReader(model.options);
  const labels = model.labels.length;
  const margins = new Float64Array(labels);
  const probabilities = new Float64Array(labels);
  const sums = new Float64Array(labels);

  const addUp = (features: Features): { norm: number; known: number } => {
    let norm = 0;
    let known = 0;
    sums.fill(0);
    for (let at = 0; at < features.size; at++) {
      const place = table.find(features.hashes[at] as number);
      if (place < 0) continue;
      const value = (1 + Math.log(features.counts[at] as number)) * (model.rarity[place] as number);
      norm += value * value;
      known += 1;
      const base = place * labels;
      for (let label = 0; label < labels; label++) sums[label] = (sums[label] as number) + value * (model.weights[base + label] as number);
    }
    return { norm, known: features.size === 0 ? 0 : known / features.size };
  };

  return {
    model,
    rank: (text, title) => {
      const { norm, known } = addUp(read(text, title));
      const factor = norm > 0 ? model.unit / Math.sqrt(norm) : 0;
      const bias = model.hashes.length * labels;
      for (let label = 0; label < labels; label++) {
        margins[label] = (sums[label] as number) * factor + (model.weights[bias + label] as number) * model.unit;
      }
      toProbabilities(margins, model.calibration, probabilities);
      return { probabilities, known };
    },
  };
}
