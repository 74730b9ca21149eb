import type { disputesOperations } from '../../core/disputes/operations.ts';
import { decideDeadline, explainDeadline } from '../../core/disputes/deadlines.ts';
import type { Dispute, DisputeId, Settlement } from '../../core/disputes/model.ts';
import { refuseDisputes } from '../../core/disputes/refusals.ts';
import { computeOrigin } from '../../core/disputes/roles.ts';
import { decideInterimRule, decideNote, decidePosition, decideProposal, decideSignature } from '../../core/disputes/rules.ts';
import { computeAgreementDecision, computeEntryContent, computeFormation, decideAuthority, decideDecision } from '../../core/disputes/settlement.ts';
import type { EntryContent } from '../../core/division/model.ts';
import { dayOf } from '../../core/kernel/time.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import type { ChangeContext, Handlers } from '../context.ts';
import { draftFromSettlement } from '../division/drafts.ts';
import { listEntriesInForce } from '../division/queries.ts';
import { findDepartment, findMatter } from '../registry/queries.ts';
import { openDisputeFrom } from './open-dispute.ts';
import { lapsesAtOf, procedureOf } from './procedure.ts';
import { openStep, takeInHand, takeStep, type FileInHand } from './progress.ts';
import { listDisputes, viewDispute } from './queries.ts';
import { insertPosition, insertSignature, lockDueDispute } from './store.ts';

const view = ({ tx, jurisdictionId, actor, at }: ChangeContext, disputeId: DisputeId): Promise<Dispute> => viewDispute(tx, jurisdictionId, disputeId, actor, at);

/** Refuses a settlement of a matter or for departments that do not exist. */
async function checkSettlement({ tx, jurisdictionId }: ChangeContext, { matterId, leadDepartmentId, responsible }: Settlement): Promise<void> {
  await findMatter(tx, jurisdictionId, matterId);
  for (const departmentId of [leadDepartmentId, ...responsible.map((share) => share.departmentId)]) await findDepartment(tx, jurisdictionId, departmentId);
}

/** A new settlement: it is unsigned, and its matter becomes the dispute's. */
const settled = ({ dispute }: FileInHand, settlement: Settlement) => ({ settlement, settlementVersion: dispute.settlementVersion + 1, matterId: settlement.matterId });

/** The draft entry in the table; it replaces the one in force for the same matter and scope. */
async function draft(context: ChangeContext, disputeId: DisputeId, content: EntryContent): Promise<string> {
  const inForce = await listEntriesInForce(context.tx, context.jurisdictionId, context.at);
  const replaced = inForce.find((entry) => entry.matterId === content.matterId && entry.boundary.scope === content.boundary.scope);
  return draftFromSettlement(context, { content, disputeId, replacesEntryId: replaced?.divisionEntryId ?? null });
}

