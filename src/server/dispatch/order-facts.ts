import type { DispatchFacts, EntryOnMatter } from '../../core/dispatch/dispatching.ts';
import { explainGuards } from '../../core/dispatch/guard.ts';
import type { OrderDepartment } from '../../core/dispatch/returns.ts';
import type { AppealId } from '../../core/appeals/model.ts';
import type { DisputeId } from '../../core/disputes/model.ts';
import type { DivisionEntry } from '../../core/division/model.ts';
import { holdsAt } from '../../core/kernel/periods.ts';
import type { DepartmentId, MatterId } from '../../core/registry/model.ts';
import type { StoredAppeal } from '../appeals/orders.ts';
import type { ReadContext } from '../context.ts';
import { askAtOnce } from '../platform/unit-of-work.ts';
import { listPendingDisputes } from '../disputes/queries.ts';
import { listEntriesInForce } from '../division/queries.ts';
import { loadHeirs } from '../registry/heirs.ts';
import { findDepartment } from '../registry/queries.ts';
import { loadGuardRules } from './guard-rules.ts';
import { findNewestCard } from './queries.ts';

const guardRules = loadGuardRules();

/** A department as the rules of orders see it. Refuses `common.not-found`. */
export async function findOrderDepartment({ db, jurisdictionId, at }: ReadContext, departmentId: string): Promise<OrderDepartment> {
  const { name, kind, validFrom, validTo, ...found } = await findDepartment(db, jurisdictionId, departmentId);
  return { departmentId: found.departmentId, name, isTownship: kind === 'TOWNSHIP', isInBeing: holdsAt({ from: validFrom, to: validTo }, at) };
}

export async function findOrderDepartments(context: ReadContext, departmentIds: readonly string[]): Promise<OrderDepartment[]> {
  const found: OrderDepartment[] = [];
  for (const departmentId of departmentIds) found.push(await findOrderDepartment(context, departmentId));
  return found;
}

/** The entries in force on a matter, led by whoever carries on for a lead that has ended; none when there is no matter. */
export async function listEntriesOn({ db, jurisdictionId, at }: ReadContext, matterId: MatterId | null): Promise<DivisionEntry[]> {
  if (matterId === null) return [];
  const heirOf = await loadHeirs(db, jurisdictionId, at);
  const found: DivisionEntry[] = [];
  for (const entry of (await listEntriesInForce(db, jurisdictionId, at)).filter((one) => one.matterId === matterId)) {
    const leadDepartmentId = heirOf(entry.leadDepartmentId, entry.title);
    found.push(leadDepartmentId === entry.leadDepartmentId ? entry : { ...entry, leadDepartmentId, leadDepartmentName: (await findDepartment(db, jurisdictionId, leadDepartmentId)).name });
  }
  return found;
}

const toEntry = (entry: DivisionEntry): EntryOnMatter => ({
  divisionEntryId: entry.divisionEntryId, number: entry.number, title: entry.title, leadDepartmentId: entry.leadDepartmentId, leadDepartmentName: entry.leadDepartmentName ?? '',
});

async function findDispute({ db, jurisdictionId }: ReadContext, matterId: MatterId | null) {
  if (matterId === null) return null;
  return (await listPendingDisputes(db, jurisdictionId)).find((dispute) => dispute.matterId === matterId) ?? null;
}

export interface DispatchWish {
  readonly leadDepartmentId: DepartmentId;
  readonly coHandlingUnits: readonly { readonly departmentId: DepartmentId }[];
  readonly designated: boolean;
  readonly instructions: string;
}

/** What can be asked before the appeal is known. Refuses `common.not-found`. */
export async function askForDispatch(context: ReadContext, appealId: AppealId, wish: DispatchWish) {
  const [card, lead, ...coHandling] = await askAtOnce(
    findNewestCard(context.db, context.jurisdictionId, appealId), findOrderDepartment(context, wish.leadDepartmentId), ...wish.coHandlingUnits.map(({ departmentId }) => findOrderDepartment(context, departmentId)),
  );
  return { card, lead, coHandling };
}

/** Everything that decides whether an appeal may be dispatched as wished. */
export async function loadDispatchFacts(context: ReadContext, appeal: StoredAppeal, matterId: MatterId | null, wish: DispatchWish, { card, lead, coHandling }: Awaited<ReturnType<typeof askForDispatch>>) {
  const entries = await listEntriesOn(context, matterId);
  const facts: DispatchFacts<DisputeId> = {
    lead,
    coHandling,
    complainedDepartmentId: appeal.complainedDepartmentId,
    designated: wish.designated,
    instructions: wish.instructions,
    entries: entries.map(toEntry),
    cardEntryId: card?.divisionEntryId ?? null,
    dispute: await findDispute(context, matterId),
    emergencies: explainGuards(`${appeal.title}\n${appeal.text}`, guardRules).filter(({ rule }) => rule.startsWith('dispatch.emergency')),
  };
  return { facts, entries, dispatchCardId: card?.dispatchCardId ?? null };
}
