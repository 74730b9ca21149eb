import { describe, expect, it } from 'vitest';
import type { MatterId } from '../registry/model.ts';
import { computeModelHealth, type CellFact, type HealthFacts, type HealthRules, type WeekFact } from './model-health.ts';
import { computeRate, computeStabilityIndex } from './rates.ts';
import { computeCostCurve, computeCurve, computeReliability, type ProbabilityCell } from './reliability.ts';

const streets = 'streets' as MatterId;
const homes = 'homes' as MatterId;
const rules: HealthRules = { v: 1, stability: { moving: 0.1, moved: 0.25, source: '通行界限' }, recent: { weeks: 1, leastCards: 50, source: '本系统默认' }, interval: { level: 0.95, source: 'Wilson' } };
const costs = { wrongDispatchMinutes: 120, confirmationMinutes: 3, consultationMinutes: 20, noticedShare: 0.5 };

const week = (change: Partial<WeekFact>): WeekFact =>
  ({ week: '2026-03-02', matterClassId: streets, outcome: 'CLEAR', cards: 100, judged: 80, right: 72, firstKept: 76, promised: 80, promisedSum: 72, covered: 74, unknown: [90, 10, 0, 0, 0], unknownSum: 6, ...change });
const cell = (at: number, count: number, right: number): ProbabilityCell => ({ cell: at, count, right, sum: (count * (at + 0.5)) / 300 });
const facts = (change: Partial<HealthFacts>): HealthFacts => ({ weeks: [], cells: [], matterClassId: null, costs, rules, ...change });

describe('a rate', () => {
  it('tells how sure it is: three of three is not certainty', () => {
    expect(computeRate(3, 3)).toMatchObject({ share: 1, low: 0.4385, high: 1 });
    expect(computeRate(900, 1000)).toMatchObject({ share: 0.9, low: 0.8798, high: 0.9171 });
  });

  it('says nothing where nothing was counted', () => {
    expect(computeRate(0, 0)).toEqual({ count: 0, hits: 0, share: null, low: null, high: null });
  });
});

describe('the stability index', () => {
  it('is nothing for equal shares and grows with what has moved', () => {
    expect(computeStabilityIndex([100, 100], [50, 50])).toBe(0);
    expect(computeStabilityIndex([800, 200], [600, 400])).toBeCloseTo(0.1955, 2);
  });

  it('survives a kind that was never there before', () => {
    expect(Number.isFinite(computeStabilityIndex([100, 0], [50, 50]))).toBe(true);
  });
});

describe('reliability', () => {
  it('compares what was promised with what came true, in fifteen bins', () => {
    const { bins, expectedCalibrationError } = computeReliability([cell(150, 100, 50), cell(285, 100, 75)]);
    expect(bins).toHaveLength(15);
    expect(bins[14]).toMatchObject({ promised: 0.9517, kept: { share: 0.75, count: 100 } });
    expect(expectedCalibrationError).toBeCloseTo((0.0017 + 0.2017) / 2, 3);
  });

  it('has no error to tell without rows', () => {
    expect(computeReliability([]).expectedCalibrationError).toBeNull();
  });
});

describe('the accuracy–coverage curve', () => {
  it('keeps fewer and better cards as the threshold rises', () => {
    expect(computeCurve([cell(150, 50, 25), cell(285, 50, 50)])).toMatchObject([
      { threshold: 0.5, coverage: 1, accuracy: { share: 0.75 } },
      { threshold: 0.95, coverage: 0.5, accuracy: { share: 1 } },
    ]);
  });
});

describe('what a threshold costs', () => {
  const cells = [cell(180, 100, 60), cell(294, 100, 99)];

  it('is least where errors that nobody notices begin to cost more than a look', () => {
    const { cheapest, allByPerson, allAutomatic } = computeCostCurve(cells, costs);
    expect(cheapest?.threshold).toBe(0.98);
    // 100 looks of 3 minutes, half of 40 errors left, and one error above: 300 + 2400 + 120 for 200 appeals
    expect(cheapest?.minutes).toBe(1410);
    expect(allByPerson).toBe(1530);
    expect(allAutomatic).toBe(2460);
  });
});

describe('the health of the model', () => {
  it('is empty, not wrong, before the first order is closed', () => {
    const health = computeModelHealth(facts({ weeks: [week({ judged: 0, right: 0, firstKept: 0, promised: 0, covered: 0 })] }));
    expect(health).toMatchObject({ cards: 100, right: { share: null }, isPromiseKept: null, curve: [], costCurve: { points: [] } });
  });

  it('counts by outcome, class and week', () => {
    const health = computeModelHealth(facts({ weeks: [week({}), week({ outcome: 'SETTLED', matterClassId: homes, promised: 0, covered: 0, right: 80 }), week({ week: '2026-03-09' })] }));
    expect(health.right).toMatchObject({ count: 240, hits: 224 });
    expect(health.kept).toMatchObject({ count: 160, hits: 148 });
    expect(health.outcomes.find(({ outcome }) => outcome === 'SETTLED')).toMatchObject({ cards: 100, right: { share: 1 } });
    expect(health.classes.map(({ matterClassId, cards }) => [matterClassId, cards])).toEqual([[streets, 200], [homes, 100]]);
    expect(health.weeks.map(({ week: monday, cards, unknownShare }) => [monday, cards, unknownShare])).toEqual([['2026-03-02', 200, 0.06], ['2026-03-09', 100, 0.06]]);
  });

  it('looks at one class alone, and still lists them all', () => {
    const cells: CellFact[] = [{ ...cell(285, 10, 9), matterClassId: streets }, { ...cell(285, 10, 1), matterClassId: homes }];
    const health = computeModelHealth(facts({ weeks: [week({}), week({ matterClassId: homes })], cells, matterClassId: homes }));
    expect(health).toMatchObject({ cards: 100, reliability: { count: 10 } });
    expect(health.classes).toHaveLength(2);
  });

  it('says when the promised coverage is not kept, and not before the numbers bear it', () => {
    expect(computeModelHealth(facts({ weeks: [week({ promised: 10, promisedSum: 9, covered: 8 })] })).isPromiseKept).toBe(true);
    expect(computeModelHealth(facts({ weeks: [week({ promised: 1000, promisedSum: 900, covered: 800 })] })).isPromiseKept).toBe(false);
  });

  it('sees what has moved in the last weeks, where there are enough cards to tell', () => {
    const drift = (now: Partial<WeekFact>) => computeModelHealth(facts({ weeks: [week({}), week({ week: '2026-03-09', ...now })] })).drift.map(({ kind, verdict }) => [kind, verdict]);
    expect(drift({})).toEqual([['OUTCOMES', 'STABLE'], ['MATTER_CLASSES', 'STABLE'], ['UNKNOWN_WORDS', 'STABLE']]);
    expect(drift({ outcome: 'OWNERLESS', unknown: [10, 20, 30, 40, 0] })).toEqual([['OUTCOMES', 'MOVED'], ['MATTER_CLASSES', 'STABLE'], ['UNKNOWN_WORDS', 'MOVED']]);
    expect(drift({ cards: 20 })[0]).toEqual(['OUTCOMES', 'TOO_FEW']);
  });
});
