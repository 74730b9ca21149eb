import { z } from 'zod';
import type { Urgency } from '../appeals/model.ts';
import type { Reason, Source } from '../kernel/reasons.ts';
import { dayOf, type Day, type Instant } from '../kernel/time.ts';
import { fill, word, type Word } from '../kernel/words.ts';
import type { DepartmentId, MatterId } from '../registry/model.ts';
import { computeCutOffs, findCosts, type CostVersion } from './costs.ts';
import { dispatchOutcomeWords, type DispatchCard } from './model.ts';
import { refuseDispatch } from './refusals.ts';

/** `parameters/automatic-confirmation.yaml`. */
export const automaticLimitsSchema = z.object({
  v: z.number().int(),
  retention: z.object({ years: z.number().int().min(3), source: z.string() }),
  review: z.object({ months: z.number().int().min(1), source: z.string() }),
});
export type AutomaticLimits = z.infer<typeof automaticLimitsSchema>;

/** Automatic confirmation as it is switched on for one class of matters, with the assessment it rests on. */
export interface AutomaticRule {
  readonly matterClassId: MatterId;
  readonly className: string;
  /** The class and every matter under it. */
  readonly matterIds: readonly string[];
  readonly threshold: number;
  readonly impactAssessmentId: string;
  readonly assessedBy: string;
  readonly assessedOn: Day;
  readonly nextReviewOn: Day;
}

/** All that is switched on, with the costs that may since have raised the cut-off. */
export interface AutomaticRules {
  readonly rules: readonly AutomaticRule[];
  readonly costs: readonly CostVersion[];
}

export const NOTHING_AUTOMATIC: AutomaticRules = { rules: [], costs: [] };

/** What of an appeal forbids that a machine decides. */
export interface AutomaticFacts {
  readonly confidential: boolean;
  readonly urgency: Urgency;
  readonly complainedDepartmentId: DepartmentId | null;
  /** As an officer has classed it. */
  readonly matterId: MatterId | null;
}

export type AutomaticDecision = { readonly open: true; readonly leadDepartmentId: DepartmentId; readonly reasons: readonly Reason[] } | { readonly open: false; readonly reasons: readonly Reason[] };

const VERSION = 1;

const because = (rule: string, text: Word, values: Readonly<Record<string, unknown>> = {}, sources: readonly Source[] = []): Reason => ({ rule: `dispatch.${rule}`, v: VERSION, text: fill(text, values), sources });

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

/** The rule of the class under which both the card and the officer place the appeal. */
function findRule({ rules }: AutomaticRules, card: DispatchCard, matterId: MatterId | null): AutomaticRule | undefined {
  const named = [card.matter?.matterId, matterId].filter((id) => id != null);
  return named.length === 0 ? undefined : rules.find(({ matterIds }) => named.every((id) => matterIds.includes(id)));
}

const isWarned = ({ reasons }: DispatchCard): boolean => reasons.some(({ rule }) => rule.startsWith('dispatch.emergency') || rule.startsWith('dispatch.statutory-route') || rule === 'dispatch.finished-before');

type Obstacle = readonly [holds: boolean, rule: string, text: Word, values?: Readonly<Record<string, unknown>>];

/** What of the appeal itself forbids it (product.md 2.3; procedures.md 7.1): whatever asks for a person's judgement or care. */
const obstaclesOfAppeal = (card: DispatchCard, { confidential, urgency, complainedDepartmentId }: AutomaticFacts): readonly Obstacle[] => [
  [confidential, 'automatic-confidential', word('诉求人要求保密，须由人工派单。', 'The appellant asked for confidentiality: a person dispatches it.')],
  [urgency !== 'NORMAL', 'automatic-urgent', word('紧急或突发诉求须由人工派单。', 'What is urgent is dispatched by a person.')],
  [isWarned(card), 'automatic-warned', word('派单卡有紧急或法定途径提示，须由人工判断。', 'The card warns of an emergency or a statutory route: a person decides.')],
  [(card.proposals ?? []).length > 1, 'automatic-several', word('诉求涉及几件事，须由人工拆分派单。', 'The appeal is about several matters: a person splits it.')],
  [card.excluded.length > 0 || complainedDepartmentId !== null, 'automatic-complained', word('诉求反映了部门，须由人工派单。', 'The appeal complains of a department: a person dispatches it.')],
];

const obstaclesOfCard = (card: DispatchCard, { threshold, nextReviewOn }: AutomaticRule, cutOff: number, at: Instant): readonly Obstacle[] => [
  [card.outcome !== 'SETTLED' && card.outcome !== 'CLEAR', 'automatic-outcome', word('研判结论为“{outcome}”，须由人工判断。', 'The card says “{outcome}”: a person decides.'), { outcome: dispatchOutcomeWords[card.outcome] }],
  [card.interim !== null, 'automatic-dispute', word('该事项有未决争议，须由人工派单。', 'A dispute on the matter is pending: a person dispatches it.')],
  [card.leadDepartment === null || card.leadDepartment.probability < threshold, 'automatic-below', word('把握未达到本类界限 {threshold}。', 'The probability is below the threshold of the class, {threshold}.'), { threshold: percent(threshold) }],
  [dayOf(at) > nextReviewOn, 'automatic-review-due', word('影响评估已过复评日（{day}），复评前不自动派单。', 'The review of the impact assessment was due on {day}.'), { day: nextReviewOn }],
  [threshold < cutOff, 'automatic-cost-risen', word('成本参数调整后，界限应不低于 {cutOff}，本类为 {threshold}，不再自动派单。', 'By the costs now in force the threshold must be at least {cutOff}; that of the class is {threshold}.'), { cutOff: percent(cutOff), threshold: percent(threshold) }],
];

