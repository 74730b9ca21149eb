import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { listUsualDuties } from '../src/core/dispatch/department-knowledge.ts';
import { readText } from '../src/core/dispatch/features.ts';
import { makeRanker } from '../src/core/dispatch/linear-model.ts';
import { serializeModel } from '../src/core/dispatch/model-bytes.ts';
import { trainModel, type TrainingInput, type TrainingRow } from '../src/core/dispatch/model-training.ts';
import type { Day } from '../src/core/kernel/time.ts';
import { loadDepartmentKnowledge } from '../src/server/dispatch/department-knowledge.ts';
import { makeSegmenter } from '../src/server/dispatch/segmenter.ts';
import { generateAppeals } from '../src/server/sample/appeal-generator.ts';
import { readAppealSample } from '../src/server/sample/situations.ts';
import { median, rounded, type Figure } from './figure.ts';

export const learningNames = ['train-3k', 'train-100k', 'rank-batch', 'rank-one'] as const;

const folder = new URL('../sample/', import.meta.url).pathname;

/** Appeals of the sample's own generator, as many as wanted, with the code of their department. */
export function makeRows(count: number, seed: number): TrainingRow[] {
  const { departments } = z.object({ departments: z.array(z.object({ code: z.string(), name: z.string(), kind: z.string() })) }).parse(parse(readFileSync(`${folder}departments.yaml`, 'utf8')));
  const appeals = generateAppeals({ ...readAppealSample(folder), departments, count, seed, from: '2024-11-01' as Day, to: '2026-10-31' as Day });
  return appeals.map(({ title, text, lead }) => ({ title, text, label: lead }));
}

function makeInput(count: number): TrainingInput {
  const { departments } = z.object({ departments: z.array(z.object({ code: z.string(), name: z.string() })) }).parse(parse(readFileSync(`${folder}departments.yaml`, 'utf8')));
  const duties = listUsualDuties(departments.map(({ code, name }) => ({ label: code, name })), loadDepartmentKnowledge());
  return { rows: makeRows(count, 1), duties, segment: makeSegmenter(), seed: 1 };
}

const figure = (name: string, unit: string, value: number, n: number, note: string, p50: number | null = null, p99: number | null = null): Figure => ({
  name, unit, value: rounded(value, 2), baseline: null, ratio: null, n, median: rounded(value, 2), p50, p99, note,
});

const cpuSeconds = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

function measureTraining(name: string, count: number): Figure {
  const input = makeInput(count);
  const began = cpuSeconds();
  const model = trainModel(input);
  const seconds = cpuSeconds() - began;
  const note = `${count} appeals, ${model.labels.length} departments; model ${rounded(serializeModel(model).length / 1e6, 1)} MB; peak of the process ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;
  return figure(name, 's CPU', seconds, count, note);
}

const ROUNDS = 5;
const TEXTS = 2000;

function measureRanking(wanted: (name: string) => boolean): Figure[] {
  const input = makeInput(5000);
  const ranker = makeRanker(trainModel(input));
  const { segment } = input;
  const texts = makeRows(TEXTS, 2);
  const rank = ({ title, text }: TrainingRow): void => void ranker.rank(readText(text, segment), title === undefined ? undefined : readText(title, segment));
  texts.forEach(rank);
  const length = texts.reduce((sum, { title, text }) => sum + text.length + (title?.length ?? 0), 0) / texts.length;
  const about = `texts of ${Math.round(length)} characters, segmentation included`;
  const figures: Figure[] = [];
  if (wanted('rank-batch')) {
    const rates = Array.from({ length: ROUNDS }, () => {
      const began = cpuSeconds();
      texts.forEach(rank);
      return texts.length / (cpuSeconds() - began);
    });
    figures.push(figure('rank-batch', '/s CPU', median(rates), texts.length, about));
  }
  if (wanted('rank-one')) {
    const times = texts.map((row) => {
      const began = performance.now();
      rank(row);
      return performance.now() - began;
    }).sort((a, b) => a - b);
    figures.push(figure('rank-one', 'ms', median(times), texts.length, about, rounded(median(times)), rounded(times[Math.floor(times.length * 0.99)] ?? 0)));
  }
  return figures;
}

/** Training and ranking without a server, on one core. */
export function measureLearning(wanted: (name: string) => boolean): Figure[] {
  const figures: Figure[] = [];
  if (wanted('train-3k')) figures.push(measureTraining('train-3k', 3200));
  if (wanted('rank-batch') || wanted('rank-one')) figures.push(...measureRanking(wanted));
  if (wanted('train-100k')) figures.push(measureTraining('train-100k', 100_000));
  return figures;
}
