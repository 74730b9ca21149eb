import type { Reason } from '../kernel/reasons.ts';
import type { Instant } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';
import { gatherEvidence, grown, type Evidence, type Match, type MatterGuess } from './evidence.ts';
import type { AppealText, DispatchCard, DispatchOutcome, KnownDepartment, KnownDispute, KnownEntry } from './model.ts';
import type { PreparedKnowledge } from './prepared.ts';
import { computePredictionSet, computeRanking, explainCandidate, isFounded, type Candidate } from './ranking.ts';
import { entrySource, explainEntry, explainInterim, explainLikeEntry, explainMatter, reason, rounded } from './wording.ts';

/** From this strength on an entry or a dispute speaks about the appeal. */
const SPEAKS = 0.6;
/** Two entries closer than this with different leads contradict each other. */
const TOO_CLOSE = 0.08;
const COVERAGE = 0.9;
const SHOWN = 8;
/** Below one in two hundred a candidate is noise on the card, but three are always there to compare. */
const SHOWN_FROM = 0.005;
const LEAST_SHOWN = 3;
const MATTER_SHOWN = 0.3;

/** What the sources decide, before it is written on a card. */
interface Verdict {
  readonly outcome: DispatchOutcome;
  readonly lead: { readonly departmentId: KnownDepartment['departmentId']; readonly probability: number } | null;
  readonly entry: Match<KnownEntry> | null;
  readonly dispute: Match<KnownDispute> | null;
  readonly reasons: readonly Reason[];
}

interface Case {
  readonly prepared: PreparedKnowledge;
  readonly evidence: Evidence;
  readonly ranking: readonly Candidate[];
}

const LEAD_COMPLAINED_OF = word(
  '分工条目{number}的牵头部门正是被反映对象，须由派单机构另行指定承办单位。',
  'The lead under entry {number} is the unit complained of; the dispatcher must designate another.',
);
const LEAD_ABOLISHED = word('分工条目{number}的牵头部门已不存在，请核对承接单位。', 'The lead under entry {number} no longer exists; look for its successor.');
const ENTRIES_DISAGREE = word(
  '第{first}号与第{second}号分工条目均可适用而牵头部门不同，请人工判断或提请专题协调。',
  'Entries {first} and {second} both fit but name different leads; decide by hand or convene a special coordination.',
);
const SEVERAL = word('有 {count} 个部门均可能承办，建议派单前会商或提请专题协调。', '{count} departments may be the right one; consult before dispatch or convene a special coordination.');
const NONE = word('没有分工条目、职责条款或既往工单能说明由谁承办，建议列为监管空白线索。', 'No entry, clause or past order says who handles this; consider a finding of a duty gap.');

/** A pending dispute governs before any entry (product.md 3.3). */
function decideByDispute({ prepared, evidence, ranking }: Case): Verdict | null {
  const dispute = evidence.disputes[0];
  if (dispute === undefined || dispute.strength < SPEAKS) return null;
  const { interimRule, interimDepartmentId } = dispute.item;
  const named = interimDepartmentId === null ? undefined : prepared.departments.get(interimDepartmentId);
  const reasons = [explainInterim(dispute, named)];
  const base = { outcome: 'CONTESTED' as const, entry: null, dispute, reasons };
  if (interimRule === 'FREEZE') return { ...base, lead: null };
  if (named !== undefined && !evidence.complainedOf.has(named.departmentId)) {
    return { ...base, lead: { departmentId: named.departmentId, probability: dispute.strength } };
  }
  return { ...base, lead: findCurrent({ prepared, evidence, ranking }) };
}

/** Who has it as things stand: the lead of the entry in force, else the likeliest. */
function findCurrent({ prepared, evidence, ranking }: Case): Verdict['lead'] {
  const entry = chooseEntry({ prepared, evidence, ranking })?.entry;
  const led = entry === undefined ? undefined : prepared.departments.get(entry.item.leadDepartmentId);
  if (entry !== undefined && led !== undefined && !evidence.complainedOf.has(led.departmentId)) return { departmentId: led.departmentId, probability: entry.strength };
  const first = ranking[0];
  return first === undefined ? null : { departmentId: first.department.departmentId, probability: first.probability };
}

interface Choice {
  readonly entry: Match<KnownEntry>;
  readonly rival: Match<KnownEntry> | null;
}

/**
 * The entry that is meant. Where one matter is divided by place or stage several entries fit: what tells them apart is the wording of
 * the boundary, the appeals that led to it, and who usually handles such an appeal. `rival`: an entry with another lead that fits as well.
 */
