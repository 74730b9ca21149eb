import { z } from 'zod';
import { daySchema, instantSchema } from '../kernel/time.ts';
import { matterIdSchema, type MatterId } from '../registry/model.ts';
import { computeCutOffs, costsSchema, type Costs } from './costs.ts';
import { dispatchOutcomeSchema, driftKindSchema, driftVerdictSchema, type DispatchOutcome, type DriftKind, type DriftVerdict } from './model.ts';
import { computeRate, computeStabilityIndex, rateSchema, type Rate } from './rates.ts';
import { computeCostCurve, computeCurve, computeReaching, computeReliability, costCurveSchema, curvePointSchema, reliabilitySchema, type ProbabilityCell } from './reliability.ts';

/** `parameters/model-health.yaml`. */
export const healthRulesSchema = z.object({
  v: z.number().int(),
  stability: z.object({ moving: z.number().positive(), moved: z.number().positive(), source: z.string() }),
  recent: z.object({ weeks: z.number().int().min(1), leastCards: z.number().int().min(1), source: z.string() }),
  interval: z.object({ level: z.literal(0.95), source: z.string() }),
});
export type HealthRules = z.infer<typeof healthRulesSchema>;

/** Cards of one week, class and outcome, counted. A card is judged once its order is closed by a department that accepted it. */
export interface WeekFact {
  /** Its Monday. */
  readonly week: string;
  readonly matterClassId: MatterId | null;
  readonly outcome: DispatchOutcome;
  readonly cards: number;
  readonly judged: number;
  readonly right: number;
  /** Judged orders that their first department kept. */
  readonly firstKept: number;
  /** Judged cards whose set promised something, and those whose set held the right department. */
  readonly promised: number;
  /** Sum of what those sets promised. */
  readonly promisedSum: number;
  readonly covered: number;
  /** Cards by how much of their text the model had not learned: up to 10 %, 20 %, 30 %, 40 %, more. */
  readonly unknown: readonly number[];
  readonly unknownSum: number;
}

export interface CellFact extends ProbabilityCell {
  readonly matterClassId: MatterId | null;
}

const counts = { cards: z.number().int(), right: rateSchema };

export const modelHealthSchema = z.object({
  from: daySchema,
  to: daySchema,
  matterClassId: matterIdSchema.nullable(),
  cards: z.number().int(),
  right: rateSchema,
  firstKept: rateSchema,
  /** What the sets promised on average, as the cut-offs of their days had it; null where none promised anything. */
  promise: z.number().nullable(),
  kept: rateSchema,
  /** False when even the upper end of the interval lies below the promise; null where nothing was judged. */
  isPromiseKept: z.boolean().nullable(),
  outcomes: z.array(z.object({ outcome: dispatchOutcomeSchema, ...counts })),
  classes: z.array(z.object({ matterClassId: matterIdSchema.nullable(), name: z.string().nullable(), ...counts, kept: rateSchema, promise: z.number().nullable(), expectedCalibrationError: z.number().nullable(), /** Judged cards with a ranked lead, and how many of those that reach the cut-off for dispatch were right. */ ranked: z.number().int(), reaching: rateSchema, shares: z.record(dispatchOutcomeSchema, z.number().int()) })),
  weeks: z.array(z.object({ week: daySchema, ...counts, kept: rateSchema, promise: z.number().nullable(), shares: z.record(dispatchOutcomeSchema, z.number().int()), unknownShare: z.number().nullable() })),
  reliability: reliabilitySchema,
  curve: z.array(curvePointSchema),
  costs: costsSchema.extend({ v: z.number().int(), validFrom: instantSchema, source: z.string(), reason: z.string() }),
  cutOffs: z.object({ automatic: z.number(), dispatch: z.number() }),
  costCurve: costCurveSchema,
  drift: z.array(z.object({ kind: driftKindSchema, index: z.number().nullable(), verdict: driftVerdictSchema, before: z.number().int(), now: z.number().int(), kinds: z.array(z.object({ key: z.string(), before: z.number().int(), now: z.number().int() })) })),
  stability: z.object({ moving: z.number(), moved: z.number(), weeks: z.number().int(), leastCards: z.number().int(), source: z.string() }),
  model: z.object({ modelId: z.uuid(), trainedAt: instantSchema, precedents: z.number().int() }).nullable(),
  feedback: z.object({ right: z.number().int(), wrong: z.number().int(), missingDuty: z.number().int() }),
});
export type ModelHealth = z.infer<typeof modelHealthSchema>;