const explain = (obstacles: readonly Obstacle[]): Reason[] => obstacles.filter(([holds]) => holds).map(([, rule, text, values]) => because(rule, text, values));

function whyOpen(card: DispatchCard, rule: AutomaticRule): Reason[] {
  return [
    because('automatic-assessed', word('“{name}”类事项经个人信息保护影响评估（{by}，{on}）开通自动确认，下次复评 {review}。', 'Automatic confirmation of “{name}” rests on the impact assessment by {by} of {on}; next review {review}.'),
      { name: rule.className, by: rule.assessedBy, on: rule.assessedOn, review: rule.nextReviewOn }, [{ kind: 'matter', id: rule.matterClassId, label: rule.className }, { kind: 'parameter', id: `impact-assessment/${rule.impactAssessmentId}`, label: '个人信息保护法第五十五条、第五十六条' }]),
    because('automatic-sure', word('研判结论为“{outcome}”，把握 {probability}，不低于本类界限 {threshold}。', 'The card says “{outcome}” with {probability}, the threshold of the class is {threshold}.'),
      { outcome: dispatchOutcomeWords[card.outcome], probability: percent(card.leadDepartment?.probability ?? 0), threshold: percent(rule.threshold) }),
    because('automatic-plain', word('诉求未要求保密，不属紧急，没有法定途径提示，未反映任何部门。', 'The appeal is neither confidential nor urgent, has no statutory route and complains of no department.')),
  ];
}

/**
 * Whether the system may confirm the card by itself, with the reasons either way; nothing where no class that is switched on is meant, which
 * is the answer for everything as long as nothing is.
 */
export function decideAutomatic(rules: AutomaticRules, card: DispatchCard, facts: AutomaticFacts, at: Instant): AutomaticDecision | null {
  if (rules.rules.length === 0) return null;
  const rule = findRule(rules, card, facts.matterId);
  if (rule === undefined) return null;
  const cutOff = computeCutOffs(findCosts(rules.costs, at)).automatic;
  const reasons = explain([...obstaclesOfAppeal(card, facts), ...obstaclesOfCard(card, rule, cutOff, at)]);
  if (reasons.length > 0 || card.leadDepartment === null) return { open: false, reasons };
  return { open: true, leadDepartmentId: card.leadDepartment.departmentId, reasons: whyOpen(card, rule) };
}

export interface AssessmentFacts {
  readonly isClass: boolean;
  readonly matterName: string;
  readonly assessedOn: Day;
  readonly nextReviewOn: Day;
  readonly retainedUntil: Day;
  readonly today: Day;
}

/** The day so many months after another, in the calendar. */
function addMonths(day: Day, months: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const moved = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(date, last));
  return moved.toISOString().slice(0, 10) as Day;
}

/** Until when an assessment must be kept at least. */
export const computeRetention = (assessedOn: Day, { retention }: AutomaticLimits): Day => addMonths(assessedOn, retention.years * 12);

/** Refuses an assessment that is not of a class, lies in the future, is reviewed too late or kept too short. */
export function decideAssessment({ isClass, matterName, assessedOn, nextReviewOn, retainedUntil, today }: AssessmentFacts, limits: AutomaticLimits): void {
  if (!isClass) throw refuseDispatch('dispatch.not-a-class', { matter: matterName });
  if (assessedOn > today) throw refuseDispatch('dispatch.assessment-in-future', { day: assessedOn });
  const latest = addMonths(assessedOn, limits.review.months);
  if (nextReviewOn <= assessedOn || nextReviewOn > latest) throw refuseDispatch('dispatch.review-too-late', { latest });
  const earliest = computeRetention(assessedOn, limits);
  if (retainedUntil < earliest) throw refuseDispatch('dispatch.retention-too-short', { earliest });
}

export interface SwitchFacts {
  readonly matterName: string;
  readonly isOn: boolean;
  /** The assessment named, when it is of this class. */
  readonly assessment: { readonly assessedOn: Day; readonly nextReviewOn: Day; readonly isWithdrawn: boolean } | null;
  readonly threshold: number;
  readonly cutOff: number;
  readonly today: Day;
}

/** Refuses to switch on without an assessment in force, or below the threshold at which the cost is least. */
export function decideSwitchOn({ matterName, isOn, assessment, threshold, cutOff, today }: SwitchFacts): void {
  if (isOn) throw refuseDispatch('dispatch.already-automatic', { matter: matterName });
  if (assessment === null || assessment.isWithdrawn || assessment.assessedOn > today || assessment.nextReviewOn < today) throw refuseDispatch('dispatch.not-assessed', { matter: matterName });
  if (threshold < cutOff) throw refuseDispatch('dispatch.threshold-too-low', { threshold: percent(threshold), cutOff: percent(cutOff) });
}
