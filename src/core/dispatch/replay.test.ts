import { describe, expect, test } from 'vitest';
import { listDifferences, readPrecedentVersion } from './replay.ts';

describe('comparing a card with what it is when computed again', () => {
  test('the same bytes differ nowhere', () => {
    expect(listDifferences('{"a":[1,{"b":2}]}', '{"a":[1,{"b":2}]}')).toEqual([]);
  });

  test('a difference is named by its path, then and now', () => {
    expect(listDifferences('{"ranking":[{"name":"水务局","probability":0.9}]}', '{"ranking":[{"name":"水务局","probability":0.8}]}')).toEqual([{ path: 'ranking.0.probability', then: '0.9', now: '0.8' }]);
  });

  test('what came and what went is named, and long values are cut', () => {
    const [gone, come] = listDifferences(JSON.stringify({ a: 'x'.repeat(500) }), '{"b":[1]}');
    expect(gone).toMatchObject({ path: 'a', now: null });
    expect(gone?.then?.length).toBe(201);
    expect(come).toEqual({ path: 'b', then: null, now: '[1]' });
  });

  test('fields in another order are not the same bytes', () => {
    expect(listDifferences('{"a":{"b":1,"c":2}}', '{"a":{"c":2,"b":1}}')).toEqual([{ path: 'a', then: '{"b":1,"c":2}', now: '{"c":2,"b":1}' }]);
  });

  test('no more than fifty places are listed', () => {
    expect(listDifferences(JSON.stringify(Array.from({ length: 99 }, () => 0)), JSON.stringify(Array.from({ length: 99 }, () => 1)))).toHaveLength(50);
  });

  test('the version of the precedents is read from the name of the entries', () => {
    expect(readPrecedentVersion('e5.d3.p120')).toBe(120);
    expect(() => readPrecedentVersion('e5')).toThrow('names no version');
  });
});