export type CountedHealth = Omit<ModelHealth, 'from' | 'to' | 'matterClassId' | 'costs' | 'cutOffs' | 'model' | 'feedback' | 'classes'> & {
  readonly classes: readonly Omit<ModelHealth['classes'][number], 'name'>[];
};

const outcomes = dispatchOutcomeSchema.options;

const toTenThousandth = (share: number): number => Math.round(share * 10_000) / 10_000;
const sum = (facts: readonly WeekFact[], of: (fact: WeekFact) => number): number => facts.reduce((all, fact) => all + of(fact), 0);
const rateOf = (facts: readonly WeekFact[], hits: (fact: WeekFact) => number, count: (fact: WeekFact) => number): Rate => computeRate(sum(facts, hits), sum(facts, count));
const rightOf = (facts: readonly WeekFact[]): Rate => rateOf(facts, ({ right }) => right, ({ judged }) => judged);
const keptOf = (facts: readonly WeekFact[]): Rate => rateOf(facts, ({ covered }) => covered, ({ promised }) => promised);
function promiseOf(facts: readonly WeekFact[]): number | null {
  const promised = sum(facts, (fact) => fact.promised);
  return promised === 0 ? null : toTenThousandth(sum(facts, ({ promisedSum }) => promisedSum) / promised);
}
const cardsOf = (facts: readonly WeekFact[]): number => sum(facts, ({ cards }) => cards);
const sharesOf = (facts: readonly WeekFact[]) => Object.fromEntries(outcomes.map((outcome) => [outcome, cardsOf(facts.filter((fact) => fact.outcome === outcome))])) as Record<DispatchOutcome, number>;

function describeUnknown(facts: readonly WeekFact[]): number | null {
  const count = sum(facts, ({ unknown }) => unknown.reduce((all, one) => all + one, 0));
  return count === 0 ? null : toTenThousandth(sum(facts, ({ unknownSum }) => unknownSum) / count);
}

const listWeeks = (facts: readonly WeekFact[]): CountedHealth['weeks'] =>
  [...Map.groupBy(facts, ({ week }) => week)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([week, members]) => ({ week: week as CountedHealth['weeks'][number]['week'], cards: cardsOf(members), right: rightOf(members), kept: keptOf(members), promise: promiseOf(members), shares: sharesOf(members), unknownShare: describeUnknown(members) }));

function describeClass(matterClassId: MatterId | null, members: readonly WeekFact[], cells: readonly CellFact[], costs: Costs): CountedHealth['classes'][number] {
  const own = cells.filter((cell) => cell.matterClassId === matterClassId);
  const { expectedCalibrationError, count } = computeReliability(own);
  return {
    matterClassId, cards: cardsOf(members), right: rightOf(members), kept: keptOf(members), promise: promiseOf(members), shares: sharesOf(members),
    expectedCalibrationError, ranked: count, reaching: computeReaching(own, computeCutOffs(costs).dispatch),
  };
}

const listClasses = (facts: readonly WeekFact[], cells: readonly CellFact[], costs: Costs): CountedHealth['classes'] =>
  [...Map.groupBy(facts, ({ matterClassId }) => matterClassId)]
    .map(([matterClassId, members]) => describeClass(matterClassId, members, cells, costs))
    .sort((a, b) => b.cards - a.cards || ((a.matterClassId ?? '') < (b.matterClassId ?? '') ? -1 : 1));

const UNKNOWN_UP_TO = ['10%', '20%', '30%', '40%', '100%'] as const;

/** How often each kind came, in one part of the time. */
type Counts = ReadonlyMap<string, number>;

const countBy = (facts: readonly WeekFact[], keyOf: (fact: WeekFact) => string): Counts =>
  new Map([...Map.groupBy(facts, keyOf)].map(([key, members]) => [key, cardsOf(members)]));