function chooseEntry({ evidence, ranking }: Case): Choice | null {
  const strongest = evidence.entries[0];
  if (strongest === undefined || strongest.strength < SPEAKS) return null;
  const usual = new Map(ranking.map((candidate) => [candidate.department.departmentId, candidate.probability]));
  const fitting = evidence.entries
    .filter((entry) => strongest.strength - entry.strength < TOO_CLOSE)
    .map((entry) => ({ entry, fit: entry.strength + grown(entry.exemplar) + grown(entry.wording) + (usual.get(entry.item.leadDepartmentId) ?? 0) }))
    .sort((a, b) => b.fit - a.fit || (a.entry.id < b.entry.id ? -1 : 1));
  const [best] = fitting;
  if (best === undefined) return null;
  const rival = fitting.find(({ entry }) => entry.item.leadDepartmentId !== best.entry.item.leadDepartmentId);
  return { entry: best.entry, rival: rival !== undefined && best.fit - rival.fit < TOO_CLOSE ? rival.entry : null };
}

/** Why the entry cannot simply be followed; nothing when it can. */
function findObstacle({ entry, rival }: Choice, { prepared, evidence }: Case): Reason | null {
  const { number, leadDepartmentId } = entry.item;
  if (evidence.complainedOf.has(leadDepartmentId)) return reason('lead-complained-of', LEAD_COMPLAINED_OF, { number }, [entrySource(entry.item)]);
  if (!prepared.departments.has(leadDepartmentId)) return reason('lead-abolished', LEAD_ABOLISHED, { number }, [entrySource(entry.item)]);
  if (rival === null) return null;
  return reason('entries-disagree', ENTRIES_DISAGREE, { first: number, second: rival.item.number }, [entrySource(entry.item), entrySource(rival.item)]);
}

function decideByEntry(situation: Case): Verdict | null {
  const choice = chooseEntry(situation);
  if (choice === null) return null;
  const obstacle = findObstacle(choice, situation);
  if (obstacle !== null) {
    const verdict = decideByRanking(situation);
    return { ...verdict, outcome: 'CONTESTED', reasons: [obstacle, ...(verdict.lead === null ? [] : verdict.reasons)] };
  }
  const { entry } = choice;
  const lead = situation.prepared.departments.get(entry.item.leadDepartmentId) as KnownDepartment;
  const reasons = [explainEntry(entry, lead)];
  if (grown(entry.exemplar) > 0) reasons.push(explainLikeEntry(entry));
  return { outcome: 'SETTLED', lead: { departmentId: lead.departmentId, probability: entry.strength }, entry, dispute: null, reasons };
}

function decideByRanking({ prepared, evidence, ranking }: Case): Verdict {
  const base = { entry: null, dispute: null };
  const first = ranking[0];
  if (first === undefined || !ranking.slice(0, 3).some((candidate) => isFounded(candidate, evidence))) {
    return { ...base, outcome: 'OWNERLESS', lead: null, reasons: [reason('no-owner-known', NONE, {}, [])] };
  }
  const lead = { departmentId: first.department.departmentId, probability: first.probability };
  const count = computePredictionSet(prepared, ranking, COVERAGE).length;
  const reasons = explainCandidate(prepared, first);
  if (count === 1) return { ...base, outcome: 'CLEAR', lead, reasons };
  return { ...base, outcome: 'CONTESTED', lead, reasons: [reason('several-possible', SEVERAL, { count }, []), ...reasons] };
}

const WITHOUT_ENTRY = word('若该分工条目失效，最可能的承办单位为{name}（{share}%）。', 'If the entry lapsed, {name} would be the most likely ({share}%).');
const OTHER_CLAUSE = word('若诉求实际属于所引条款的情形，则应由{name}承办。', 'If the appeal really falls under the clause quoted, {name} handles it.');

/** What would lead elsewhere: the entry's lapse, or the best clause of the next department. */
function explainChange(verdict: Verdict, ranking: readonly Candidate[]): Reason[] {
  const other = ranking.find((candidate) => candidate.department.departmentId !== verdict.lead?.departmentId);
  if (other === undefined || verdict.outcome === 'OWNERLESS') return [];
  const { name, departmentId } = other.department;
  if (verdict.entry !== null) {
    const values = { name: ranking[0]?.department.name ?? name, share: Math.round((ranking[0]?.probability ?? 0) * 100) };
    return [reason('without-entry', WITHOUT_ENTRY, values, [entrySource(verdict.entry.item)])];
  }
  if (other.clause === null) return [];
  const { item } = other.clause;
  const sources = [
    { kind: 'dutyClause' as const, id: item.dutyClauseId, label: `${item.document} ${item.path}`, quote: item.text },
    { kind: 'department' as const, id: departmentId, label: name },
  ];
  return [reason('other-clause', OTHER_CLAUSE, { name }, sources)];
}

function findMatter(evidence: Evidence, verdict: Verdict): MatterGuess | null {
  const settled = verdict.entry?.matter ?? verdict.dispute?.matter ?? null;
  const best = evidence.matters[0];
  return settled ?? (best !== undefined && best.probability >= MATTER_SHOWN ? best : null);
}

