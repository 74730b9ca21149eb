import type { Reason } from '../kernel/reasons.ts';
import { explainClauseStage } from './condition-reasons.ts';
import { clauseStrength, isModel, type Evidence, type Likeness } from './evidence.ts';
import type { KnownClause, KnownDepartment, KnownPrecedent } from './model.ts';
import { countSet } from './prediction-set.ts';
import type { PreparedKnowledge } from './prepared.ts';
import { explainClause, explainLaw, explainModel, explainOverturned, explainPrecedents } from './wording.ts';

/** One department with all that speaks for it. */
export interface Candidate {
  readonly department: KnownDepartment;
  readonly probability: number;
  readonly model: number;
  readonly clause: Likeness<KnownClause> | null;
  /** Fit of its best clause times the strength of the verb, 0 to 1. */
  readonly clauseFit: number;
  /** What the law gives it as the authority it is, and how well that fits. */
  readonly law: Likeness<KnownClause> | null;
  readonly lawFit: number;
  readonly precedents: readonly Likeness<KnownPrecedent>[];
  readonly against: Likeness<KnownPrecedent> | null;
}

/**
 * How far a source moves the odds. A learned model has heard the clauses and the precedents up to its training, and its probabilities are right as they stand: only
 * what has become known since moves them. Without a model both sources speak for themselves.
 */
const SHIFTS = { withModel: { clause: 0, precedents: 1 }, alone: { clause: 14, precedents: 5 } };
/** What is left for departments that the model has never seen at work. */
const UNSEEN = 0.02;
/** Likeness of precedents that counts as nothing. */
const NOISE = 0.3;

const townshipsNamed = (prepared: PreparedKnowledge, text: string): Set<string> => {
  const named = new Set<string>();
  for (const department of prepared.departments.values()) {
    if (department.isTownship && [department.name, ...department.aliases].some((name) => text.includes(name))) named.add(department.departmentId);
  }
  return named;
};

/** Of the townships only the one where it happens can be meant, when the place is known. */
function listEligible(prepared: PreparedKnowledge, evidence: Evidence, place: string): KnownDepartment[] {
  const named = townshipsNamed(prepared, place);
  return [...prepared.departments.values()].filter(
    (department) => !evidence.complainedOf.has(department.departmentId) && (!department.isTownship || named.size === 0 || named.has(department.departmentId)),
  );
}

function prior(prepared: PreparedKnowledge, evidence: Evidence): (departmentId: string) => number {
  const { model } = evidence;
  if (model === null) return () => 1;
  const unseen = Math.max(prepared.departments.size - model.shares.size, 1);
  return (departmentId) => Math.max(model.shares.get(departmentId) ?? UNSEEN / unseen, 1e-6);
}

interface Fit {
  readonly near: Likeness<KnownClause> | null;
  readonly fit: number;
}

const NO_FIT: Fit = { near: null, fit: 0 };

/** The best clause of each department. */
function bestOf(clauses: readonly Likeness<KnownClause>[]): ReadonlyMap<string, Fit> {
  const best = new Map<string, Fit>();
  for (const near of clauses) {
    const fit = near.likeness * clauseStrength(near.item);
    if (fit > (best.get(near.item.departmentId) ?? NO_FIT).fit) best.set(near.item.departmentId, { near, fit });
  }
  return best;
}

/** The nearest precedents of a department: those that may be followed, how near those of them are together that are news, and what speaks against it. */
interface Past {
  readonly stood: Likeness<KnownPrecedent>[];
  news: number;
  against: Likeness<KnownPrecedent> | null;
}

const NO_PAST: Readonly<Past> = { stood: [], news: 0, against: null };

function pastOf(precedents: readonly Likeness<KnownPrecedent>[], isNews: (precedent: KnownPrecedent) => boolean): ReadonlyMap<string, Readonly<Past>> {
  const pasts = new Map<string, Past>();
  for (const near of precedents) {
    const past = pasts.get(near.item.departmentId) ?? { ...NO_PAST, stood: [] };
    pasts.set(near.item.departmentId, past);
    if (!isModel(near)) {
      past.against ??= near;
      continue;
    }
    past.stood.push(near);
    if (isNews(near.item)) past.news += near.likeness;
  }
  return pasts;
}