const counted: { readonly [Kind in DriftKind]: (facts: readonly WeekFact[]) => Counts } = {
  OUTCOMES: (facts) => countBy(facts, ({ outcome }) => outcome),
  MATTER_CLASSES: (facts) => countBy(facts, ({ matterClassId }) => matterClassId ?? ''),
  UNKNOWN_WORDS: (facts) => new Map(UNKNOWN_UP_TO.map((upTo, at) => [upTo, sum(facts, ({ unknown }) => unknown[at] ?? 0)])),
};

const total = (all: Counts): number => [...all.values()].reduce((found, count) => found + count, 0);

function decideVerdict(index: number, { stability }: HealthRules): DriftVerdict {
  if (index < stability.moving) return 'STABLE';
  return index < stability.moved ? 'MOVING' : 'MOVED';
}

function computeDrift(kind: DriftKind, earlier: readonly WeekFact[], recent: readonly WeekFact[], rules: HealthRules): CountedHealth['drift'][number] {
  const [before, now] = [counted[kind](earlier), counted[kind](recent)];
  const keys = [...new Set([...before.keys(), ...now.keys()])].sort();
  const kinds = keys.map((key) => ({ key, before: before.get(key) ?? 0, now: now.get(key) ?? 0 }));
  const [all, allNow] = [total(before), total(now)];
  if (Math.min(all, allNow) < rules.recent.leastCards) return { kind, index: null, verdict: 'TOO_FEW', before: all, now: allNow, kinds };
  const index = computeStabilityIndex(kinds.map((one) => one.before), kinds.map((one) => one.now));
  return { kind, index, verdict: decideVerdict(index, rules), before: all, now: allNow, kinds };
}

/** The last weeks that have cards, against those before. */
function listDrift(facts: readonly WeekFact[], rules: HealthRules): CountedHealth['drift'] {
  const from = [...new Set(facts.map(({ week }) => week))].sort().at(-rules.recent.weeks) ?? '';
  const [earlier, recent] = [facts.filter(({ week }) => week < from), facts.filter(({ week }) => week >= from)];
  return driftKindSchema.options.map((kind) => computeDrift(kind, earlier, recent, rules));
}

export interface HealthFacts {
  readonly weeks: readonly WeekFact[];
  readonly cells: readonly CellFact[];
  /** The class asked for; every class when null. */
  readonly matterClassId: MatterId | null;
  readonly costs: Costs;
  readonly rules: HealthRules;
}

/**
 * How well the cards have done, from counts of real records. A card is right when its lead is the department that handled the order in the
 * end and accepted it. Reliability, curve and costs look only at leads that were ranked: an entry's lead has no probability.
 */
export function computeModelHealth({ weeks, cells, matterClassId, costs, rules }: HealthFacts): CountedHealth {
  const isMeant = ({ matterClassId: own }: { readonly matterClassId: MatterId | null }) => matterClassId === null || own === matterClassId;
  const facts = weeks.filter(isMeant);
  const counts = cells.filter(isMeant);
  const [kept, promise] = [keptOf(facts), promiseOf(facts)];
  return {
    cards: cardsOf(facts),
    right: rightOf(facts),
    firstKept: rateOf(facts, ({ firstKept }) => firstKept, ({ judged }) => judged),
    promise,
    kept,
    isPromiseKept: kept.high === null || promise === null ? null : kept.high >= promise,
    outcomes: outcomes.map((outcome) => {
      const members = facts.filter((fact) => fact.outcome === outcome);
      return { outcome, cards: cardsOf(members), right: rightOf(members) };
    }),
    classes: listClasses(weeks, cells, costs),
    weeks: listWeeks(facts),
    reliability: computeReliability(counts),
    curve: computeCurve(counts),
    costCurve: computeCostCurve(counts, costs),
    drift: listDrift(facts, rules),
    stability: { moving: rules.stability.moving, moved: rules.stability.moved, weeks: rules.recent.weeks, leastCards: rules.recent.leastCards, source: rules.stability.source },
  };
}

