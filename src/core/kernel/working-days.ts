import { z } from 'zod';
import { dayOf, daySchema, type Day, type Instant } from './time.ts';

/** One year of the official calendar, as the State Council's notice gives it: days off by name (both ends included), and weekend days that are worked (调休). */
const calendarYearSchema = z.object({
  year: z.number().int(),
  source: z.string(),
  off: z.array(z.object({ name: z.string(), from: daySchema, to: daySchema })),
  work: z.array(daySchema),
});

/** A calendar file: `v` rises with every change, so that a stored due date can name the version it was counted on. */
export const workingCalendarFileSchema = z.object({ v: z.number().int(), years: z.array(calendarYearSchema) });

export interface WorkingCalendar {
  readonly v: number;
  /** The years an official notice covers; in others only weekends are off. */
  readonly years: ReadonlySet<number>;
  readonly off: ReadonlySet<Day>;
  readonly work: ReadonlySet<Day>;
}

const DAY_MS = 86_400_000;
const msOf = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`);
const dayAt = (ms: number): Day => new Date(ms).toISOString().slice(0, 10) as Day;
const nextDay = (day: Day): Day => dayAt(msOf(day) + DAY_MS);

function listDays(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = nextDay(day)) days.push(day);
  return days;
}

export function buildWorkingCalendar({ v, years }: z.infer<typeof workingCalendarFileSchema>): WorkingCalendar {
  return {
    v,
    years: new Set(years.map(({ year }) => year)),
    off: new Set(years.flatMap(({ off }) => off.flatMap(({ from, to }) => listDays(from, to)))),
    work: new Set(years.flatMap(({ work }) => work)),
  };
}

export function isWorkingDay(day: Day, { off, work }: WorkingCalendar): boolean {
  if (off.has(day)) return false;
  const weekday = new Date(msOf(day)).getUTCDay();
  return work.has(day) || (weekday !== 0 && weekday !== 6);
}

/** Whether an official notice covers the day; a due date outside is an estimate until the notice is loaded. */
export const isCovered = (day: Day, calendar: WorkingCalendar): boolean => calendar.years.has(Number(day.slice(0, 4)));

/** The `n`th working day after `day`; the day itself does not count (民法典 art. 201). `n` 0 is the day itself. */
export function addWorkingDays(day: Day, n: number, calendar: WorkingCalendar): Day {
  let at = day;
  for (let left = n; left > 0; ) {
    at = nextDay(at);
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return at;
}

/** The calendar days after `from` up to and including `to`; none when `to` is not later. */
export const listDaysAfter = (from: Day, to: Day): Day[] => listDays(nextDay(from), to);

/** How many working days lie after `from` up to and including `to`; 0 when `to` is not later. */
export function countWorkingDays(from: Day, to: Day, calendar: WorkingCalendar): number {
  return listDaysAfter(from, to).filter((day) => isWorkingDay(day, calendar)).length;
}

/** The last moment of a day in the district's zone: a limit in days ends with its last day (民法典 art. 203). */
export const endOfDay = (day: Day): Instant => `${day}T15:59:59.999Z` as Instant;

/** When a limit of `n` working days that begins at `at` runs out. */
export const computeDue = (at: Instant, n: number, calendar: WorkingCalendar): Instant => endOfDay(addWorkingDays(dayOf(at), n, calendar));
