import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { serializeModel } from '../core/dispatch/model-bytes.ts';
import type { Duty } from '../core/dispatch/department-knowledge.ts';
import type { TrainedModel } from '../core/dispatch/linear-model.ts';
import { makeAnswerer } from '../core/dispatch/answerer.ts';
import { dealRows } from '../core/dispatch/model-training.ts';
import type { Segment } from '../core/dispatch/model.ts';
import { computeCoF1, computeScores, type Answer, type Scores } from '../core/dispatch/scoring.ts';
import { makeSegmenter } from '../server/dispatch/segmenter.ts';
import { learn } from './evaluate-answerer.ts';
import { fieldList, fieldText, readRows, UnreadableRows, type DataRow } from './labelled-rows.ts';

export interface EvaluateOptions {
  /** May be empty when `duties` is given: cold start. */
  readonly train: readonly string[];
  /** Rows on which probabilities are fitted beside those held out of training. */
  readonly dev?: string | undefined;
  /** Absent with `folds`. */
  readonly test?: string | undefined;
  /** Instead of a test file: the training rows are dealt into so many folds and each is answered by a model that has not seen it. */
  readonly folds?: number | undefined;
  readonly label: string;
  /** With more than one field the first counts as the title. */
  readonly text: readonly string[];
  readonly co?: string | undefined;
  /** Rows with the label (in the label's field or in `label`) and the text of a duty of it. */
  readonly duties?: string | undefined;
  readonly coverage: number;
  readonly seed: number;
  readonly predictions?: string | undefined;
}

export interface EvaluateResult extends Scores {
  readonly coF1?: number;
  readonly trainSeconds: number;
  readonly perSecond: number;
  readonly peakMemoryMb: number;
  readonly modelBytes: number;
}

type Tell = (line: string) => void;

interface TestRow {
  readonly id: string;
  readonly title: string | undefined;
  readonly text: string;
  readonly truth: string;
  readonly co: readonly string[];
}

function textsOf(row: DataRow, fields: readonly string[]): { title: string | undefined; text: string } {
  const [first, ...rest] = fields;
  if (rest.length === 0) return { title: undefined, text: fieldText(row, first ?? 'text') };
  return { title: fieldText(row, first as string), text: rest.map((field) => fieldText(row, field)).join('\n') };
}

async function readLabelled(path: string, options: EvaluateOptions, tell: Tell): Promise<TestRow[]> {
  const rows = await readRows(path);
  const kept = rows.map((row, index) => ({
    id: fieldText(row, 'id') || String(index + 1),
    ...textsOf(row, options.text),
    truth: fieldText(row, options.label),
    co: options.co === undefined ? [] : fieldList(row, options.co),
  }));
  const labelled = kept.filter((row) => row.truth !== '');
  if (labelled.length === 0) throw new UnreadableRows(`${path}: no row has a value in the field “${options.label}”`);
  if (labelled.length < kept.length) tell(`${path}: ${kept.length - labelled.length} rows without “${options.label}” left out`);
  return labelled;
}

async function readDuties(path: string, options: EvaluateOptions): Promise<Duty[]> {
  const rows = await readRows(path);
  const duties = rows.map((row) => ({
    label: fieldText(row, options.label) || fieldText(row, 'label'),
    text: fieldText(row, 'text') || textsOf(row, options.text).text,
  }));
  const usable = duties.filter((duty) => duty.label !== '' && duty.text !== '');
  if (usable.length === 0) throw new UnreadableRows(`${path}: no row has a label and a text`);
  return usable;
}

function trainOn(rows: readonly TestRow[], { heldOut, duties }: Pick<Sets, 'heldOut' | 'duties'>, segment: Segment, seed: number, tell: Tell): TrainedModel {
  const toRow = ({ title, text, truth }: TestRow) => ({ title, text, label: truth });
  const onProgress = (share: number): void => tell(`training: ${Math.round(share * 100)} %`);
  return learn({ rows: rows.map(toRow), heldOut: heldOut.map(toRow), duties, segment, seed, onProgress });
}

/** A department beside the lead is named from this share of a model that learned leads and co-handlers alike. */
const CO_SHARE = 0.2;

function scoreCo(rows: readonly TestRow[], answers: readonly Answered[], segment: Segment, options: EvaluateOptions, tell: Tell): number {
  tell('training for co-handling departments');
  const spread = rows.flatMap((row) => [row.truth, ...row.co.filter((label) => label !== row.truth)].map((truth) => ({ ...row, truth })));
  const answer = makeAnswerer(trainOn(spread, { heldOut: [], duties: [] }, segment, options.seed, () => undefined), segment, options.coverage);
  const named = answers.map(({ row, ranking }) => {
    const lead = ranking[0]?.label;
    const said = answer(row).ranking.filter(({ label, probability }) => label !== lead && probability >= CO_SHARE).map(({ label }) => label);
    return { truth: row.co.filter((label) => label !== row.truth), said };
  });
  return computeCoF1(named);
}

async function writePredictions(path: string, answers: readonly Answered[]): Promise<void> {
  const stream = createWriteStream(path);
  for (const { row, ranking, set } of answers) {
    stream.write(`${JSON.stringify({ id: row.id, lead: ranking[0]?.label ?? null, probability: ranking[0]?.probability ?? 0, ranking, set })}\n`);
  }
  stream.end();
  await finished(stream);
}

async function readTraining(options: EvaluateOptions, tell: Tell): Promise<TestRow[]> {
  const rows: TestRow[] = [];
  for (const path of options.train) for (const row of await readLabelled(path, options, tell)) rows.push(row);
  return rows;
}

