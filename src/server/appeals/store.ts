import { sql } from 'kysely';
import type { AppealId, AppealInput, AppealState, Outcome, ReturnReason, ReturnRuling, WorkOrderId, WorkOrderState } from '../../core/appeals/model.ts';
import type { DisputeId } from '../../core/disputes/model.ts';
import type { DivisionEntryId } from '../../core/division/model.ts';
import { waiting } from '../../core/appeals/machine.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reason } from '../../core/kernel/reasons.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import type { Tx } from '../platform/database.ts';
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

/** Writes the appeal and its words in one statement: this is the busiest write there is. */
export async function insertAppeal(tx: Tx, jurisdictionId: JurisdictionId, appeal: Omit<StoredAppeal, 'state' | 'version'>): Promise<void> {
  const { appealId, number, channel, type, title, text, place, townshipDepartmentId, matterId, urgency, appellantName, appellantPhone, confidential, complainedDepartmentId, externalNumber, receivedAt, recordedAt } = appeal;
  await sql`
    with taken_in as (
      insert into appeals.appeal (jurisdiction_id, appeal_id, number, channel, type, title, text, place, township_department_id, matter_id, urgency, appellant_name, appellant_phone,
        confidential, complained_department_id, external_number, received_at, recorded_at)
      values (${jurisdictionId}, ${appealId}, ${number}, ${channel}, ${type}, ${title}, ${text}, ${place}, ${townshipDepartmentId}, ${matterId}, ${urgency}, ${appellantName}, ${appellantPhone},
        ${confidential}, ${complainedDepartmentId}, ${externalNumber}, ${receivedAt}, ${recordedAt})
    )
    insert into appeals.appeal_search (jurisdiction_id, received_at, appeal_id, pairs)
    values (${jurisdictionId}, ${receivedAt}, ${appealId}, ${`{${toPairs(title, text, place).join(',')}}`}::int[])`.execute(tx);
}

/** The appeal, locked until the transaction ends. Refuses `common.not-found`. */
export async function loadAppeal(tx: Tx, jurisdictionId: JurisdictionId, appealId: string): Promise<StoredAppeal> {
  const found = await tx.selectFrom('appeals.appeal').selectAll().where('jurisdictionId', '=', jurisdictionId).where('appealId', '=', appealId).forUpdate().$castTo<StoredAppeal>().executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('诉求', 'The appeal') });
  return found;
}

/** Saves when the appeal is still at `version`; refuses `common.stale`. */
export async function saveAppeal(tx: Tx, jurisdictionId: JurisdictionId, { appealId, version }: Pick<StoredAppeal, 'appealId' | 'version'>, change: Partial<Pick<StoredAppeal, 'state' | 'matterId'>>): Promise<void> {
  const saved = await tx.updateTable('appeals.appeal').set({ ...change, version: version + 1 })
    .where('jurisdictionId', '=', jurisdictionId).where('appealId', '=', appealId).where('version', '=', version).executeTakeFirst();
  if (saved.numUpdatedRows === 0n) throw refuseCommon('common.stale', { seen: version, current: (await loadAppeal(tx, jurisdictionId, appealId)).version });
}

export async function insertOrder(tx: Tx, jurisdictionId: JurisdictionId, order: Omit<StoredOrder, 'version' | 'signedAt' | 'repliedAt' | 'remindedAt' | 'closedAt' | 'reply' | 'outcome' | 'reached' | 'resolved' | 'satisfied'>): Promise<void> {
  await tx.insertInto('appeals.workOrder')
    .values({ ...order, jurisdictionId, handledBy: [...order.handledBy], coHandlingUnits: JSON.stringify(order.coHandlingUnits), limitReasons: JSON.stringify(order.limitReasons) }).execute();
}

const orders = (tx: Tx, jurisdictionId: JurisdictionId) =>
  tx.selectFrom('appeals.workOrder').selectAll().where('jurisdictionId', '=', jurisdictionId).forUpdate().$castTo<StoredOrder>();

/** The order, locked until the transaction ends. Refuses `common.not-found`. */
export async function loadOrder(tx: Tx, jurisdictionId: JurisdictionId, workOrderId: string): Promise<StoredOrder> {
  const found = await orders(tx, jurisdictionId).where('workOrderId', '=', workOrderId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('工单', 'The order') });
  return found;
}

