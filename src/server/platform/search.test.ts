import { describe, expect, it } from 'vitest';
import { findHighlights, toPairQuery, toPairs, toSearchQuery, toSearchVector } from './search.ts';

describe('Chinese search', () => {
  it('writes a text as pairs of characters with their places', () => {
    expect(toSearchVector([{ text: '物业服务', weight: 'A' }])).toBe("'物业':1A '业服':2A '服务':3A");
  });

  it('leaves a gap between runs, so that no phrase reaches across a comma', () => {
    expect(toSearchVector([{ text: '物业，服务', weight: 'B' }])).toBe("'物业':1B '服务':3B");
  });

  it('asks for a word as a phrase, and for each of several words', () => {
    expect(toSearchQuery('物业服务 电梯')).toBe("('物业' <-> '业服' <-> '服务') & ('电梯')");
  });

  it('asks for one character by its beginning', () => {
    expect(toSearchQuery('水')).toBe("'水':*");
  });

  it('cannot be broken by quotes', () => {
    expect(toSearchQuery("a' | 'b")).toBe("('a') & ('b')");
    expect(toSearchQuery('!&|()')).toBeUndefined();
  });

  it('writes a text that many are taken in of as its pairs, each once, whatever stands between words', () => {
    expect(toPairs('路灯，路灯', 'Ａ')).toEqual(toPairs('路灯'));
    expect(toPairs('路灯不亮')).toHaveLength(3);
    expect(toPairs('路灯不亮')).toEqual(toPairs('路灯不亮').toSorted((a, b) => a - b));
    expect(toPairs('WiFi')).toEqual(toPairs('ｗｉｆｉ'));
  });

  it('asks for the words themselves where pairs do not say it all', () => {
    expect(toPairQuery('路灯 不亮了')).toEqual({ pairs: toPairs('路灯', '不亮了'), words: ['不亮了'] });
    expect(toPairQuery('水')).toEqual({ pairs: [], words: ['水'] });
    expect(toPairQuery('，。')).toBeUndefined();
  });

  it('marks where the words stand', () => {
    expect(findHighlights('负责物业服务监管，调解物业纠纷', '物业')).toEqual([{ start: 2, end: 4 }, { start: 11, end: 13 }]);
  });
});
