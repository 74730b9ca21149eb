import type { Reason, Source } from '../kernel/reasons.ts';
import { word, type Word } from '../kernel/words.ts';
import type { DepartmentId } from '../registry/model.ts';
import type { DisputeProcedure } from './procedure.ts';

export interface HostCandidate {
  readonly departmentId: DepartmentId;
  readonly departmentName: string;
  readonly isListedLead: boolean;
}

export interface HostQuestion {
  /** Whose act opened the dispute; null when it was none of the parties. */
  readonly proposerId: DepartmentId | null;
  /** Who objected before it was opened, where that is on record: the first to return the order. */
  readonly firstObjectorId: DepartmentId | null;
}

interface Host {
  readonly hostDepartmentId: DepartmentId;
  readonly reasons: readonly Reason[];
}

/**
 * Which party is host (主办) of the consultation, and why: the named lead; of several the one listed first; else who proposed it first, or who
 * objected first, as the place has it (procedures 3.3, 12.7). `parties` stand in the order of the file and are not empty; where nobody of them
 * proposed or objected, the one listed first is host.
 */
export function computeHost(parties: readonly HostCandidate[], { proposerId, firstObjectorId }: HostQuestion, { v, hostWithoutLead }: Pick<DisputeProcedure, 'v' | 'hostWithoutLead'>): Host {
  const leads = parties.filter((party) => party.isListedLead);
  const lead = leads[0];
  if (lead !== undefined) return host(lead, leads.length === 1 ? 'disputes.host-lead' : 'disputes.host-first-lead', leads.length === 1 ? theLead(lead) : theFirstLead(lead, leads.length));
  const rule: Source = { kind: 'parameter', id: `disputes/hostWithoutLead/${v}`, label: hostWithoutLead.source };
  const objector = hostWithoutLead.rule === 'FIRST_OBJECTOR' ? parties.find(({ departmentId }) => departmentId === firstObjectorId) : undefined;
  if (objector !== undefined) return host(objector, 'disputes.host-objector', theObjector(objector), [rule]);
  const proposer = parties.find(({ departmentId }) => departmentId === proposerId);
  if (proposer !== undefined) return host(proposer, 'disputes.host-proposer', theProposer(proposer), [rule]);
  const first = parties[0] as HostCandidate;
  return host(first, 'disputes.host-first-listed', theFirst(first));
}

function host(party: HostCandidate, rule: string, text: Word, more: readonly Source[] = []): Host {
  const source: Source = { kind: 'department', id: party.departmentId, label: party.departmentName };
  return { hostDepartmentId: party.departmentId, reasons: [{ rule, v: 1, text, sources: [source, ...more] }] };
}

const theLead = ({ departmentName }: HostCandidate) => word(`现有规定明确${departmentName}为牵头部门，由其主办协商。`, `${departmentName} is the named lead and hosts the consultation.`);
const theFirstLead = ({ departmentName }: HostCandidate, count: number) =>
  word(`现有规定列明 ${count} 个牵头部门，${departmentName}排列在前，由其主办协商。`, `Of ${count} named leads ${departmentName} is listed first and hosts the consultation.`);
const theProposer = ({ departmentName }: HostCandidate) => word(`现有规定没有明确牵头部门，${departmentName}最先提出协商，由其主办。`, `No lead is named; ${departmentName} proposed the consultation first and hosts it.`);
const theObjector = ({ departmentName }: HostCandidate) => word(`现有规定没有明确牵头部门，${departmentName}最先提出异议，由其主办协商。`, `No lead is named; ${departmentName} objected first and hosts the consultation.`);
const theFirst = ({ departmentName }: HostCandidate) =>
  word(`现有规定没有明确牵头部门，各方也未先行提出协商，由排列在前的${departmentName}主办。`, `No lead is named and no party proposed it; ${departmentName} is listed first and hosts the consultation.`);
