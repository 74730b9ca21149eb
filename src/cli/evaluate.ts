import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { serializeModel } from '../core/dispatch/model-bytes.ts';
import { trainModel, type TrainedModel } from '../core/dispatch/linear-model.ts';
import type { Segment } from '../core/dispatch/model.ts';
import { computeCoF1, computeScores, type Answer, type Scores } from '../core/dispatch/scoring.ts';
import { makeSegmenter } from '../server/dispatch/segmenter.ts';
import { makeAnswerer, type Duty } from './evaluate-answerer.ts';
import { fieldList, fieldText, readRows, UnreadableRows, type DataRow } from './labelled-rows.ts';

export interface EvaluateOptions {
  /** May be empty when `duties` is given: cold start. */
  readonly train: readonly string[];
  /** Rows on which probabilities are fitted beside those held out of training. */
  readonly dev?: string | undefined;
  readonly test: string;
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

function trainOn(rows: readonly TestRow[], heldOut: readonly TestRow[], segment: Segment, seed: number, tell: Tell): TrainedModel | null {
  if (rows.length === 0) return null;
  const toRow = ({ title, text, truth }: TestRow) => ({ title, text, label: truth });
  return trainModel({ rows: rows.map(toRow), heldOut: heldOut.map(toRow), segment, seed, onProgress: (share) => { tell(`training: ${Math.round(share * 100)} %`); } });
}

/** A department beside the lead is named from this share of a model that learned leads and co-handlers alike. */
const CO_SHARE = 0.2;

function scoreCo(rows: readonly TestRow[], test: readonly TestRow[], leads: readonly Answer[], segment: Segment, options: EvaluateOptions, tell: Tell): number {
  tell('training for co-handling departments');
  const spread = rows.flatMap((row) => [row.truth, ...row.co.filter((label) => label !== row.truth)].map((truth) => ({ ...row, truth })));
  const answer = makeAnswerer({ model: trainOn(spread, [], segment, options.seed, () => undefined), duties: [], segment, coverage: options.coverage });
  const named = test.map((row, index) => {
    const lead = leads[index]?.ranking[0]?.label;
    const said = answer(row).ranking.filter(({ label, probability }) => label !== lead && probability >= CO_SHARE).map(({ label }) => label);
    return { truth: row.co.filter((label) => label !== row.truth), said };
  });
  return computeCoF1(named);
}

async function writePredictions(path: string, test: readonly TestRow[], answers: readonly Answer[]): Promise<void> {
  const stream = createWriteStream(path);
  test.forEach((row, index) => {
    const { ranking, set } = answers[index] as Answer;
    stream.write(`${JSON.stringify({ id: row.id, lead: ranking[0]?.label ?? null, probability: ranking[0]?.probability ?? 0, ranking, set })}\n`);
  });
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

async function readSets(options: EvaluateOptions, tell: Tell): Promise<Sets> {
  if (options.train.length === 0 && options.duties === undefined) throw new UnreadableRows('give --train, or --duties for a cold start');
  const sets = {
    rows: await readTraining(options, tell),
    heldOut: options.dev === undefined ? [] : await readLabelled(options.dev, options, tell),
    duties: options.duties === undefined ? [] : await readDuties(options.duties, options),
    test: await readLabelled(options.test, options, tell),
  };
  tell(`${sets.rows.length} rows to learn from, ${sets.duties.length} duty texts, ${sets.test.length} rows to answer`);
  return sets;
}

const secondsSince = (began: number): number => (performance.now() - began) / 1000;

/**
 * `lishun evaluate` (interfaces.md): trains on labelled rows, cold-starts on duty texts, or both, and scores the answers on the test
 * rows, whose labels are read only for scoring. `tell` gets progress, a line at a time.
 * Throws `UnreadableRows` when a file has no usable rows, the system's error when it cannot be opened.
 */
export async function evaluate(options: EvaluateOptions, tell: Tell): Promise<EvaluateResult> {
  const { rows, heldOut, duties, test } = await readSets(options, tell);
  const segment = makeSegmenter();
  const began = performance.now();
  const model = trainOn(rows, heldOut, segment, options.seed, tell);
  const answer = makeAnswerer({ model, duties, segment, coverage: options.coverage });
  const trainSeconds = secondsSince(began);
  const asked = performance.now();
  const answers = test.map(({ title, text, truth }) => ({ truth, ...answer({ title, text }) }));
  const perSecond = test.length / secondsSince(asked);
  if (options.predictions !== undefined) await writePredictions(options.predictions, test, answers);
  const labels = new Set([...(model?.labels ?? []), ...duties.map((duty) => duty.label)]).size;
  return {
    ...computeScores(answers, labels, options.coverage),
    ...(options.co === undefined || model === null ? {} : { coF1: scoreCo(rows, test, answers, segment, options, tell) }),
    trainSeconds: Math.round(trainSeconds * 1000) / 1000,
    perSecond: Math.round(perSecond),
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    modelBytes: model === null ? 0 : serializeModel(model).length,
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
