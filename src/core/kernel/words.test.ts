import { expect, it } from 'vitest';
import { counted, fill, word } from './words.ts';

it('a word put into a word is said in the language of its place, and a gap shows', () => {
  expect(fill(word('没有找到{what}（{n}）。', '{what} was not found ({n}).'), { what: word('部门', 'The department') })).toEqual({ zh: '没有找到部门（{n}）。', en: 'The department was not found ({n}).' });
});

it('a number stands before its noun, one or many', () => {
  expect([0, 1, 2].map((count) => counted(count, 'clause'))).toEqual(['0 clauses', '1 clause', '2 clauses']);
  expect(counted(2, 'entry', 'entries')).toBe('2 entries');
});
