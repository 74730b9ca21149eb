import { describe, expect, it } from 'vitest';
import { toInstant } from '../kernel/time.ts';
import { buildWorkingCalendar } from '../kernel/working-days.ts';
import { computeLimit, handlingLimitsSchema, isLateReturn } from './limits.ts';
import { computeNumber } from './numbers.ts';

const limits = handlingLimitsSchema.parse({
  v: 1, returning: { workingDays: 2, source: '退单' },
  handling: { INQUIRY: { workingDays: 3, source: '咨询' }, HELP: { workingDays: 7, source: '求助' }, SUGGESTION: { workingDays: 7, source: '建议' }, COMPLAINT: { workingDays: 15, source: '投诉' }, REPORT: { workingDays: 15, source: '举报' } },
});
const calendar = buildWorkingCalendar({ v: 1, years: [{ year: 2026, source: '', off: [], work: [] }] });
const friday = toInstant('2026-03-06T09:00:00+08:00');

describe('the limit of an order', () => {
  it('is the one of the type of appeal, in working days, to the end of the last day', () => {
    expect(computeLimit('INQUIRY', friday, limits, calendar, null).dueAt).toBe(toInstant('2026-03-11T23:59:59.999+08:00'));
    expect(computeLimit('HELP', friday, limits, calendar, null).dueAt).toBe(toInstant('2026-03-17T23:59:59.999+08:00'));
    expect(computeLimit('REPORT', friday, limits, calendar, null).dueAt).toBe(toInstant('2026-03-27T23:59:59.999+08:00'));
  });

  it('is the one of the division entry where that sets one', () => {
    const { dueAt, reasons } = computeLimit('REPORT', friday, limits, calendar, { divisionEntryId: 'e', label: '〔2026〕1号', workingDays: 1 });
    expect(dueAt).toBe(toInstant('2026-03-09T23:59:59.999+08:00'));
    expect(reasons[0]?.sources[0]?.kind).toBe('divisionEntry');
  });

  it('says that it is an estimate when the holidays of its year are not known', () => {
    expect(computeLimit('REPORT', toInstant('2026-12-30'), limits, calendar, null).reasons.map(({ rule }) => rule)).toContain('appeals.limit-estimated');
  });

  it('lets an order be returned within two working days of its arrival', () => {
    expect(isLateReturn(friday, toInstant('2026-03-10T20:00:00+08:00'), limits, calendar)).toBe(false);
    expect(isLateReturn(friday, toInstant('2026-03-11T00:00:00+08:00'), limits, calendar)).toBe(true);
  });
});

it('numbers an appeal by its day in the district and the tail of its id', () => {
  const number = computeNumber(toInstant('2026-11-22T23:30:00Z'), '0199d2a0-0000-7000-8000-00000abcdef1');
  expect(number).toMatch(/^20261123-[0-9A-HJKMNP-TV-Z]{6}$/);
});
