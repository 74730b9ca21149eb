import { computeInterimLead, listContestants, type OrderInLine } from '../../core/dispatch/returns.ts';
import type { DisputeId } from '../../core/disputes/model.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import { bySystem, takeOrderStep, type OrderInHand } from '../appeals/orders.ts';
import type { ChangeContext } from '../context.ts';
import { openDisputeFrom } from '../disputes/open-dispute.ts';
import { findOrderDepartments, listEntriesOn } from './order-facts.ts';

/** The order as the rules of returns look at it. */
export const inLine = ({ order, appeal, returns }: OrderInHand): OrderInLine => ({
  leadDepartmentId: order.leadDepartmentId, hop: order.hop, designated: order.designated, complainedDepartmentId: appeal.complainedDepartmentId, returns,
});

interface Contradiction {
  readonly clause: string;
  readonly explanation: string;
}

const TITLE_LENGTH = 60;

/** What the parties say, for the file of the dispute: each return with its clause. */
function tell({ order, appeal, returns }: OrderInHand, { clause, explanation }: Contradiction): string {
  const said = [...returns, { clause, explanation }].map((one, index) => `第 ${index + 1} 次退单依据：${one.clause}${one.explanation === '' ? '' : `；说明：${one.explanation}`}`);
  return [`工单 ${order.number}（诉求 ${appeal.number}）两次被退，按规定立案协调。`, ...said].join('\n').slice(0, 4000);
}

async function openFrom(context: ChangeContext, hand: OrderInHand, named: DepartmentId, contestants: readonly DepartmentId[], interimLead: DepartmentId, contradiction: Contradiction): Promise<DisputeId> {
  const listed = (await listEntriesOn(context, hand.appeal.matterId)).map(({ leadDepartmentId }) => leadDepartmentId);
  const claimOf = (departmentId: DepartmentId): string => {
    const own = hand.returns.find((one) => one.departmentId === departmentId);
    if (departmentId === hand.order.leadDepartmentId) return contradiction.clause;
    return own?.clause ?? '';
  };
  const { title, text } = hand.appeal;
  return openDisputeFrom(context, {
    title: `关于“${(title === '' ? text : title).slice(0, TITLE_LENGTH)}”的职责争议`,
    matterId: hand.appeal.matterId,
    claim: `退单单位认为应由${(await findOrderDepartments(context, [named])).map(({ name }) => name).join('')}承担。`,
    facts: tell(hand, contradiction),
    parties: contestants.map((departmentId) => ({ departmentId, claim: claimOf(departmentId), isListedLead: listed.includes(departmentId) })),
    interimRule: 'ACT_FIRST',
    interimLeadDepartmentId: interimLead,
    origin: 'ORDER_RETURN',
    firstObjectorId: hand.returns[0]?.departmentId ?? null,
  });
}

/**
 * The second contradiction (product.md 3.4): a dispute opens at once and the order goes to its interim lead, who may not return it.
 * `hand` is the order before the return, `returned` after it. An order that a pending dispute already holds stays with that one.
 */
export async function escalate(context: ChangeContext, hand: OrderInHand, returned: OrderInHand, named: DepartmentId, contradiction: Contradiction): Promise<void> {
  const contestants = listContestants(inLine(hand), named);
  const leadDepartmentId = computeInterimLead(await findOrderDepartments(context, contestants), hand.order.leadDepartmentId);
  const disputeId = hand.order.disputeId ?? (await openFrom(context, hand, named, contestants, leadDepartmentId, contradiction));
  await takeOrderStep(context, returned, { action: 'escalate', actor: bySystem, change: { leadDepartmentId, designated: true, interimLead: true, disputeId, signedAt: null } });
}
