import { Worker } from 'node:worker_threads';
import type { AppealId } from '../../core/appeals/model.ts';
import type { DispatchCard } from '../../core/dispatch/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { addDays, startOfDay, type Day, type Instant } from '../../core/kernel/time.ts';
import { findConditionRules, loadConditionRules } from '../dispatch/condition-rules.ts';
import { loadGuardRules } from '../dispatch/guard-rules.ts';
import { loadUsualCosts } from '../dispatch/health-parameters.ts';
import { listWords } from '../dispatch/knowledge.ts';
import { listEntryVersions, listKnownClauses, listKnownDepartments, listKnownMatters, loadKnownEntries } from '../dispatch/knowledge-queries.ts';
import { listPrecedents } from '../dispatch/precedent-queries.ts';
import { dutiesOf } from '../dispatch/training-material.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { loadHeirs } from '../registry/heirs.ts';
import { insertHistoryCards, listHistoryAppeals, listPrecedentTimes } from './history-card-store.ts';
import type { HistoryOrder } from './history-cards-worker.ts';

/** A year to learn from; the rest of the two years is ranked. */
const LEARNED_DAYS = 365;

interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly jurisdictionId: JurisdictionId;
}

function rankApart(order: HistoryOrder): Promise<DispatchCard[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./history-cards-worker.ts', import.meta.url), { workerData: order });
    worker.once('message', (cards: DispatchCard[]) => resolve(cards));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the history was not ranked (exit ${code})`)));
  });
}

/**
 * Gives the appeals of the second year the cards they would have had: by a model that has learned from the first year alone, by the
 * entries in force and the orders finished on the day. None is ranked by what came after it.
 * @returns how many cards
 */
export async function rankHistory({ database, clock, jurisdictionId }: Parts, from: Day): Promise<number> {
  const db = database.reading;
  const cut: Instant = addDays(startOfDay(from), LEARNED_DAYS);
  const heirOf = await loadHeirs(db, jurisdictionId, cut);
  const [departments, matters, clauses] = [await listKnownDepartments(db, jurisdictionId, cut), await listKnownMatters(db, jurisdictionId, cut), await listKnownClauses(db, jurisdictionId, cut, heirOf)];
  const now = clock.now();
  const ids = new Set([...(await listEntryVersions(db, jurisdictionId, cut)), ...(await listEntryVersions(db, jurisdictionId, now))].map(({ id }) => id));
  const entries = await loadKnownEntries(db, jurisdictionId, [...ids], heirOf);
  const times = await listPrecedentTimes(db, jurisdictionId);
  const precedents = (await listPrecedents(db, jurisdictionId, { after: 0, upTo: times.precedents.size }, heirOf)).map((precedent) => ({ precedent, at: times.precedents.get(precedent.precedentId) ?? now }));
  const appeals = await listHistoryAppeals(db, jurisdictionId, cut);
  const cards = await rankApart({
    knowledge: { versions: { model: 'history', entries: 'history', registry: 'history' }, departments, matters, entries: [], clauses, disputes: [], precedents: [], guard: loadGuardRules(), conditions: findConditionRules(loadConditionRules(), cut).rules, costs: loadUsualCosts() },
    duties: dutiesOf(departments, clauses),
    words: listWords(departments, matters),
    entries: entries.map((entry) => ({ entry, at: times.entries.get(entry.divisionEntryId) ?? now })).sort((a, b) => (a.at < b.at ? -1 : 1)),
    precedents: precedents.sort((a, b) => (a.at < b.at ? -1 : 1)),
    cut,
    appeals: appeals.map(({ text, receivedAt }) => ({ text, at: receivedAt })),
  });
  await database.inTransaction((tx) =>
    insertHistoryCards(tx, jurisdictionId, cards.map((card, index) => ({ card, dispatchCardId: clock.newId(), appealId: (appeals[index] as { appealId: AppealId }).appealId }))));
  return cards.length;
}
