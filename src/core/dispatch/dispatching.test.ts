import { describe, expect, it } from 'vitest';
import { Refused } from '../kernel/refusal.ts';
import type { DepartmentId } from '../registry/model.ts';
import { decideDispatch, type DispatchFacts, type EntryOnMatter } from './dispatching.ts';

const department = (name: string) => ({ departmentId: name as DepartmentId, name, isTownship: false, isInBeing: true });
const [water, city] = [department('water'), department('city')];
const entry = (divisionEntryId: string, lead: string): EntryOnMatter => ({ divisionEntryId, number: `〔2026〕${divisionEntryId}号`, title: '垃圾清理', leadDepartmentId: lead as DepartmentId, leadDepartmentName: lead });
const facts = (change: Partial<DispatchFacts<string>> = {}): DispatchFacts<string> => ({
  lead: water, coHandling: [], complainedDepartmentId: null, designated: false, instructions: '', entries: [], cardEntryId: null, dispute: null, emergencies: [], ...change,
});
const pending = (interimRule: 'ACT_FIRST' | 'FREEZE' | 'KEEP_CURRENT', lead: string | null = null) => ({ disputeId: 'one', number: '1号', interimRule, interimLeadDepartmentId: lead as DepartmentId | null });
const refusalOf = (given: DispatchFacts<string>): string => {
  try {
    decideDispatch(given);
    return 'nothing';
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.code;
    throw thrown;
  }
};

describe('a dispatch while a dispute on the matter is pending', () => {
  it('goes under “act first” only to the interim lead, who may not return it', () => {
    expect(decideDispatch(facts({ dispute: pending('ACT_FIRST', 'water') }))).toEqual({ designated: true, interimLead: true, disputeId: 'one', divisionEntryId: null });
    expect(refusalOf(facts({ lead: city, dispute: pending('ACT_FIRST', 'water') }))).toBe('dispatch.interim-rule');
  });

  it('goes nowhere while dispatch is frozen', () => {
    expect(refusalOf(facts({ dispute: pending('FREEZE', 'water') }))).toBe('dispatch.interim-rule');
  });

  it('goes as ever while the present division is kept, and belongs to the dispute', () => {
    expect(decideDispatch(facts({ dispute: pending('KEEP_CURRENT') }))).toEqual({ designated: false, interimLead: false, disputeId: 'one', divisionEntryId: null });
  });
});

describe('a dispatch on a matter with entries in force', () => {
  it('follows the entry of any part of the matter when the card found none', () => {
    expect(decideDispatch(facts({ entries: [entry('1', 'city'), entry('2', 'water')] })).divisionEntryId).toBe('2');
  });

  it('follows the entry that the card found before the others', () => {
    expect(refusalOf(facts({ entries: [entry('1', 'city'), entry('2', 'water')], cardEntryId: '1' }))).toBe('dispatch.entry-says-otherwise');
  });

  it('may go elsewhere when the instructions say why, and then rests on no entry', () => {
    expect(decideDispatch(facts({ entries: [entry('1', 'city')], instructions: '在水库管理范围内' })).divisionEntryId).toBeNull();
  });
});

it('a dispatch names no department twice', () => {
  expect(refusalOf(facts({ coHandling: [city, city] }))).toBe('dispatch.co-handling-repeats');
  expect(refusalOf(facts({ coHandling: [water] }))).toBe('dispatch.co-handling-repeats');
});
