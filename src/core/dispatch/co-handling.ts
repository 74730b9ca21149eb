import type { Reason } from '../kernel/reasons.ts';
import { word, type Words } from '../kernel/words.ts';
import { isModel } from './evidence.ts';
import type { DispatchCard, KnownClause, KnownDepartment } from './model.ts';
import { CLAUSE_SPEAKS, type Candidate } from './ranking.ts';
import type { Case, Verdict } from './verdict.ts';
import { clauseSource, explainJointOrders, reason } from './wording.ts';

type Responsible = DispatchCard['responsibleDepartments'][number];

/** Of like appeals that the lead handled, so large a share was handled together before the partner is named. */
const USUALLY = 0.5;
const LEAST_JOINT = 2;

type Partner = NonNullable<KnownClause['partners']>[number];

const WITH_PARTNER: Words<Partner['relation']> = {
  JOINTLY_WITH: word('所引条款规定{lead}办理此类事项会同{partner}。', 'The clause cited has {lead} handle this jointly with {partner}.'),
  ASSISTED_BY: word('所引条款规定{lead}办理此类事项由{partner}配合。', 'The clause cited has {partner} assist {lead} in this.'),
};

const explainPartner = (clause: KnownClause, { relation }: Partner, lead: KnownDepartment, partner: KnownDepartment): Reason =>
  reason('clause-partner', WITH_PARTNER[relation], { lead: lead.name, partner: partner.name }, [clauseSource(clause)]);

/** Whom the lead's own duty clause has it act with (会同, 配合, 协助). */
function listPartners({ prepared }: Case, lead: Candidate): Responsible[] {
  if (lead.clause === null || lead.clauseFit < CLAUSE_SPEAKS) return [];
  const { item } = lead.clause;
  return (item.partners ?? []).flatMap((named) => {
    const partner = prepared.departments.get(named.departmentId);
    return partner === undefined ? [] : [{ departmentId: partner.departmentId, reasons: [explainPartner(item, named, lead.department, partner)] }];
  });
}

/** Who usually handled such appeals together with the lead. */
function listUsual({ prepared, evidence }: Case, lead: KnownDepartment): Responsible[] {
  const near = evidence.precedents.filter((one) => isModel(one) && one.item.departmentId === lead.departmentId);
  const total = near.reduce((sum, one) => sum + one.likeness, 0);
  const partners = [...new Set(near.flatMap(({ item }) => item.responsible ?? []))].sort();
  return partners.flatMap((departmentId) => {
    const joint = near.filter(({ item }) => item.responsible?.includes(departmentId) === true);
    const partner = prepared.departments.get(departmentId);
    const share = joint.reduce((sum, one) => sum + one.likeness, 0) / total;
    return partner === undefined || joint.length < LEAST_JOINT || share < USUALLY ? [] : [{ departmentId, reasons: [explainJointOrders(joint, lead, partner, share)] }];
  });
}

/** Who leads the other things the appeal is about: one order has one lead, and they stand beside it. */
const listOthers = (proposals: DispatchCard['proposals'] = []): Responsible[] =>
  proposals.flatMap(({ leadDepartment, matter }) => [{ departmentId: leadDepartment.departmentId, ...(matter === null ? {} : { task: matter.name }) }]);

/**
 * Who handles it beside the lead: by the entry where one is in force, else by the lead's duty clause and by past joint orders; and who leads the appeal's
 * other matters. Never the lead, nor a unit complained of.
 */
export function listResponsible(situation: Case, verdict: Verdict, proposals?: DispatchCard['proposals']): Responsible[] {
  const { prepared, evidence, ranking } = situation;
  const lead = verdict.lead;
  if (lead === null) return [];
  const candidate = ranking.find(({ department }) => department.departmentId === lead.departmentId);
  const found = verdict.entry !== null ? verdict.entry.item.responsible : candidate === undefined ? [] : [...listPartners(situation, candidate), ...listUsual(situation, candidate.department)];
  const byDepartment = new Map<string, Responsible>();
  for (const one of [...found, ...listOthers(proposals)]) {
    const isMeant = one.departmentId !== lead.departmentId && prepared.departments.has(one.departmentId) && !evidence.complainedOf.has(one.departmentId);
    const before = byDepartment.get(one.departmentId);
    if (isMeant) byDepartment.set(one.departmentId, before === undefined ? one : { ...one, ...before, ...joinReasons(before, one) });
  }
  return [...byDepartment.values()];
}

const joinReasons = (one: Responsible, other: Responsible): Pick<Responsible, 'reasons'> => {
  const reasons = [...(one.reasons ?? []), ...(other.reasons ?? [])];
  return reasons.length === 0 ? {} : { reasons };
};
