import { describe, expect, it } from 'vitest';
import type { Refused } from '../kernel/refusal.ts';
import type { DepartmentId } from '../registry/model.ts';
import { listActors } from './actors.ts';
import { computeMovesTo, decideDeadline, explainDeadline } from './deadlines.ts';
import type { DisputeFacts } from './guards.ts';
import { disputeStates, type DisputeState } from './model.ts';

const parties = ['水务局', '城管局'].map((departmentName) => ({ departmentId: departmentName as DepartmentId, departmentName }));
const facts: DisputeFacts = {
  level: 1, round: 0, parties, settlementVersion: 0, positions: [], signedBy: [], levelFailed: false, overdue: true, reminderLapsed: false, roundsBeforeMeeting: 2, officeRecused: false,
  actorDepartmentId: null, actorIsHead: false,
};
const passed = (state: DisputeState, change: Partial<DisputeFacts> = {}): string => {
  try {
    const { action, to } = decideDeadline(state, { ...facts, ...change });
    return `${action} ${to}`;
  } catch (fault) {
    return (fault as Refused).code;
  }
};

describe('a deadline that has passed', () => {
  it('leads to a reminder first, whatever the state', () => {
    for (const state of disputeStates) expect(['remind', 'disputes.not-due']).toContain(passed(state).split(' ')[0]);
    expect(passed('CONSULTING')).toBe('remind CONSULTING');
    expect(passed('CONSULTING', { overdue: false })).toBe('disputes.not-due');
    expect(passed('SETTLED', { reminderLapsed: true })).toBe('disputes.not-due');
  });

  it('leads up once the reminder was in vain: from the departments to the office, from the office to the leaders', () => {
    const up = (state: DisputeState) => passed(state, { reminderLapsed: true });
    expect([up('CONSULTING'), up('SPECIAL_COORDINATION'), up('SUPPLEMENT_REQUESTED')]).toEqual(Array.from({ length: 3 }, () => 'moveOn APPLIED'));
    expect([up('APPLIED'), up('ACCEPTED'), up('MEETING'), up('OPINION_ISSUED')]).toEqual(Array.from({ length: 4 }, () => 'moveOn REPORTED'));
    expect([passed('WRITTEN_ROUND_1', { reminderLapsed: true, round: 1 }), passed('WRITTEN_ROUND_1', { reminderLapsed: true, round: 1, roundsBeforeMeeting: 1 }), up('WRITTEN_ROUND_2')]).toEqual(['moveOn WRITTEN_ROUND_2', 'moveOn MEETING', 'moveOn MEETING']);
  });

  it('never leads to an agreement, a filing or a decision: above the leaders there is only another reminder', () => {
    const reached = disputeStates.map((state) => passed(state, { reminderLapsed: true, settlementVersion: 1 }));
    expect(reached.filter((said) => /moveOn (AGREED|FILED|DECIDED|SETTLED)/.test(said))).toEqual([]);
    for (const state of ['REPORTED', 'DECIDED', 'AGREED', 'FILED'] as const) expect(passed(state, { reminderLapsed: true })).toBe(`remind ${state}`);
  });

  it('is announced beforehand, and told in the history', () => {
    expect([computeMovesTo('CONSULTING', { ...facts, overdue: false }), computeMovesTo('REPORTED', facts)]).toEqual(['APPLIED', null]);
    expect(explainDeadline(decideDeadline('CONSULTING', { ...facts, reminderLapsed: true })).zh).toBe('提醒后仍无进展，转入“已申请编办协调”；沉默不视为同意。');
  });
});

describe('who may act now', () => {
  const who = (state: DisputeState, change: Partial<DisputeFacts> = {}) => listActors(state, { ...facts, ...change }, '城管局').map(({ role, departments, actions }) => [role, departments, actions.map(({ zh }) => zh)]);

  it('is told by role and department, with the steps that the file allows', () => {
    expect(who('CONSULTING')).toEqual([
      ['host', ['城管局'], ['提出分工方案', '表明意见', '记录协商不成', '撤回争议']],
      ['party', ['水务局', '城管局'], ['提出分工方案', '表明意见']],
      ['dispatcher', [], ['召集专题协调', '确定待决期间规则']],
      ['establishmentOffice', [], ['确定待决期间规则']],
      ['leader', [], ['确定待决期间规则']],
    ]);
    expect(who('SETTLED')).toEqual([]);
  });

  it('is the leaders instead of a recused office', () => {
    expect(who('APPLIED', { officeRecused: true }).map(([role]) => role)).not.toContain('establishmentOffice');
    expect(who('APPLIED', { officeRecused: true }).find(([role]) => role === 'leader')?.[2]).toContain('提级办理');
    expect(who('APPLIED').find(([role]) => role === 'leader')?.[2]).not.toContain('提级办理');
  });
});
