import { describe, expect, it } from 'vitest';
import { Refused } from '../kernel/refusal.ts';
import type { Day, Instant } from '../kernel/time.ts';
import { toInstant } from '../kernel/time.ts';
import type { DepartmentId, MatterId } from '../registry/model.ts';
import { decideAssessment, decideAutomatic, decideSwitchOn, NOTHING_AUTOMATIC, type AutomaticFacts, type AutomaticLimits, type AutomaticRules } from './automatic.ts';
import type { DispatchCard } from './model.ts';

const at = '2026-03-02T01:00:00.000Z' as Instant;
const stalls = 'stalls' as MatterId;
const streets = 'streets' as MatterId;
const urban = 'urban' as DepartmentId;
const costs = { v: 1, validFrom: toInstant('2026-01-01'), wrongDispatchMinutes: 120, confirmationMinutes: 3, consultationMinutes: 20, noticedShare: 0.5, source: '本系统默认', reason: '约数' };
const rules: AutomaticRules = {
  rules: [{ matterClassId: streets, className: '市容环境', matterIds: [streets, stalls], threshold: 0.95, impactAssessmentId: 'a1', assessedBy: '区行政审批局', assessedOn: '2026-02-01' as Day, nextReviewOn: '2027-02-01' as Day }],
  costs: [costs],
};
const card = (change: Partial<DispatchCard> = {}): DispatchCard => ({
  kind: 'dispatchCard', v: 1, outcome: 'CLEAR', leadDepartment: { departmentId: urban, probability: 0.97 }, responsibleDepartments: [], ranking: [], predictionSet: [urban],
  matter: { matterId: stalls, name: '占道经营', probability: 0.9 }, divisionEntryId: null, excluded: [], interim: null, reasons: [], knowledge: { model: 'm', entries: 'e', registry: 'r' }, at, ...change,
});
const plain: AutomaticFacts = { confidential: false, urgency: 'NORMAL', complainedDepartmentId: null, matterId: null };
const warning = (rule: string) => ({ rule, v: 1, text: { zh: '提示', en: 'warning' }, sources: [] });
const rulesOf = (given: DispatchCard, facts = plain, all = rules, when = at) => {
  const decided = decideAutomatic(all, given, facts, when);
  return decided === null ? null : decided.open ? 'OPEN' : decided.reasons.map(({ rule }) => rule);
};

