import type { DivisionDraft, DivisionDraftId, DivisionEntryId, DraftState, EntryContent } from '../../core/division/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Reading } from '../platform/database.ts';
import { pageAfter, type Page } from '../platform/pages.ts';
import { sql } from 'kysely';
import { word } from '../../core/kernel/words.ts';

interface DraftRow {
  readonly divisionDraftId: DivisionDraftId;
  readonly state: DraftState;
  readonly content: EntryContent;
  readonly replacesEntryId: DivisionEntryId | null;
  readonly disputeId: string | null;
  readonly publishedEntryId: DivisionEntryId | null;
  readonly version: number;
  readonly matterName: string;
  readonly matterCode: string;
  /** Names of the departments the content names, by id. */
  readonly departmentNames: Readonly<Record<string, string>>;
}

const draftRows = (db: Reading, jurisdictionId: JurisdictionId) =>
  db
    .selectFrom('division.divisionDraft as t')
    .innerJoin('registry.matter as m', (join) => join.onRef('m.jurisdictionId', '=', 't.jurisdictionId').onRef('m.matterId', '=', 't.matterId'))
    .select([
      't.divisionDraftId', 't.state', 't.content', 't.replacesEntryId', 't.disputeId', 't.publishedEntryId', 't.version', 'm.name as matterName', 'm.code as matterCode',
      sql<Readonly<Record<string, string>>>`coalesce((select json_object_agg(d.department_id, d.name) from registry.department d where d.jurisdiction_id = t.jurisdiction_id and (
        d.department_id::text in (t.content->>'leadDepartmentId', t.content->>'fallbackDepartmentId')
        or exists (select 1 from json_array_elements(t.content->'responsible') r where r.value->>'departmentId' = d.department_id::text))), '{}'::json)`.as('departmentNames'),
    ])
    .where('t.jurisdictionId', '=', jurisdictionId)
    .$castTo<DraftRow>();

function readDraft({ content, departmentNames, ...row }: DraftRow): DivisionDraft {
  const nameOf = (departmentId: string | null) => (departmentId === null ? null : (departmentNames[departmentId] ?? null));
  return {
    ...content,
    ...row,
    responsible: content.responsible.map((one) => ({ ...one, departmentName: nameOf(one.departmentId) ?? '' })),
    leadDepartmentName: nameOf(content.leadDepartmentId),
    fallbackDepartmentName: nameOf(content.fallbackDepartmentId),
  };
}

/** Drafts in one state, newest first. */
export async function listDrafts(db: Reading, jurisdictionId: JurisdictionId, { state, limit, cursor }: { state: DraftState; limit: number; cursor?: string | undefined }): Promise<Page<DivisionDraft>> {
  // ids of version 7 stand in the order in which they were made
  let rows = draftRows(db, jurisdictionId).where('t.state', '=', state).orderBy('t.divisionDraftId', 'desc').limit(limit + 1);
  if (cursor !== undefined) rows = rows.where('t.divisionDraftId', '<', cursor);
  return pageAfter((await rows.execute()).map(readDraft), limit, ({ divisionDraftId }) => divisionDraftId);
}

/** A draft with the names of those it names. Refuses `common.not-found`. */
export async function findDraft(db: Reading, jurisdictionId: JurisdictionId, divisionDraftId: DivisionDraftId): Promise<DivisionDraft> {
  const found = await draftRows(db, jurisdictionId).where('t.divisionDraftId', '=', divisionDraftId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('分工草案', 'The draft entry') });
  return readDraft(found);
}
