import { isLateReturn } from '../../core/appeals/limits.ts';
import type { dispatchOperations } from '../../core/dispatch/operations.ts';
import { withoutPerson } from '../../core/appeals/masking.ts';
import { decideReturn, decideRuling } from '../../core/dispatch/returns.ts';
import { loadHandlingLimits } from '../appeals/handling-limits.ts';
import { describeOrder, listOrders, viewOrder } from '../appeals/order-queries.ts';
import { decideStep, keepReturn, keepRuling, takeOrder, takeOrderAlone, takeOrderStep, type OrderInHand } from '../appeals/orders.ts';
import type { ChangeContext, Handlers } from '../context.ts';
import { loadCalendar } from '../platform/calendar.ts';
import { findDutyClause } from '../registry/document-queries.ts';
import { escalate, inLine } from './escalation.ts';
import { findOrderDepartment } from './order-facts.ts';
import { recordClosing, recordReturn } from './precedents.ts';
import { sendOut, takeAppealToDispatch } from './send-out.ts';

const limits = loadHandlingLimits();
const calendar = loadCalendar();

type OrderOperation = 'dispatchAppeal' | 'listOrders' | 'viewOrder' | 'signInOrder' | 'replyOrder' | 'closeOrder' | 'returnOrder' | 'ruleReturn';

async function shown(context: ChangeContext, workOrderId: string) {
  context.about('workOrder', workOrderId);
  return viewOrder(context, workOrderId);
}

/** The order as it now is, without asking the database again. */
async function inHandShown(context: ChangeContext, hand: OrderInHand) {
  context.about('workOrder', hand.order.workOrderId);
  return describeOrder(context, hand);
}

/** When the order came to the department that has it now: by dispatch, or by the last ruling. */
const arrivedAt = ({ order, returns }: OrderInHand) => returns.findLast(({ ruledAt }) => ruledAt !== null)?.ruledAt ?? order.dispatchedAt;

/** The words of the clause relied on: as written, else those of the duty clause cited. Refuses `common.not-found`. */
async function quoteClause({ db, jurisdictionId }: ChangeContext, clause: string, dutyClauseId: string | null): Promise<string> {
  if (dutyClauseId === null) return clause;
  const cited = await findDutyClause(db, jurisdictionId, dutyClauseId);
  return clause === '' ? `${cited.documentTitle}${cited.path}：${cited.text}` : clause;
}

/** What a finished or corrected order teaches. With a dispute and an entry it would count among the appeals that the entry was published on, which never change. */
const precedentOf = (context: ChangeContext, { order, appeal }: OrderInHand, outcome: 'ACCEPTED' | 'RETURNED') => ({
  precedentId: context.newId<'precedent'>(), appealId: appeal.appealId, title: withoutPerson(appeal.title, appeal), text: withoutPerson(appeal.text, appeal), matterId: appeal.matterId,
  departmentId: order.leadDepartmentId, responsible: order.coHandlingUnits.map(({ departmentId }) => departmentId), outcome, divisionEntryId: order.divisionEntryId, disputeId: order.divisionEntryId === null ? order.disputeId : null, recordedAt: context.at,
});

/** An interim lead's work says nothing about whose duty it is: that the ruling will say, or has said. */
const teaches = ({ order }: OrderInHand): boolean => !order.interimLead && (order.disputeId === null || order.divisionEntryId === null);

/** The part of dispatch that concerns orders: out, back, ruled on, answered, closed. */
export const orderHandlers = {
  async dispatchAppeal(context, { appealId, version, ...wish }) {
    const opened = await sendOut(context, takeAppealToDispatch(context, appealId, version), appealId, wish, null);
    return inHandShown(context, opened);
  },

  listOrders: (context, filter) => listOrders(context, { ...filter, at: context.at }),

  viewOrder: (context, { workOrderId }) => viewOrder(context, workOrderId),

  async signInOrder(context, { workOrderId, version }) {
    return inHandShown(context, await takeOrderStep(context, await takeOrderAlone(context, workOrderId, version), { action: 'signIn', change: { signedAt: context.at } }));
  },

  async replyOrder(context, { workOrderId, version, reply, outcome }) {
    return inHandShown(context, await takeOrderStep(context, await takeOrderAlone(context, workOrderId, version), { action: 'reply', change: { reply, outcome, repliedAt: context.at } }));
  },

  async closeOrder(context, { workOrderId, version, reached, resolved, satisfied, note }) {
    const hand = await takeOrder(context, workOrderId, version);
    const closed = await takeOrderStep(context, hand, { action: 'close', note, change: { reached, resolved, satisfied, closedAt: context.at } });
    if (teaches(hand)) await recordClosing(context.tx, context.jurisdictionId, precedentOf(context, hand, 'ACCEPTED'));
    return inHandShown(context, closed);
  },

  async returnOrder(context, { workOrderId, version, clause, dutyClauseId, namedDepartmentId, reason, explanation }) {
    const hand = await takeOrder(context, workOrderId, version);
    // state and role first; that it was designated or returned before is refused by name below
    decideStep(context.actor, { ...hand, order: { ...hand.order, designated: false }, returns: [] }, 'return');
    const named = namedDepartmentId === null ? null : await findOrderDepartment(context, namedDepartmentId);
    const way = decideReturn(inLine(hand), { clause, dutyClauseId, named });
    const { departmentId: namedId } = named as NonNullable<typeof named>;
    const isSecond = way === 'DISPUTE';
    await keepReturn(context, {
      orderReturnId: context.newId<'orderReturn'>(), workOrderId, departmentId: hand.order.leadDepartmentId, reason, clause: await quoteClause(context, clause, dutyClauseId), dutyClauseId,
      namedDepartmentId: namedId, explanation, returnedAt: context.at, isLate: isLateReturn(arrivedAt(hand), context.at, limits, calendar),
      ruling: isSecond ? 'DISPUTED' : 'PENDING', rulingNote: '', ruledAt: isSecond ? context.at : null,
    });
    const returned = await takeOrderStep(context, hand, { action: 'return', note: explanation });
    if (isSecond) await escalate(context, hand, returned, namedId, { clause, explanation });
    return shown(context, workOrderId);
  },

  async ruleReturn(context, { workOrderId, version, ruling, note }) {
    const hand = await takeOrder(context, workOrderId, version);
    decideStep(context.actor, hand, 'rule');
    const pending = hand.returns.find((one) => one.ruling === 'PENDING');
    if (pending === undefined) throw new Error(`order ${workOrderId} is returned without a pending return`);
    const placed = decideRuling(inLine(hand), ruling, await findOrderDepartment(context, pending.namedDepartmentId));
    await keepRuling(context, pending.orderReturnId, ruling, note);
    await takeOrderStep(context, hand, { action: 'rule', note, change: { ...placed, signedAt: null } });
    if (ruling === 'ACCEPTED') await recordReturn(context.tx, context.jurisdictionId, precedentOf(context, hand, 'RETURNED'));
    return shown(context, workOrderId);
  },
} satisfies Pick<Handlers<typeof dispatchOperations>, OrderOperation>;
