import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { toInstant, type Day } from './time.ts';
import { addWorkingDays, buildWorkingCalendar, computeDue, countWorkingDays, isCovered, isWorkingDay, workingCalendarFileSchema } from './working-days.ts';

const calendar = buildWorkingCalendar(workingCalendarFileSchema.parse(parse(readFileSync('parameters/calendar-2026.yaml', 'utf8'))));
const day = (text: string) => text as Day;

describe('working days', () => {
  it('count a Saturday that is worked for the Spring Festival', () => {
    // Friday 13 February 2026; the 14th is worked, the 15th to 23rd are off
    expect(addWorkingDays(day('2026-02-13'), 1, calendar)).toBe('2026-02-14');
    expect(addWorkingDays(day('2026-02-13'), 3, calendar)).toBe('2026-02-25');
  });

  it('leave out the National Day week and count the weekends worked for it', () => {
    expect(addWorkingDays(day('2025-09-26'), 3, calendar)).toBe('2025-09-30');
    expect(addWorkingDays(day('2025-09-30'), 3, calendar)).toBe('2025-10-11');
  });

  it('do not count the day on which the limit begins, and end with their last day', () => {
    expect(computeDue(toInstant('2026-03-02T23:30:00+08:00'), 3, calendar)).toBe(toInstant('2026-03-05T23:59:59.999+08:00'));
    expect(addWorkingDays(day('2026-03-02'), 0, calendar)).toBe('2026-03-02');
  });

  it('are counted back the way they were added', () => {
    for (const n of [1, 5, 10, 40]) expect(countWorkingDays(day('2026-01-30'), addWorkingDays(day('2026-01-30'), n, calendar), calendar)).toBe(n);
    expect(countWorkingDays(day('2026-03-02'), day('2026-03-01'), calendar)).toBe(0);
  });

  it('fall back to weekends alone in a year without a notice, and say so', () => {
    expect(isWorkingDay(day('2031-10-01'), calendar)).toBe(true);
    expect(isCovered(day('2031-10-01'), calendar)).toBe(false);
    expect(isCovered(day('2026-10-01'), calendar)).toBe(true);
  });

  it('have 251, 248 and 248 days in the years on file', () => {
    const count = (year: number) => countWorkingDays(day(`${year - 1}-12-31`), day(`${year}-12-31`), calendar);
    expect([2024, 2025, 2026].map(count)).toEqual([251, 248, 248]);
  });
});
