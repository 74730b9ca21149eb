import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { DivisionEntry } from '../../core/division/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Reading } from '../platform/database.ts';
import { pageAfter, type Page } from '../platform/pages.ts';
import { word } from '../../core/kernel/words.ts';

/** What a list of departments with tasks looks like with the departments' names, in its own order. */
const namedResponsible = (responsible: string, jurisdictionId: JurisdictionId) => sql<DivisionEntry['responsible']>`
  coalesce((select json_agg(json_build_object('departmentId', r.value->>'departmentId', 'task', r.value->>'task', 'departmentName', coalesce(n.name, '')) order by r.ordinality)
    from json_array_elements(${sql.ref(responsible)}) with ordinality r
    left join registry.department n on n.jurisdiction_id = ${jurisdictionId} and n.department_id = (r.value->>'departmentId')::uuid), '[]'::json)`;

/** The year and the count of a number as text that sorts as people count: 2 before 12. */
const placeOf = (number: RawBuilder<string>) => sql<string>`(coalesce(substring(${number} from '〔(\\d+)〕'), '') || lpad(coalesce(substring(${number} from '(\\d+)号$'), ''), 9, '0') || ${number}) collate "C"`;
const place = placeOf(sql`e.number`);

const entryRows = (db: Reading, jurisdictionId: JurisdictionId) =>
  db
    .selectFrom('division.divisionEntry as e')
    .innerJoin('registry.matter as m', (join) => join.onRef('m.jurisdictionId', '=', 'e.jurisdictionId').onRef('m.matterId', '=', 'e.matterId'))
    .innerJoin('registry.department as l', (join) => join.onRef('l.jurisdictionId', '=', 'e.jurisdictionId').onRef('l.departmentId', '=', 'e.leadDepartmentId'))
    .leftJoin('registry.department as f', (join) => join.onRef('f.jurisdictionId', '=', 'e.jurisdictionId').onRef('f.departmentId', '=', 'e.fallbackDepartmentId'))
    .select([
      'e.divisionEntryId', 'e.number', 'e.version', 'e.matterId', 'm.name as matterName', 'm.code as matterCode', 'e.title', 'e.boundary', 'e.triggerText as trigger',
      'e.leadDepartmentId', 'l.name as leadDepartmentName', 'e.townshipShare', 'e.fallbackDepartmentId', 'f.name as fallbackDepartmentName', 'e.bases', 'e.handOver',
      'e.limitWorkingDays', 'e.formedBy', 'e.decision', 'e.validFrom', 'e.validTo', 'e.reviewOn', 'e.recordedAt', 'e.supersededAt', 'e.replacesEntryId', 'e.disputeId',
      namedResponsible('e.responsible', jurisdictionId).as('responsible'),
    ])
    .where('e.jurisdictionId', '=', jurisdictionId);

export interface EntryFilter {
  readonly q?: string | undefined;
  readonly matterId?: string | undefined;
  readonly departmentId?: string | undefined;
  /** The moment asked about; only entries that hold then are listed. */
  readonly on: Instant;
  /** The moment whose knowledge is asked for. */
  readonly knownAt: Instant;
}

const escaped = (typed: string): string => `%${typed.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

const isResponsible = (departmentId: string) => sql<SqlBool>`exists (select 1 from json_array_elements(e.responsible) r where r.value->>'departmentId' = ${departmentId})`;

const mentions = (typed: string) => sql<SqlBool>`(
  concat_ws(' ', e.number, e.title, m.name, m.code, l.name, f.name, e.boundary->>'scope', e.boundary->>'includes') like ${escaped(typed)}
  or exists (select 1 from json_array_elements(e.bases) b where concat_ws(' ', b.value->>'title', b.value->>'article', b.value->>'text') like ${escaped(typed)})
  or exists (select 1 from json_array_elements(e.responsible) r join registry.department n on n.jurisdiction_id = e.jurisdiction_id and n.department_id = (r.value->>'departmentId')::uuid
    where n.name like ${escaped(typed)} or r.value->>'task' like ${escaped(typed)}))`;

function filtered(db: Reading, jurisdictionId: JurisdictionId, { q, matterId, departmentId, on, knownAt }: EntryFilter) {
  let rows = entryRows(db, jurisdictionId)
    .where('e.recordedAt', '<=', knownAt)
    .where((eb) => eb.or([eb('e.supersededAt', 'is', null), eb('e.supersededAt', '>', knownAt)]))
    .where('e.validFrom', '<=', on)
    .where((eb) => eb.or([eb('e.validTo', 'is', null), eb('e.validTo', '>', on)]));
  if (matterId !== undefined) rows = rows.where('e.matterId', '=', matterId);
  if (departmentId !== undefined) rows = rows.where((eb) => eb.or([eb('e.leadDepartmentId', '=', departmentId), isResponsible(departmentId)]));
  if (q !== undefined && q !== '') rows = rows.where(mentions(q));
  return rows;
}

/** Every entry the filter names, in the order of their numbers. */
export const listAllEntries = (db: Reading, jurisdictionId: JurisdictionId, filter: EntryFilter): Promise<DivisionEntry[]> =>
  filtered(db, jurisdictionId, filter).orderBy(place).$castTo<DivisionEntry>().execute();

export async function listEntries(db: Reading, jurisdictionId: JurisdictionId, filter: EntryFilter & { limit: number; cursor?: string | undefined }): Promise<Page<DivisionEntry>> {
  let rows = filtered(db, jurisdictionId, filter).orderBy(place).limit(filter.limit + 1);
  if (filter.cursor !== undefined) rows = rows.where(sql<SqlBool>`${place} > ${placeOf(sql`${filter.cursor}::text`)}`);
  return pageAfter(await rows.$castTo<DivisionEntry>().execute(), filter.limit, ({ number }) => number);
}

/** What holds at `at`, as known now. */
export const listEntriesInForce = (db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<DivisionEntry[]> =>
  entryRows(db, jurisdictionId)
    .where('e.supersededAt', 'is', null)
    .where('e.validFrom', '<=', at)
    .where((eb) => eb.or([eb('e.validTo', 'is', null), eb('e.validTo', '>', at)]))
    .orderBy(place)
    .$castTo<DivisionEntry>()
    .execute();

/** An entry as it is known now. Refuses `common.not-found`. */
export async function findEntry(db: Reading, jurisdictionId: JurisdictionId, divisionEntryId: string): Promise<DivisionEntry> {
  const found = await entryRows(db, jurisdictionId).where('e.divisionEntryId', '=', divisionEntryId).where('e.supersededAt', 'is', null).$castTo<DivisionEntry>().executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('分工条目', 'The division entry') });
  return found;
}

/** Every version of an entry, of those it replaced and of those it was replaced by, newest first. */
export const listHistory = (db: Reading, jurisdictionId: JurisdictionId, divisionEntryId: string): Promise<DivisionEntry[]> =>
  entryRows(db, jurisdictionId)
    .where(sql<SqlBool>`e.division_entry_id in (
      with recursive link as (
        select distinct division_entry_id as newer, replaces_entry_id as older from division.division_entry where jurisdiction_id = ${jurisdictionId} and replaces_entry_id is not null
      ), chain (id) as (
        select ${divisionEntryId}::uuid
        union select case when link.newer = chain.id then link.older else link.newer end from chain join link on chain.id in (link.newer, link.older)
      ) select id from chain)`)
    .orderBy('e.recordedAt', 'desc')
    .orderBy('e.validFrom', 'desc')
    .orderBy('e.version', 'desc')
    .$castTo<DivisionEntry>()
    .execute();
