import { expect, it } from 'vitest';
import { findPlace, placeLines } from './line-places.ts';

it('the lines of two sheets with blank rows keep the numbers of their rows', () => {
  const rows = [{ line: 2, sheet: '甲', row: 1 }, { line: 3, sheet: '甲', row: 2 }, { line: 4, sheet: '甲', row: 5 }, { line: 6, sheet: '乙', row: 3 }, { line: 7, sheet: '乙', row: 4 }];
  const places = placeLines(rows);
  expect(places).toHaveLength(3);
  expect(rows.map(({ line }) => ({ line, ...findPlace(places, line) }))).toEqual(rows);
  expect(findPlace([], 17)).toEqual({ sheet: null, row: 17 });
});
