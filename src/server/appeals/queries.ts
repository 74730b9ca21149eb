import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { maskName, maskPhone } from '../../core/appeals/masking.ts';
import type { Appeal, AppealState, AppealSummary, AppealType, Channel } from '../../core/appeals/model.ts';
import { computeSight, decideSight } from '../../core/appeals/rules.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { ReadContext } from '../context.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, oneMore, pageAfter, splitCursor, type Page } from '../platform/pages.ts';
import { toPairQuery } from '../platform/search.ts';
import type { NameOf } from '../registry/names.ts';
import { word } from '../../core/kernel/words.ts';

const EXCERPT_LENGTH = 120;

const withOrder = (db: Reading, jurisdictionId: JurisdictionId) =>
  db
    .selectFrom('appeals.appeal as a')
    .leftJoin('appeals.workOrder as o', (join) => join.onRef('o.jurisdictionId', '=', 'a.jurisdictionId').onRef('o.appealId', '=', 'a.appealId'))
    .where('a.jurisdictionId', '=', jurisdictionId);

const summaryColumns = ['a.appealId', 'a.number', 'a.channel', 'a.type', 'a.title', 'a.place', 'a.urgency', 'a.state', 'a.matterId', 'o.leadDepartmentId', 'a.receivedAt', 'a.version'] as const;
type Unnamed = Omit<AppealSummary, 'matterName' | 'leadDepartmentName'>;

const named = <Row extends Pick<Unnamed, 'matterId' | 'leadDepartmentId'>>(row: Row, nameOf: NameOf) => ({ ...row, matterName: nameOf(row.matterId), leadDepartmentName: nameOf(row.leadDepartmentId) });

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

const fields = ['state', 'type', 'channel', 'matterId'] as const;
const listFields = (filter: Pick<AppealFilter, (typeof fields)[number]>) => fields.flatMap((field) => (filter[field] === undefined ? [] : [[field, filter[field]] as const]));

