import { parentPort, workerData } from 'node:worker_threads';
import { computeCard } from '../../core/dispatch/card.ts';
import type { Duty } from '../../core/dispatch/department-knowledge.ts';
import { trainModel } from '../../core/dispatch/model-training.ts';
import type { AppealText, DispatchCard, Knowledge, KnownEntry, KnownPrecedent } from '../../core/dispatch/model.ts';
import { prepareKnowledge, withEntry, withPrecedent, type PreparedKnowledge } from '../../core/dispatch/prepared.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { makeSegmenter } from '../dispatch/segmenter.ts';

/** What the history of cards is computed from; entries, precedents and appeals in the order of their times. */
export interface HistoryOrder {
  readonly knowledge: Knowledge;
  readonly duties: readonly Duty[];
  readonly words: readonly string[];
  readonly entries: readonly { readonly entry: KnownEntry; readonly at: Instant }[];
  readonly precedents: readonly { readonly precedent: KnownPrecedent; readonly at: Instant }[];
  /** The model learns from what was finished by then. */
  readonly cut: Instant;
  readonly appeals: readonly { readonly text: AppealText; readonly at: Instant }[];
}

const SEED = 1;

const { knowledge, duties, words, entries, precedents, cut, appeals } = workerData as HistoryOrder;
const segment = makeSegmenter(words);
const inBeing = new Set<string>(knowledge.departments.map(({ departmentId }) => departmentId));
const learned = precedents.filter(({ precedent, at }) => at < cut && inBeing.has(precedent.departmentId));
const departmentModel = trainModel({ rows: learned.map(({ precedent: { title, text, departmentId } }) => ({ title, text, label: departmentId })), inTime: true, duties: [...duties], segment, seed: SEED });

let prepared: PreparedKnowledge = prepareKnowledge({ knowledge, departmentModel, matterModel: null, segment });
let [entry, precedent] = [0, 0];

/** Lets the day come: what was in force and what was finished before it. */
function moveTo(at: Instant): void {
  for (; entry < entries.length && (entries[entry] as (typeof entries)[number]).at <= at; entry++) prepared = withEntry(prepared, (entries[entry] as (typeof entries)[number]).entry, 'history');
  for (; precedent < precedents.length && (precedents[precedent] as (typeof precedents)[number]).at < at; precedent++) prepared = withPrecedent(prepared, (precedents[precedent] as (typeof precedents)[number]).precedent);
}

const cards = appeals.map(({ text, at }): DispatchCard => {
  moveTo(at);
  return computeCard(prepared, text, at);
});
parentPort?.postMessage(cards);
