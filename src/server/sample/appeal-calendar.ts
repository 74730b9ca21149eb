import { addDays, addHours, startOfDay, toInstant, toMs, type Day, type Instant } from '../../core/kernel/time.ts';
import type { Chance } from './random.ts';
import type { Situation } from './situations.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How likely an appeal arrives in each hour of the day, from midnight on. */
const hourWeights = [2, 1, 1, 1, 1, 1, 3, 8, 20, 30, 32, 26, 12, 12, 26, 30, 28, 24, 16, 12, 14, 12, 8, 4];
/** From Sunday on: Monday brings the weekend's trouble. */
const weekdayWeights = [0.6, 1.3, 1.1, 1, 1, 1, 0.65];
/** Spring Festival, when offices are shut and only noise and fireworks are reported. */
const quietDays: readonly (readonly [string, string])[] = [['2025-01-28', '2025-02-04'], ['2026-02-16', '2026-02-23']];

interface CalendarDay {
  readonly day: Day;
  readonly month: number;
  readonly weight: number;
}

export interface Calendar {
  /** A moment at which such a thing is likely to be reported. */
  readonly draw: (situation: Situation) => Instant;
  /** A moment of the given day or shortly after, not later than the end of the calendar. */
  readonly near: (start: Instant, withinDays: number) => Instant;
}

const shiftOf = (day: string): number => (quietDays.some(([from, to]) => from <= day && day <= to) ? 0.4 : 1);

function listDays(from: Day, to: Day): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let ms = Date.parse(from); ms <= Date.parse(to); ms += DAY_MS) {
    const date = new Date(ms);
    const day = date.toISOString().slice(0, 10) as Day;
    days.push({ day, month: date.getUTCMonth() + 1, weight: (weekdayWeights[date.getUTCDay()] ?? 1) * shiftOf(day) });
  }
  return days;
}

/** Draws days between `from` and `to`, both included, by season, week and holiday. */
export function makeCalendar(from: Day, to: Day, chance: Chance): Calendar {
  const days = listDays(from, to);
  const last = addDays(startOfDay(to), 1);
  const sums = new Map<string, { days: CalendarDay[]; upTo: number[] }>();

  const sumsOf = (situation: Situation) => {
    const key = `${situation.season?.join(',') ?? ''}/${situation.since ?? ''}`;
    const known = sums.get(key);
    if (known !== undefined) return known;
    const seasonal = (month: number): number => (situation.season === undefined ? 1 : situation.season.includes(month) ? 1 : 0.12);
    const open = days.filter((item) => situation.since === undefined || item.day >= situation.since);
    let sum = 0;
    const made = { days: open, upTo: open.map((item) => (sum += item.weight * seasonal(item.month))) };
    sums.set(key, made);
    return made;
  };

  const inDay = (day: Day): Instant => {
    const hour = chance.pickWeighted([...hourWeights.keys()], (index) => hourWeights[index] ?? 0);
    return toInstant(new Date(toMs(startOfDay(day)) + hour * HOUR_MS + chance.between(0, 3_599) * 1_000).toISOString());
  };

  return {
    draw: (situation) => {
      const { days: open, upTo } = sumsOf(situation);
      const aim = chance.next() * (upTo.at(-1) ?? 0);
      const index = upTo.findIndex((sum) => sum > aim);
      return inDay(open[index]?.day ?? to);
    },
    near: (start, withinDays) => {
      const at = addHours(start, chance.next() * withinDays * 24);
      return at < last ? at : start;
    },
  };
}
