import { sql, type SqlBool } from 'kysely';
import type { Actor } from '../../core/access/model.ts';
import { listOrderRoles, listOrderSteps, orderActionWords, type OrderAction } from '../../core/appeals/machine.ts';
import type { WorkOrder, WorkOrderState, WorkOrderSummary } from '../../core/appeals/model.ts';
import { computeSight, decideSight } from '../../core/appeals/rules.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { word, type Word } from '../../core/kernel/words.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, pageAfter, splitCursor, type Page } from '../platform/pages.ts';
import { asks, handles, masked } from './queries.ts';
import type { CoHandlingUnit } from './store.ts';

const withNames = (db: Reading, jurisdictionId: JurisdictionId) =>
  db
    .selectFrom('appeals.workOrder as o')
    .innerJoin('appeals.appeal as a', (join) => join.onRef('a.jurisdictionId', '=', 'o.jurisdictionId').onRef('a.appealId', '=', 'o.appealId'))
    .innerJoin('registry.department as d', (join) => join.onRef('d.jurisdictionId', '=', 'o.jurisdictionId').onRef('d.departmentId', '=', 'o.leadDepartmentId'))
    .where('o.jurisdictionId', '=', jurisdictionId);

const summaryColumns = ['o.workOrderId', 'o.number', 'o.appealId', 'a.title', 'o.state', 'o.leadDepartmentId', 'd.name as leadDepartmentName', 'o.hop', 'o.disputeId', 'o.dispatchedAt', 'o.dueAt', 'o.signedAt', 'o.repliedAt', 'o.version'] as const;

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
export async function listOrders(db: Reading, jurisdictionId: JurisdictionId, actor: Actor, { q, state, departmentId, overdue, at, limit, cursor }: OrderFilter): Promise<Page<WorkOrderSummary>> {
  let rows = withNames(db, jurisdictionId).select(summaryColumns).orderBy('o.dispatchedAt', 'desc').orderBy('o.workOrderId', 'desc').limit(limit + 1);
  const sight = computeSight(actor);
  if (sight !== null) rows = rows.where(handles(sight));
  if (state !== undefined) rows = rows.where('o.state', '=', state);
  if (departmentId !== undefined) rows = rows.where('o.leadDepartmentId', '=', departmentId);
  if (overdue !== undefined) rows = rows.where(sql<SqlBool>`(o.due_at < ${at} and o.replied_at is null) = ${overdue}`);
  if (q !== undefined && q !== '') rows = rows.where(sql<SqlBool>`(${asks(q)} or o.number like ${`${q.replaceAll(/[%_\\]/g, '')}%`})`);
  const after = splitCursor(cursor);
  if (after !== undefined) rows = rows.where(sql<SqlBool>`(o.dispatched_at, o.work_order_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  return pageAfter(await rows.$castTo<WorkOrderSummary>().execute(), limit, (last) => joinCursor(last.dispatchedAt, last.workOrderId));
}

type OrderRow = Omit<WorkOrder, 'coHandlingUnits' | 'returns' | 'events' | 'steps'> & { readonly coHandlingUnits: readonly CoHandlingUnit[]; readonly handledBy: readonly string[] };

const findOrder = (db: Reading, jurisdictionId: JurisdictionId, workOrderId: string) =>
  withNames(db, jurisdictionId)
    .leftJoin('registry.matter as m', (join) => join.onRef('m.jurisdictionId', '=', 'a.jurisdictionId').onRef('m.matterId', '=', 'a.matterId'))
    .select([...summaryColumns, 'a.text', 'a.place', 'a.matterId', 'm.name as matterName', 'a.appellantName', 'a.appellantPhone', 'o.coHandlingUnits', 'o.handledBy', 'o.designated', 'o.interimLead', 'o.divisionEntryId', 'o.dispatchCardId', 'o.limitReasons', 'o.instructions', 'o.reply', 'o.outcome'])
    .where('o.workOrderId', '=', workOrderId)
    .$castTo<OrderRow>()
    .executeTakeFirst();

const listReturns = (db: Reading, jurisdictionId: JurisdictionId, workOrderId: string): Promise<WorkOrder['returns']> =>
  db
    .selectFrom('appeals.orderReturn as r')
    .innerJoin('registry.department as d', (join) => join.onRef('d.jurisdictionId', '=', 'r.jurisdictionId').onRef('d.departmentId', '=', 'r.departmentId'))
    .innerJoin('registry.department as n', (join) => join.onRef('n.jurisdictionId', '=', 'r.jurisdictionId').onRef('n.departmentId', '=', 'r.namedDepartmentId'))
    .select(['r.orderReturnId', 'r.departmentId', 'd.name as departmentName', 'r.reason', 'r.clause', 'r.dutyClauseId', 'r.namedDepartmentId', 'n.name as namedDepartmentName', 'r.explanation', 'r.returnedAt', 'r.isLate', 'r.ruling', 'r.rulingNote', 'r.ruledAt'])
    .where('r.jurisdictionId', '=', jurisdictionId).where('r.workOrderId', '=', workOrderId).orderBy('r.returnedAt').orderBy('r.orderReturnId')
    .$castTo<WorkOrder['returns'][number]>()
    .execute();

const DISPATCH: Word = word('派单', 'Dispatch');
const titleOf = (action: string): Word => (action === 'dispatch' ? DISPATCH : orderActionWords[action as OrderAction]);

async function listEvents(db: Reading, jurisdictionId: JurisdictionId, workOrderId: string): Promise<WorkOrder['events']> {
  const events = await db.selectFrom('appeals.orderEvent').select(['at', 'action', 'by', 'note']).where('jurisdictionId', '=', jurisdictionId).where('workOrderId', '=', workOrderId).orderBy('ordinal')
    .$castTo<Omit<WorkOrder['events'][number], 'title'>>().execute();
  return events.map((event) => ({ ...event, title: titleOf(event.action) }));
}

async function nameUnits(db: Reading, jurisdictionId: JurisdictionId, units: readonly CoHandlingUnit[]): Promise<WorkOrder['coHandlingUnits']> {
  if (units.length === 0) return [];
  const rows = await db.selectFrom('registry.department').select(['departmentId', 'name']).where('jurisdictionId', '=', jurisdictionId).where('departmentId', 'in', units.map(({ departmentId }) => departmentId)).execute();
  const names = new Map(rows.map(({ departmentId, name }) => [departmentId, name]));
  return units.map((unit) => ({ ...unit, departmentName: names.get(unit.departmentId) ?? '' }));
}

/** One order with its returns, history and the steps open to the actor; the appellant masked. Refuses `common.not-found`, `appeals.not-yours`. */
export async function viewOrder(db: Reading, jurisdictionId: JurisdictionId, actor: Actor, workOrderId: string): Promise<WorkOrder> {
  const found = await findOrder(db, jurisdictionId, workOrderId);
  if (found === undefined) throw refuseCommon('common.not-found', { what: '工单' });
  const { handledBy, coHandlingUnits, ...order } = found;
  decideSight(actor, handledBy);
  const returns = await listReturns(db, jurisdictionId, workOrderId);
  const facts = { designated: order.designated, returnedBefore: returns.some(({ departmentId }) => departmentId === order.leadDepartmentId) };
  return {
    ...order,
    ...masked(order),
    coHandlingUnits: await nameUnits(db, jurisdictionId, coHandlingUnits),
    returns,
    events: await listEvents(db, jurisdictionId, workOrderId),
    steps: listOrderSteps(order.state, listOrderRoles(actor, order.leadDepartmentId), facts),
  };
}
