import { describe, expect, it } from 'vitest';
import { toInstant } from '../kernel/time.ts';
import { buildWorkingCalendar } from '../kernel/working-days.ts';
import { explainDue, type DueAnswer, type DueQuestion } from './due.ts';
import { handlingLimitsSchema, regionalLimitsSchema } from './limits.ts';

const limit = (workingDays: number) => ({ workingDays, source: '本区' });
const limits = handlingLimitsSchema.parse({ v: 2, returning: limit(2), handling: { INQUIRY: limit(3), HELP: limit(7), SUGGESTION: limit(7), COMPLAINT: limit(15), REPORT: limit(15) } });
const regions = regionalLimitsSchema.parse({ v: 1, regions: [{ name: '甲市', alsoCalled: ['甲', 'jia'], source: '甲市条例', handling: { HELP: 5 } }] });
const calendar = buildWorkingCalendar({ v: 4, years: [{ year: 2026, source: '', off: [{ name: '清明节', from: '2026-04-04' as never, to: '2026-04-06' as never }], work: ['2026-04-11' as never] }] });
const answer = (question: Partial<DueQuestion>) =>
  explainDue({ type: 'HELP', receivedAt: toInstant('2026-04-03T09:00:00+08:00'), region: 'jia', channel: null, ...question }, { district: { code: 'demo', limits }, regions, calendar });

const ask = (question: Partial<DueQuestion>): DueAnswer => {
  const answered = answer(question);
  if ('why' in answered) throw new Error(answered.why);
  return answered;
};

describe('when an appeal must be answered', () => {
  it('skips holidays, counts a weekend day that is worked and says so day by day', () => {
    const { dueAt, rule, steps, calendar: used } = ask({});
    expect(dueAt).toBe(toInstant('2026-04-11T23:59:59.999+08:00'));
    expect(rule).toEqual({ id: 'regional-limits/甲市/HELP', v: 1, region: '甲市', workingDays: 5, source: '甲市条例', channel: null });
    expect(used).toEqual({ v: 4, covered: true });
    expect(steps.map(({ on, counted }) => `${on.slice(8)}:${counted}`)).toEqual(['03:0', '04:0', '05:0', '06:0', '07:1', '08:2', '09:3', '10:4', '11:5']);
    expect(steps.at(-1)?.text.zh).toBe('第 5 个工作日（调休上班）');
    expect(steps[1]?.text.zh).toBe('放假');
  });

  it('takes the limits of the district itself by its code', () => {
    expect(ask({ region: 'demo', type: 'INQUIRY', channel: 'TELEPHONE' }).rule).toMatchObject({ id: 'handling-limits/INQUIRY', v: 2, workingDays: 3, channel: 'TELEPHONE' });
  });

  it('is counted by weekends alone, and says so, in a year without an official notice', () => {
    expect(ask({ receivedAt: toInstant('2027-01-04') }).calendar.covered).toBe(false);
  });

  it('is not known for a place or a type without a known limit', () => {
    expect(answer({ region: '乙市' })).toEqual({ why: 'UNKNOWN_REGION', known: ['demo', '甲市'] });
    expect(answer({ type: 'REPORT' })).toEqual({ why: 'NO_LIMIT', region: '甲市' });
  });
});
