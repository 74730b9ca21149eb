import { describe, expect, it } from 'vitest';
import { computePromise, countSet, MOST_IN_SET, placeBefore } from './prediction-set.ts';

const answers = (...probabilities: number[]) => probabilities.map((probability) => ({ probability }));

describe('the set of departments that may be meant', () => {
  it('is one alone exactly where the surest reaches the cut-off, else as many as reach it together', () => {
    expect(countSet(answers(0.8, 0.15, 0.05), 0.8)).toBe(1);
    expect(countSet(answers(0.79, 0.16, 0.05), 0.8)).toBe(2);
    expect(countSet(answers(0.4, 0.3, 0.2, 0.1), 0.8)).toBe(3);
  });

  it('is never empty and never longer than anybody consults', () => {
    expect(countSet(answers(0.3, 0.3, 0.4), 0)).toBe(1);
    expect(countSet(answers(...Array.from({ length: 20 }, () => 0.05)), 0.99)).toBe(MOST_IN_SET);
  });

  it('promises what sets of the same cut-off held on rows held out', () => {
    const rows = [[0.9, 0.05, 0.05], [0.6, 0.3, 0.1], [0.5, 0.4, 0.1]].map((row) => Float64Array.from(row));
    const before = Float64Array.from([placeBefore(rows[0] as Float64Array, 0), placeBefore(rows[1] as Float64Array, 1), placeBefore(rows[2] as Float64Array, 2)]).sort();
    expect([...before]).toEqual([0, 0.6, 0.9]);
    expect([0, 0.5, 0.7, 0.95].map((cutOff) => computePromise(before, cutOff))).toEqual([0.25, 0.25, 0.5, 0.75]);
    expect(computePromise(new Float64Array(0), 0.8)).toBeNull();
  });

  it('cannot promise a label that stands too far back for any set', () => {
    expect(placeBefore(Float64Array.from({ length: 10 }, (_probability, at) => (at === 9 ? 0.01 : 0.11)), 9)).toBe(1);
  });
});
