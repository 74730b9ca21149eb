import { describe, expect, it } from 'vitest';
import { findComplainedOf, explainGuards } from '../../core/dispatch/guard.ts';
import { knownDepartmentSchema } from '../../core/dispatch/model.ts';
import { makePhraseBook } from '../../core/dispatch/phrases.ts';
import { loadGuardRules } from './guard-rules.ts';

const rules = loadGuardRules();
const department = knownDepartmentSchema.parse({ departmentId: '00000000-0000-7000-8000-000000000001', name: '区综合行政执法局', aliases: ['城管局'], kind: 'GOVERNMENT_DEPARTMENT', isTownship: false });
const names = makePhraseBook(['区综合行政执法局', '综合行政执法局', '城管局'].map((text) => ({ text, tag: department })));
const isAccused = (text: string) => findComplainedOf(text, '', names, rules).size > 0;

describe('the guard before dispatch', () => {
  it.each([
    ['燃气泄漏了，楼道里全是味道', 'dispatch.emergency.fire'],
    ['邻居持刀堵在门口', 'dispatch.emergency.police'],
    ['我不服行政处罚决定', 'dispatch.statutory-route.review'],
    ['举报某科长收受贿赂', 'dispatch.statutory-route.discipline'],
  ])('warns at “%s”', (text, rule) => {
    expect(explainGuards(text, rules).map((reason) => reason.rule)).toContain(rule);
  });

  it('is silent where the danger is over', () => {
    expect(explainGuards('昨晚楼道起火了，已扑灭，请查原因', rules)).toEqual([]);
  });

  it.each(['城管局不作为', '我要投诉城管局', '综合行政执法局的人态度恶劣'])('takes “%s” for an accusation', (text) => {
    expect(isAccused(text)).toBe(true);
  });

  it.each(['请城管局来处理', '希望城管局尽快答复。物业态度恶劣', '已向城管局反映过', '多次向城管局投诉物业不作为'])('takes “%s” for a plea', (text) => {
    expect(isAccused(text)).toBe(false);
  });
});
