import { sql } from 'kysely';
import type { DivisionDraftId, DivisionEntryId, DraftState, EntryContent } from '../../core/division/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DepartmentId, MatterId } from '../../core/registry/model.ts';
import type { Tx } from '../platform/database.ts';
import { scopeRangeOf } from './scope-range.ts';
import { word } from '../../core/kernel/words.ts';

/** An entry ready to be written: its lead, beginning and number are settled. */
export interface NewEntry extends EntryContent {
  readonly divisionEntryId: DivisionEntryId;
  readonly number: string;
  readonly leadDepartmentId: DepartmentId;
  readonly validFrom: Instant;
  readonly replacesEntryId: DivisionEntryId | null;
  readonly disputeId: string | null;
}

/** Rows a statement carries at most: PostgreSQL takes 65,535 parameters. */
const BATCH = 500;

/** Writes first versions of entries; the database refuses a second lead and an entry without basis. */
export async function insertEntryRows(tx: Tx, jurisdictionId: JurisdictionId, recordedAt: Instant, entries: readonly NewEntry[]): Promise<void> {
  const rows = entries.map(({ boundary, responsible, bases, decision, trigger, ...plain }) => ({
    ...plain,
    jurisdictionId,
    version: 1,
    recordedAt,
    supersededAt: null,
    scope: boundary.scope,
    scopeRange: scopeRangeOf(boundary.scope),
    triggerText: trigger,
    boundary: JSON.stringify(boundary),
    responsible: JSON.stringify(responsible),
    bases: JSON.stringify(bases),
    decision: JSON.stringify(decision),
  }));
  for (let start = 0; start < rows.length; start += BATCH) {
    await tx.insertInto('division.divisionEntry').values(rows.slice(start, start + BATCH)).execute();
  }
}

export interface StoredEntry {
  readonly divisionEntryId: DivisionEntryId;
  readonly version: number;
  readonly number: string;
  readonly matterId: MatterId;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
}

/** What is known of an entry now, locked. */
export async function loadEntry(tx: Tx, jurisdictionId: JurisdictionId, divisionEntryId: DivisionEntryId): Promise<StoredEntry> {
  const found = await tx
    .selectFrom('division.divisionEntry')
    .select(['divisionEntryId', 'version', 'number', 'matterId', 'validFrom', 'validTo'])
    .where('jurisdictionId', '=', jurisdictionId)
    .where('divisionEntryId', '=', divisionEntryId)
    .where('supersededAt', 'is', null)
    .forUpdate()
    .$castTo<StoredEntry>()
    .executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('分工条目', 'The division entry') });
  return found;
}

/** Records that an entry ends at `validTo`: what was known until `at` stays, a new version says what is known since. Refuses `common.stale`. */
export async function endEntryRow(tx: Tx, jurisdictionId: JurisdictionId, { divisionEntryId, version }: Pick<StoredEntry, 'divisionEntryId' | 'version'>, at: Instant, validTo: Instant): Promise<void> {
  const closed = await tx
    .updateTable('division.divisionEntry')
    .set({ supersededAt: at })
    .where('jurisdictionId', '=', jurisdictionId)
    .where('divisionEntryId', '=', divisionEntryId)
    .where('version', '=', version)
    .where('supersededAt', 'is', null)
    .executeTakeFirst();
  if (closed.numUpdatedRows === 0n) throw refuseCommon('common.stale', { seen: version, current: (await loadEntry(tx, jurisdictionId, divisionEntryId)).version });
  await sql`
    insert into division.division_entry (jurisdiction_id, division_entry_id, version, number, matter_id, title, scope, scope_range, boundary, trigger_text, lead_department_id,
      responsible, township_share, fallback_department_id, bases, hand_over, limit_working_days, formed_by, decision, review_on, dispute_id, replaces_entry_id,
      valid_from, valid_to, recorded_at, superseded_at)
    select jurisdiction_id, division_entry_id, version + 1, number, matter_id, title, scope, scope_range, boundary, trigger_text, lead_department_id,
      responsible, township_share, fallback_department_id, bases, hand_over, limit_working_days, formed_by, decision, review_on, dispute_id, replaces_entry_id,
      valid_from, ${validTo}, ${at}, null
    from division.division_entry
    where jurisdiction_id = ${jurisdictionId} and division_entry_id = ${divisionEntryId} and version = ${version}`.execute(tx);
}

export interface StoredDraft {
  readonly divisionDraftId: DivisionDraftId;
  readonly state: DraftState;
  readonly content: EntryContent;
  readonly matterId: MatterId;
  readonly replacesEntryId: DivisionEntryId | null;
  readonly disputeId: string | null;
  readonly publishedEntryId: DivisionEntryId | null;
  readonly version: number;
}

export async function loadDraft(tx: Tx, jurisdictionId: JurisdictionId, divisionDraftId: DivisionDraftId): Promise<StoredDraft> {
  const found = await tx
    .selectFrom('division.divisionDraft')
    .selectAll()
    .where('jurisdictionId', '=', jurisdictionId)
    .where('divisionDraftId', '=', divisionDraftId)
    .forUpdate()
    .$castTo<StoredDraft>()
    .executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('分工草案', 'The draft entry') });
  return found;
}

export async function insertDraft(tx: Tx, jurisdictionId: JurisdictionId, createdAt: Instant, draft: Pick<StoredDraft, 'divisionDraftId' | 'content' | 'replacesEntryId' | 'disputeId'>): Promise<void> {
  const { content, ...plain } = draft;
  await tx.insertInto('division.divisionDraft').values({ ...plain, jurisdictionId, createdAt, content: JSON.stringify(content), matterId: content.matterId, publishedEntryId: null }).execute();
}

type DraftChange = Partial<Pick<StoredDraft, 'state' | 'content' | 'replacesEntryId' | 'publishedEntryId'>>;

/** Saves when the draft is still at `version`; refuses `common.stale` when it has moved on. */
export async function saveDraft(tx: Tx, jurisdictionId: JurisdictionId, divisionDraftId: DivisionDraftId, version: number, { content, ...change }: DraftChange): Promise<void> {
  const written = content === undefined ? {} : { content: JSON.stringify(content), matterId: content.matterId };
  const saved = await tx
    .updateTable('division.divisionDraft')
    .set({ ...change, ...written, version: version + 1 })
    .where('jurisdictionId', '=', jurisdictionId)
    .where('divisionDraftId', '=', divisionDraftId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (saved.numUpdatedRows === 0n) throw refuseCommon('common.stale', { seen: version, current: (await loadDraft(tx, jurisdictionId, divisionDraftId)).version });
}
