import { expect, it } from 'vitest';
import { fill, word } from './words.ts';

it('a word put into a word is said in the language of its place, and a gap shows', () => {
  expect(fill(word('没有找到{what}（{n}）。', '{what} was not found ({n}).'), { what: word('部门', 'The department') })).toEqual({ zh: '没有找到部门（{n}）。', en: 'The department was not found ({n}).' });
});