interface Sets {
  readonly rows: readonly TestRow[];
  readonly heldOut: readonly TestRow[];
  readonly duties: readonly Duty[];
  readonly test: readonly TestRow[];
}

interface Answered extends Answer {
  readonly row: TestRow;
}

async function readSets(options: EvaluateOptions, tell: Tell): Promise<Sets> {
  if (options.train.length === 0 && options.duties === undefined) throw new UnreadableRows('give --train, or --duties for a cold start');
  if ((options.test === undefined) === (options.folds === undefined)) throw new UnreadableRows('give either --test or --folds');
  const sets = {
    rows: await readTraining(options, tell),
    heldOut: options.dev === undefined ? [] : await readLabelled(options.dev, options, tell),
    duties: options.duties === undefined ? [] : await readDuties(options.duties, options),
    test: options.test === undefined ? [] : await readLabelled(options.test, options, tell),
  };
  if (options.folds !== undefined && sets.rows.length < options.folds) throw new UnreadableRows(`--folds ${options.folds}: only ${sets.rows.length} rows to deal out`);
  tell(`${sets.rows.length} rows to learn from, ${sets.duties.length} duty texts, ${sets.test.length} rows to answer`);
  return sets;
}

const secondsSince = (began: number): number => (performance.now() - began) / 1000;

interface Run {
  readonly answers: readonly Answered[];
  readonly labels: number;
  readonly trainSeconds: number;
  readonly answerSeconds: number;
  readonly modelBytes: number;
}

function answerTest({ test, ...sets }: Sets, segment: Segment, options: EvaluateOptions, tell: Tell): Run {
  const began = performance.now();
  const model = trainOn(sets.rows, sets, segment, options.seed, tell);
  const answer = makeAnswerer(model, segment, options.coverage);
  const trainSeconds = secondsSince(began);
  const asked = performance.now();
  const answers = test.map((row) => ({ row, truth: row.truth, ...answer(row) }));
  return { answers, labels: model.labels.length, trainSeconds, answerSeconds: secondsSince(asked), modelBytes: serializeModel(model).length };
}

/** Near-copies of a row are held out with it. */
function answerFolds({ rows, duties }: Sets, folds: number, segment: Segment, options: EvaluateOptions, tell: Tell): Run {
  const foldOf = dealRows(rows.map(({ title, text, truth }) => ({ title, text, label: truth })), segment, folds, options.seed);
  const parts = Array.from({ length: folds }, (_part, fold) => {
    tell(`fold ${fold + 1} of ${folds}`);
    const test = rows.filter((_row, index) => foldOf[index] === fold);
    return answerTest({ rows: rows.filter((_row, index) => foldOf[index] !== fold), heldOut: [], duties, test }, segment, options, () => undefined);
  });
  const total = (of: (part: Run) => number): number => parts.reduce((sum, part) => sum + of(part), 0);
  return {
    answers: parts.flatMap((part) => part.answers),
    labels: new Set(rows.map((row) => row.truth)).size,
    trainSeconds: total((part) => part.trainSeconds),
    answerSeconds: total((part) => part.answerSeconds),
    modelBytes: Math.max(...parts.map((part) => part.modelBytes)),
  };
}

/**
 * `lishun evaluate` (interfaces.md): trains on labelled rows, cold-starts on duty texts, or both, and scores the answers on the test
 * rows, whose labels are read only for scoring. `tell` gets progress, a line at a time.
 * Throws `UnreadableRows` when a file has no usable rows, the system's error when it cannot be opened.
 */
export async function evaluate(options: EvaluateOptions, tell: Tell): Promise<EvaluateResult> {
  const sets = await readSets(options, tell);
  const segment = makeSegmenter();
  const run = options.folds === undefined ? answerTest(sets, segment, options, tell) : answerFolds(sets, options.folds, segment, options, tell);
  if (options.predictions !== undefined) await writePredictions(options.predictions, run.answers);
  return {
    ...computeScores(run.answers, run.labels, options.coverage),
    ...(options.co === undefined || sets.rows.length === 0 || options.folds !== undefined ? {} : { coF1: scoreCo(sets.rows, run.answers, segment, options, tell) }),
    trainSeconds: Math.round(run.trainSeconds * 1000) / 1000,
    perSecond: Math.round(run.answers.length / run.answerSeconds),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    modelBytes: run.modelBytes,
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** The result as a few lines for people. */
export function describeEvaluation(result: EvaluateResult): string {
  const { n, labels, accuracy, macroF1, top3, ece, sets, coverage } = result;
  const surest = coverage.find((point) => point.target === 0.9);
  return [
    `${n} 行，${labels} 个标签  ${n} rows, ${labels} labels`,
    `首答准确率 accuracy ${percent(accuracy)}；宏平均 macro-F1 ${macroF1.toFixed(3)}；前三 top 3 ${percent(top3)}`,
    `校准误差 calibration error ${ece.toFixed(3)}；最有把握的九成 surest 90 %: ${surest === undefined ? '-' : percent(surest.accuracy)}`,
    `预测集 sets: 承诺 promised ${percent(sets.promised)}，实际 kept ${percent(sets.kept)}，平均 mean size ${sets.meanSize.toFixed(2)}`,
    ...(result.coF1 === undefined ? [] : [`协办 co-handling F1 ${result.coF1.toFixed(3)}`]),
    `训练 training ${result.trainSeconds} s；每秒 per second ${result.perSecond}；峰值内存 peak memory ${result.peakMemoryMb} MB；模型 model ${(result.modelBytes / 1e6).toFixed(1)} MB`,
  ].join('\n');
}
