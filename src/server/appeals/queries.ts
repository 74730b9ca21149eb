import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { maskName, maskPhone } from '../../core/appeals/masking.ts';
import type { Appeal, AppealState, AppealSummary, AppealType, Channel } from '../../core/appeals/model.ts';
import { computeSight, decideSight } from '../../core/appeals/rules.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { ReadContext } from '../context.ts';
import { readRows, type Reading } from '../platform/database.ts';
import { joinCursor, oneMore, pageAfter, splitCursor, type Page } from '../platform/pages.ts';
import { fixedStatement } from '../platform/statement.ts';
import { toPairQuery } from '../platform/search.ts';
import type { NameOf } from '../registry/names.ts';
import { word } from '../../core/kernel/words.ts';

const EXCERPT_LENGTH = 120;

/** An appeal with its order; not with one that was taken back. The state stands there as a literal, or PostgreSQL would not see that its index answers. */
const withOrder = (db: Reading, jurisdictionId: JurisdictionId) =>
  db
    .selectFrom('appeals.appeal as a')
    .leftJoin('appeals.workOrder as o', (join) => join.onRef('o.jurisdictionId', '=', 'a.jurisdictionId').onRef('o.appealId', '=', 'a.appealId').on(sql<SqlBool>`o.state <> 'WITHDRAWN'`))
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

type Fields = Pick<AppealFilter, 'state' | 'type' | 'channel' | 'matterId' | 'departmentId'> & { readonly sight: string | undefined };

const fieldConditions = (fields: Fields): RawBuilder<unknown>[] =>
  [
    [fields.sight, (value: string) => handles(value)] as const,
    [fields.departmentId, (value: string) => sql`o.lead_department_id = ${value}`] as const,
    [fields.state, (value: string) => sql`a.state = ${value}`] as const,
    [fields.type, (value: string) => sql`a.type = ${value}`] as const,
    [fields.channel, (value: string) => sql`a.channel = ${value}`] as const,
    [fields.matterId, (value: string) => sql`a.matter_id = ${value}`] as const,
  ].flatMap(([value, condition]) => (value === undefined ? [] : [condition(value)]));

/** Appeals, newest first; a department sees only those that it has or had. The columns are named as the code names them: on so busy a list renaming them cost more than the rest. */
export async function listAppeals({ db, jurisdictionId, actor, names }: ReadContext, { q = '', limit, cursor, ...filter }: AppealFilter): Promise<Page<AppealSummary>> {
  const wanted = q === '' ? undefined : toWanted(q, 'a.number');
  // a search walks its own table in the order of the list, and reads only the appeals it has found
  const isSearch = wanted?.isSearch === true;
  const walked = isSearch ? sql`s` : sql`a`;
  const after = splitCursor(cursor);
  const conditions = [
    sql`a.jurisdiction_id = ${jurisdictionId}`,
    ...fieldConditions({ ...filter, sight: computeSight(actor) ?? undefined }),
    ...(wanted === undefined ? [] : [wanted.condition]),
    ...(after === undefined ? [] : [sql`(${walked}.received_at, ${walked}.appeal_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`]),
  ];
  const rows = await readRows<Unnamed>(db, sql`
    select a.appeal_id as "appealId", a.number, a.channel, a.type, a.title, a.place, a.urgency, a.state, a.matter_id as "matterId", o.lead_department_id as "leadDepartmentId",
      a.received_at as "receivedAt", a.version, left(a.text, ${sql.lit(EXCERPT_LENGTH)}) as excerpt
    from appeals.appeal a left join appeals.work_order o on o.jurisdiction_id = a.jurisdiction_id and o.appeal_id = a.appeal_id and o.state <> 'WITHDRAWN'
      ${isSearch ? sql`join appeals.appeal_search s on s.jurisdiction_id = a.jurisdiction_id and s.appeal_id = a.appeal_id` : sql``}
    where ${sql.join(conditions, sql` and `)}
    order by ${walked}.received_at desc, ${walked}.appeal_id desc limit ${oneMore(limit)}`);
  const page = pageAfter(rows, limit, (last) => joinCursor(last.receivedAt, last.appealId));
  const nameOf = await names.of(db, jurisdictionId, page.items.flatMap(({ matterId: matter, leadDepartmentId }) => [matter, leadDepartmentId]));
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

const oneAppeal = fixedStatement((db, { jurisdictionId, appealId }: { jurisdictionId: JurisdictionId; appealId: string }) =>
  withOrder(db, jurisdictionId)
    .select([...summaryColumns, 'a.text', 'a.townshipDepartmentId', 'a.appellantName', 'a.appellantPhone', 'a.confidential', 'a.complainedDepartmentId', 'a.externalNumber', 'o.workOrderId'])
    .select(sql<string[] | null>`o.handled_by`.as('handledBy'))
    .select(sql<string | null>`(select k.dispatch_card_id from dispatch.dispatch_card k where k.jurisdiction_id = a.jurisdiction_id and k.appeal_id = a.appeal_id order by k.dispatch_card_id desc limit 1)`.as('dispatchCardId'))
    .where('a.appealId', '=', appealId)
    .$castTo<Omit<Appeal, 'matterName' | 'leadDepartmentName' | 'townshipName' | 'complainedDepartmentName'> & { handledBy: string[] | null }>());

/** One appeal, its appellant masked. Refuses `common.not-found`, `appeals.not-yours`. */
export async function viewAppeal({ db, jurisdictionId, actor, names }: ReadContext, appealId: string): Promise<Appeal> {
  const [found] = await oneAppeal(db, { jurisdictionId, appealId });
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
