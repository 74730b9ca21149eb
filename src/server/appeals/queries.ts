import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { maskName, maskPhone } from '../../core/appeals/masking.ts';
import type { Appeal, AppealState, AppealSummary, AppealType, Channel } from '../../core/appeals/model.ts';
import { computeSight, decideSight } from '../../core/appeals/rules.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { ReadContext } from '../context.ts';
import { readRows, type Reading } from '../platform/database.ts';
import type { Encoded } from '../platform/encoded.ts';
import { joinCursor, oneMore, splitCursor, type Page } from '../platform/pages.ts';
import { fixedStatement } from '../platform/statement.ts';
import { toPairQuery } from '../platform/search.ts';
import type { NameOf } from '../registry/names.ts';
import { word } from '../../core/kernel/words.ts';
import type { Found, Summaries } from './summary-queries.ts';

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

/** What a list asks for that is a value in its statement; which of them stand in it is its shape. */
interface Wish extends Pick<AppealFilter, 'state' | 'type' | 'channel' | 'matterId' | 'departmentId'> {
  readonly jurisdictionId: JurisdictionId;
  /** The department that sees only what it has or had. */
  readonly sight?: string | undefined;
  readonly afterAt?: string | undefined;
  readonly afterId?: string | undefined;
}

const wishConditions = ({ jurisdictionId, afterAt, afterId, ...fields }: Wish, walked: RawBuilder<unknown>): RawBuilder<unknown>[] => [
  sql`a.jurisdiction_id = ${jurisdictionId}`,
  ...[
    [fields.sight, (value: string) => handles(value)] as const,
    [fields.departmentId, (value: string) => sql`o.lead_department_id = ${value}`] as const,
    [fields.state, (value: string) => sql`a.state = ${value}`] as const,
    [fields.type, (value: string) => sql`a.type = ${value}`] as const,
    [fields.channel, (value: string) => sql`a.channel = ${value}`] as const,
    [fields.matterId, (value: string) => sql`a.matter_id = ${value}`] as const,
  ].flatMap(([value, condition]) => (value === undefined ? [] : [condition(value)])),
  ...(afterAt === undefined ? [] : [sql`(${walked}.received_at, ${walked}.appeal_id) < (${afterAt}::timestamptz, ${afterId}::uuid)`]),
];

/** A search walks its own table in the order of the list, and reads only the appeals it has found. */
function findingAppeals(wish: Wish, limit: number, wanted?: Wanted): RawBuilder<Found> {
  const isSearch = wanted?.isSearch === true;
  const walked = isSearch ? sql`s` : sql`a`;
  const conditions = [...wishConditions(wish, walked), ...(wanted === undefined ? [] : [wanted.condition])];
  return sql<Found>`
    select a.appeal_id as "appealId", a.xmin as "writtenBy", o.lead_department_id as "leadDepartmentId"
    from appeals.appeal a left join appeals.work_order o on o.jurisdiction_id = a.jurisdiction_id and o.appeal_id = a.appeal_id and o.state <> 'WITHDRAWN'
      ${isSearch ? sql`join appeals.appeal_search s on s.jurisdiction_id = a.jurisdiction_id and s.appeal_id = a.appeal_id` : sql``}
    where ${sql.join(conditions, sql` and `)}
    order by ${walked}.received_at desc, ${walked}.appeal_id desc limit ${oneMore(limit)}`;
}

/** Statements of the shapes that were asked for, made once; others than the first hundred are made anew each time. */
const shapes = new Map<string, (db: Reading, wish: Wish) => Promise<Found[]>>();
const MOST_SHAPES = 100;

function findAppeals(db: Reading, wish: Wish, limit: number): Promise<Found[]> {
  const given = Object.keys(wish).filter((name) => wish[name as keyof Wish] !== undefined);
  const shape = `${limit} ${given.join(' ')}`;
  const known = shapes.get(shape);
  if (known !== undefined) return known(db, wish);
  if (shapes.size >= MOST_SHAPES) return readRows<Found>(db, findingAppeals(wish, limit));
  const made = fixedStatement<Wish & Readonly<Record<string, unknown>>, Found>((inside, slots) => {
    const wished = Object.fromEntries(given.map((name) => [name, slots[name]])) as unknown as Wish;
    return { compile: () => findingAppeals(wished, limit).compile(inside) };
  });
  shapes.set(shape, (inside, values) => made(inside, { ...values }));
  return made(db, { ...wish });
}

/** Appeals, newest first; a department sees only those that it has or had. */
export async function listAppeals(context: ReadContext, summaries: Summaries, { q = '', limit, cursor, ...filter }: AppealFilter): Promise<Encoded<Page<AppealSummary>>> {
  const { db, jurisdictionId, actor } = context;
  const [afterAt, afterId] = (splitCursor(cursor) ?? []) as readonly string[];
  const wish = { jurisdictionId, ...filter, sight: computeSight(actor) ?? undefined, afterAt, afterId };
  const found = await (q === '' ? findAppeals(db, wish, limit) : readRows<Found>(db, findingAppeals(wish, limit, toWanted(q, 'a.number'))));
  return summaries.page(context, found, limit, (last) => joinCursor(last.receivedAt, last.appealId));
}

/** Numbers of appeals and orders begin with digits, those of orders with a letter before them. */
const NUMBER = /^[A-Za-z]?\d{4,}[\w-]*$/;
const HAN_ONLY = /^\p{Script=Han}+$/u;
const written = sql`a.title || ' ' || a.text || ' ' || a.place`;

/** Folding a text takes PostgreSQL a tenth of a millisecond: only where width or case can differ. `strpos`, not `like`: what is rare among pairs is not rarer still, and the plan must know. */
const holdsWord = (found: string) => (HAN_ONLY.test(found) ? sql`strpos(${written}, ${found}) > 0` : sql`strpos(lower(normalize(${written}, NFKC)), ${found}) > 0`);

interface Wanted {
  readonly isSearch: boolean;
  readonly condition: RawBuilder<SqlBool>;
}

/** What was typed: the beginning of the number in `numberColumn`, or words that the appeal `a` holds; then `isSearch`, and its row `s` of the search table must be joined. */
export function toWanted(q: string, numberColumn: 'a.number' | 'o.number'): Wanted {
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
