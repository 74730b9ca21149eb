import { describe, expect, it } from 'vitest';
import { toInstant } from '../kernel/time.ts';
import { computeCutOffs, findCosts, type CostVersion, type Costs } from './costs.ts';

const costs: Costs = { wrongDispatchMinutes: 120, confirmationMinutes: 3, consultationMinutes: 30, noticedShare: 0.5 };
const version = (v: number, on: string): CostVersion => ({ ...costs, v, validFrom: toInstant(on), source: '本系统默认', reason: '约数' });

describe('the cut-offs', () => {
  it('let the system confirm where looking costs more than what a person would have noticed', () => {
    expect(computeCutOffs(costs)).toEqual({ automatic: 0.95, dispatch: 0.75 });
  });

  it('rise with the price of a wrong dispatch and fall with the price of a minute', () => {
    expect(computeCutOffs({ ...costs, wrongDispatchMinutes: 600 }).automatic).toBe(0.99);
    expect(computeCutOffs({ ...costs, confirmationMinutes: 12 }).automatic).toBe(0.8);
  });

  it('leave nothing to the system that is as likely wrong as right, however dear a look is', () => {
    expect(computeCutOffs({ ...costs, confirmationMinutes: 500, consultationMinutes: 500 })).toEqual({ automatic: 0.5, dispatch: 0 });
  });
});

describe('the costs in force', () => {
  it('are the newest that have begun, the district’s own before the usual ones', () => {
    const usual = [version(-999, '2026-01-01'), version(-998, '2026-06-01')];
    expect(findCosts(usual, toInstant('2026-07-01')).v).toBe(-998);
    expect(findCosts([...usual, version(1, '2026-03-01'), version(2, '2026-09-01')], toInstant('2026-07-01')).v).toBe(1);
    expect(findCosts(usual, toInstant('2025-01-01')).v).toBe(-999);
  });
});
