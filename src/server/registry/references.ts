import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Reference } from '../../core/registry/model.ts';
import type { Reading } from '../platform/database.ts';

/**
 * Finds the records of one module that name departments, or hang on matters. Those still in force or in hand one by one (`isLive`),
 * the others counted. The modules above the registry hand theirs in (src/server/references.ts).
 */
export type FindReferences = (db: Reading, jurisdictionId: JurisdictionId, ids: readonly string[], at: Instant) => Promise<Reference[]>;

/** Answers all that the finders find, live ones first. */
export async function collectReferences(finders: readonly FindReferences[], db: Reading, jurisdictionId: JurisdictionId, ids: readonly string[], at: Instant): Promise<Reference[]> {
  if (ids.length === 0) return [];
  const found: Reference[] = [];
  for (const find of finders) found.push(...(await find(db, jurisdictionId, ids, at)));
  return found.filter(({ count }) => count > 0).sort((a, b) => Number(b.isLive) - Number(a.isLive));
}
