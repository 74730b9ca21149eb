import { sql, type SqlBool } from 'kysely';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { BasisChangeId, BasisChangeKind, ChangedClause, DocumentId, WatchItem, WatchState } from '../../core/registry/model.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, pageAfter, splitCursor, type Page } from '../platform/pages.ts';
import type { AskedClocks, Clocks } from './clock-queries.ts';
import { word } from '../../core/kernel/words.ts';

interface BasisChange {
  readonly basisChangeId: BasisChangeId;
  readonly kind: BasisChangeKind;
  readonly documentId: DocumentId;
  readonly documentTitle: string;
  readonly previousDocumentId: DocumentId | null;
  readonly effectiveAt: Instant;
  readonly isInEffect: boolean;
  readonly note: string;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  readonly changedCount: number;
  readonly toReview: number;
  readonly reviewed: number;
}

/** A review that was not known then had not been made. */
const reviewKnown = (known: Instant | undefined) => sql<SqlBool>`w.state = 'REVIEWED' and (${known ?? null}::timestamptz is null or w.reviewed_at <= ${known ?? null})`;
const counted = (isReviewed: boolean, known: Instant | undefined) =>
  sql<number>`(select count(*)::int from registry.basis_watch_item w where w.jurisdiction_id = b.jurisdiction_id and w.basis_change_id = b.basis_change_id and (${reviewKnown(known)}) = ${isReviewed})`;
const isRecorded = (known: Instant | undefined) => sql<SqlBool>`(${known ?? null}::timestamptz is null or b.recorded_at <= ${known ?? null})`;

const changes = (db: Reading, jurisdictionId: JurisdictionId, { on, known }: Clocks) =>
  db.selectFrom('registry.basisChange as b')
    .innerJoin('registry.document as o', (join) => join.onRef('o.jurisdictionId', '=', 'b.jurisdictionId').onRef('o.documentId', '=', 'b.documentId'))
    .select(['b.basisChangeId', 'b.kind', 'b.documentId', 'o.title as documentTitle', 'b.previousDocumentId', 'b.effectiveAt', 'b.note', 'b.recordedBy', 'b.recordedAt'])
    .select([sql<boolean>`b.effective_at <= ${on}`.as('isInEffect'), sql<number>`json_array_length(b.changed_clauses)`.as('changedCount'), counted(false, known).as('toReview'), counted(true, known).as('reviewed')])
    .where('b.jurisdictionId', '=', jurisdictionId).where(isRecorded(known));

interface ChangeFilter {
  readonly documentId?: string | undefined;
  readonly open?: boolean | undefined;
  /** Absent: also those that take effect later. */
  readonly on?: Instant | undefined;
  readonly known?: Instant | undefined;
  readonly at: Instant;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Changes of bases, newest first; `open`: only those with something left to review. */
export async function listBasisChanges(db: Reading, jurisdictionId: JurisdictionId, { documentId, open, on, known, at, limit, cursor }: ChangeFilter): Promise<Page<BasisChange>> {
  let rows = changes(db, jurisdictionId, { on: on ?? at, known }).orderBy('b.recordedAt', 'desc').orderBy('b.basisChangeId', 'desc').limit(limit + 1);
  if (documentId !== undefined) rows = rows.where((eb) => eb.or([eb('b.documentId', '=', documentId), eb('b.previousDocumentId', '=', documentId)]));
  if (open === true) rows = rows.where(sql<SqlBool>`${counted(false, known)} > 0`);
  if (on !== undefined) rows = rows.where('b.effectiveAt', '<=', on);
  const after = splitCursor(cursor);
  if (after !== undefined) rows = rows.where(sql<SqlBool>`(b.recorded_at, b.basis_change_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  return pageAfter(await rows.$castTo<BasisChange>().execute(), limit, (change) => joinCursor(change.recordedAt, change.basisChangeId));
}

/** What a change touches, with the review as known then. */
const items = (db: Reading, jurisdictionId: JurisdictionId, { on, known }: AskedClocks = {}) => {
  const reviewed = <Value>(column: string) => sql<Value | null>`case when ${reviewKnown(known)} then ${sql.ref(`w.${column}`)} end`;
  let rows = db.selectFrom('registry.basisWatchItem as w')
    .innerJoin('registry.basisChange as b', (join) => join.onRef('b.jurisdictionId', '=', 'w.jurisdictionId').onRef('b.basisChangeId', '=', 'w.basisChangeId'))
    .select(['w.basisWatchItemId', 'w.basisChangeId', 'w.targetKind', 'w.targetId', 'w.label', 'w.reasons', 'w.version'])
    .select([sql<WatchState>`case when ${reviewKnown(known)} then 'REVIEWED' else 'TO_REVIEW' end`.as('state'), sql<string>`coalesce(${reviewed('note')}, '')`.as('note'), reviewed<string>('reviewedBy').as('reviewedBy'), reviewed<Instant>('reviewedAt').as('reviewedAt')])
    .where('w.jurisdictionId', '=', jurisdictionId).where(isRecorded(known));
  if (on !== undefined) rows = rows.where('b.effectiveAt', '<=', on);
  return rows.$castTo<WatchItem>();
};

/** Refuses `common.not-found`, also where the change was not known yet. */
export async function viewBasisChange(db: Reading, jurisdictionId: JurisdictionId, basisChangeId: string, clocks: Clocks): Promise<BasisChange & { changedClauses: ChangedClause[] }> {
  const change = await changes(db, jurisdictionId, clocks).select('b.changedClauses').where('b.basisChangeId', '=', basisChangeId).$castTo<BasisChange & { changedClauses: ChangedClause[] }>().executeTakeFirst();
  if (change === undefined) throw refuseCommon('common.not-found', { what: word('依据变动', 'The change of basis') });
  return change;
}

interface ItemFilter extends AskedClocks {
  readonly basisChangeId?: string | undefined;
  readonly targetId?: string | undefined;
  readonly state?: WatchState | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Newest first; those of one change in the order in which they were found: entries, drafts, disputes, dispatches. */
export async function listWatchItems(db: Reading, jurisdictionId: JurisdictionId, { basisChangeId, targetId, state, limit, cursor, ...clocks }: ItemFilter): Promise<Page<WatchItem>> {
  const isOfOne = basisChangeId !== undefined;
  let rows = items(db, jurisdictionId, clocks).orderBy('w.basisWatchItemId', isOfOne ? 'asc' : 'desc').limit(limit + 1);
  if (basisChangeId !== undefined) rows = rows.where('w.basisChangeId', '=', basisChangeId as BasisChangeId);
  if (targetId !== undefined) rows = rows.where('w.targetId', '=', targetId);
  if (state !== undefined) rows = rows.where(sql<SqlBool>`(${reviewKnown(clocks.known)}) = ${state === 'REVIEWED'}`);
  if (cursor !== undefined) rows = rows.where('w.basisWatchItemId', isOfOne ? '>' : '<', cursor as WatchItem['basisWatchItemId']);
  return pageAfter(await rows.execute(), limit, ({ basisWatchItemId }) => basisWatchItemId);
}

/** Refuses `common.not-found`. */
export async function findWatchItem(db: Reading, jurisdictionId: JurisdictionId, basisWatchItemId: string): Promise<WatchItem> {
  const found = await items(db, jurisdictionId).where('w.basisWatchItemId', '=', basisWatchItemId as WatchItem['basisWatchItemId']).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('待复核事项', 'The item to review') });
  return found;
}
