import type { OrderAction } from '../../core/appeals/machine.ts';
import { decideOrderStep, listOrderRoles } from '../../core/appeals/machine.ts';
import { computeNumber } from '../../core/appeals/numbers.ts';
import type { ReturnRuling, WorkOrderId, WorkOrderState } from '../../core/appeals/model.ts';
import { refuseAppeals } from '../../core/appeals/refusals.ts';
import { decideSight } from '../../core/appeals/rules.ts';
import { systemActor, type Actor } from '../../core/access/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { ChangeContext } from '../context.ts';
import type { Tx } from '../platform/database.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { askAtOnce } from '../platform/unit-of-work.ts';
import {
  changeAppeal, changeOrder, findAppeal, findAppealOf, findOrder, insertReturn, loadAppealOf, loadEvents, loadOpenOrdersOf, loadOrder, loadOrdersOfDispute, loadOverdueOrder, loadReturns, newEvent, newOrder, saveRuling,
  type OrderChange, type StoredAppeal, type StoredEvent, type StoredOrder, type StoredReturn,
} from './store.ts';

export type { StoredAppeal, StoredOrder, StoredReturn } from './store.ts';

/** An order with its appeal, its returns and its history, locked until the transaction ends or made sure of by what is written. */
export interface OrderInHand {
  readonly order: StoredOrder;
  readonly appeal: StoredAppeal;
  readonly returns: readonly StoredReturn[];
  readonly events: readonly StoredEvent[];
}

async function inHand(tx: Tx, jurisdictionId: JurisdictionId, workOrderId: string, asked: Promise<StoredOrder>): Promise<OrderInHand> {
  const [order, appeal, returns, events] = await askAtOnce(
    asked, loadAppealOf(tx, jurisdictionId, workOrderId), loadReturns(tx, jurisdictionId, workOrderId), loadEvents(tx, jurisdictionId, workOrderId),
  );
  return { order, appeal, returns, events };
}

async function allInHand(tx: Tx, jurisdictionId: JurisdictionId, orders: readonly StoredOrder[]): Promise<OrderInHand[]> {
  const found: OrderInHand[] = [];
  for (const order of orders) found.push(await inHand(tx, jurisdictionId, order.workOrderId, Promise.resolve(order)));
  return found;
}

function refuseStale(seen: number, current: number): void {
  if (seen !== current) throw refuseCommon('common.stale', { seen, current });
}

/** The appeal at the version its changer saw; as it is now for the system, which saw none. Refuses `common.not-found`, `common.stale`. */
export async function takeAppeal({ unit, jurisdictionId }: ChangeContext, appealId: string, version: number | null): Promise<StoredAppeal> {
  const appeal = await findAppeal(unit.look, jurisdictionId, appealId);
  if (version !== null) refuseStale(version, appeal.version);
  return appeal;
}

function refuseUnlessTheirs(actor: Actor, { handledBy, version }: StoredOrder, seen: number): void {
  decideSight(actor, handledBy);
  refuseStale(seen, version);
}

/** The order at the version its changer saw. Refuses `common.not-found`, `appeals.not-yours`, `common.stale`. */
export async function takeOrder({ tx, jurisdictionId, actor }: ChangeContext, workOrderId: string, version: number): Promise<OrderInHand> {
  const hand = await inHand(tx, jurisdictionId, workOrderId, loadOrder(tx, jurisdictionId, workOrderId));
  refuseUnlessTheirs(actor, hand.order, version);
  return hand;
}

/** The order for a step that writes nothing else: it is not locked, the step makes sure of its version. Refuses what `takeOrder` refuses. */
export async function takeOrderAlone({ unit: { look }, jurisdictionId, actor }: ChangeContext, workOrderId: string, version: number): Promise<OrderInHand> {
  const [order, appeal, returns, events] = await askAtOnce(
    findOrder(look, jurisdictionId, workOrderId), findAppealOf(look, jurisdictionId, workOrderId), loadReturns(look, jurisdictionId, workOrderId), loadEvents(look, jurisdictionId, workOrderId),
  );
  refuseUnlessTheirs(actor, order, version);
  return { order, appeal, returns, events };
}

/** The orders that a dispute holds, closed ones too. */
export const takeOrdersOfDispute = async ({ tx, jurisdictionId }: ChangeContext, disputeId: string): Promise<OrderInHand[]> =>
  allInHand(tx, jurisdictionId, await loadOrdersOfDispute(tx, jurisdictionId, disputeId));

/** The orders that a department has on its desk: sent to it or signed in, not yet answered or returned. */
export const takeOpenOrdersOf = async ({ tx, jurisdictionId }: ChangeContext, departmentId: string): Promise<OrderInHand[]> =>
  allInHand(tx, jurisdictionId, await loadOpenOrdersOf(tx, jurisdictionId, departmentId));

type Opening = Pick<StoredOrder, 'leadDepartmentId' | 'coHandlingUnits' | 'designated' | 'interimLead' | 'disputeId' | 'divisionEntryId' | 'dispatchCardId' | 'instructions' | 'dueAt' | 'limitReasons' | 'automaticReasons'> & Pick<StoredAppeal, 'matterId'>;

