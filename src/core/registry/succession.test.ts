import { describe, expect, it } from 'vitest';
import { startOfDay, type Day, type Instant } from '../kernel/time.ts';
import type { DepartmentId } from './model.ts';
import { decideNames, passNames, type NamePeriod } from './names.ts';
import { chooseOwner, decideSuccessors, makeChart, resolveOwners, type Lifespan, type Succession } from './succession.ts';

const day = (text: string): Instant => startOfDay(text as Day);
const id = (name: string): DepartmentId => name as DepartmentId;
const organ = (name: string, from: string, to: string | null = null): Lifespan => ({ departmentId: id(name), name, validFrom: day(from), validTo: to === null ? null : day(to) });
const link = (from: string, to: string, on: string, scope = ''): Succession => ({ departmentId: id(from), successorId: id(to), scope, effectiveAt: day(on) });

const chart = makeChart(
  [organ('规划局', '2010-01-01', '2019-03-01'), organ('国土局', '2001-01-01', '2019-03-01'), organ('自然资源局', '2019-03-01'), organ('执法局', '2015-01-01'), organ('工商局', '1994-01-01', '2014-01-01'), organ('市场局', '2014-01-01', '2024-01-01'), organ('新市场局', '2024-01-01'), organ('粮食局', '1994-01-01', '2019-03-01')],
  [link('规划局', '自然资源局', '2019-03-01', '城乡规划编制和规划许可'), link('规划局', '执法局', '2019-03-01', '违法建设行政处罚'), link('国土局', '自然资源局', '2019-03-01'), link('工商局', '市场局', '2014-01-01'), link('市场局', '新市场局', '2024-01-01')],
);
const ownersOf = (name: string, on: string): string[] => resolveOwners(chart, name, day(on)).map((owner) => `${owner.name}${owner.scope === '' ? '' : `（${owner.scope}）`}`);

describe('who owns today what a department owned', () => {
  it('is the department itself while it is in being', () => expect(ownersOf('市场局', '2020-01-01')).toEqual(['市场局']));
  it('is at the end of the chain, however long', () => {
    expect(ownersOf('工商局', '2020-01-01')).toEqual(['市场局']);
    expect(ownersOf('工商局', '2025-01-01')).toEqual(['新市场局']);
    expect(resolveOwners(chart, '工商局', day('2025-01-01'))[0]?.path).toEqual(['工商局', '市场局', '新市场局']);
  });
  it('is each for its part after a split', () => expect(ownersOf('规划局', '2020-01-01')).toEqual(['自然资源局（城乡规划编制和规划许可）', '执法局（违法建设行政处罚）']));
  it('is nobody where the chain breaks off', () => expect(ownersOf('粮食局', '2020-01-01')).toEqual([]));
  it('of several is the one whose part the text speaks of, and nobody when it speaks of none', () => {
    const owners = resolveOwners(chart, '规划局', day('2020-01-01'));
    expect(chooseOwner(owners, '楼顶违法建设怎么处罚')?.name).toBe('执法局');
    expect(chooseOwner(owners, '申请规划许可')?.name).toBe('自然资源局');
    expect(chooseOwner(owners, '噪声扰民')).toBeUndefined();
  });
});

describe('who may carry on', () => {
  const decide = (departmentId: string, successors: [string, string?][], on: string) => () => decideSuccessors(chart, id(departmentId), successors.map(([name, scope = '']) => ({ departmentId: id(name), scope })), day(on));
  it('is a department in being that day', () => {
    expect(decide('粮食局', [['新市场局']], '2024-06-01')).not.toThrow();
    expect(decide('粮食局', [['新市场局']], '2019-03-01')).toThrow('registry.successor-ended');
  });
  it('never leads back', () => {
    expect(decide('新市场局', [['工商局']], '2026-01-01')).toThrow('registry.successor-cycle');
    expect(decide('执法局', [['执法局']], '2026-01-01')).toThrow('registry.successor-cycle');
  });
  it('takes a part of its own', () => expect(decide('粮食局', [['新市场局', '粮食流通'], ['执法局', '粮食流通']], '2026-01-01')).toThrow('registry.scopes-unclear'));
});

describe('names', () => {
  const name = (text: string, owner: string, from: string | null, to: string | null): NamePeriod => ({ name: text, departmentId: id(owner), from: from === null ? null : day(from), to: to === null ? null : day(to) });
  const known = [name('区规划局', '规划局', '2010-01-01', '2019-03-01'), name('规划局', '规划局', null, '2019-03-01'), name('资规局', '自然资源局', '2019-03-01', null), name('国土', '自然资源局', null, null), name('国土', '国土局', '2001-01-01', '2010-01-01')];
  it('may not stand for two at one time, but may be taken up when they fall free', () => {
    expect(() => decideNames(known, ['区规划局'], { from: day('2015-01-01'), to: null }, [])).toThrow('registry.name-taken');
    expect(() => decideNames(known, ['区规划局'], { from: day('2019-03-01'), to: null }, [])).not.toThrow();
    expect(() => decideNames(known, ['资规局'], { from: day('2020-01-01'), to: null }, [id('自然资源局')])).not.toThrow();
  });
  it('go over to the heir unless somebody else bears them', () => {
    expect(passNames(known, id('规划局'), day('2019-03-01'))).toEqual(['区规划局', '规划局']);
    expect(passNames(known, id('国土局'), day('2019-03-01'))).toEqual([]);
  });
});
