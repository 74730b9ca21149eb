import { computeSetThreshold } from '../core/dispatch/calibration.ts';
import { gatherEvidence } from '../core/dispatch/evidence.ts';
import { readText } from '../core/dispatch/features.ts';
import { makeRanker, type TrainedModel } from '../core/dispatch/linear-model.ts';
import { knowledgeSchema, type Segment } from '../core/dispatch/model.ts';
import { prepareKnowledge } from '../core/dispatch/prepared.ts';
import { computePredictionSet, computeRanking } from '../core/dispatch/ranking.ts';
import type { Answer } from '../core/dispatch/scoring.ts';

/** A duty of a label, in words. */
export interface Duty {
  readonly label: string;
  readonly text: string;
}

export interface AnswererInput {
  readonly model: TrainedModel | null;
  readonly duties: readonly Duty[];
  readonly segment: Segment;
  /** The promised coverage of the prediction sets, 0 to 1. */
  readonly coverage: number;
}

export type Answerer = (question: { readonly title: string | undefined; readonly text: string }) => Omit<Answer, 'truth'>;

const rounded = (share: number): number => Math.round(share * 1e6) / 1e6;

function makeModelAnswerer(model: TrainedModel, segment: Segment, coverage: number): Answerer {
  const ranker = makeRanker(model);
  const threshold = computeSetThreshold(model.calibration.heldOut, coverage);
  return ({ title, text }) => {
    const { probabilities } = ranker.rank(readText(text, segment), title === undefined ? undefined : readText(title, segment));
    const ranking = model.labels.map((label, index) => ({ label, probability: rounded(probabilities[index] as number) }));
    ranking.sort((a, b) => b.probability - a.probability);
    return { ranking, set: ranking.filter((one, place) => place === 0 || one.probability >= threshold).map((one) => one.label) };
  };
}

/** Ids in the shape the engine asks for, one for each place in a list. */
const idAt = (place: number): string => `00000000-0000-7000-8000-${place.toString(16).padStart(12, '0')}`;

const dutyRole = { verb: '负责', role: 'LEAD' as const, strength: 1 };

/** The engine itself, with the labels as its departments and the duty texts as their clauses. */
function makeEngineAnswerer({ model, duties, segment, coverage }: AnswererInput): Answerer {
  const labels = [...new Set([...(model?.labels ?? []), ...duties.map((duty) => duty.label)])].sort();
  const places = new Map(labels.map((label, place) => [label, idAt(place)]));
  const knowledge = knowledgeSchema.parse({
    versions: { model: '', entries: '', registry: '' },
    departments: labels.map((name, place) => ({ departmentId: idAt(place), name, aliases: [], kind: '', isTownship: false })),
    matters: [], entries: [], disputes: [], precedents: [],
    clauses: duties.map(({ label, text }, place) => ({ dutyClauseId: idAt(place), departmentId: places.get(label), text, verbs: [dutyRole], document: '', path: '' })),
    guard: { v: 1, emergency: [], statutoryRoutes: [], accusation: { before: [], after: [], window: 0, source: '' } },
  });
  const departmentModel = model === null ? null : { ...model, labels: model.labels.map((label) => places.get(label) as string) };
  const prepared = prepareKnowledge({ knowledge, departmentModel, matterModel: null, segment });
  return ({ title, text }) => {
    const ranked = computeRanking(prepared, gatherEvidence(prepared, { ...(title === undefined ? {} : { title }), text }), '');
    const set = computePredictionSet(prepared, ranked, coverage).map((candidate) => candidate.department.name);
    return { ranking: ranked.map(({ department, probability }) => ({ label: department.name, probability: rounded(probability) })), set };
  };
}

/** Answers with the learned model alone, or with the whole engine where duty texts are given. */
export const makeAnswerer = (input: AnswererInput): Answerer =>
  input.model !== null && input.duties.length === 0 ? makeModelAnswerer(input.model, input.segment, input.coverage) : makeEngineAnswerer(input);
