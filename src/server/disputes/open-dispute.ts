import { computeHost } from '../../core/disputes/host.ts';
import { disputeEntries, disputeMachine, computeLevel } from '../../core/disputes/machine.ts';
import type { DisputeId, DisputeOrigin, InterimRule } from '../../core/disputes/model.ts';
import { computeInterim, decideParties } from '../../core/disputes/rules.ts';
import { dayOf } from '../../core/kernel/time.ts';
import type { DepartmentId, MatterId } from '../../core/registry/model.ts';
import type { ChangeContext } from '../context.ts';
import { nextNumber } from '../platform/counter.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { findDepartment, findMatter } from '../registry/queries.ts';
import { dueAtOf, procedureAt } from './procedure.ts';
import { insertDispute, insertEvent } from './store.ts';

export interface DisputeOpening {
  readonly title: string;
  readonly matterId: MatterId | null;
  readonly claim: string;
  readonly facts: string;
  /** In the order in which they are listed. */
  readonly parties: readonly { readonly departmentId: DepartmentId; readonly claim: string; readonly isListedLead: boolean }[];
  /** Absent: the rule of the place. */
  readonly interimRule?: InterimRule | undefined;
  readonly interimLeadDepartmentId: DepartmentId | null;
  readonly origin: DisputeOrigin;
  /** Who objected first, where an order was returned. */
  readonly firstObjectorId?: DepartmentId | null;
}

/** Opens a dispute with its number, host and first limit, in the caller's transaction. */
export async function openDisputeFrom(context: ChangeContext, { parties: listed, origin, firstObjectorId = null, interimRule: asked, ...facts }: DisputeOpening): Promise<DisputeId> {
  const { tx, jurisdictionId, at } = context;
  if (facts.matterId !== null) await findMatter(tx, jurisdictionId, facts.matterId);
  if (facts.interimLeadDepartmentId !== null) await findDepartment(tx, jurisdictionId, facts.interimLeadDepartmentId);
  const parties = await namedParties(context, listed);
  decideParties(parties, at);
  const procedure = procedureAt(at);
  const { hostDepartmentId, reasons } = computeHost(parties, { proposerId: context.actor.departmentId, firstObjectorId }, procedure);
  const interim = computeInterim(asked, facts.interimLeadDepartmentId, procedure.interimRule.rule, hostDepartmentId);
  const { state, clock } = disputeEntries[origin];
  const disputeId = context.newId<'dispute'>();
  const dueAt = dueAtOf(procedure, clock, { at, enteredAt: () => at });
  await insertDispute(
    tx, jurisdictionId,
    {
      ...facts, ...interim, disputeId, origin, state, number: await numberOf(context), level: computeLevel(state, 1), machineVersion: disputeMachine.v, rulesVersion: procedure.v, hostDepartmentId, hostReasons: [...reasons],
      openedAt: at, stateSince: at, dueAt, deadlineAt: dueAt,
    },
    listed.map((party, index) => ({ ...party, ordinal: index + 1 })),
  );
  await insertEvent(tx, jurisdictionId, disputeId, { ordinal: 1, at, action: 'open', fromState: null, toState: state, by: context.actor.name, note: '' });
  await bumpKnowledge(tx, jurisdictionId, 'disputes');
  return disputeId;
}

async function namedParties({ tx, jurisdictionId }: ChangeContext, listed: DisputeOpening['parties']) {
  const parties = [];
  for (const { departmentId, isListedLead } of listed) {
    const { name, validTo } = await findDepartment(tx, jurisdictionId, departmentId);
    parties.push({ departmentId, departmentName: name, isListedLead, validTo });
  }
  return parties;
}

async function numberOf({ tx, jurisdictionId, at }: ChangeContext): Promise<string> {
  const year = dayOf(at).slice(0, 4);
  return `示争〔${year}〕${await nextNumber(tx, jurisdictionId, `dispute:${year}`)}号`;
}
