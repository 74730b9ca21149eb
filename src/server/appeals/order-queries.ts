import { sql, type SqlBool } from 'kysely';
import { listOrderRoles, listOrderSteps, orderActionWords, waiting, type OrderAction } from '../../core/appeals/machine.ts';
import type { WorkOrder, WorkOrderId, WorkOrderState, WorkOrderSummary } from '../../core/appeals/model.ts';
import { computeSight, decideSight } from '../../core/appeals/rules.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { word, type Word } from '../../core/kernel/words.ts';
import type { ReadContext } from '../context.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, oneMore, pageAfter, splitCursor, type Page } from '../platform/pages.ts';
import { handles, masked, toWanted } from './queries.ts';
import type { CoHandlingUnit } from './store.ts';

const withAppeal = (db: Reading, jurisdictionId: JurisdictionId) =>
  db
    .selectFrom('appeals.workOrder as o')
    .innerJoin('appeals.appeal as a', (join) => join.onRef('a.jurisdictionId', '=', 'o.jurisdictionId').onRef('a.appealId', '=', 'o.appealId'))
    .where('o.jurisdictionId', '=', jurisdictionId);

const summaryColumns = ['o.workOrderId', 'o.number', 'o.appealId', 'a.title', 'o.state', 'o.leadDepartmentId', 'o.hop', 'o.disputeId', 'o.dispatchedAt', 'o.dueAt', 'o.signedAt', 'o.repliedAt', 'o.remindedAt', 'o.version'] as const;

