import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { gatherEvidence } from '../src/core/dispatch/evidence.ts';
import { listUsualDuties } from '../src/core/dispatch/department-knowledge.ts';
import { readText } from '../src/core/dispatch/features.ts';
import { makeRanker } from '../src/core/dispatch/linear-model.ts';
import { serializeModel } from '../src/core/dispatch/model-bytes.ts';
import { trainModel, type TrainingInput, type TrainingRow } from '../src/core/dispatch/model-training.ts';
import { knowledgeSchema } from '../src/core/dispatch/model.ts';
import { prepareKnowledge } from '../src/core/dispatch/prepared.ts';
import { computeRanking } from '../src/core/dispatch/ranking.ts';
import { termsOf } from '../src/core/dispatch/terms.ts';
import { makeIndex } from '../src/core/dispatch/text-index.ts';
import type { Day } from '../src/core/kernel/time.ts';
import { loadUsualCosts } from '../src/server/dispatch/health-parameters.ts';
import { loadDepartmentKnowledge } from '../src/server/dispatch/department-knowledge.ts';
import { makeSegmenter } from '../src/server/dispatch/segmenter.ts';
import { generateAppeals } from '../src/server/sample/appeal-generator.ts';
import { readAppealSample } from '../src/server/sample/situations.ts';
import { median, ratioOf, rounded, type Figure } from './figure.ts';

export const learningNames = ['train-3k', 'train-100k', 'rank-batch', 'rank-one', 'growth'] as const;

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

/** How many a second of CPU. */
function rateOf<Item>(items: readonly Item[], work: (item: Item) => unknown): number {
  const began = cpuSeconds();
  items.forEach(work);
  return items.length / (cpuSeconds() - began);
}

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
    const cut = ({ title, text }: TrainingRow) => ({ text: readText(text, segment), title: title === undefined ? undefined : readText(title, segment) });
    const ready = texts.map(cut);
    const rounds = Array.from({ length: ROUNDS }, () => ({
      all: rateOf(texts, rank), cutting: rateOf(texts, cut), ranking: rateOf(ready, (one) => ranker.rank(one.text, one.title)),
    }));
    const cutting = median(rounds.map((round) => round.cutting));
    const against = (name: string, rates: readonly number[], note: string): Figure => ({ ...figure(name, '/s CPU', median(rates), texts.length, note), baseline: rounded(cutting, 1), ratio: ratioOf(median(rates), cutting) });
    figures.push(
      against('rank-batch', rounds.map(({ all }) => all), `${about}, against cutting them into words alone`),
      against('rank-cut', rounds.map(({ ranking }) => ranking), 'the same texts cut into words beforehand, against cutting them; the fastest baseline that is as right: 1.2'),
    );
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

const GROWTH = [10_000, 100_000, 1_000_000];
const DISTINCT = 100_000;
const CARDS = 300;

/** Evidence and ranking of one card among ever more precedents. The texts are those of the generator, told again and again beyond 100,000. */
function measureGrowth(): Figure[] {
  const input = makeInput(3200);
  const { segment } = input;
  const id = (place: number): string => `00000000-0000-7000-8000-${place.toString(16).padStart(12, '0')}`;
  const model = trainModel(input);
  const places = new Map(model.labels.map((label, place) => [label, id(place)]));
  const knowledge = knowledgeSchema.parse({
    versions: { model: '', entries: '', registry: '' }, matters: [], entries: [], disputes: [], precedents: [], clauses: [],
    departments: model.labels.map((name, place) => ({ departmentId: id(place), name, aliases: [], kind: '', isTownship: false })),
    guard: { v: 1, emergency: [], statutoryRoutes: [], accusation: { before: [], after: [], window: 0, source: '' } },
    costs: loadUsualCosts(),
  });
  const bare = prepareKnowledge({ knowledge, departmentModel: { ...model, labels: [...places.values()] }, matterModel: null, segment });
  const told = makeRows(DISTINCT, 3).map(({ title, text, label }) => {
    const departmentId = knowledge.departments[model.labels.indexOf(label)]?.departmentId;
    return { departmentId, terms: termsOf(readText(title ?? '', segment), readText(text, segment)) };
  });
  const questions = makeRows(CARDS, 4);
  return GROWTH.map((size) => {
    const items = Array.from({ length: size }, (_item, place) => {
      const { departmentId, terms } = told[place % told.length] as (typeof told)[number];
      return { ref: { precedentId: id(place), title: '', text: '', departmentId: departmentId ?? (knowledge.departments[0] as (typeof knowledge.departments)[number]).departmentId, outcome: 'ACCEPTED' as const }, terms };
    });
    const prepared = { ...bare, precedents: makeIndex(items) };
    const card = ({ title, text }: TrainingRow): void => void computeRanking(prepared, gatherEvidence(prepared, { ...(title === undefined ? {} : { title }), text }), '');
    questions.forEach(card);
    const times = questions.map((row) => {
      const began = performance.now();
      card(row);
      return performance.now() - began;
    }).sort((a, b) => a - b);
    return figure('growth', 'ms', median(times), size, `evidence and ranking among ${size} precedents`, rounded(median(times)), rounded(times[Math.floor(times.length * 0.99)] ?? 0));
  });
}

/** Training and ranking without a server, on one core. */
export function measureLearning(wanted: (name: string) => boolean): Figure[] {
  const figures: Figure[] = [];
  if (wanted('train-3k')) figures.push(measureTraining('train-3k', 3200));
  if (wanted('rank-batch') || wanted('rank-one')) figures.push(...measureRanking(wanted));
  if (wanted('growth')) figures.push(...measureGrowth());
  if (wanted('train-100k')) figures.push(measureTraining('train-100k', 100_000));
  return figures;
}
