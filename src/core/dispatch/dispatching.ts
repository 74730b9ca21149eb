import type { InterimRule } from '../disputes/model.ts';
import { interimRuleWords } from '../disputes/model.ts';
import type { Reason } from '../kernel/reasons.ts';
import type { DepartmentId } from '../registry/model.ts';
import { refuseDispatch } from './refusals.ts';
import { decideReceiver, type OrderDepartment } from './returns.ts';

export interface EntryOnMatter {
  readonly divisionEntryId: string;
  readonly number: string;
  readonly title: string;
  readonly leadDepartmentId: DepartmentId;
  readonly leadDepartmentName: string;
}

export interface DisputeOnMatter<DisputeId extends string> {
  readonly disputeId: DisputeId;
  readonly number: string;
  readonly interimRule: InterimRule;
  readonly interimLeadDepartmentId: DepartmentId | null;
}

export interface DispatchFacts<DisputeId extends string> {
  readonly lead: OrderDepartment;
  readonly coHandling: readonly OrderDepartment[];
  readonly complainedDepartmentId: DepartmentId | null;
  readonly designated: boolean;
  readonly instructions: string;
  /** Entries in force on the matter: one, or one for each part of it. */
  readonly entries: readonly EntryOnMatter[];
  /** The entry that the dispatch card found to fit, when it found one. */
  readonly cardEntryId: string | null;
  readonly dispute: DisputeOnMatter<DisputeId> | null;
  /** What in the appeal looks like an emergency (procedures.md 7.1). */
  readonly emergencies: readonly Reason[];
}

export interface DispatchDecision<DisputeId extends string> {
  readonly designated: boolean;
  readonly interimLead: boolean;
  readonly disputeId: DisputeId | null;
  readonly divisionEntryId: string | null;
}

/** Whether the order may go where the dispatcher says, and as what. A person decides; the rules only refuse what must not be. */
export function decideDispatch<DisputeId extends string>(facts: DispatchFacts<DisputeId>): DispatchDecision<DisputeId> {
  decideReceivers(facts);
  decideEmergency(facts);
  const { dispute } = facts;
  if (dispute !== null && dispute.interimRule !== 'KEEP_CURRENT') return followInterimRule(facts, dispute);
  const entry = decideEntry(facts);
  return { designated: facts.designated, interimLead: false, disputeId: dispute?.disputeId ?? null, divisionEntryId: entry?.divisionEntryId ?? null };
}

function decideReceivers<DisputeId extends string>({ lead, coHandling, complainedDepartmentId }: DispatchFacts<DisputeId>): void {
  const receivers = [lead, ...coHandling];
  for (const department of receivers) decideReceiver(department, complainedDepartmentId);
  if (new Set(receivers.map(({ departmentId }) => departmentId)).size < receivers.length) throw refuseDispatch('dispatch.co-handling-repeats');
}

function decideEmergency<DisputeId extends string>({ emergencies, instructions }: DispatchFacts<DisputeId>): void {
  const [first] = emergencies;
  if (first !== undefined && instructions === '') throw refuseDispatch('dispatch.emergency', { reason: first.text.zh, reasonEn: first.text.en });
}

/** While the dispute is pending only its interim lead acts; under FREEZE nobody is sent an order (procedures.md 3.9). */
function followInterimRule<DisputeId extends string>({ lead }: DispatchFacts<DisputeId>, dispute: DisputeOnMatter<DisputeId>): DispatchDecision<DisputeId> {
  if (dispute.interimRule === 'FREEZE' || dispute.interimLeadDepartmentId !== lead.departmentId) {
    const words = interimRuleWords[dispute.interimRule];
    throw refuseDispatch('dispatch.interim-rule', { number: dispute.number, rule: words.zh, ruleEn: words.en });
  }
  return { designated: true, interimLead: true, disputeId: dispute.disputeId, divisionEntryId: null };
}

/** The entry the order goes by. Refuses a lead that no entry on the matter names, unless the instructions say why. */
function decideEntry<DisputeId extends string>({ entries, cardEntryId, lead, instructions }: DispatchFacts<DisputeId>): EntryOnMatter | null {
  const fits = entries.filter(({ divisionEntryId }) => divisionEntryId === cardEntryId);
  const speaking = fits.length > 0 ? fits : entries;
  const mine = speaking.find(({ leadDepartmentId }) => leadDepartmentId === lead.departmentId);
  const [first] = speaking;
  if (mine === undefined && first !== undefined && instructions === '') {
    throw refuseDispatch('dispatch.entry-says-otherwise', { number: first.number, title: first.title, department: first.leadDepartmentName });
  }
  return mine ?? null;
}