export interface OrderFilter {
  readonly q?: string | undefined;
  readonly state?: WorkOrderState | undefined;
  readonly departmentId?: string | undefined;
  /** Past their limit and not answered yet, or not. */
  readonly overdue?: boolean | undefined;
  readonly at: Instant;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Orders, newest first; a department sees only those that it has or had. */
export async function listOrders({ db, jurisdictionId, actor, names }: ReadContext, { q = '', state, departmentId, overdue, at, limit, cursor }: OrderFilter): Promise<Page<WorkOrderSummary>> {
  const wanted = q === '' ? undefined : toWanted(q, 'o.number');
  let rows = withAppeal(db, jurisdictionId)
    .$if(wanted?.isSearch === true, (query) => query.innerJoin('appeals.appealSearch as s', (join) => join.onRef('s.jurisdictionId', '=', 'a.jurisdictionId').onRef('s.appealId', '=', 'a.appealId')))
    .select(summaryColumns).orderBy('o.dispatchedAt', 'desc').orderBy('o.workOrderId', 'desc').limit(oneMore(limit));
  const sight = computeSight(actor);
  if (sight !== null) rows = rows.where(handles(sight));
  if (state !== undefined) rows = rows.where('o.state', '=', state);
  if (departmentId !== undefined) rows = rows.where('o.leadDepartmentId', '=', departmentId);
  if (overdue !== undefined) rows = rows.where(sql<SqlBool>`(o.due_at < ${at} and o.replied_at is null) = ${overdue}`);
  if (wanted !== undefined) rows = rows.where(wanted.condition);
  const after = splitCursor(cursor);
  if (after !== undefined) rows = rows.where(sql<SqlBool>`(o.dispatched_at, o.work_order_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const page = pageAfter(await rows.$castTo<Omit<WorkOrderSummary, 'leadDepartmentName'>>().execute(), limit, (last) => joinCursor(last.dispatchedAt, last.workOrderId));
  const nameOf = await names.of(db, jurisdictionId, page.items.map(({ leadDepartmentId }) => leadDepartmentId));
  return { ...page, items: page.items.map((row) => ({ ...row, leadDepartmentName: nameOf(row.leadDepartmentId) ?? '' })) };
}

type OrderRow = Omit<WorkOrder, 'coHandlingUnits' | 'returns' | 'events' | 'steps' | 'leadDepartmentName' | 'matterName'> & { readonly coHandlingUnits: readonly CoHandlingUnit[]; readonly handledBy: readonly string[] };

const findOrder = (db: Reading, jurisdictionId: JurisdictionId, workOrderId: string) =>
  withAppeal(db, jurisdictionId)
    .select([...summaryColumns, 'a.text', 'a.place', 'a.matterId', 'a.appellantName', 'a.appellantPhone', 'o.coHandlingUnits', 'o.handledBy', 'o.designated', 'o.interimLead', 'o.divisionEntryId', 'o.dispatchCardId', 'o.limitReasons', 'o.instructions', 'o.reply', 'o.outcome'])
    .where('o.workOrderId', '=', workOrderId)
    .$castTo<OrderRow>()
    .executeTakeFirst();

type ReturnRow = Omit<WorkOrder['returns'][number], 'departmentName' | 'namedDepartmentName'>;

const listReturns = (db: Reading, jurisdictionId: JurisdictionId, workOrderId: string): Promise<ReturnRow[]> =>
  db
    .selectFrom('appeals.orderReturn')
    .select(['orderReturnId', 'departmentId', 'reason', 'clause', 'dutyClauseId', 'namedDepartmentId', 'explanation', 'returnedAt', 'isLate', 'ruling', 'rulingNote', 'ruledAt'])
    .where('jurisdictionId', '=', jurisdictionId).where('workOrderId', '=', workOrderId).orderBy('returnedAt').orderBy('orderReturnId')
    .$castTo<ReturnRow>()
    .execute();

const DISPATCH: Word = word('派单', 'Dispatch');
const titleOf = (action: string): Word => (action === 'dispatch' ? DISPATCH : orderActionWords[action as OrderAction]);

async function listEvents(db: Reading, jurisdictionId: JurisdictionId, workOrderId: string): Promise<WorkOrder['events']> {
  const events = await db.selectFrom('appeals.orderEvent').select(['at', 'action', 'by', 'note']).where('jurisdictionId', '=', jurisdictionId).where('workOrderId', '=', workOrderId).orderBy('ordinal')
    .$castTo<Omit<WorkOrder['events'][number], 'title'>>().execute();
  return events.map((event) => ({ ...event, title: titleOf(event.action) }));
}

/** One order with its returns, history and the steps open to the actor; the appellant masked. Refuses `common.not-found`, `appeals.not-yours`. */
export async function viewOrder({ db, jurisdictionId, actor, names }: ReadContext, workOrderId: string): Promise<WorkOrder> {
  const [found, returns, events] = await Promise.all([findOrder(db, jurisdictionId, workOrderId), listReturns(db, jurisdictionId, workOrderId), listEvents(db, jurisdictionId, workOrderId)]);
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('工单', 'The order') });
  const { handledBy, coHandlingUnits, ...order } = found;
  decideSight(actor, handledBy);
  const facts = { designated: order.designated, returnedBefore: returns.some(({ departmentId }) => departmentId === order.leadDepartmentId), reminded: order.remindedAt !== null };
  const departments = [order.leadDepartmentId, ...coHandlingUnits.map((unit) => unit.departmentId), ...returns.flatMap((claim) => [claim.departmentId, claim.namedDepartmentId])];
  const nameOf = await names.of(db, jurisdictionId, [order.matterId, ...departments]);
  const departmentName = (departmentId: string): string => nameOf(departmentId) ?? '';
  return {
    ...order,
    ...masked(order),
    matterName: nameOf(order.matterId),
    leadDepartmentName: departmentName(order.leadDepartmentId),
    coHandlingUnits: coHandlingUnits.map((unit) => ({ ...unit, departmentName: departmentName(unit.departmentId) })),
    returns: returns.map((claim) => ({ ...claim, departmentName: departmentName(claim.departmentId), namedDepartmentName: departmentName(claim.namedDepartmentId) })),
    events,
    steps: listOrderSteps(order.state, listOrderRoles(actor, order.leadDepartmentId), facts),
  };
}

/** Orders past their limit that nobody was reminded of, the longest first. */
export async function listOverdueOrders(db: Reading, jurisdictionId: JurisdictionId, at: Instant, limit: number): Promise<WorkOrderId[]> {
  const rows = await db.selectFrom('appeals.workOrder').select('workOrderId').where('jurisdictionId', '=', jurisdictionId).where('dueAt', '<', at).where('remindedAt', 'is', null).where('state', 'in', waiting)
    .orderBy('dueAt').orderBy('workOrderId').limit(limit).$castTo<{ workOrderId: WorkOrderId }>().execute();
  return rows.map(({ workOrderId }) => workOrderId);
}
