import { describe, expect, it } from 'vitest';
import { Refused } from '../kernel/refusal.ts';
import type { DepartmentId } from '../registry/model.ts';
import { decideFeedback, type FeedbackFacts } from './feedback.ts';

const urban = 'urban' as DepartmentId;
const market = { departmentId: 'market' as DepartmentId, name: '市场监管局', isTownship: false, isInBeing: true };
const facts = (change: Partial<FeedbackFacts>): FeedbackFacts => ({ card: { leadDepartment: { departmentId: urban, probability: 0.8 } }, verdict: 'RIGHT', named: null, complainedDepartmentId: null, isDecided: false, ...change });
const codeOf = (change: Partial<FeedbackFacts>): string => {
  try {
    decideFeedback(facts(change));
    return 'done';
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.code;
    throw thrown;
  }
};

describe('what is said of a card', () => {
  it('teaches that its lead was right', () => {
    expect(decideFeedback(facts({}))).toEqual({ departmentId: urban, precedents: [{ departmentId: urban, outcome: 'ACCEPTED' }] });
  });

  it('teaches who should have it instead, and warns of the one named before', () => {
    expect(decideFeedback(facts({ verdict: 'WRONG', named: market }))).toEqual({ departmentId: 'market', precedents: [{ departmentId: 'market', outcome: 'ACCEPTED' }, { departmentId: urban, outcome: 'OVERTURNED' }] });
    expect(decideFeedback(facts({ verdict: 'WRONG', named: market, card: { leadDepartment: null } })).precedents).toHaveLength(1);
  });

  it('gives no department a duty that nobody has, and warns of the one named for it', () => {
    expect(decideFeedback(facts({ verdict: 'MISSING_DUTY', named: market }))).toEqual({ departmentId: null, precedents: [{ departmentId: urban, outcome: 'OVERTURNED' }] });
    expect(decideFeedback(facts({ verdict: 'MISSING_DUTY', card: { leadDepartment: null } })).precedents).toEqual([]);
  });

  it('teaches nothing where a ruling or a closing has spoken before', () => {
    expect(decideFeedback(facts({ verdict: 'WRONG', named: market, isDecided: true }))).toEqual({ departmentId: 'market', precedents: [] });
    expect(codeOf({ verdict: 'WRONG', named: { ...market, departmentId: urban }, isDecided: true })).toBe('dispatch.feedback-agrees');
  });

  it('is refused where it says nothing, or what must not be', () => {
    expect(codeOf({ card: { leadDepartment: null } })).toBe('dispatch.card-without-lead');
    expect(codeOf({ verdict: 'WRONG' })).toBe('dispatch.feedback-without-department');
    expect(codeOf({ verdict: 'WRONG', named: { ...market, departmentId: urban } })).toBe('dispatch.feedback-agrees');
    expect(codeOf({ verdict: 'WRONG', named: market, complainedDepartmentId: market.departmentId })).toBe('dispatch.complained-unit');
    expect(codeOf({ verdict: 'WRONG', named: { ...market, isInBeing: false } })).toBe('dispatch.abolished-department');
  });
});