export const disputesHandlers = {
  listDisputes: ({ db, jurisdictionId }, filter) => listDisputes(db, jurisdictionId, filter),

  viewDispute: ({ db, jurisdictionId, actor, at }, { disputeId }) => viewDispute(db, jurisdictionId, disputeId, actor, at),

  async openDispute(context, facts) {
    const isParty = facts.parties.some(({ departmentId }) => departmentId === context.actor.departmentId);
    const origin = computeOrigin(context.actor.roles, isParty);
    if (origin === 'DEPARTMENT' && !isParty) throw refuseDisputes('disputes.not-a-party');
    const disputeId = await openDisputeFrom(context, { ...facts, origin });
    context.about('dispute', disputeId);
    return view(context, disputeId);
  },

  async takePosition(context, { disputeId, version, ...position }) {
    const file = await takeInHand(context, { disputeId, version });
    const step = openStep(file, 'takePosition');
    decidePosition(position.kind, position.reason);
    const departmentId = context.actor.departmentId as DepartmentId;
    const ordinal = file.positions.filter((earlier) => earlier.departmentId === departmentId).length + 1;
    const { settlementVersion, round } = file.dispute;
    await insertPosition(context.tx, context.jurisdictionId, disputeId, { ...position, departmentId, ordinal, settlementVersion, round, takenAt: context.at, takenBy: context.actor.name });
    await takeStep(context, file, step, { note: position.reason });
    return view(context, disputeId);
  },

  async proposeSettlement(context, { disputeId, version, ...settlement }) {
    const file = await takeInHand(context, { disputeId, version });
    const step = openStep(file, 'proposeSettlement');
    decideProposal(settlement, file.parties.map(({ departmentId }) => departmentId));
    await checkSettlement(context, settlement);
    await takeStep(context, file, step, settled(file, settlement));
    return view(context, disputeId);
  },

  async signSettlement(context, { disputeId, version, settlementVersion }) {
    const file = await takeInHand(context, { disputeId, version });
    const step = openStep(file, 'signSettlement');
    decideSignature(settlementVersion, file.dispute.settlementVersion);
    const departmentId = context.actor.departmentId as DepartmentId;
    await insertSignature(context.tx, context.jurisdictionId, disputeId, { departmentId, settlementVersion, signedAt: context.at, signedBy: context.actor.name });
    await takeStep(context, file, step);
    return view(context, disputeId);
  },

  async fileAgreement(context, { disputeId, version, note }) {
    const file = await takeInHand(context, { disputeId, version });
    const step = openStep(file, 'fileAgreement');
    const { settlement, level, number } = file.dispute;
    if (settlement === null) throw refuseDisputes('disputes.no-settlement');
    const content = computeEntryContent(settlement, computeFormation(level), computeAgreementDecision(level, dayOf(context.at), number));
    await takeStep(context, file, step, { note, divisionDraftId: await draft(context, disputeId, content) });
    return view(context, disputeId);
  },

  async setInterimRule(context, { disputeId, version, interimRule, interimLeadDepartmentId, note }) {
    const file = await takeInHand(context, { disputeId, version });
    const step = openStep(file, 'setInterimRule');
    decideInterimRule(interimRule, interimLeadDepartmentId);
    if (interimLeadDepartmentId !== null) await findDepartment(context.tx, context.jurisdictionId, interimLeadDepartmentId);
    await takeStep(context, file, step, { interimRule, interimLeadDepartmentId, note });
    return view(context, disputeId);
  },

  async takeStep(context, { disputeId, version, action, note }) {
    const file = await takeInHand(context, { disputeId, version });
    const step = openStep(file, action);
    decideNote(action, note);
    await takeStep(context, file, step, { note });
    return view(context, disputeId);
  },

  async issueOpinion(context, { disputeId, version, opinion, settlement }) {
    const file = await takeInHand(context, { disputeId, version });
    const step = openStep(file, 'issueOpinion');
    await checkSettlement(context, settlement);
    await takeStep(context, file, step, { ...settled(file, settlement), opinion });
    return view(context, disputeId);
  },

  async decideDispute(context, { disputeId, version, decision, settlement: changed, note }) {
    const file = await takeInHand(context, { disputeId, version });
    const step = openStep(file, 'decideDispute');
    decideDecision(decision);
    decideAuthority(decision.body, procedureOf(file.dispute));
    const settlement = changed ?? file.dispute.settlement;
    if (settlement === null) throw refuseDisputes('disputes.no-settlement');
    await checkSettlement(context, settlement);
    const divisionDraftId = await draft(context, disputeId, computeEntryContent(settlement, computeFormation(4), decision));
    await takeStep(context, file, step, { ...(changed === null ? {} : settled(file, changed)), decision, divisionDraftId, note });
    return view(context, disputeId);
  },

  async passDeadline(context, { disputeId }) {
    if (!(await lockDueDispute(context.tx, context.jurisdictionId, disputeId, context.at))) throw refuseDisputes('disputes.not-due');
    const file = await takeInHand(context, { disputeId, version: null });
    const step = decideDeadline(file.dispute.state, file.guarded);
    const reminded = step.action === 'remind' ? { remindedAt: context.at, deadlineAt: lapsesAtOf(procedureOf(file.dispute), context.at) } : {};
    await takeStep(context, file, step, { ...reminded, note: explainDeadline(step).zh });
    return { disputeId, action: step.action, state: step.to };
  },
} satisfies Handlers<typeof disputesOperations>;
