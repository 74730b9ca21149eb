import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { BasisChangeId, BasisChangeKind, BasisWatchItemId, ChangedClause, DocumentId, WatchItem } from '../../core/registry/model.ts';
import type { Tx } from '../platform/database.ts';
import { batches } from './store.ts';
import { word } from '../../core/kernel/words.ts';

export interface NewBasisChange {
  readonly basisChangeId: BasisChangeId;
  readonly documentId: DocumentId;
  readonly kind: BasisChangeKind;
  readonly previousDocumentId: DocumentId | null;
  readonly effectiveAt: Instant;
  readonly note: string;
  readonly changedClauses: readonly ChangedClause[];
  readonly recordedBy: string;
  readonly recordedAt: Instant;
}

export async function insertBasisChange(tx: Tx, jurisdictionId: JurisdictionId, { changedClauses, ...change }: NewBasisChange): Promise<void> {
  await tx.insertInto('registry.basisChange').values({ ...change, jurisdictionId, changedClauses: JSON.stringify(changedClauses) }).execute();
}

export type NewWatchItem = Pick<WatchItem, 'basisWatchItemId' | 'basisChangeId' | 'targetKind' | 'targetId' | 'label' | 'reasons'>;

/** A record stands in the list of a change once. */
export async function insertWatchItems(tx: Tx, jurisdictionId: JurisdictionId, items: readonly NewWatchItem[]): Promise<void> {
  for (const batch of batches(items)) {
    await tx.insertInto('registry.basisWatchItem').values(batch.map(({ reasons, ...item }) => ({ ...item, jurisdictionId, reasons: JSON.stringify(reasons) }))).onConflict((conflict) => conflict.doNothing()).execute();
  }
}

export async function loadWatchItem(tx: Tx, jurisdictionId: JurisdictionId, basisWatchItemId: BasisWatchItemId): Promise<Pick<WatchItem, 'state' | 'version'>> {
  const found = await tx.selectFrom('registry.basisWatchItem').select(['state', 'version']).where('jurisdictionId', '=', jurisdictionId).where('basisWatchItemId', '=', basisWatchItemId).forUpdate().$castTo<Pick<WatchItem, 'state' | 'version'>>().executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('待复核事项', 'The item to review') });
  return found;
}

export async function saveReview(tx: Tx, jurisdictionId: JurisdictionId, basisWatchItemId: BasisWatchItemId, version: number, review: { note: string; reviewedBy: string; reviewedAt: Instant }): Promise<void> {
  await tx.updateTable('registry.basisWatchItem').set({ ...review, state: 'REVIEWED', version: version + 1 }).where('jurisdictionId', '=', jurisdictionId).where('basisWatchItemId', '=', basisWatchItemId).where('version', '=', version).execute();
}
