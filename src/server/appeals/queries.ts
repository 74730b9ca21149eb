import { sql, type SqlBool } from 'kysely';
import type { Actor } from '../../core/access/model.ts';
import { maskName, maskPhone } from '../../core/appeals/masking.ts';
import type { Appeal, AppealState, AppealSummary, AppealType, Channel } from '../../core/appeals/model.ts';
import { computeSight, decideSight } from '../../core/appeals/rules.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, pageAfter, splitCursor, type Page } from '../platform/pages.ts';
import { toSearchQuery } from '../platform/search.ts';

const EXCERPT_LENGTH = 120;

const withNames = (db: Reading, jurisdictionId: JurisdictionId) =>
  db
    .selectFrom('appeals.appeal as a')
    .leftJoin('appeals.workOrder as o', (join) => join.onRef('o.jurisdictionId', '=', 'a.jurisdictionId').onRef('o.appealId', '=', 'a.appealId'))
    .leftJoin('registry.department as d', (join) => join.onRef('d.jurisdictionId', '=', 'a.jurisdictionId').onRef('d.departmentId', '=', 'o.leadDepartmentId'))
    .leftJoin('registry.matter as m', (join) => join.onRef('m.jurisdictionId', '=', 'a.jurisdictionId').onRef('m.matterId', '=', 'a.matterId'))
    .where('a.jurisdictionId', '=', jurisdictionId);

const summaryColumns = ['a.appealId', 'a.number', 'a.channel', 'a.type', 'a.title', 'a.place', 'a.urgency', 'a.state', 'a.matterId', 'm.name as matterName', 'o.leadDepartmentId', 'd.name as leadDepartmentName', 'a.receivedAt', 'a.version'] as const;

/** Orders that the department has or had. */
export const handles = (departmentId: string) => sql<SqlBool>`o.handled_by @> array[${departmentId}]::uuid[]`;

export interface AppealFilter {
  readonly q?: string | undefined;
  readonly state?: AppealState | undefined;
  readonly type?: AppealType | undefined;
  readonly channel?: Channel | undefined;
  readonly matterId?: string | undefined;
  readonly departmentId?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Appeals, newest first; a department sees only those that it has or had. */
export async function listAppeals(db: Reading, jurisdictionId: JurisdictionId, actor: Actor, { q, limit, cursor, ...filter }: AppealFilter): Promise<Page<AppealSummary>> {
  let rows = withNames(db, jurisdictionId)
    .select([...summaryColumns, sql<string>`left(a.text, ${EXCERPT_LENGTH})`.as('excerpt')])
    .orderBy('a.receivedAt', 'desc').orderBy('a.appealId', 'desc').limit(limit + 1);
  const sight = computeSight(actor);
  if (sight !== null) rows = rows.where(handles(sight));
  if (filter.departmentId !== undefined) rows = rows.where('o.leadDepartmentId', '=', filter.departmentId);
  for (const field of ['state', 'type', 'channel', 'matterId'] as const) {
    const wanted = filter[field];
    if (wanted !== undefined) rows = rows.where(`a.${field}`, '=', wanted);
  }
  if (q !== undefined && q !== '') rows = rows.where(asks(q));
  const after = splitCursor(cursor);
  if (after !== undefined) rows = rows.where(sql<SqlBool>`(a.received_at, a.appeal_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  return pageAfter(await rows.$castTo<AppealSummary>().execute(), limit, (last) => joinCursor(last.receivedAt, last.appealId));
}

/** What was typed, as words of the appeal or the beginning of its number. */
export function asks(q: string) {
  const query = toSearchQuery(q);
  const startsNumber = sql<SqlBool>`a.number like ${`${q.replaceAll(/[%_\\]/g, '')}%`}`;
  return query === undefined ? startsNumber : sql<SqlBool>`(a.search @@ ${query}::tsquery or ${startsNumber})`;
}

/** One appeal, its appellant masked. Refuses `common.not-found`, `appeals.not-yours`. */
export async function viewAppeal(db: Reading, jurisdictionId: JurisdictionId, actor: Actor, appealId: string): Promise<Appeal> {
  const found = await withNames(db, jurisdictionId)
    .leftJoin('registry.department as t', (join) => join.onRef('t.jurisdictionId', '=', 'a.jurisdictionId').onRef('t.departmentId', '=', 'a.townshipDepartmentId'))
    .leftJoin('registry.department as c', (join) => join.onRef('c.jurisdictionId', '=', 'a.jurisdictionId').onRef('c.departmentId', '=', 'a.complainedDepartmentId'))
    .select([...summaryColumns, 'a.text', 'a.townshipDepartmentId', 't.name as townshipName', 'a.appellantName', 'a.appellantPhone', 'a.confidential', 'a.complainedDepartmentId', 'c.name as complainedDepartmentName', 'a.externalNumber', 'o.workOrderId'])
    .select(sql<string[] | null>`o.handled_by`.as('handledBy'))
    .select(sql<string | null>`(select k.dispatch_card_id from dispatch.dispatch_card k where k.jurisdiction_id = a.jurisdiction_id and k.appeal_id = a.appeal_id order by k.computed_at desc, k.dispatch_card_id desc limit 1)`.as('dispatchCardId'))
    .where('a.appealId', '=', appealId)
    .$castTo<Appeal & { handledBy: string[] | null }>()
    .executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: '诉求' });
  const { handledBy, ...appeal } = found;
  decideSight(actor, handledBy ?? []);
  return { ...appeal, ...masked(appeal) };
}

export const masked = ({ appellantName, appellantPhone }: { readonly appellantName: string; readonly appellantPhone: string }) => ({ appellantName: maskName(appellantName), appellantPhone: maskPhone(appellantPhone) });

/** Who appealed, unmasked: only for the call that leaves a record of it. */
export async function findAppellant(db: Reading, jurisdictionId: JurisdictionId, appealId: string): Promise<{ appellantName: string; appellantPhone: string; confidential: boolean; handledBy: string[] | null }> {
  const found = await withNames(db, jurisdictionId).select(['a.appellantName', 'a.appellantPhone', 'a.confidential', sql<string[] | null>`o.handled_by`.as('handledBy')]).where('a.appealId', '=', appealId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: '诉求' });
  return found;
}
