import type { AppealId, AppealInput, AppealState, Outcome, ReturnReason, ReturnRuling, WorkOrderId, WorkOrderState } from '../../core/appeals/model.ts';
import type { DisputeId } from '../../core/disputes/model.ts';
import type { DivisionEntryId } from '../../core/division/model.ts';
import { waiting } from '../../core/appeals/machine.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reason } from '../../core/kernel/reasons.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import type { Reading, Tx } from '../platform/database.ts';
import { fixedStatement } from '../platform/statement.ts';
import type { Writes } from '../platform/unit-of-work.ts';
import { assignments, once, toIntArray, written } from '../platform/written.ts';
import { toPairs } from '../platform/search.ts';
import { word } from '../../core/kernel/words.ts';

export interface StoredAppeal extends Omit<AppealInput, 'receivedAt'> {
  readonly appealId: AppealId;
  readonly number: string;
  readonly state: AppealState;
  readonly receivedAt: Instant;
  readonly recordedAt: Instant;
  readonly version: number;
}

export interface CoHandlingUnit {
  readonly departmentId: DepartmentId;
  readonly task: string;
}

export interface StoredOrder {
  readonly workOrderId: WorkOrderId;
  readonly number: string;
  readonly appealId: AppealId;
  readonly leadDepartmentId: DepartmentId;
  readonly coHandlingUnits: readonly CoHandlingUnit[];
  readonly handledBy: readonly DepartmentId[];
  readonly state: WorkOrderState;
  readonly hop: number;
  readonly designated: boolean;
  readonly interimLead: boolean;
  readonly disputeId: DisputeId | null;
  readonly divisionEntryId: DivisionEntryId | null;
  readonly dispatchCardId: string | null;
  readonly instructions: string;
  readonly dispatchedAt: Instant;
  readonly dueAt: Instant;
  readonly limitReasons: readonly Reason[];
  readonly automaticReasons: readonly Reason[] | null;
  readonly signedAt: Instant | null;
  readonly repliedAt: Instant | null;
  readonly remindedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly reply: string | null;
  readonly outcome: Outcome | null;
  readonly reached: boolean | null;
  readonly resolved: boolean | null;
  readonly satisfied: boolean | null;
  readonly version: number;
}

export interface StoredReturn {
  readonly orderReturnId: string;
  readonly workOrderId: WorkOrderId;
  readonly departmentId: DepartmentId;
  readonly reason: ReturnReason;
  readonly clause: string;
  readonly dutyClauseId: string | null;
  readonly namedDepartmentId: DepartmentId;
  readonly explanation: string;
  readonly returnedAt: Instant;
  readonly isLate: boolean;
  readonly ruling: ReturnRuling;
  readonly rulingNote: string;
  readonly ruledAt: Instant | null;
}

/** A new appeal and its words. */
export function newAppeal(jurisdictionId: JurisdictionId, appeal: Omit<StoredAppeal, 'state' | 'version'>): Writes {
  const { appealId, number, channel, type, title, text, place, townshipDepartmentId, matterId, urgency, appellantName, appellantPhone, confidential, complainedDepartmentId, externalNumber, receivedAt, recordedAt } = appeal;
  return {
    appeal: written`
      insert into appeals.appeal (jurisdiction_id, appeal_id, number, channel, type, title, text, place, township_department_id, matter_id, urgency, appellant_name, appellant_phone,
        confidential, complained_department_id, external_number, received_at, recorded_at)
      values (${jurisdictionId}, ${appealId}, ${number}, ${channel}, ${type}, ${title}, ${text}, ${place}, ${townshipDepartmentId}, ${matterId}, ${urgency}, ${appellantName}, ${appellantPhone},
        ${confidential}, ${complainedDepartmentId}, ${externalNumber}, ${receivedAt}, ${recordedAt})`,
    appealSearch: written`
      insert into appeals.appeal_search (jurisdiction_id, received_at, appeal_id, pairs)
      values (${jurisdictionId}, ${receivedAt}, ${appealId}, ${toIntArray(toPairs(title, text, place))}::int[])`,
  };
}

const readAppeal = fixedStatement((db, { jurisdictionId, appealId }: { jurisdictionId: JurisdictionId; appealId: string }) =>
  db.selectFrom('appeals.appeal').selectAll().where('jurisdictionId', '=', jurisdictionId).where('appealId', '=', appealId).$castTo<StoredAppeal>());

/** The appeal as it now is. Refuses `common.not-found`. */
export async function findAppeal(db: Reading, jurisdictionId: JurisdictionId, appealId: string): Promise<StoredAppeal> {
  const [found] = await readAppeal(db, { jurisdictionId, appealId });
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('诉求', 'The appeal') });
  return found;
}

