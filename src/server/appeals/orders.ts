import type { OrderAction } from '../../core/appeals/machine.ts';
import { decideOrderStep, listOrderRoles } from '../../core/appeals/machine.ts';
import { computeNumber } from '../../core/appeals/numbers.ts';
import type { ReturnRuling, WorkOrderId } from '../../core/appeals/model.ts';
import { refuseAppeals } from '../../core/appeals/refusals.ts';
import { decideSight } from '../../core/appeals/rules.ts';
import { systemActor, type Actor } from '../../core/access/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { ChangeContext } from '../context.ts';
import type { Tx } from '../platform/database.ts';
import { appendEvent, insertOrder, insertReturn, loadAppeal, loadOpenOrdersOf, loadOrder, loadOrdersOfDispute, loadOverdueOrder, loadReturns, saveAppeal, saveOrder, saveRuling, type OrderChange, type StoredAppeal, type StoredOrder, type StoredReturn } from './store.ts';

export type { StoredAppeal, StoredOrder, StoredReturn } from './store.ts';

/** An order with its appeal and its returns, all locked until the transaction ends. */
export interface OrderInHand {
  readonly order: StoredOrder;
  readonly appeal: StoredAppeal;
  readonly returns: readonly StoredReturn[];
}

async function inHand(tx: Tx, jurisdictionId: JurisdictionId, order: StoredOrder): Promise<OrderInHand> {
  const [appeal, returns] = await Promise.all([loadAppeal(tx, jurisdictionId, order.appealId), loadReturns(tx, jurisdictionId, order.workOrderId)]);
  return { order, appeal, returns };
}

function refuseStale(seen: number, current: number): void {
  if (seen !== current) throw refuseCommon('common.stale', { seen, current });
}

/** The appeal at the version its changer saw. Refuses `common.not-found`, `common.stale`. */
export async function takeAppeal({ tx, jurisdictionId }: ChangeContext, appealId: string, version: number): Promise<StoredAppeal> {
  const appeal = await loadAppeal(tx, jurisdictionId, appealId);
  refuseStale(version, appeal.version);
  return appeal;
}

/** The order at the version its changer saw. Refuses `common.not-found`, `appeals.not-yours`, `common.stale`. */
export async function takeOrder({ tx, jurisdictionId, actor }: ChangeContext, workOrderId: string, version: number): Promise<OrderInHand> {
  const order = await loadOrder(tx, jurisdictionId, workOrderId);
  decideSight(actor, order.handledBy);
  refuseStale(version, order.version);
  return inHand(tx, jurisdictionId, order);
}

/** The orders that a dispute holds, closed ones too. */
export async function takeOrdersOfDispute({ tx, jurisdictionId }: ChangeContext, disputeId: string): Promise<OrderInHand[]> {
  const found: OrderInHand[] = [];
  for (const order of await loadOrdersOfDispute(tx, jurisdictionId, disputeId)) found.push(await inHand(tx, jurisdictionId, order));
  return found;
}

/** The orders that a department has on its desk: sent to it or signed in, not yet answered or returned. */
export async function takeOpenOrdersOf({ tx, jurisdictionId }: ChangeContext, departmentId: string): Promise<OrderInHand[]> {
  const found: OrderInHand[] = [];
  for (const order of await loadOpenOrdersOf(tx, jurisdictionId, departmentId)) found.push(await inHand(tx, jurisdictionId, order));
  return found;
}

export type NewOrder = Pick<StoredOrder, 'leadDepartmentId' | 'coHandlingUnits' | 'designated' | 'interimLead' | 'disputeId' | 'divisionEntryId' | 'dispatchCardId' | 'instructions' | 'dueAt' | 'limitReasons'> & Pick<StoredAppeal, 'matterId'>;

