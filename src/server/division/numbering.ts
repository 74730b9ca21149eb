import { numberOfEntry, yearOf } from '../../core/division/number.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { nextNumber } from '../platform/counter.ts';
import type { Tx } from '../platform/database.ts';

export const counterOf = (year: string): string => `division-entry-${year}`;

/** The next number of the year; taken inside the publishing transaction, so that none is lost. */
export async function nextEntryNumber(tx: Tx, jurisdictionId: JurisdictionId, at: Instant): Promise<string> {
  const year = yearOf(at);
  return numberOfEntry(year, await nextNumber(tx, jurisdictionId, counterOf(year)));
}
