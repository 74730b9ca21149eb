import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { listOrderRoles, listOrderSteps, orderActionWords, waiting, type OrderAction } from '../../core/appeals/machine.ts';
import type { WorkOrder, WorkOrderId, WorkOrderState, WorkOrderSummary } from '../../core/appeals/model.ts';
import { computeSight, decideSight } from '../../core/appeals/rules.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { word, type Word } from '../../core/kernel/words.ts';
import type { ReadContext } from '../context.ts';
import type { Reading } from '../platform/database.ts';
import { askAtOnce } from '../platform/unit-of-work.ts';
import { joinCursor, oneMore, pageAfter, splitCursor, type Page } from '../platform/pages.ts';
import { handles, masked, toWanted } from './queries.ts';
import type { OrderInHand } from './orders.ts';
import { findAppealOf, findOrder, loadEvents, loadReturns } from './store.ts';

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
  /** Sent out by the system itself, or by a person. */
  readonly automatic?: boolean | undefined;
  readonly at: Instant;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

function* conditions({ state, departmentId, overdue, automatic, at }: OrderFilter): Generator<RawBuilder<SqlBool>> {
  if (state !== undefined) yield sql`o.state = ${state}`;
  if (departmentId !== undefined) yield sql`o.lead_department_id = ${departmentId}`;
  if (overdue !== undefined) yield sql`(o.due_at < ${at} and o.replied_at is null and o.state <> 'WITHDRAWN') = ${overdue}`;
  if (automatic !== undefined) yield automatic ? sql`o.automatic_reasons is not null` : sql`o.automatic_reasons is null`;
}

/** Orders, newest first; a department sees only those that it has or had. */
export async function listOrders({ db, jurisdictionId, actor, names }: ReadContext, filter: OrderFilter): Promise<Page<WorkOrderSummary>> {
  const { q = '', limit, cursor } = filter;
  const wanted = q === '' ? undefined : toWanted(q, 'o.number');
  let rows = withAppeal(db, jurisdictionId)
    .$if(wanted?.isSearch === true, (query) => query.innerJoin('appeals.appealSearch as s', (join) => join.onRef('s.jurisdictionId', '=', 'a.jurisdictionId').onRef('s.appealId', '=', 'a.appealId')))
    .select([...summaryColumns, sql<boolean>`(o.automatic_reasons is not null)`.as('isAutomatic')]).orderBy('o.dispatchedAt', 'desc').orderBy('o.workOrderId', 'desc').limit(oneMore(limit));
  const sight = computeSight(actor);
  if (sight !== null) rows = rows.where(handles(sight));
  for (const condition of conditions(filter)) rows = rows.where(condition);
  if (wanted !== undefined) rows = rows.where(wanted.condition);
  const after = splitCursor(cursor);
  if (after !== undefined) rows = rows.where(sql<SqlBool>`(o.dispatched_at, o.work_order_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const page = pageAfter(await rows.$castTo<Omit<WorkOrderSummary, 'leadDepartmentName'>>().execute(), limit, (last) => joinCursor(last.dispatchedAt, last.workOrderId));
  const nameOf = await names.of(db, jurisdictionId, page.items.map(({ leadDepartmentId }) => leadDepartmentId));
  return { ...page, items: page.items.map((row) => ({ ...row, leadDepartmentName: nameOf(row.leadDepartmentId) ?? '' })) };
}

const DISPATCH: Word = word('派单', 'Dispatch');
const titleOf = (action: string): Word => (action === 'dispatch' ? DISPATCH : orderActionWords[action as OrderAction]);

/** An order with its returns, history and the steps open to the actor; the appellant masked. Refuses `appeals.not-yours`. */
export async function describeOrder({ db, jurisdictionId, actor, names }: ReadContext, { order, appeal, returns, events }: OrderInHand): Promise<WorkOrder> {
  decideSight(actor, order.handledBy);
  const facts = { designated: order.designated, returnedBefore: returns.some(({ departmentId }) => departmentId === order.leadDepartmentId), reminded: order.remindedAt !== null, automatic: order.automaticReasons !== null };
  const departments = [order.leadDepartmentId, ...order.coHandlingUnits.map((unit) => unit.departmentId), ...returns.flatMap((claim) => [claim.departmentId, claim.namedDepartmentId])];
  const nameOf = await names.of(db, jurisdictionId, [appeal.matterId, ...departments]);
  const departmentName = (departmentId: string): string => nameOf(departmentId) ?? '';
  const { workOrderId, number, state, leadDepartmentId, hop, disputeId, dispatchedAt, dueAt, signedAt, repliedAt, remindedAt, version } = order;
  const { designated, interimLead, divisionEntryId, dispatchCardId, limitReasons, instructions, reply, outcome } = order;
  const automaticReasons = order.automaticReasons === null ? null : [...order.automaticReasons];
  const { appealId, title, text, place, matterId } = appeal;
  return {
    workOrderId, number, appealId, title, state, leadDepartmentId, hop, disputeId, dispatchedAt, dueAt, signedAt, repliedAt, remindedAt, version,
    text, place, matterId, ...masked(appeal), designated, interimLead, divisionEntryId, dispatchCardId, limitReasons: [...limitReasons], automaticReasons, isAutomatic: order.automaticReasons !== null, instructions, reply, outcome,
    matterName: nameOf(matterId),
    leadDepartmentName: departmentName(leadDepartmentId),
    coHandlingUnits: order.coHandlingUnits.map((unit) => ({ ...unit, departmentName: departmentName(unit.departmentId) })),
    returns: returns.map(({ workOrderId: _, ...claim }) => ({ ...claim, departmentName: departmentName(claim.departmentId), namedDepartmentName: departmentName(claim.namedDepartmentId) })),
    events: events.map((event) => ({ ...event, title: titleOf(event.action) })),
    steps: listOrderSteps(state, listOrderRoles(actor, leadDepartmentId), facts),
  };
}

/** One order as `describeOrder` shows it. Refuses `common.not-found`, `appeals.not-yours`. */
export async function viewOrder(context: ReadContext, workOrderId: string): Promise<WorkOrder> {
  const { db, jurisdictionId } = context;
  const [order, appeal, returns, events] = await askAtOnce(
    findOrder(db, jurisdictionId, workOrderId), findAppealOf(db, jurisdictionId, workOrderId), loadReturns(db, jurisdictionId, workOrderId), loadEvents(db, jurisdictionId, workOrderId),
  );
  return describeOrder(context, { order, appeal, returns, events });
}

/** Orders past their limit that nobody was reminded of, the longest first. */
export async function listOverdueOrders(db: Reading, jurisdictionId: JurisdictionId, at: Instant, limit: number): Promise<WorkOrderId[]> {
  const rows = await db.selectFrom('appeals.workOrder').select('workOrderId').where('jurisdictionId', '=', jurisdictionId).where('dueAt', '<', at).where('remindedAt', 'is', null).where('state', 'in', waiting)
    .orderBy('dueAt').orderBy('workOrderId').limit(limit).$castTo<{ workOrderId: WorkOrderId }>().execute();
  return rows.map(({ workOrderId }) => workOrderId);
}