/** An order past its limit that nobody was reminded of, locked; nothing when it is none, or when somebody else has it in hand. */
export const loadOverdueOrder = (tx: Tx, jurisdictionId: JurisdictionId, workOrderId: string, at: Instant): Promise<StoredOrder | undefined> =>
  orders(tx, jurisdictionId).where('workOrderId', '=', workOrderId).where('dueAt', '<', at).where('remindedAt', 'is', null).where('state', 'in', waiting).skipLocked().executeTakeFirst();

/** Locked in the order of their ids, so that two who take the same ones never wait for each other. */
export const loadOrdersOfDispute = (tx: Tx, jurisdictionId: JurisdictionId, disputeId: string): Promise<StoredOrder[]> =>
  orders(tx, jurisdictionId).where('disputeId', '=', disputeId).orderBy('workOrderId').execute();

/** Orders that a department has on its desk, locked in the order of their ids. */
export const loadOpenOrdersOf = (tx: Tx, jurisdictionId: JurisdictionId, departmentId: string): Promise<StoredOrder[]> =>
  orders(tx, jurisdictionId).where('leadDepartmentId', '=', departmentId).where('state', 'in', ['DISPATCHED', 'SIGNED_IN']).orderBy('workOrderId').execute();

export type OrderChange = Partial<Omit<StoredOrder, 'workOrderId' | 'appealId' | 'number' | 'version' | 'limitReasons' | 'coHandlingUnits' | 'dispatchedAt' | 'dueAt' | 'handledBy'>> & { readonly handledBy?: readonly DepartmentId[] };

/** Saves when the order is still at `version`; refuses `common.stale`. */
export async function saveOrder(tx: Tx, jurisdictionId: JurisdictionId, workOrderId: string, version: number, { handledBy, ...change }: OrderChange): Promise<void> {
  const saved = await tx.updateTable('appeals.workOrder').set({ ...change, ...(handledBy === undefined ? {} : { handledBy: [...handledBy] }), version: version + 1 })
    .where('jurisdictionId', '=', jurisdictionId).where('workOrderId', '=', workOrderId).where('version', '=', version).executeTakeFirst();
  if (saved.numUpdatedRows === 0n) throw refuseCommon('common.stale', { seen: version, current: (await loadOrder(tx, jurisdictionId, workOrderId)).version });
}

export async function insertReturn(tx: Tx, jurisdictionId: JurisdictionId, orderReturn: StoredReturn): Promise<void> {
  await tx.insertInto('appeals.orderReturn').values({ ...orderReturn, jurisdictionId }).execute();
}

export const loadReturns = (tx: Tx, jurisdictionId: JurisdictionId, workOrderId: string): Promise<StoredReturn[]> =>
  tx.selectFrom('appeals.orderReturn').selectAll().where('jurisdictionId', '=', jurisdictionId).where('workOrderId', '=', workOrderId).orderBy('returnedAt').orderBy('orderReturnId').$castTo<StoredReturn>().execute();

export async function saveRuling(tx: Tx, jurisdictionId: JurisdictionId, orderReturnId: string, ruling: { ruling: ReturnRuling; rulingNote: string; ruledAt: Instant }): Promise<void> {
  await tx.updateTable('appeals.orderReturn').set(ruling).where('jurisdictionId', '=', jurisdictionId).where('orderReturnId', '=', orderReturnId).execute();
}

/** Appends to the history of an order whose row is locked. */
export async function appendEvent(tx: Tx, jurisdictionId: JurisdictionId, workOrderId: string, event: { at: Instant; action: string; by: string; note: string }): Promise<void> {
  await sql`
    insert into appeals.order_event (jurisdiction_id, work_order_id, ordinal, at, action, by, note)
    select ${jurisdictionId}, ${workOrderId}, coalesce(max(ordinal), 0) + 1, ${event.at}, ${event.action}, ${event.by}, ${event.note}
    from appeals.order_event where jurisdiction_id = ${jurisdictionId} and work_order_id = ${workOrderId}`.execute(tx);
}
