import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyDiff, compareVersions, type DiffText } from './clause-diff.ts';

const OLD = ['负责物业服务的监督管理。', '负责燃气行业管理。', '指导业主大会成立。', '负责白蚁防治工作。'];
const NEW = ['负责燃气行业管理。', '负责物业服务和物业市场的监督管理。', '负责电梯更新改造的组织协调。', '指导业主大会成立。'];
const listOf = (texts: readonly string[]): DiffText[] => texts.map((text, index) => ({ path: `第${index + 1}项`, text }));

it('says of each clause whether it stayed, moved, was reworded, came or went', () => {
  const steps = compareVersions(listOf(OLD), listOf(NEW));
  expect(steps.map(({ change, before, after }) => [change, before?.at ?? null, after?.at ?? null])).toEqual([
    ['KEPT', 1, 0], ['REWORDED', 0, 1], ['ADDED', null, 2], ['KEPT', 2, 3], ['REMOVED', 3, null],
  ]);
});

it('sees a clause that only changed its place as moved', () => {
  const moved = compareVersions(listOf(OLD), listOf([OLD[1], OLD[2], OLD[3], OLD[0]] as string[]));
  expect(moved.map(({ change }) => change)).toEqual(['KEPT', 'KEPT', 'KEPT', 'MOVED']);
});

const texts = fc.array(fc.oneof(fc.constantFrom(...OLD, ...NEW), fc.string({ maxLength: 8 })), { maxLength: 25 });

it('does to the old version what makes the new one, whatever the two say', () => {
  fc.assert(fc.property(texts, texts, (before, after) => {
    expect(applyDiff(before, compareVersions(listOf(before), listOf(after)))).toEqual(after);
  }));
});

it('finds no difference between the same words, and loses no clause of either side', () => {
  fc.assert(fc.property(texts, texts, (before, after) => {
    expect(compareVersions(listOf(before), listOf(before)).every(({ change }) => change === 'KEPT')).toBe(true);
    const steps = compareVersions(listOf(before), listOf(after));
    const places = (side: 'before' | 'after') => steps.flatMap((step) => step[side]?.at ?? []).toSorted((a, b) => a - b);
    expect(places('before')).toEqual(before.map((_, at) => at));
    expect(places('after')).toEqual(after.map((_, at) => at));
  }));
});

it('compares two thousand clauses in seconds', () => {
  const many = listOf(Array.from({ length: 2000 }, (_, index) => `负责第${index}类事项的监督管理和行政处罚工作。`));
  const started = performance.now();
  compareVersions(many, many.map(({ path, text }) => ({ path, text: text.replace('工作', '事务') })));
  expect(performance.now() - started).toBeLessThan(5000);
});
