import type { Reason } from '../kernel/reasons.ts';
import { word } from '../kernel/words.ts';
import { grown, type Evidence, type Match, type MatterGuess } from './evidence.ts';
import type { AppealText, DispatchCard, DispatchOutcome, KnownDepartment, KnownDispute, KnownEntry } from './model.ts';
import type { PreparedKnowledge } from './prepared.ts';
import { computeCutOffs, type CostVersion } from './costs.ts';
import { computePredictionSet, explainCandidate, isFounded, type Candidate } from './ranking.ts';
import { explainFit } from './condition-reasons.ts';
import { entrySource, explainEntry, explainInterim, explainLikeEntry, explainSet, reason, rounded, SURE_ENOUGH } from './wording.ts';

/** From this strength on an entry or a dispute speaks about the appeal. */
export const SPEAKS = 0.6;
/** Two entries closer than this with different leads contradict each other. */
const TOO_CLOSE = 0.08;
const MATTER_SHOWN = 0.3;
/** An entry for the very place or stage that the appeal tells of outweighs who usually handles such appeals. */
const MEANT = 0.5;

/** What the sources decide, before it is written on a card. */
export interface Verdict {
  readonly outcome: DispatchOutcome;
  readonly lead: { readonly departmentId: KnownDepartment['departmentId']; readonly probability: number } | null;
  readonly entry: Match<KnownEntry> | null;
  readonly dispute: Match<KnownDispute> | null;
  readonly reasons: readonly Reason[];
}

/** One appeal, or one part of it, with all that speaks about it. */
export interface Case {
  readonly prepared: PreparedKnowledge;
  readonly evidence: Evidence;
  readonly ranking: readonly Candidate[];
  /** In force at the moment of the card. */
  readonly costs: CostVersion;
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
const NONE = word('没有分工条目、职责条款或既往工单能说明由谁承办，建议列为监管空白线索。', 'No entry, clause or past order says who handles this; consider a finding of a duty gap.');

/** A pending dispute governs before any entry (product.md 3.3). */
function decideByDispute(situation: Case): Verdict | null {
  const { prepared, evidence } = situation;
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
  return { ...base, lead: findCurrent(situation) };
}

/** Who has it as things stand: the lead of the entry in force, else the likeliest. */
function findCurrent(situation: Case): Verdict['lead'] {
  const { prepared, evidence, ranking } = situation;
  const entry = chooseEntry(situation)?.entry;
  const led = entry === undefined ? undefined : prepared.departments.get(entry.item.leadDepartmentId);
  if (entry !== undefined && led !== undefined && !evidence.complainedOf.has(led.departmentId)) return { departmentId: led.departmentId, probability: entry.strength };
  const first = ranking[0];
  return first === undefined ? null : { departmentId: first.department.departmentId, probability: first.probability };
}

interface Choice {
  readonly entry: Match<KnownEntry>;
  readonly rival: Match<KnownEntry> | null;
}

const isMeant = ({ conditions }: Match<KnownEntry>): boolean => conditions.length > 0 && conditions.every(({ fits }) => fits);

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
    .map((entry) => ({ entry, fit: entry.strength + grown(entry.exemplar) + grown(entry.wording) + (usual.get(entry.item.leadDepartmentId) ?? 0) + (isMeant(entry) ? MEANT : 0) }))
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
    // what may be sure enough by the ranking is not, with an entry in the way
    const reasons = verdict.lead === null ? [] : verdict.reasons.filter(({ rule }) => rule !== SURE_ENOUGH);
    return { ...verdict, outcome: 'CONTESTED', reasons: [obstacle, ...reasons] };
  }
  const { entry } = choice;
  const lead = situation.prepared.departments.get(entry.item.leadDepartmentId) as KnownDepartment;
  const reasons = [explainEntry(entry, lead)];
  reasons.push(...entry.conditions.map((fit) => explainFit(fit, entrySource(entry.item))));
  if (grown(entry.exemplar) > 0) reasons.push(explainLikeEntry(entry));
  return { outcome: 'SETTLED', lead: { departmentId: lead.departmentId, probability: entry.strength }, entry, dispute: null, reasons };
}

function decideByRanking({ prepared, evidence, ranking, costs }: Case): Verdict {
  const base = { entry: null, dispute: null };
  const first = ranking[0];
  if (first === undefined || !ranking.slice(0, 3).some((candidate) => isFounded(candidate, evidence))) {
    return { ...base, outcome: 'OWNERLESS', lead: null, reasons: [reason('no-owner-known', NONE, {}, [])] };
  }
  const lead = { departmentId: first.department.departmentId, probability: first.probability };
  const { dispatch } = computeCutOffs(costs);
  const count = computePredictionSet(ranking, dispatch).length;
  const reasons = [explainSet(costs, dispatch, first.probability, count), ...explainCandidate(prepared, first)];
  return { ...base, outcome: count === 1 ? 'CLEAR' : 'CONTESTED', lead, reasons };
}

/** The matter that the appeal is taken to be about. */
export function findMatter(evidence: Evidence, verdict: Verdict): MatterGuess | null {
  const settled = verdict.entry?.matter ?? verdict.dispute?.matter ?? null;
  const best = evidence.matters[0];
  return settled ?? (best !== undefined && best.probability >= MATTER_SHOWN ? best : null);
}

/** Order of sources: pending dispute, division entry in force, then duty clauses, precedents and the learned model together (product.md 2.3). */
export const decide = (situation: Case): Verdict => decideByDispute(situation) ?? decideByEntry(situation) ?? decideByRanking(situation);

export const describeMatter = (guess: MatterGuess | null): DispatchCard['matter'] =>
  guess === null ? null : { matterId: guess.matter.matterId, name: guess.matter.name, probability: rounded(guess.probability) };

/** All that was said about where. */
export const placeOf = (appeal: AppealText): string => [appeal.township ?? '', appeal.place ?? '', appeal.title ?? '', appeal.text].join('\n');
