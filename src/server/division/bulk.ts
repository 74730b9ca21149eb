import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { nextNumber } from '../platform/counter.ts';
import type { Tx } from '../platform/database.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { counterOf } from './numbering.ts';
import { insertEntryRows, type NewEntry } from './store.ts';

const NUMBER = /〔(\d{4})〕(\d+)号$/u;

/** Writes many ready entries at once (sample districts, a table taken over) and moves the counters past their numbers. The database still refuses two leads. */
export async function insertEntries(tx: Tx, jurisdictionId: JurisdictionId, recordedAt: Instant, entries: readonly NewEntry[]): Promise<void> {
  await insertEntryRows(tx, jurisdictionId, recordedAt, entries);
  const last = new Map<string, number>();
  for (const { number } of entries) {
    const [, year = '', ordinal = '0'] = NUMBER.exec(number) ?? [];
    last.set(year, Math.max(last.get(year) ?? 0, Number(ordinal)));
  }
  for (const [year, ordinal] of last) {
    if (year !== '') await nextNumber(tx, jurisdictionId, counterOf(year), ordinal);
  }
  await bumpKnowledge(tx, jurisdictionId, 'entries');
}

export type { NewEntry } from './store.ts';
