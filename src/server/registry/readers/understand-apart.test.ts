import { expect, it } from 'vitest';
import { compareClausesApart, compareVersionsApart, parseApart } from './understand-apart.ts';

const aliases = [{ name: '区城管局', department: 'urban' }];
const paper = (count: number): string => `市容管理办法\n${Array.from({ length: count }, (_, index) => `第${index + 1}条 区城管局负责第${index + 1}类设施的监督管理，会同区水务局组织巡查。`).join('\n')}\n`;

it('a paper is understood in a thread of its own, with the names of the district', async () => {
  const { clauses } = await parseApart(paper(2), aliases, []);
  expect(clauses.map(({ partners }) => partners.map(({ department }) => department))).toEqual([['urban', undefined], ['urban', undefined]]);
});

it('while a long paper is read, others are served', async () => {
  let longest = 0;
  let last = performance.now();
  const tick = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  const begun = performance.now();
  const { clauses } = await parseApart(paper(12_000), aliases, []);
  const took = performance.now() - begun;
  clearInterval(tick);
  expect(clauses).toHaveLength(12_000);
  expect(longest).toBeLessThan(Math.max(500, took / 2));
});

it('a paper that takes too long is refused, and the next one is understood all the same', async () => {
  await expect(parseApart(paper(40_000), aliases, [], 0.05)).rejects.toMatchObject({ code: 'registry.too-slow' });
  expect((await parseApart(paper(1), aliases, [])).clauses).toHaveLength(1);
});

it('two versions are compared there too', async () => {
  const [before, after] = [[{ path: '一', text: '负责水资源管理。' }], [{ path: '一', text: '负责水资源统一管理。' }]];
  expect((await compareVersionsApart(before, after)).map(({ change }) => change)).toEqual(['REWORDED']);
  expect((await compareClausesApart([{ dutyClauseId: 'a', path: '一', text: '负责水资源管理。' }], [])).map(({ change }) => change)).toEqual(['REMOVED']);
});