/** What an order is that nobody has touched yet. */
const UNTOUCHED = { signedAt: null, repliedAt: null, remindedAt: null, closedAt: null, reply: null, outcome: null, reached: null, resolved: null, satisfied: null, version: 1 } as const;

/** Sends an appeal out for the first time: one order, at its first department, its clock running from now. */
export async function openOrder(context: ChangeContext, appeal: StoredAppeal, { matterId, ...given }: Opening): Promise<OrderInHand> {
  const { jurisdictionId, at } = context;
  const workOrderId = context.newId<'workOrder'>();
  const handledBy = [given.leadDepartmentId, ...given.coHandlingUnits.map(({ departmentId }) => departmentId)];
  const order = { ...given, workOrderId, number: `W${computeNumber(at, workOrderId)}`, appealId: appeal.appealId, handledBy, state: 'DISPATCHED' as const, hop: 1, dispatchedAt: at };
  const change = { state: 'DISPATCHED' as const, matterId: matterId ?? appeal.matterId };
  const event = { at, action: 'dispatch', by: context.actor.name, note: given.instructions };
  await context.send({ ...newOrder(jurisdictionId, order), ...changeAppeal(jurisdictionId, appeal, change), ...newEvent(jurisdictionId, workOrderId, event) });
  if (given.disputeId !== null) await bumpKnowledge(context.tx, jurisdictionId, 'disputes');
  return { order: { ...order, ...UNTOUCHED }, appeal: { ...appeal, ...change, version: appeal.version + 1 }, returns: [], events: [event] };
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
    automatic: order.automaticReasons !== null,
  });

const movesDispute = ({ disputeId }: StoredOrder, change: NonNullable<OrderStep['change']>): boolean =>
  (change.disputeId ?? disputeId) !== null && (change.leadDepartmentId !== undefined || change.disputeId !== undefined);

/** What the end of an order makes of its appeal. */
const changeAfter = (state: WorkOrderState): Partial<Pick<StoredAppeal, 'state'>> => {
  if (state === 'CLOSED') return { state: 'CLOSED' };
  return state === 'WITHDRAWN' ? { state: 'RECEIVED' } : {};
};

/** Takes a step of the order's procedure; answers the order as it is after it. Refuses `appeals.step-closed`. */
export async function takeOrderStep(context: ChangeContext, hand: OrderInHand, { action, note = '', change = {}, actor = context.actor }: OrderStep): Promise<OrderInHand> {
  const { jurisdictionId, at } = context;
  const { order, appeal } = hand;
  const state = decideStep(actor, hand, action);
  const lead = change.leadDepartmentId ?? order.leadDepartmentId;
  const isNew = !order.handledBy.includes(lead);
  const handledBy = isNew ? [...order.handledBy, lead] : order.handledBy;
  const event = { at, action, by: actor.name, note };
  const after = changeAfter(state);
  const isOver = after.state !== undefined;
  await context.send({
    ...changeOrder(jurisdictionId, order, { ...change, state, ...(isNew ? { handledBy } : {}) }),
    ...newEvent(jurisdictionId, order.workOrderId, event),
    ...(isOver ? changeAppeal(jurisdictionId, appeal, after) : {}),
  });
  // who holds an order of a pending dispute goes on with what is like it
  if (movesDispute(order, change)) await bumpKnowledge(context.tx, jurisdictionId, 'disputes');
  return {
    ...hand,
    order: { ...order, ...change, state, handledBy, version: order.version + 1 },
    appeal: isOver ? { ...appeal, ...after, version: appeal.version + 1 } : appeal,
    events: [...hand.events, event],
  };
}

/** Reminds, once, that the limit of an order has run out. Refuses `appeals.not-due` when there is nothing to remind of, or somebody else has it in hand. */
export async function remindOrder(context: ChangeContext, workOrderId: WorkOrderId): Promise<void> {
  const order = await loadOverdueOrder(context.tx, context.jurisdictionId, workOrderId, context.at);
  if (order === undefined) throw refuseAppeals('appeals.not-due');
  context.about('workOrder', workOrderId);
  await takeOrderStep(context, await inHand(context.tx, context.jurisdictionId, workOrderId, Promise.resolve(order)), { action: 'remind', note: '办理期限已满，尚未答复。', change: { remindedAt: context.at } });
}

/** What the system does inside somebody's call. */
export const bySystem = systemActor;

/** Writes on an order, without a step of its procedure, which entry settled it. */
export async function markOrder(context: ChangeContext, { order }: OrderInHand, change: Pick<OrderChange, 'divisionEntryId' | 'designated' | 'interimLead'>): Promise<void> {
  await context.send(changeOrder(context.jurisdictionId, order, change));
}

export const keepReturn = (context: ChangeContext, orderReturn: StoredReturn): Promise<void> => insertReturn(context.tx, context.jurisdictionId, orderReturn);

export const keepRuling = (context: ChangeContext, orderReturnId: string, ruling: ReturnRuling, rulingNote: string): Promise<void> =>
  saveRuling(context.tx, context.jurisdictionId, orderReturnId, { ruling, rulingNote, ruledAt: context.at });
