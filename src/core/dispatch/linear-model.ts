import { calibrate, toShares, type Calibration } from './calibration.ts';
import { FeatureTable } from './feature-table.ts';
import { makeFeatureReader, MAX_FEATURES, type FeatureOptions, type FeatureReader, type Features, type ReadText } from './features.ts';
import { damped } from './sparse-rows.ts';

export interface ModelOptions extends FeatureOptions {
  /** Price of a training row on the wrong side of the SVM. */
  readonly cost: number;
  /** A feature seen in fewer rows is dropped, unless a duty text has it. */
  readonly minRows: number;
  /** Parts the rows are dealt into, and how many of them are held out in turn. */
  readonly folds: number;
  readonly judgedFolds: number;
}

/** A trained ranking of labels: plain numbers, the same bytes for the same texts and seed. */
export interface TrainedModel {
  readonly kind: 'linearModel';
  readonly v: 2;
  readonly options: ModelOptions;
  readonly labels: readonly string[];
  /** Rows it was trained on, duty texts apart. */
  readonly rows: number;
  /** Hashes of the features, ascending; `telling` (rarity times what it tells about the label) and `weights` run in step. */
  readonly hashes: Uint32Array;
  readonly telling: Float32Array;
  /** Weight of feature f for label l at `f * labels + l`, in units of `unit`; the biases stand last. */
  readonly weights: Int16Array;
  readonly unit: number;
  readonly calibration: Calibration;
}

/** A model made ready: one table and its buffers, for as many texts as come. */
export interface Ranker {
  readonly model: TrainedModel;
  /** Probabilities of the labels, in their order; valid until the next call. `known` is the share of the text's features the model has seen. */
  readonly rank: (text: ReadText, title?: ReadText) => { probabilities: Float64Array; known: number };
  /** The features of a text as the model hears them; valid until another text is read or ranked. */
  readonly read: FeatureReader;
  /** The place of a feature among those of the model, or -1. */
  readonly find: (hash: number) => number;
}

/**
 * Adds the weights of the features to the sums, each times its value; of feature f they begin at `bases[f]`. Four features at a time: each sum is then read
 * and written once for four, in the same order of addition, and the loop is a tenth of the time of a card instead of a third. Two labels at a time: the processor
 * adds for one while it waits for the other.
 * @param sums an even number of them
 * @param size of the features, a multiple of four
 */
function addWeights(sums: Float64Array, weights: Int16Array, bases: Int32Array, values: Float64Array, size: number): void {
  for (let at = 0; at < size; at += 4) {
    addFour(sums, weights, bases[at] as number, bases[at + 1] as number, bases[at + 2] as number, bases[at + 3] as number, values[at] as number, values[at + 1] as number, values[at + 2] as number, values[at + 3] as number);
  }
}

function addFour(sums: Float64Array, weights: Int16Array, a: number, b: number, c: number, d: number, valueA: number, valueB: number, valueC: number, valueD: number): void {
  for (let one = 0; one < sums.length; one += 2) {
    const two = one + 1;
    sums[one] = (sums[one] as number) + valueA * (weights[a + one] as number) + valueB * (weights[b + one] as number) + valueC * (weights[c + one] as number) + valueD * (weights[d + one] as number);
    sums[two] = (sums[two] as number) + valueA * (weights[a + two] as number) + valueB * (weights[b + two] as number) + valueC * (weights[c + two] as number) + valueD * (weights[d + two] as number);
  }
}

const toMultiple = (size: number, of: number): number => Math.ceil(size / of) * of;

/** @param read how the model hears a text; rankers that hear alike may share one, which then reads each text once for all */
export function makeRanker(model: TrainedModel, read = makeFeatureReader(model.options)): Ranker {
  const table = new FeatureTable(model.hashes);
  const labels = model.labels.length;
  const probabilities = new Float64Array(labels);
  // one too many where they are odd: it adds up weights of the next row, which there always is, as the biases are last
  const sums = new Float64Array(toMultiple(labels, 2));
  const margins = sums.subarray(0, labels);

  const bases = new Int32Array(MAX_FEATURES);
  const values = new Float64Array(MAX_FEATURES);

  const addUp = (features: Features): { norm: number; known: number } => {
    sums.fill(0);
    let norm = 0;
    let known = 0;
    for (let at = 0; at < features.size; at++) {
      const place = table.find(features.hashes[at] as number);
      if (place < 0) continue;
      const value = damped(features.counts[at] as number) * (model.telling[place] as number);
      norm += value * value;
      bases[known] = place * labels;
      values[known] = value;
      known += 1;
    }
    // features without a value fill up the last four
    const size = toMultiple(known, 4);
    bases.fill(0, known, size);
    values.fill(0, known, size);
    addWeights(sums, model.weights, bases, values, size);
    return { norm, known: features.size === 0 ? 0 : known / features.size };
  };

  return {
    model,
    read,
    find: (hash) => table.find(hash),
    rank: (text, title) => {
      const { norm, known } = addUp(read(text, title));
      const factor = norm > 0 ? model.unit / Math.sqrt(norm) : 0;
      const bias = model.hashes.length * labels;
      for (let label = 0; label < labels; label++) {
        margins[label] = (margins[label] as number) * factor + (model.weights[bias + label] as number) * model.unit;
      }
      toShares(margins, probabilities);
      calibrate(probabilities, model.calibration);
      return { probabilities, known };
    },
  };
}