/** Appeals, newest first; a department sees only those that it has or had. */
export async function listAppeals({ db, jurisdictionId, actor, names }: ReadContext, { q = '', limit, cursor, ...filter }: AppealFilter): Promise<Page<AppealSummary>> {
  const wanted = q === '' ? undefined : toWanted(q, 'a.number');
  // a search walks its own table in the order of the list, and reads only the appeals it has found
  const walked = wanted?.isSearch === true ? 's' : 'a';
  let rows = withOrder(db, jurisdictionId)
    .$if(walked === 's', (query) => query.innerJoin('appeals.appealSearch as s', (join) => join.onRef('s.jurisdictionId', '=', 'a.jurisdictionId').onRef('s.appealId', '=', 'a.appealId')))
    .select([...summaryColumns, sql<string>`left(a.text, ${EXCERPT_LENGTH})`.as('excerpt')])
    .orderBy(sql.ref(`${walked}.receivedAt`), 'desc').orderBy(sql.ref(`${walked}.appealId`), 'desc').limit(oneMore(limit));
  if (wanted !== undefined) rows = rows.where(wanted.condition);
  const sight = computeSight(actor);
  if (sight !== null) rows = rows.where(handles(sight));
  if (filter.departmentId !== undefined) rows = rows.where('o.leadDepartmentId', '=', filter.departmentId);
  for (const [field, value] of listFields(filter)) rows = rows.where(`a.${field}`, '=', value);
  const after = splitCursor(cursor);
  if (after !== undefined) rows = rows.where(sql<SqlBool>`(${sql.ref(`${walked}.receivedAt`)}, ${sql.ref(`${walked}.appealId`)}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const page = pageAfter(await rows.$castTo<Unnamed>().execute(), limit, (last) => joinCursor(last.receivedAt, last.appealId));
  const nameOf = await names.of(db, jurisdictionId, page.items.flatMap(({ matterId, leadDepartmentId }) => [matterId, leadDepartmentId]));
  return { ...page, items: page.items.map((row) => named(row, nameOf)) };
}

/** Numbers of appeals and orders begin with digits, those of orders with a letter before them. */
const NUMBER = /^[A-Za-z]?\d{4,}[\w-]*$/;
const HAN_ONLY = /^\p{Script=Han}+$/u;
const written = sql`a.title || ' ' || a.text || ' ' || a.place`;

/** Folding a text takes PostgreSQL a tenth of a millisecond: only where width or case can differ. `strpos`, not `like`: what is rare among pairs is not rarer still, and the plan must know. */
const holdsWord = (found: string) => (HAN_ONLY.test(found) ? sql`strpos(${written}, ${found}) > 0` : sql`strpos(lower(normalize(${written}, NFKC)), ${found}) > 0`);

/** What was typed: the beginning of the number in `numberColumn`, or words that the appeal `a` holds; then `isSearch`, and its row `s` of the search table must be joined. */
export function toWanted(q: string, numberColumn: 'a.number' | 'o.number'): { readonly isSearch: boolean; readonly condition: RawBuilder<SqlBool> } {
  if (NUMBER.test(q)) return { isSearch: false, condition: sql<SqlBool>`${sql.ref(numberColumn)} like ${`${q}%`}` };
  const query = toPairQuery(q);
  if (query === undefined) return { isSearch: false, condition: sql<SqlBool>`false` };
  const held = query.pairs.length === 0 ? [] : [sql`s.pairs @> ${[...query.pairs]}::int[]`];
  return { isSearch: true, condition: sql<SqlBool>`(${sql.join([...held, ...query.words.map(holdsWord)], sql` and `)})` };
}

/** One appeal, its appellant masked. Refuses `common.not-found`, `appeals.not-yours`. */
export async function viewAppeal({ db, jurisdictionId, actor, names }: ReadContext, appealId: string): Promise<Appeal> {
  const found = await withOrder(db, jurisdictionId)
    .select([...summaryColumns, 'a.text', 'a.townshipDepartmentId', 'a.appellantName', 'a.appellantPhone', 'a.confidential', 'a.complainedDepartmentId', 'a.externalNumber', 'o.workOrderId'])
    .select(sql<string[] | null>`o.handled_by`.as('handledBy'))
    .select(sql<string | null>`(select k.dispatch_card_id from dispatch.dispatch_card k where k.jurisdiction_id = a.jurisdiction_id and k.appeal_id = a.appeal_id order by k.dispatch_card_id desc limit 1)`.as('dispatchCardId'))
    .where('a.appealId', '=', appealId)
    .$castTo<Omit<Appeal, 'matterName' | 'leadDepartmentName' | 'townshipName' | 'complainedDepartmentName'> & { handledBy: string[] | null }>()
    .executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('诉求', 'The appeal') });
  const { handledBy, ...appeal } = found;
  decideSight(actor, handledBy ?? []);
  const nameOf = await names.of(db, jurisdictionId, [appeal.matterId, appeal.leadDepartmentId, appeal.townshipDepartmentId, appeal.complainedDepartmentId]);
  return { ...named(appeal, nameOf), townshipName: nameOf(appeal.townshipDepartmentId), complainedDepartmentName: nameOf(appeal.complainedDepartmentId), ...masked(appeal) };
}

export const masked = ({ appellantName, appellantPhone }: { readonly appellantName: string; readonly appellantPhone: string }) => ({ appellantName: maskName(appellantName), appellantPhone: maskPhone(appellantPhone) });

/** Who appealed, unmasked: only for the call that leaves a record of it. */
export async function findAppellant(db: Reading, jurisdictionId: JurisdictionId, appealId: string): Promise<{ appellantName: string; appellantPhone: string; confidential: boolean; handledBy: string[] | null }> {
  const found = await withOrder(db, jurisdictionId).select(['a.appellantName', 'a.appellantPhone', 'a.confidential', sql<string[] | null>`o.handled_by`.as('handledBy')]).where('a.appealId', '=', appealId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('诉求', 'The appeal') });
  return found;
}
