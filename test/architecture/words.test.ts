import { describe, expect, test } from 'vitest';
import { findClosedSets, findWordTables } from '../../scripts/word-tables.ts';
import { allOperations } from '../../src/core/catalogue.ts';
import { permissions } from '../../src/core/access/permissions.ts';

const sets = await findClosedSets();
const tables = await findWordTables();
const labels = tables.flatMap(({ name, words }) => Object.entries(words).map(([code, label]) => ({ name, code, ...label })));

const sameValues = (values: readonly string[], words: object) => values.length === Object.keys(words).length && values.every((value) => value in words);

describe('every value can be said in both languages', () => {
  test('each closed set of the models has a label for each of its values', () => {
    expect(sets.length).toBeGreaterThan(15);
    expect(sets.filter(({ values }) => !tables.some(({ words }) => sameValues(values, words)))).toEqual([]);
  });

  test('Chinese labels are Chinese, English labels are there', () => {
    expect(labels.filter(({ zh, en }) => !/\p{Script=Han}/u.test(zh) || en.trim() === '' || /\p{Script=Han}/u.test(en))).toEqual([]);
  });

  test('no two values of one set read the same', () => {
    expect(tables.filter(({ words }) => new Set(Object.values(words).map(({ zh }) => zh)).size < Object.keys(words).length)).toEqual([]);
  });

  test('every operation has a title in both languages', () => {
    expect(allOperations.filter(({ title }) => !/\p{Script=Han}/u.test(title.zh) || title.en.trim() === '').map(({ name }) => name)).toEqual([]);
  });

  test('every permission has a role that holds it', () => {
    expect(Object.entries<readonly string[]>(permissions).filter(([, held]) => held.length === 0)).toEqual([]);
  });
});