/** The candidates with their probabilities, surest first; units complained of are not among them. `place` is all that was said about where. */
export function computeRanking(prepared: PreparedKnowledge, evidence: Evidence, place: string): Candidate[] {
  const shifts = evidence.model === null ? SHIFTS.alone : SHIFTS.withModel;
  const priorOf = prior(prepared, evidence);
  const [bestClause, bestLaw] = [bestOf(evidence.clauses), bestOf(evidence.laws)];
  const pasts = pastOf(evidence.precedents, (precedent) => evidence.model === null || (precedent.number ?? 0) > prepared.learnedTo);
  const total = evidence.precedents.reduce((sum, near) => (isModel(near) ? sum + near.likeness : sum), NOISE);
  const eligible = listEligible(prepared, evidence, place).map((department) => {
    const id = department.departmentId;
    const [clause, law, past] = [bestClause.get(id) ?? NO_FIT, bestLaw.get(id) ?? NO_FIT, pasts.get(id) ?? NO_PAST];
    const model = priorOf(id);
    return { department, clause, law, past, model, score: Math.log(model) + shifts.clause * Math.max(clause.fit, law.fit) + (shifts.precedents * past.news) / total };
  });
  const highest = Math.max(...eligible.map(({ score }) => score));
  const sum = eligible.reduce((all, { score }) => all + Math.exp(score - highest), 0);
  return eligible
    .map(({ department, clause, law, past, model, score }) => ({
      department, probability: Math.exp(score - highest) / sum, model,
      clause: clause.near, clauseFit: clause.fit, law: law.near, lawFit: law.fit,
      precedents: past.stood, against: past.against,
    }))
    .sort((a, b) => b.probability - a.probability || (a.department.departmentId < b.department.departmentId ? -1 : 1));
}

/** The departments that may be meant: one alone where its probability reaches the cut-off, else as many as reach it together. */
export const computePredictionSet = (ranking: readonly Candidate[], cutOff: number): Candidate[] => ranking.slice(0, countSet(ranking, cutOff));

/** From this fit on the clause of a department speaks for it. */
export const CLAUSE_SPEAKS = 0.1;
/** The law speaks of fields, not of cases: by chance it fits more easily. */
const LAW_SPEAKS = 0.15;
const PRECEDENT_SPEAKS = 0.15;
const MODEL_KNOWS = 0.3;
const MODEL_SPEAKS = 0.2;
/** A smaller share of the model is no reason worth reading. */
const MODEL_SAYS = 0.05;

/** Whether any source speaks for the candidate at all; else the matter has no owner that we know of. */
export function isFounded(candidate: Candidate, evidence: Evidence): boolean {
  if (candidate.clauseFit >= CLAUSE_SPEAKS || candidate.lawFit >= LAW_SPEAKS) return true;
  if ((candidate.precedents[0]?.likeness ?? 0) >= PRECEDENT_SPEAKS) return true;
  return evidence.model !== null && evidence.model.known >= MODEL_KNOWS && candidate.model >= MODEL_SPEAKS;
}

export function explainCandidate(prepared: PreparedKnowledge, candidate: Candidate): Reason[] {
  const { department } = candidate;
  const reasons: Reason[] = [];
  if (candidate.clause !== null && candidate.clauseFit >= CLAUSE_SPEAKS / 2) reasons.push(explainClause(candidate.clause, department, candidate.clauseFit), ...explainClauseStage(candidate.clause));
  if (candidate.law !== null && candidate.lawFit >= LAW_SPEAKS) reasons.push(explainLaw(candidate.law, department, candidate.lawFit));
  if (candidate.precedents.length > 0) reasons.push(explainPrecedents(candidate.precedents, department));
  const model = prepared.departmentRanker?.model;
  if (model !== undefined && candidate.model >= MODEL_SAYS) reasons.push(explainModel(candidate.model, model.rows, department));
  if (candidate.against !== null) reasons.push(explainOverturned(candidate.against, department));
  return reasons;
}
