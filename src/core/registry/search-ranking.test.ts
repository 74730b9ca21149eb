import { describe, expect, it } from 'vitest';
import { computeSearchScore, rarityOf, standingOf, tierOf, type RankedFacts, type WeighedWord } from './search-ranking.ts';

const word = (text: string, ...departmentIds: string[]): WeighedWord => ({ text, departmentIds, weight: 1 });
const clause = (text: string, facts: Partial<RankedFacts> = {}): RankedFacts => ({ name: '', keywords: '', text, departmentId: null, partnerIds: [], standing: 0.9, ...facts });
const score = (facts: RankedFacts, ...words: WeighedWord[]) => computeSearchScore(facts, words).score;

describe('what ranks before what', () => {
  it('a name before a keyword before a text', () => {
    const named = score(clause('', { name: '物业服务质量' }), word('物业'));
    const keyed = score(clause('', { keywords: '小区物业' }), word('物业'));
    const written = score(clause('负责物业服务的监督管理'), word('物业'));
    expect([named, keyed, written]).toEqual([named, keyed, written].sort((a, b) => b - a));
  });

  it('a duty of the department asked for before one that only names it', () => {
    const asked = word('住建局', 'h');
    expect(score(clause('负责物业', { departmentId: 'h' }), asked, word('物业'))).toBeGreaterThan(score(clause('负责物业', { departmentId: 'u', partnerIds: ['h'] }), asked, word('物业')));
  });

  it('a main duty before an office, a law before a practice', () => {
    expect(standingOf('MAIN_DUTY', 0.85)).toBeGreaterThan(standingOf('INTERNAL_OFFICE', 0.85));
    expect(standingOf('LAW_DUTY', 1)).toBeGreaterThan(standingOf('PRACTICE', 0.1));
    expect(score(clause('负责物业', { standing: 1 }), word('物业'))).toBeGreaterThan(score(clause('负责物业', { standing: 0.4 }), word('物业')));
  });

  it('words beside each other before words far apart, early before late', () => {
    const far = `负责电梯的监督管理，${'组织开展有关业务培训和考核，'.repeat(3)}指导检验。`;
    expect(score(clause('负责电梯检验的监督管理，组织开展有关业务培训和考核，组织开展有关业务培训和考核。'), word('电梯'), word('检验'))).toBeGreaterThan(score(clause(far), word('电梯'), word('检验')));
    expect(score(clause('物业服务监督，住房保障'), word('物业'))).toBeGreaterThan(score(clause('住房保障，监督服务物业'), word('物业')));
  });

  it('counts the words found', () => {
    expect(computeSearchScore(clause('负责电梯'), [word('电梯'), word('海关')]).found).toBe(1);
  });

  it('a rare part says more than one that stands everywhere', () => {
    expect(rarityOf(1, false)).toBeGreaterThan(rarityOf(8, false));
    expect(rarityOf(8, false)).toBeGreaterThan(rarityOf(200, true));
    expect(rarityOf(0, false)).toBe(0);
  });
});

describe('the class of a clause', () => {
  it('is higher for a main duty, a higher rank and a short text', () => {
    const own = tierOf('MAIN_DUTY', 0.85, 40);
    expect(tierOf('MAIN_DUTY', 0.85, 300)).toBeLessThan(own);
    expect(tierOf('INTERNAL_OFFICE', 0.85, 40)).toBeLessThan(own);
    expect(tierOf('MAIN_DUTY', 0.1, 40)).toBeLessThan(own);
    expect(tierOf('SUPPLEMENT', 0.1, 300)).toBe(0);
  });
});