function listRanking(situation: Case, verdict: Verdict): DispatchCard['ranking'] {
  const shown = situation.ranking.filter((candidate, place) => place < LEAST_SHOWN || candidate.probability >= SHOWN_FROM).slice(0, SHOWN);
  const lead = situation.ranking.find((candidate) => candidate.department.departmentId === verdict.lead?.departmentId);
  // Who leads by an entry or an interim rule stands first, whatever the other sources think.
  const ordered = lead === undefined || shown[0] === lead ? shown : [lead, ...shown.filter((candidate) => candidate !== lead)].slice(0, SHOWN);
  const possible = new Set(computePredictionSet(situation.prepared, situation.ranking, COVERAGE));
  const isSettled = verdict.entry !== null || verdict.dispute !== null;
  return ordered.map((candidate, place) => {
    // what speaks for the lead alone stands among the reasons of the card already
    const isTold = candidate === lead && !isSettled;
    const isArgued = place < LEAST_SHOWN || (!isSettled && possible.has(candidate)) || candidate.against !== null;
    return {
      departmentId: candidate.department.departmentId,
      name: candidate.department.name,
      probability: rounded(candidate === lead && isSettled && verdict.lead !== null ? verdict.lead.probability : candidate.probability),
      reasons: isArgued && !isTold ? explainCandidate(situation.prepared, candidate) : [],
    };
  });
}

function listSet(situation: Case, verdict: Verdict): DispatchCard['predictionSet'] {
  if (verdict.lead === null && verdict.dispute === null) return [];
  if (verdict.outcome === 'SETTLED' && verdict.lead !== null) return [verdict.lead.departmentId];
  const set = computePredictionSet(situation.prepared, situation.ranking, COVERAGE).map((candidate) => candidate.department.departmentId);
  return verdict.lead === null || set.includes(verdict.lead.departmentId) ? set : [verdict.lead.departmentId, ...set];
}

function listExcluded({ prepared, evidence }: Case): DispatchCard['excluded'] {
  return [...evidence.complainedOf].flatMap(([id, why]) => {
    const department = prepared.departments.get(id);
    return department === undefined ? [] : [{ departmentId: department.departmentId, reason: why }];
  });
}

function listResponsible({ prepared, evidence }: Case, { entry }: Verdict): DispatchCard['responsibleDepartments'] {
  if (entry === null) return [];
  return entry.item.responsible.filter(({ departmentId }) => prepared.departments.has(departmentId) && !evidence.complainedOf.has(departmentId));
}

function describeInterim({ dispute, lead }: Verdict): DispatchCard['interim'] {
  if (dispute === null) return null;
  const { disputeId, interimRule } = dispute.item;
  return { disputeId, departmentId: lead?.departmentId ?? null, rule: interimRule };
}

const describeMatter = (guess: MatterGuess | null): DispatchCard['matter'] =>
  guess === null ? null : { matterId: guess.matter.matterId, name: guess.matter.name, probability: rounded(guess.probability) };

const placeOf = (appeal: AppealText): string => [appeal.township ?? '', appeal.place ?? '', appeal.title ?? '', appeal.text].join('\n');

/**
 * Who is to handle the appeal and why (product.md 2.3). Pure: the same knowledge, appeal and moment give the same card byte for byte.
 * Order of sources: pending dispute, division entry in force, then duty clauses, precedents and the learned model together.
 */
export function computeCard(prepared: PreparedKnowledge, appeal: AppealText, at: Instant): DispatchCard {
  const evidence = gatherEvidence(prepared, appeal);
  const situation: Case = { prepared, evidence, ranking: computeRanking(prepared, evidence, placeOf(appeal)) };
  const verdict = decideByDispute(situation) ?? decideByEntry(situation) ?? decideByRanking(situation);
  const matter = findMatter(evidence, verdict);
  const changes = explainChange(verdict, situation.ranking);
  return {
    kind: 'dispatchCard',
    v: 1,
    outcome: verdict.outcome,
    leadDepartment: verdict.lead === null ? null : { ...verdict.lead, probability: rounded(verdict.lead.probability) },
    responsibleDepartments: listResponsible(situation, verdict),
    ranking: listRanking(situation, verdict),
    predictionSet: listSet(situation, verdict),
    matter: describeMatter(matter),
    divisionEntryId: verdict.entry?.item.divisionEntryId ?? null,
    excluded: listExcluded(situation),
    interim: describeInterim(verdict),
    reasons: [...evidence.warnings, ...(matter === null ? [] : [explainMatter(matter)]), ...verdict.reasons],
    ...(changes.length > 0 ? { wouldChange: changes } : {}),
    knowledge: prepared.versions,
    at,
  };
}
