import { describe, expect, it } from 'vitest';
import { compareClauses, explainEffect, type BasisEffect } from './basis-changes.ts';

const clause = (dutyClauseId: string, text: string, path = '') => ({ dutyClauseId, path, text });
const before = [clause('a', '负责物业服务的监督管理。', '（一）'), clause('b', '负责电梯更新改造的组织协调。', '（二）'), clause('c', '负责白蚁防治。', '（三）'), clause('d', '负责房屋安全。', '（四）')];
const after = [clause('A', '负责物业服务市场秩序的监督管理。', '（一）'), clause('D', '负责房屋安全 。', '（二）'), clause('E', '负责城市更新。', '（三）'), clause('B', '负责电梯更新改造的组织协调。', '（五）')];

describe('two versions of a paper', () => {
  it('differ in what was reworded, removed and added; what only moved is the same', () => {
    expect(compareClauses(before, after).map(({ change, before: was, after: is }) => [change, was?.dutyClauseId ?? null, is?.dutyClauseId ?? null])).toEqual([['REWORDED', 'a', 'A'], ['REMOVED', 'c', null], ['ADDED', null, 'E']]);
  });
});

describe('what rests on a changed clause', () => {
  const effect: BasisEffect = { documentId: 'doc', title: '区住建局“三定”规定', clauses: before, changed: compareClauses(before, after) };
  const basis = (change: object) => ({ documentId: 'doc', title: '区住建局“三定”规定', article: '', text: '', ...change });
  const rules = (change: object) => explainEffect(basis(change), effect).map(({ rule }) => rule);
  it('is told by the clause itself', () => {
    expect(rules({ dutyClauseId: 'a' })).toEqual(['registry.basis-reworded']);
    expect(rules({ dutyClauseId: 'b' })).toEqual([]);
  });
  it('is told by the words quoted, or by the number where there are none', () => {
    expect(rules({ text: '物业服务的监督管理' })).toEqual(['registry.basis-reworded']);
    expect(rules({ article: '（三）' })).toEqual(['registry.basis-removed']);
    expect(rules({ text: '负责房屋安全' })).toEqual([]);
  });
  it('is to be checked by hand where the clause cannot be found, and left alone where another paper is meant', () => {
    expect(rules({ article: '第九条' })).toEqual(['registry.basis-unlocated']);
    expect(rules({ documentId: 'other', text: '物业服务的监督管理' })).toEqual([]);
    expect(rules({ documentId: null, text: '负责白蚁防治' })).toEqual(['registry.basis-removed']);
  });
});
