import type { Instant } from '../kernel/time.ts';
import { explainChange } from './changes.ts';
import { listResponsible } from './co-handling.ts';
import { explainUnfitEntries } from './condition-reasons.ts';
import { computeCutOffs, findCosts } from './costs.ts';
import { gatherEvidence } from './evidence.ts';
import { explainFinished } from './finished.ts';
import type { AppealText, DispatchCard } from './model.ts';
import { computePromise } from './prediction-set.ts';
import type { PreparedKnowledge } from './prepared.ts';
import { computeProposals, explainProposals } from './proposals.ts';
import { computePredictionSet, computeRanking, explainCandidate, type Candidate } from './ranking.ts';
import { decide, describeMatter, findMatter, placeOf, SPEAKS, type Case, type Verdict } from './verdict.ts';
import { explainMatter, rounded } from './wording.ts';

const SHOWN = 8;
/** Below one in two hundred a candidate is noise on the card, but three are always there to compare. */
const SHOWN_FROM = 0.005;
const LEAST_SHOWN = 3;

const possibleIn = ({ ranking, costs }: Case): Candidate[] => computePredictionSet(ranking, computeCutOffs(costs).dispatch);

function listRanking(situation: Case, verdict: Verdict): DispatchCard['ranking'] {
  const shown = situation.ranking.filter((candidate, place) => place < LEAST_SHOWN || candidate.probability >= SHOWN_FROM).slice(0, SHOWN);
  const lead = situation.ranking.find((candidate) => candidate.department.departmentId === verdict.lead?.departmentId);
  // Who leads by an entry or an interim rule stands first, whatever the other sources think.
  const ordered = lead === undefined || shown[0] === lead ? shown : [lead, ...shown.filter((candidate) => candidate !== lead)].slice(0, SHOWN);
  const possible = new Set(possibleIn(situation));
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
  const set = possibleIn(situation).map((candidate) => candidate.department.departmentId);
  return verdict.lead === null || set.includes(verdict.lead.departmentId) ? set : [verdict.lead.departmentId, ...set];
}

/** Only where the ranking decides. */
function describeCutOff({ prepared, costs }: Case, { entry, dispute, lead }: Verdict): Pick<DispatchCard, 'cutOff'> {
  if (entry !== null || dispute !== null || lead === null) return {};
  const { dispatch } = computeCutOffs(costs);
  const before = prepared.departmentRanker?.model.calibration.before;
  const promised = before === undefined ? null : computePromise(before, dispatch);
  return { cutOff: { probability: dispatch, costs: costs.v, promised: promised === null ? null : rounded(promised) } };
}

function listExcluded({ prepared, evidence }: Case): DispatchCard['excluded'] {
  return [...evidence.complainedOf].flatMap(([id, why]) => {
    const department = prepared.departments.get(id);
    return department === undefined ? [] : [{ departmentId: department.departmentId, reason: why }];
  });
}

function describeInterim({ dispute, lead }: Verdict): DispatchCard['interim'] {
  if (dispute === null) return null;
  const { disputeId, interimRule } = dispute.item;
  return { disputeId, departmentId: lead?.departmentId ?? null, rule: interimRule };
}

/** Who is to handle the appeal and why (product.md 2.3). Pure: the same knowledge, appeal and moment give the same card byte for byte. */
export function computeCard(prepared: PreparedKnowledge, appeal: AppealText, at: Instant): DispatchCard {
  const evidence = gatherEvidence(prepared, appeal);
  const situation: Case = { prepared, evidence, ranking: computeRanking(prepared, evidence, placeOf(appeal)), costs: findCosts(prepared.costs, at) };
  const verdict = decide(situation);
  const matter = findMatter(evidence, verdict);
  const changes = explainChange(situation, verdict);
  const proposals = computeProposals(situation, appeal);
  return {
    kind: 'dispatchCard',
    v: 1,
    outcome: verdict.outcome,
    leadDepartment: verdict.lead === null ? null : { ...verdict.lead, probability: rounded(verdict.lead.probability) },
    responsibleDepartments: listResponsible(situation, verdict, proposals),
    ranking: listRanking(situation, verdict),
    predictionSet: listSet(situation, verdict),
    ...describeCutOff(situation, verdict),
    matter: describeMatter(matter),
    divisionEntryId: verdict.entry?.item.divisionEntryId ?? null,
    excluded: listExcluded(situation),
    interim: describeInterim(verdict),
    reasons: [...evidence.warnings, ...explainFinished(evidence.precedents), ...(proposals.length > 0 ? [explainProposals(proposals)] : []), ...(matter === null ? [] : [explainMatter(matter)]), ...verdict.reasons, ...explainUnfitEntries(evidence, SPEAKS)],
    ...(changes.length > 0 ? { wouldChange: changes } : {}),
    ...(proposals.length > 0 ? { proposals } : {}),
    ...(evidence.model === null ? {} : { known: rounded(evidence.model.known) }),
    knowledge: prepared.versions,
    at,
  };
}
