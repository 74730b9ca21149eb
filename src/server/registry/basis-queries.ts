import { sql, type SqlBool } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { BasisChangeId, BasisChangeKind, ChangedClause, DocumentId, WatchItem, WatchState } from '../../core/registry/model.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, pageAfter, splitCursor, type Page } from '../platform/pages.ts';
import { word } from '../../core/kernel/words.ts';

interface BasisChange {
  readonly basisChangeId: BasisChangeId;
  readonly kind: BasisChangeKind;
  readonly documentId: DocumentId;
  readonly documentTitle: string;
  readonly previousDocumentId: DocumentId | null;
  readonly effectiveAt: Instant;
  readonly note: string;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  readonly changedCount: number;
  readonly toReview: number;
  readonly reviewed: number;
}

const counted = (state: WatchState) => sql<number>`(select count(*)::int from registry.basis_watch_item w where w.jurisdiction_id = b.jurisdiction_id and w.basis_change_id = b.basis_change_id and w.state = ${state})`;

const changes = (db: Reading, jurisdictionId: JurisdictionId) =>
  db.selectFrom('registry.basisChange as b')
    .innerJoin('registry.document as o', (join) => join.onRef('o.jurisdictionId', '=', 'b.jurisdictionId').onRef('o.documentId', '=', 'b.documentId'))
    .select(['b.basisChangeId', 'b.kind', 'b.documentId', 'o.title as documentTitle', 'b.previousDocumentId', 'b.effectiveAt', 'b.note', 'b.recordedBy', 'b.recordedAt'])
    .select([sql<number>`json_array_length(b.changed_clauses)`.as('changedCount'), counted('TO_REVIEW').as('toReview'), counted('REVIEWED').as('reviewed')])
    .where('b.jurisdictionId', '=', jurisdictionId);

/** Changes of bases, newest first; `open`: only those with something left to review. */
export async function listBasisChanges(db: Reading, jurisdictionId: JurisdictionId, { documentId, open, limit, cursor }: { documentId?: string | undefined; open?: boolean | undefined; limit: number; cursor?: string | undefined }): Promise<Page<BasisChange>> {
  let rows = changes(db, jurisdictionId).orderBy('b.recordedAt', 'desc').orderBy('b.basisChangeId', 'desc').limit(limit + 1);
  if (documentId !== undefined) rows = rows.where((eb) => eb.or([eb('b.documentId', '=', documentId), eb('b.previousDocumentId', '=', documentId)]));
  if (open === true) rows = rows.where(sql<SqlBool>`${counted('TO_REVIEW')} > 0`);
  const after = splitCursor(cursor);
  if (after !== undefined) rows = rows.where(sql<SqlBool>`(b.recorded_at, b.basis_change_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  return pageAfter(await rows.$castTo<BasisChange>().execute(), limit, (change) => joinCursor(change.recordedAt, change.basisChangeId));
}

const items = (db: Reading, jurisdictionId: JurisdictionId) =>
  db.selectFrom('registry.basisWatchItem')
    .select(['basisWatchItemId', 'basisChangeId', 'targetKind', 'targetId', 'label', 'reasons', 'state', 'note', 'reviewedBy', 'reviewedAt', 'version'])
    .where('jurisdictionId', '=', jurisdictionId).$castTo<WatchItem>();

/** Refuses `common.not-found`. */
export async function viewBasisChange(db: Reading, jurisdictionId: JurisdictionId, basisChangeId: string): Promise<BasisChange & { changedClauses: ChangedClause[]; items: WatchItem[] }> {
  const change = await changes(db, jurisdictionId).select('b.changedClauses').where('b.basisChangeId', '=', basisChangeId).$castTo<BasisChange & { changedClauses: ChangedClause[] }>().executeTakeFirst();
  if (change === undefined) throw refuseCommon('common.not-found', { what: word('依据变动', 'The change of basis') });
  return { ...change, items: await items(db, jurisdictionId).where('basisChangeId', '=', basisChangeId).orderBy('targetKind').orderBy('label').execute() };
}

export async function listWatchItems(db: Reading, jurisdictionId: JurisdictionId, { targetId, state, limit, cursor }: { targetId?: string | undefined; state?: WatchState | undefined; limit: number; cursor?: string | undefined }): Promise<Page<WatchItem>> {
  let rows = items(db, jurisdictionId).orderBy('basisWatchItemId', 'desc').limit(limit + 1);
  if (targetId !== undefined) rows = rows.where('targetId', '=', targetId);
  if (state !== undefined) rows = rows.where('state', '=', state);
  if (cursor !== undefined) rows = rows.where('basisWatchItemId', '<', cursor as WatchItem['basisWatchItemId']);
  return pageAfter(await rows.execute(), limit, ({ basisWatchItemId }) => basisWatchItemId);
}

/** Refuses `common.not-found`. */
export async function findWatchItem(db: Reading, jurisdictionId: JurisdictionId, basisWatchItemId: string): Promise<WatchItem> {
  const found = await items(db, jurisdictionId).where('basisWatchItemId', '=', basisWatchItemId as WatchItem['basisWatchItemId']).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('待复核事项', 'The item to review') });
  return found;
}
