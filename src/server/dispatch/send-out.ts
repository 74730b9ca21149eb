import { computeLimit } from '../../core/appeals/limits.ts';
import { decideDispatch } from '../../core/dispatch/dispatching.ts';
import { refuseDispatch } from '../../core/dispatch/refusals.ts';
import type { AppealId } from '../../core/appeals/model.ts';
import type { Reason } from '../../core/kernel/reasons.ts';
import type { MatterId } from '../../core/registry/model.ts';
import { loadHandlingLimits } from '../appeals/handling-limits.ts';
import { openOrder, takeAppeal, type OrderInHand, type StoredAppeal, type StoredOrder } from '../appeals/orders.ts';
import type { ChangeContext } from '../context.ts';
import { loadCalendar } from '../platform/calendar.ts';
import { askAtOnce } from '../platform/unit-of-work.ts';
import { askForDispatch, loadDispatchFacts, type DispatchWish } from './order-facts.ts';

const limits = loadHandlingLimits();
const calendar = loadCalendar();

/** Refuses `common.not-found`, `common.stale`, `dispatch.already-dispatched`. */
export async function takeAppealToDispatch(context: ChangeContext, appealId: string, version: number | null): Promise<StoredAppeal> {
  const appeal = await takeAppeal(context, appealId, version);
  if (appeal.state !== 'RECEIVED') throw refuseDispatch('dispatch.already-dispatched');
  return appeal;
}

export interface Wish extends DispatchWish {
  readonly coHandlingUnits: StoredOrder['coHandlingUnits'];
  readonly matterId: MatterId | null;
}

/** Sends an appeal out as wished, with the reasons of the system where it is the system's wish. Refuses what `decideDispatch` refuses. */
export async function sendOut(context: ChangeContext, taken: Promise<StoredAppeal>, appealId: AppealId, wish: Wish, automaticReasons: readonly Reason[] | null): Promise<OrderInHand> {
  const looking = { ...context, db: context.unit.look };
  const [appeal, asked] = await askAtOnce(taken, askForDispatch(looking, appealId, wish));
  const matterId = wish.matterId ?? appeal.matterId;
  const { facts, entries, dispatchCardId } = await loadDispatchFacts(looking, appeal, matterId, wish, asked);
  const { divisionEntryId, ...decision } = decideDispatch(facts);
  const entry = entries.find((one) => one.divisionEntryId === divisionEntryId);
  const special = entry?.limitWorkingDays == null ? null : { divisionEntryId: entry.divisionEntryId, label: entry.number, workingDays: entry.limitWorkingDays };
  const { dueAt, reasons } = computeLimit(appeal.type, context.at, limits, calendar, special);
  const { leadDepartmentId, coHandlingUnits, instructions } = wish;
  return openOrder(context, appeal, { ...decision, divisionEntryId: entry?.divisionEntryId ?? null, leadDepartmentId, coHandlingUnits, instructions, matterId, dispatchCardId, dueAt, limitReasons: reasons, automaticReasons });
}