describe('automatic confirmation', () => {
  it('is asked for nothing as long as it is off everywhere', () => {
    expect(rulesOf(card(), plain, NOTHING_AUTOMATIC)).toBeNull();
  });

  it('confirms a sure card of an assessed class, and says why', () => {
    expect(decideAutomatic(rules, card(), plain, at)).toMatchObject({ open: true, leadDepartmentId: urban, reasons: [{ rule: 'dispatch.automatic-assessed' }, { rule: 'dispatch.automatic-sure' }, { rule: 'dispatch.automatic-plain' }] });
    expect(rulesOf(card({ outcome: 'SETTLED' }))).toBe('OPEN');
  });

  it('leaves other classes alone, and what card and officer class differently', () => {
    expect(rulesOf(card({ matter: { matterId: 'pipes' as MatterId, name: '二次供水', probability: 0.9 } }))).toBeNull();
    expect(rulesOf(card(), { ...plain, matterId: 'pipes' as MatterId })).toBeNull();
    expect(rulesOf(card({ matter: null }))).toBeNull();
    expect(rulesOf(card({ matter: null }), { ...plain, matterId: stalls })).toBe('OPEN');
  });

  it.each<[string, DispatchCard, AutomaticFacts, string]>([
    ['confidential', card(), { ...plain, confidential: true }, 'dispatch.automatic-confidential'],
    ['urgent', card(), { ...plain, urgency: 'URGENT' }, 'dispatch.automatic-urgent'],
    ['an emergency', card({ reasons: [warning('dispatch.emergency.GAS')] }), plain, 'dispatch.automatic-warned'],
    ['for a statutory route', card({ reasons: [warning('dispatch.statutory-route.COURT')] }), plain, 'dispatch.automatic-warned'],
    ['a complaint of a department by the text', card({ excluded: [{ departmentId: 'x' as DepartmentId, reason: warning('dispatch.complained-party') }] }), plain, 'dispatch.automatic-complained'],
    ['a complaint of a department by the form', card(), { ...plain, complainedDepartmentId: 'x' as DepartmentId }, 'dispatch.automatic-complained'],
    ['about several matters', card({ proposals: [{}, {}] as DispatchCard['proposals'] & object }), plain, 'dispatch.automatic-several'],
    ['contested', card({ outcome: 'CONTESTED' }), plain, 'dispatch.automatic-outcome'],
    ['not sure enough', card({ leadDepartment: { departmentId: urban, probability: 0.949 } }), plain, 'dispatch.automatic-below'],
  ])('never sends out by itself what is %s', (_what, given, facts, rule) => {
    expect(rulesOf(given, facts)).toEqual([rule]);
  });

  it('stops when the review is due, and when errors have become dearer', () => {
    expect(rulesOf(card(), plain, rules, '2027-02-01T10:00:00.000Z' as Instant)).toBe('OPEN');
    expect(rulesOf(card(), plain, rules, '2027-02-02T10:00:00.000Z' as Instant)).toEqual(['dispatch.automatic-review-due']);
    expect(rulesOf(card(), plain, { ...rules, costs: [{ ...costs, wrongDispatchMinutes: 600 }] })).toEqual(['dispatch.automatic-cost-risen']);
  });
});

const limits: AutomaticLimits = { v: 1, retention: { years: 3, source: '个人信息保护法' }, review: { months: 12, source: '本系统默认' } };
const codeOf = (work: () => void): string => {
  try {
    work();
    return 'done';
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.code;
    throw thrown;
  }
};

describe('an impact assessment', () => {
  const facts = { isClass: true, matterName: '市容环境', assessedOn: '2024-02-29' as Day, nextReviewOn: '2025-02-28' as Day, retainedUntil: '2027-02-28' as Day, today: '2026-03-02' as Day };
  const codeWith = (change: object) => codeOf(() => decideAssessment({ ...facts, ...change }, limits));

  it('is of a class, reviewed within a year and kept for three', () => {
    expect(codeWith({})).toBe('done');
    expect(codeWith({ isClass: false })).toBe('dispatch.not-a-class');
    expect(codeWith({ assessedOn: '2026-03-03' })).toBe('dispatch.assessment-in-future');
    expect(codeWith({ nextReviewOn: '2025-03-01' })).toBe('dispatch.review-too-late');
    expect(codeWith({ nextReviewOn: '2024-02-29' })).toBe('dispatch.review-too-late');
    expect(codeWith({ retainedUntil: '2027-02-27' })).toBe('dispatch.retention-too-short');
  });
});

describe('switching on', () => {
  const facts = { matterName: '市容环境', isOn: false, assessment: { assessedOn: '2026-02-01' as Day, nextReviewOn: '2027-02-01' as Day, isWithdrawn: false }, threshold: 0.95, cutOff: 0.95, today: '2026-03-02' as Day };
  const codeWith = (change: object) => codeOf(() => decideSwitchOn({ ...facts, ...change }));

  it('needs an assessment in force and a threshold at which the cost is least, or higher', () => {
    expect(codeWith({})).toBe('done');
    expect(codeWith({ isOn: true })).toBe('dispatch.already-automatic');
    expect(codeWith({ assessment: null })).toBe('dispatch.not-assessed');
    expect(codeWith({ assessment: { ...facts.assessment, isWithdrawn: true } })).toBe('dispatch.not-assessed');
    expect(codeWith({ today: '2027-02-02' })).toBe('dispatch.not-assessed');
    expect(codeWith({ threshold: 0.9 })).toBe('dispatch.threshold-too-low');
  });
});