/** Sends an appeal out for the first time: one order, at its first department, its clock running from now. */
export async function openOrder(context: ChangeContext, appeal: StoredAppeal, { matterId, ...given }: NewOrder): Promise<WorkOrderId> {
  const { tx, jurisdictionId, at } = context;
  const workOrderId = context.newId<'workOrder'>();
  const handledBy = [given.leadDepartmentId, ...given.coHandlingUnits.map(({ departmentId }) => departmentId)];
  await Promise.all([
    insertOrder(tx, jurisdictionId, { ...given, workOrderId, number: `W${computeNumber(at, workOrderId)}`, appealId: appeal.appealId, handledBy, state: 'DISPATCHED', hop: 1, dispatchedAt: at }),
    saveAppeal(tx, jurisdictionId, appeal, { state: 'DISPATCHED', matterId: matterId ?? appeal.matterId }),
    appendEvent(tx, jurisdictionId, workOrderId, { at, action: 'dispatch', by: context.actor.name, note: given.instructions }),
  ]);
  return workOrderId;
}

export interface OrderStep {
  readonly action: OrderAction;
  readonly note?: string;
  /** What the step writes beside the state that the table gives. */
  readonly change?: Omit<OrderChange, 'state' | 'handledBy'>;
  /** Whose step it is, when not the caller's: the system acts inside a call of somebody else. */
  readonly actor?: Actor;
}

/** Refuses `appeals.step-closed` unless the step is open now; answers the state it leads to. */
export const decideStep = (actor: Actor, { order, returns }: OrderInHand, action: OrderAction) =>
  decideOrderStep(order.state, action, listOrderRoles(actor, order.leadDepartmentId), {
    designated: order.designated,
    returnedBefore: returns.some(({ departmentId }) => departmentId === order.leadDepartmentId),
    reminded: order.remindedAt !== null,
  });

/** Takes a step of the order's procedure; answers the order as it is after it. Refuses `appeals.step-closed`, `common.stale`. */
export async function takeOrderStep(context: ChangeContext, hand: OrderInHand, { action, note = '', change = {}, actor = context.actor }: OrderStep): Promise<OrderInHand> {
  const { tx, jurisdictionId, at } = context;
  const { order } = hand;
  const state = decideStep(actor, hand, action);
  const lead = change.leadDepartmentId ?? order.leadDepartmentId;
  const handledBy = [...new Set([...order.handledBy, lead])];
  await Promise.all([
    saveOrder(tx, jurisdictionId, order.workOrderId, order.version, { ...change, state, handledBy }),
    appendEvent(tx, jurisdictionId, order.workOrderId, { at, action, by: actor.name, note }),
  ]);
  if (state === 'CLOSED') await saveAppeal(tx, jurisdictionId, hand.appeal, { state: 'CLOSED' });
  return { ...hand, order: { ...order, ...change, state, handledBy, version: order.version + 1 } };
}

/** Reminds, once, that the limit of an order has run out. Refuses `appeals.not-due` when there is nothing to remind of, or somebody else has it in hand. */
export async function remindOrder(context: ChangeContext, workOrderId: WorkOrderId): Promise<void> {
  const order = await loadOverdueOrder(context.tx, context.jurisdictionId, workOrderId, context.at);
  if (order === undefined) throw refuseAppeals('appeals.not-due');
  context.about('workOrder', workOrderId);
  await takeOrderStep(context, await inHand(context.tx, context.jurisdictionId, order), { action: 'remind', note: '办理期限已满，尚未答复。', change: { remindedAt: context.at } });
}

/** What the system does inside somebody's call. */
export const bySystem = systemActor;

/** Writes on an order, without a step of its procedure, which entry settled it. */
export async function markOrder(context: ChangeContext, { order }: OrderInHand, change: Pick<OrderChange, 'divisionEntryId' | 'designated' | 'interimLead'>): Promise<void> {
  await saveOrder(context.tx, context.jurisdictionId, order.workOrderId, order.version, change);
}

export const keepReturn = (context: ChangeContext, orderReturn: StoredReturn): Promise<void> => insertReturn(context.tx, context.jurisdictionId, orderReturn);

export const keepRuling = (context: ChangeContext, orderReturnId: string, ruling: ReturnRuling, rulingNote: string): Promise<void> =>
  saveRuling(context.tx, context.jurisdictionId, orderReturnId, { ruling, rulingNote, ruledAt: context.at });
