import { fitCalibration, toProbabilities, type Calibration } from './calibration.ts';
import { computeVocabulary, readCorpus, toRows, type Corpus } from './corpus.ts';
import { FeatureTable } from './feature-table.ts';
import { makeFeatureReader, plainText, type FeatureOptions, type Features, type ReadText } from './features.ts';
import { dealFolds } from './folds.ts';
import { makeChance, trainSvm, type SparseRows } from './linear-svm.ts';
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
  /** Rows not learned from: the probabilities are fitted on them too. */
  readonly heldOut?: readonly TrainingRow[];
  readonly segment: Segment;
  readonly seed: number;
  readonly options?: Partial<ModelOptions>;
  /** Told after each fold, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/** Below this many rows single and triple characters help; above, they are noise and weight. */
const SMALL_SET = 2000;
/** Texts this short say so little that a feature seen once is still worth keeping. */
const SHORT_TEXT_FEATURES = 250;

const featuresFor = (rows: number, wanted: Partial<ModelOptions> | undefined): FeatureOptions & { cost: number } => ({
  pairs: true,
  charsFrom: rows < SMALL_SET ? 1 : 2,
  charsTo: rows < SMALL_SET ? 3 : 2,
  titleWeight: 2,
  cost: 1,
  ...wanted,
});

function leastRows(corpus: Corpus): number {
  const rows = corpus.starts.length - 1;
  if (corpus.hashes.length < SHORT_TEXT_FEATURES * rows) return 1;
  return rows < SMALL_SET ? 2 : 3;
}

/** Labels times features from which five folds would take longer than their probabilities are worth. */
const HEAVY = 40_000_000;

const foldsFor = (corpus: Corpus, labels: number): number => (labels * corpus.hashes.length > HEAVY ? 3 : 5);

function marginsOf(rows: SparseRows, row: number, weights: Float32Array, labels: number, out: Float64Array): void {
  const bias = rows.width * labels;
  for (let label = 0; label < labels; label++) out[label] = weights[bias + label] as number;
  for (let at = rows.starts[row] as number; at < (rows.starts[row + 1] as number); at++) {
    const base = (rows.columns[at] as number) * labels;
    const value = rows.values[at] as number;
    for (let label = 0; label < labels; label++) out[label] = (out[label] as number) + value * (weights[base + label] as number);
  }
}

const svmOptions = (options: ModelOptions, seed: number) => ({ cost: options.cost, maxPasses: 12, tolerance: 0.1, seed });

/** Margins of every row by a model that has not seen it. */
function crossMargins(sparse: SparseRows, labelOf: Int32Array, foldOf: Int32Array, labels: number, options: ModelOptions, seed: number, onFold: (fold: number) => void): Float64Array {
  const margins = new Float64Array(labelOf.length * labels);
  const everyone = Int32Array.from(labelOf, (_label, row) => row);
  for (let fold = 0; fold < options.folds; fold++) {
    const weights = trainSvm(sparse, everyone.filter((row) => foldOf[row] !== fold), labelOf, labels, svmOptions(options, seed + fold + 1));
    for (const row of everyone) {
      if (foldOf[row] === fold) marginsOf(sparse, row, weights, labels, margins.subarray(row * labels, (row + 1) * labels));
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

function joined(a: Float64Array, b: Float64Array): Float64Array {
  const all = new Float64Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/**
 * Learns to rank labels from rows: TF-IDF of words, pairs of words and runs of characters; a linear SVM for every label
 * against the rest; probabilities fitted on rows held out. Same rows, options and seed: same model.
 */
export function trainModel(input: TrainingInput): TrainedModel {
  const { rows, segment, seed } = input;
  const features = featuresFor(rows.length, input.options);
  const labels = [...new Set(rows.map((row) => row.label))].sort();
  const places = new Map(labels.map((label, index) => [label, index]));
  const labelOf = Int32Array.from(rows, (row) => places.get(row.label) as number);
  const corpus = readCorpus(rows, segment, features);
  const options: ModelOptions = { minRows: leastRows(corpus), folds: foldsFor(corpus, labels.length), ...features };
  const vocabulary = computeVocabulary(corpus, rows.length, options.minRows);
  const sparse = toRows(corpus, vocabulary);
  const tell = (share: number) => input.onProgress?.(share);
  const foldOf = dealFolds(corpus, rows.map((row) => plainText(row.title ?? '')), labelOf, options.folds, makeChance(seed));
  const margins = crossMargins(sparse, labelOf, foldOf, labels.length, options, seed, (fold) => tell((fold + 1) / (options.folds + 1)));
  const everyone = Int32Array.from(rows, (_row, index) => index);
  const weights = trainSvm(sparse, everyone, labelOf, labels.length, svmOptions(options, seed));
  tell(1);
  const heldOut = (input.heldOut ?? []).filter((row) => places.has(row.label));
  const unseen = toRows(readCorpus(heldOut, segment, features), vocabulary);
  const further = new Float64Array(heldOut.length * labels.length);
  heldOut.forEach((_row, row) => marginsOf(unseen, row, weights, labels.length, further.subarray(row * labels.length, (row + 1) * labels.length)));
  const truth = Int32Array.from([...labelOf, ...heldOut.map((row) => places.get(row.label) as number)]);
  const calibration = fitCalibration(joined(margins, further), truth, labels.length);
  return { kind: 'linearModel', v: 1, options, labels, rows: rows.length, ...vocabulary, ...toWhole(weights), calibration };
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