/** A change of an appeal at the version it was seen at. */
export const changeAppeal = (jurisdictionId: JurisdictionId, { appealId, version }: Pick<StoredAppeal, 'appealId' | 'version'>, change: Partial<Pick<StoredAppeal, 'state' | 'matterId'>>): Writes => ({
  appeal: once(written`update appeals.appeal set ${assignments({ ...change, version: version + 1 })} where jurisdiction_id = ${jurisdictionId} and appeal_id = ${appealId} and version = ${version}`),
});

type NewOrder = Omit<StoredOrder, 'version' | 'signedAt' | 'repliedAt' | 'remindedAt' | 'closedAt' | 'reply' | 'outcome' | 'reached' | 'resolved' | 'satisfied'>;

export const newOrder = (jurisdictionId: JurisdictionId, order: NewOrder): Writes => ({
  workOrder: written`
    insert into appeals.work_order (jurisdiction_id, work_order_id, number, appeal_id, lead_department_id, co_handling_units, handled_by, state, hop, designated, interim_lead,
      dispute_id, division_entry_id, dispatch_card_id, instructions, dispatched_at, due_at, limit_reasons, automatic_reasons)
    values (${jurisdictionId}, ${order.workOrderId}, ${order.number}, ${order.appealId}, ${order.leadDepartmentId}, ${JSON.stringify(order.coHandlingUnits)}, ${order.handledBy}, ${order.state}, ${order.hop}, ${order.designated}, ${order.interimLead},
      ${order.disputeId}, ${order.divisionEntryId}, ${order.dispatchCardId}, ${order.instructions}, ${order.dispatchedAt}, ${order.dueAt}, ${JSON.stringify(order.limitReasons)}, ${order.automaticReasons === null ? null : JSON.stringify(order.automaticReasons)})`,
});

const orders = (tx: Reading, jurisdictionId: JurisdictionId) =>
  tx.selectFrom('appeals.workOrder').selectAll().where('jurisdictionId', '=', jurisdictionId).forUpdate().$castTo<StoredOrder>();

type OneOrder = { readonly jurisdictionId: JurisdictionId; readonly workOrderId: string };
const lockOrder = fixedStatement((db, { jurisdictionId, workOrderId }: OneOrder) => orders(db, jurisdictionId).where('workOrderId', '=', workOrderId));

/** The order, locked until the transaction ends. Refuses `common.not-found`. */
export const loadOrder = async (tx: Tx, jurisdictionId: JurisdictionId, workOrderId: string): Promise<StoredOrder> => refuseMissing(await lockOrder(tx, { jurisdictionId, workOrderId }));

/** An order past its limit that nobody was reminded of, locked; nothing when it is none, or when somebody else has it in hand. */
export const loadOverdueOrder = (tx: Tx, jurisdictionId: JurisdictionId, workOrderId: string, at: Instant): Promise<StoredOrder | undefined> =>
  orders(tx, jurisdictionId).where('workOrderId', '=', workOrderId).where('dueAt', '<', at).where('remindedAt', 'is', null).where('state', 'in', waiting).skipLocked().executeTakeFirst();

/** Locked in the order of their ids, so that two who take the same ones never wait for each other. */
export const loadOrdersOfDispute = (tx: Tx, jurisdictionId: JurisdictionId, disputeId: string): Promise<StoredOrder[]> =>
  orders(tx, jurisdictionId).where('disputeId', '=', disputeId).orderBy('workOrderId').execute();

const lockAppealOf = fixedStatement((db, { jurisdictionId, workOrderId }: OneOrder) =>
  db.selectFrom('appeals.appeal').selectAll().where('jurisdictionId', '=', jurisdictionId)
    .where('appealId', '=', (eb) => eb.selectFrom('appeals.workOrder').select('appealId').where('jurisdictionId', '=', jurisdictionId).where('workOrderId', '=', workOrderId)).forUpdate().$castTo<StoredAppeal>());

const readAppealOf = fixedStatement((db, { jurisdictionId, workOrderId }: OneOrder) =>
  db.selectFrom('appeals.workOrder as o')
    .innerJoin('appeals.appeal as a', (join) => join.onRef('a.jurisdictionId', '=', 'o.jurisdictionId').onRef('a.appealId', '=', 'o.appealId'))
    .selectAll('a').where('o.jurisdictionId', '=', jurisdictionId).where('o.workOrderId', '=', workOrderId).$castTo<StoredAppeal>());

const readOrder = fixedStatement((db, { jurisdictionId, workOrderId }: OneOrder) =>
  db.selectFrom('appeals.workOrder').selectAll().where('jurisdictionId', '=', jurisdictionId).where('workOrderId', '=', workOrderId).$castTo<StoredOrder>());

