import { ENOUGH_NEWEST, fitCalibration, type HeldOut } from './calibration-fit.ts';
import { orderLabels, orderRows, type LabelledText } from './content-order.ts';
import { computeVocabulary, readCorpus, toRows, type Corpus } from './corpus.ts';
import type { Duty } from './department-knowledge.ts';
import { toDutyRows } from './duty-rows.ts';
import { plainText, type FeatureOptions } from './features.ts';
import { dealFolds } from './folds.ts';
import { computeSpread, fitVoices } from './fusion.ts';
import { computeTelling, sumByLabel, toCentroids, toComplementBayes } from './linear-counts.ts';
import type { ModelOptions, TrainedModel } from './linear-model.ts';
import { makeChance, trainSvm } from './linear-svm.ts';
import type { Segment } from './model.ts';
import { addMargins, weighRows, type SparseRows, type WeighedRows } from './sparse-rows.ts';

export type TrainingRow = LabelledText;

export interface TrainingInput {
  /** May be empty when there are duties: cold start. */
  readonly rows: readonly TrainingRow[];
  /** The rows are given oldest first: the newest of them tell how the model does on what comes next. */
  readonly inTime?: boolean;
  /** Duty texts of labels, learned from beside the rows. Their labels are candidates even without a row. */
  readonly duties?: readonly Duty[];
  /** Rows not learned from: the probabilities are fitted on them too. */
  readonly heldOut?: readonly TrainingRow[];
  readonly segment: Segment;
  readonly seed: number;
  readonly options?: Partial<ModelOptions>;
  /** Told after each fold, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

const SMALL_SET = 2000;
/** From here on single characters and rare features cost more time and memory than they bring. */
const LARGE_SET = 20_000;

function optionsFor(rows: number, wanted: Partial<ModelOptions> | undefined): ModelOptions {
  const isLarge = rows >= LARGE_SET;
  const bySize =
    rows < SMALL_SET ? { minRows: 2, folds: 10, judgedFolds: 10 }
    : isLarge ? { minRows: 5, folds: 20, judgedFolds: 1 }
    : { minRows: 2, folds: 5, judgedFolds: 5 };
  return { pairs: true, charsFrom: isLarge ? 2 : 1, charsTo: 2, titleWeight: 2, cost: 1, ...bySize, ...wanted };
}

/** Labels times features of all rows from which holding out every row would take longer than the probabilities gain by it. */
const HEAVY = 28_000_000;
/** So many rows held out are enough, if there are more labels and texts than time. */
const ENOUGH_JUDGED = 500;

/** In texts with so many features, those seen twice are mostly chance. */
const LONG_TEXT_FEATURES = 300;

/** What depends on how much the rows say. */
function suitCorpus(options: ModelOptions, rows: number, labels: number, features: number): ModelOptions {
  const minRows = rows >= SMALL_SET && features > LONG_TEXT_FEATURES * rows ? Math.max(options.minRows, 3) : options.minRows;
  if (labels * features < HEAVY || rows === 0) return { ...options, minRows };
  return { ...options, minRows, judgedFolds: Math.min(options.judgedFolds, Math.max(1, Math.ceil((ENOUGH_JUDGED * options.folds) / rows))) };
}

/** Everything that training reads, in the order of its content: the rows, and behind them the rows of the duty texts. */
interface Material {
  readonly sparse: SparseRows;
  readonly rarity: Float32Array;
  readonly labelOf: Int32Array;
  readonly labels: number;
  /** Room for one number an entry, used by one training after the other. */
  readonly values: Float32Array;
  readonly options: ModelOptions;
  readonly seed: number;
}

/** The linear views, in the order of their voices. */
const VIEWS = 3;
/** SVM, complement naive Bayes, centroids: how loud when no row tells. */
const USUAL_VOICES = [1.2, 0.3, 0.1];

/** Learns each view from the members and hands it on; a view is gone before the next one comes. */
function learnViews(material: Material, members: Int32Array, salt: number, take: (weights: Float32Array, view: number, rows: WeighedRows) => void): Float32Array {
  const { sparse, rarity, labelOf, labels, values, options, seed } = material;
  const telling = computeTelling(sparse, members, labelOf, labels).map((told, column) => told * (rarity[column] as number));
  const rows = weighRows(sparse, telling, values);
  take(trainSvm(rows, members, labelOf, labels, { cost: options.cost, maxPasses: 6, tolerance: 0.1, seed: seed + salt }), 0, rows);
  const sums = sumByLabel(rows, members, labelOf, labels);
  take(toComplementBayes(sums, labels), 1, rows);
  take(toCentroids(sums, labels), 2, rows);
  return telling;
}

interface Judged {
  readonly margins: readonly Float32Array[];
  readonly truth: Int32Array;
}

/** What each view says of the rows asked, having learned from the others. */
function judgeRows(material: Material, asked: Int32Array, learned: Int32Array, salt: number): Judged {
  const { labelOf, labels } = material;
  const margins = Array.from({ length: VIEWS }, () => new Float32Array(asked.length * labels));
  learnViews(material, learned, salt, (weights, view, weighed) => {
    asked.forEach((row, at) => addMargins(weighed, row, weights, (margins[view] as Float32Array).subarray(at * labels, (at + 1) * labels)));
  });
  return { margins, truth: asked.map((row) => labelOf[row] as number) };
}

/** What each view says of rows that it has not seen. */
function judge(material: Material, foldOf: Int32Array, onFold: (done: number) => void): Judged {
  const { labelOf, labels, options } = material;
  const judged = Int32Array.from(foldOf.keys()).filter((row) => (foldOf[row] as number) < options.judgedFolds);
  const margins = Array.from({ length: VIEWS }, () => new Float32Array(judged.length * labels));
  const everyone = Int32Array.from(labelOf.keys());
  for (let fold = 0; fold < Math.min(options.folds, options.judgedFolds); fold++) {
    learnViews(material, everyone.filter((row) => foldOf[row] !== fold), fold + 1, (weights, view, weighed) => {
      judged.forEach((row, at) => {
        if (foldOf[row] === fold) addMargins(weighed, row, weights, (margins[view] as Float32Array).subarray(at * labels, (at + 1) * labels));
      });
    });
    onFold(fold + 1);
  }
  return { margins, truth: judged.map((row) => labelOf[row] as number) };
}

const NEWEST_SHARE = 0.2;
const MOST_NEWEST = 1000;

/** Where the newest of the rows, given oldest first, stand in the order of their content; none where they are too few to tell anything. */
function findNewest({ rows: given, inTime }: TrainingInput, rows: readonly TrainingRow[]): Int32Array {
  const count = Math.min(MOST_NEWEST, Math.floor(given.length * NEWEST_SHARE));
  if (inTime !== true || count < ENOUGH_NEWEST) return new Int32Array();
  const newest = new Set(given.slice(-count));
  return Int32Array.from(rows.keys()).filter((row) => newest.has(rows[row] as TrainingRow));
}

/** What the views together say of the newest rows, having learned from those before them. */
function judgeNewest(material: Material, newest: Int32Array, voices: Float64Array): HeldOut | undefined {
  if (newest.length === 0) return undefined;
  const asked = new Set(newest);
  const { margins, truth } = judgeRows(material, newest, Int32Array.from(material.labelOf.keys()).filter((row) => !asked.has(row)), material.options.folds + 1);
  return { margins: mixViews(margins, voices), truth };
}

/** How much of each view goes into the one matrix that is kept. Duty texts alone tell how wide the margins are, not whom to believe. */
function computeVoices({ margins, truth }: Judged, labels: number, isCold: boolean): Float64Array {
  const spreads = margins.map((view) => computeSpread(view, labels));
  const scaled = margins.map((view, at) => view.map((margin) => margin / (spreads[at] as number)));
  const voices = isCold ? Float64Array.from(USUAL_VOICES) : fitVoices({ margins: scaled, labels }, truth, USUAL_VOICES);
  return voices.map((voice, at) => voice / (spreads[at] as number));
}

function addScaled(to: Float32Array, from: Float32Array, factor: number): void {
  for (let at = 0; at < to.length; at++) to[at] = (to[at] as number) + (from[at] as number) * factor;
}

function mixViews(margins: readonly Float32Array[], voices: Float64Array): Float32Array {
  const mixed = new Float32Array((margins[0] as Float32Array).length);
  margins.forEach((view, at) => addScaled(mixed, view, voices[at] as number));
  return mixed;
}

const LARGEST = 32_767;

function toWhole(weights: Float32Array): { weights: Int16Array; unit: number } {
  let highest = 1e-6;
  for (const weight of weights) highest = Math.max(highest, Math.abs(weight));
  const unit = highest / LARGEST;
  return { weights: Int16Array.from(weights, (weight) => Math.round(weight / unit)), unit };
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const all = new Float32Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}

/** The part of the corpus that the first `rows` rows are. */
const headOf = ({ starts, hashes, counts }: Corpus, rows: number): Corpus => ({
  starts: starts.subarray(0, rows + 1), hashes: hashes.subarray(0, starts[rows]), counts: counts.subarray(0, starts[rows]),
});

const tailOf = ({ starts, hashes, counts }: Corpus, rows: number): Corpus => ({
  starts: starts.subarray(rows).map((start) => start - (starts[rows] as number)), hashes: hashes.subarray(starts[rows]), counts: counts.subarray(starts[rows]),
});

/** Margins of rows held out by the finished weights. */
function marginsOf(rows: readonly TrainingRow[], segment: Segment, features: FeatureOptions, hashes: Uint32Array, telling: Float32Array, weights: Float32Array, labels: number): Float32Array {
  const sparse = toRows(readCorpus(rows, segment, features), { hashes, rarity: telling });
  const weighed = weighRows(sparse, telling, new Float32Array(sparse.columns.length));
  const margins = new Float32Array(rows.length * labels);
  rows.forEach((_row, row) => addMargins(weighed, row, weights, margins.subarray(row * labels, (row + 1) * labels)));
  return margins;
}

/**
 * Learns to rank labels from rows and duty texts: damped counts of words and runs of characters, weighed by rarity and by what they tell;
 * three linear views (SVM, complement naive Bayes, centroids) heard together as loud as rows held out ask for, kept as one matrix;
 * probabilities fitted on the same rows, or on the newest where these tell more. The same texts, options and seed give the same model, whatever the order of
 * the rows (unless it is their order in time) and the names of the labels.
 */
export function trainModel(input: TrainingInput): TrainedModel {
  const { segment, seed } = input;
  const dutyRows: readonly LabelledText[] = toDutyRows(input.duties ?? []);
  const labels = orderLabels([...input.rows, ...dutyRows]);
  const places = new Map(labels.map((label, index) => [label, index]));
  const rows = orderRows(input.rows, places);
  const all = [...rows, ...orderRows(dutyRows, places)];
  const labelOf = Int32Array.from(all, (row) => places.get(row.label) as number);
  const wanted = optionsFor(rows.length, input.options);
  const corpus = readCorpus(all, segment, wanted);
  const options = suitCorpus(wanted, rows.length, labels.length, corpus.hashes.length);
  const isCold = rows.length === 0;
  const vocabulary = computeVocabulary(isCold ? corpus : headOf(corpus, rows.length), isCold ? all.length : rows.length, isCold ? 1 : options.minRows, tailOf(corpus, rows.length), rows.map(({ teller }) => teller));
  const sparse = toRows(corpus, vocabulary);
  const material: Material = {
    sparse, rarity: vocabulary.rarity, labelOf, labels: labels.length, values: new Float32Array(sparse.columns.length), options, seed,
  };
  const tell = (share: number) => input.onProgress?.(share);
  const foldOf = dealFolds(sparse, (isCold ? all : rows).map((row) => plainText(row.title ?? '')), labelOf, options.folds, makeChance(seed));
  const judged = judge(material, foldOf, (done) => tell(done / (options.judgedFolds + 1)));
  const voices = computeVoices(judged, labels.length, isCold);
  const weights = new Float32Array((sparse.width + 1) * labels.length);
  const telling = learnViews(material, Int32Array.from(labelOf.keys()), 0, (view, at) => addScaled(weights, view, voices[at] as number));
  tell(1);
  const heldOut = (input.heldOut ?? []).filter((row) => places.has(row.label));
  const folds: HeldOut = {
    margins: joined(isCold ? new Float32Array() : mixViews(judged.margins, voices), marginsOf(heldOut, segment, options, vocabulary.hashes, telling, weights, labels.length)),
    truth: Int32Array.from([...(isCold ? [] : judged.truth), ...heldOut.map((row) => places.get(row.label) as number)]),
  };
  const calibration = fitCalibration(folds, labels.length, judgeNewest(material, findNewest(input, rows), voices));
  return { kind: 'linearModel', v: 2, options, labels, rows: rows.length, hashes: vocabulary.hashes, telling, ...toWhole(weights), calibration };
}

/**
 * Deals rows into folds for a cross-validation, near-copies together: the fold of each row, in the order given. The labels are read only
 * to give every fold its share of each.
 */
export function dealRows(rows: readonly TrainingRow[], segment: Segment, folds: number, seed: number): Int32Array {
  const places = new Map(orderLabels(rows).map((label, index) => [label, index]));
  const ordered = orderRows(rows, places);
  const corpus = readCorpus(ordered, segment, optionsFor(rows.length, undefined));
  const sparse = toRows(corpus, computeVocabulary(corpus, rows.length, 1, tailOf(corpus, rows.length)));
  const dealt = dealFolds(sparse, ordered.map((row) => plainText(row.title ?? '')), Int32Array.from(ordered, (row) => places.get(row.label) as number), folds, makeChance(seed));
  const foldOf = new Map(ordered.map((row, at) => [row, dealt[at] as number]));
  return Int32Array.from(rows, (row) => foldOf.get(row) as number);
}
