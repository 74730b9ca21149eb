import { withoutPerson } from '../../core/appeals/masking.ts';
import type { DivisionEntry } from '../../core/division/model.ts';
import { bySystem, keepRuling, markOrder, takeOrderStep, takeOrdersOfDispute, type OrderInHand } from '../appeals/orders.ts';
import type { ChangeContext, Happening } from '../context.ts';
import { findEntry } from '../division/queries.ts';
import { settlePrecedents } from './precedents.ts';

const isOpen = ({ order }: OrderInHand): boolean => order.state === 'DISPATCHED' || order.state === 'SIGNED_IN' || order.state === 'RETURNED';

/** A return that still waited is answered by the entry itself. */
async function answerReturn(context: ChangeContext, { returns }: OrderInHand, entry: DivisionEntry): Promise<void> {
  const pending = returns.find(({ ruling }) => ruling === 'PENDING');
  if (pending === undefined) return;
  const ruling = pending.namedDepartmentId === entry.leadDepartmentId ? 'ACCEPTED' : 'OVERRULED';
  await keepRuling(context, pending.orderReturnId, ruling, `按分工条目 ${entry.number} 裁定。`);
}

/** An open order goes to the lead of the entry, as a designation; one that is answered or closed only learns which entry it belongs to. */
async function obey(context: ChangeContext, hand: OrderInHand, entry: DivisionEntry): Promise<void> {
  const { divisionEntryId, leadDepartmentId, number } = entry;
  if (!isOpen(hand)) return markOrder(context, hand, { divisionEntryId });
  await answerReturn(context, hand, entry);
  const settled = { divisionEntryId, designated: true, interimLead: false };
  if (hand.order.leadDepartmentId === leadDepartmentId && hand.order.state !== 'RETURNED') return markOrder(context, hand, settled);
  await takeOrderStep(context, hand, { action: 'designate', actor: bySystem, note: `分工条目 ${number} 已发布。`, change: { ...settled, leadDepartmentId, signedAt: null } });
}

/**
 * Once an entry that settles a dispute is in force, its orders go where it says and become precedents of it (product.md 3.4).
 * An appeal that complains of the entry's own lead stays where it is.
 */
export async function obeyRuling(context: ChangeContext, { disputeId, divisionEntryId }: Extract<Happening, { kind: 'division.published' }>): Promise<void> {
  if (disputeId === null) return;
  const { tx, jurisdictionId } = context;
  const entry = await findEntry(tx, jurisdictionId, divisionEntryId);
  const hands = (await takeOrdersOfDispute(context, disputeId)).filter(({ appeal }) => appeal.complainedDepartmentId !== entry.leadDepartmentId);
  for (const hand of hands) await obey(context, hand, entry);
  await settlePrecedents(tx, jurisdictionId, hands.map(({ appeal }) => ({
    precedentId: context.newId<'precedent'>(), appealId: appeal.appealId, title: withoutPerson(appeal.title, appeal), text: withoutPerson(appeal.text, appeal), matterId: appeal.matterId ?? entry.matterId,
    departmentId: entry.leadDepartmentId, responsible: entry.responsible.map(({ departmentId }) => departmentId), outcome: 'UPHELD', divisionEntryId, disputeId, recordedAt: context.at,
  })));
}