function refuseMissing<Found>([found]: readonly Found[]): Found {
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('工单', 'The order') });
  return found;
}

/** The appeal of an order, locked until the transaction ends. Refuses `common.not-found`. */
export const loadAppealOf = async (tx: Tx, jurisdictionId: JurisdictionId, workOrderId: string): Promise<StoredAppeal> => refuseMissing(await lockAppealOf(tx, { jurisdictionId, workOrderId }));

/** The appeal of an order as it now is. Refuses `common.not-found`. */
export const findAppealOf = async (db: Reading, jurisdictionId: JurisdictionId, workOrderId: string): Promise<StoredAppeal> => refuseMissing(await readAppealOf(db, { jurisdictionId, workOrderId }));

/** The order as it now is. Refuses `common.not-found`. */
export const findOrder = async (db: Reading, jurisdictionId: JurisdictionId, workOrderId: string): Promise<StoredOrder> => refuseMissing(await readOrder(db, { jurisdictionId, workOrderId }));

/** Orders that a department has on its desk, locked in the order of their ids. */
export const loadOpenOrdersOf = (tx: Tx, jurisdictionId: JurisdictionId, departmentId: string): Promise<StoredOrder[]> =>
  orders(tx, jurisdictionId).where('leadDepartmentId', '=', departmentId).where('state', 'in', ['DISPATCHED', 'SIGNED_IN']).orderBy('workOrderId').execute();

export type OrderChange = Partial<Omit<StoredOrder, 'workOrderId' | 'appealId' | 'number' | 'version' | 'limitReasons' | 'automaticReasons' | 'coHandlingUnits' | 'dispatchedAt' | 'dueAt' | 'handledBy'>> & { readonly handledBy?: readonly DepartmentId[] };

/** A change of an order at the version it was seen at. */
export const changeOrder = (jurisdictionId: JurisdictionId, { workOrderId, version }: Pick<StoredOrder, 'workOrderId' | 'version'>, change: OrderChange): Writes => ({
  workOrder: once(written`
    update appeals.work_order set ${assignments({ ...change, version: version + 1 })}
    where jurisdiction_id = ${jurisdictionId} and work_order_id = ${workOrderId} and version = ${version}`),
});

export async function insertReturn(tx: Tx, jurisdictionId: JurisdictionId, orderReturn: StoredReturn): Promise<void> {
  await tx.insertInto('appeals.orderReturn').values({ ...orderReturn, jurisdictionId }).execute();
}

const returnsOf = fixedStatement((db, { jurisdictionId, workOrderId }: OneOrder) =>
  db.selectFrom('appeals.orderReturn').selectAll().where('jurisdictionId', '=', jurisdictionId).where('workOrderId', '=', workOrderId).orderBy('returnedAt').orderBy('orderReturnId').$castTo<StoredReturn>());

export const loadReturns = (db: Reading, jurisdictionId: JurisdictionId, workOrderId: string): Promise<StoredReturn[]> => returnsOf(db, { jurisdictionId, workOrderId });

export async function saveRuling(tx: Tx, jurisdictionId: JurisdictionId, orderReturnId: string, ruling: { ruling: ReturnRuling; rulingNote: string; ruledAt: Instant }): Promise<void> {
  await tx.updateTable('appeals.orderReturn').set(ruling).where('jurisdictionId', '=', jurisdictionId).where('orderReturnId', '=', orderReturnId).execute();
}

export interface StoredEvent {
  readonly at: Instant;
  readonly action: string;
  readonly by: string;
  readonly note: string;
}

const eventsOf = fixedStatement((db, { jurisdictionId, workOrderId }: OneOrder) =>
  db.selectFrom('appeals.orderEvent').select(['at', 'action', 'by', 'note']).where('jurisdictionId', '=', jurisdictionId).where('workOrderId', '=', workOrderId).orderBy('ordinal').$castTo<StoredEvent>());

export const loadEvents = (db: Reading, jurisdictionId: JurisdictionId, workOrderId: string): Promise<StoredEvent[]> => eventsOf(db, { jurisdictionId, workOrderId });

/** The next event in the history of an order that is written with it, or new. */
export const newEvent = (jurisdictionId: JurisdictionId, workOrderId: string, event: StoredEvent): Writes => ({
  orderEvent: written`
    insert into appeals.order_event (jurisdiction_id, work_order_id, ordinal, at, action, by, note)
    select ${jurisdictionId}, ${workOrderId}, coalesce(max(ordinal), 0) + 1, ${event.at}, ${event.action}, ${event.by}, ${event.note}
    from appeals.order_event where jurisdiction_id = ${jurisdictionId} and work_order_id = ${workOrderId}`,
});
