import { dayOf, type Day, type Instant } from '../kernel/time.ts';
import { fill, word, type Word } from '../kernel/words.ts';
import { computeDue, isCovered, isWorkingDay, listDaysAfter, type WorkingCalendar } from '../kernel/working-days.ts';
import type { HandlingLimits, RegionalLimits } from './limits.ts';
import type { AppealType, Channel } from './model.ts';

export interface DueQuestion {
  readonly type: AppealType;
  readonly receivedAt: Instant;
  /** A place of `regional-limits.yaml` by any of its names, or the code of the district itself. */
  readonly region: string;
  readonly channel: Channel | null;
}

/** One calendar day on the way; `counted` is its number among the days that count, 0 when it does not. */
interface DueStep {
  readonly on: Day;
  readonly counted: number;
  readonly text: Word;
}

export interface DueAnswer {
  readonly dueAt: Instant;
  readonly rule: { readonly id: string; readonly v: number; readonly region: string; readonly workingDays: number; readonly source: string; readonly channel: Channel | null };
  /** `covered` is false when the due day lies in a year without an official notice: only weekends are left out there. */
  readonly calendar: { readonly v: number; readonly covered: boolean };
  readonly steps: readonly DueStep[];
}

/** Why there is no answer: a place without a rule here, with those that have one, or a place whose rule leaves the type out. */
export type DueUnknown = { readonly why: 'UNKNOWN_REGION'; readonly known: readonly string[] } | { readonly why: 'NO_LIMIT'; readonly region: string };

interface DueTables {
  readonly district: { readonly code: string; readonly limits: HandlingLimits };
  readonly regions: RegionalLimits;
  readonly calendar: WorkingCalendar;
}

/**
 * When an appeal must be answered if its days run from its receipt (procedures.md 7.3). No place read so far has a limit of its own for a channel:
 * the channel is repeated in the answer and changes nothing.
 */
export function explainDue({ type, receivedAt, region, channel }: DueQuestion, { district, regions, calendar }: DueTables): DueAnswer | DueUnknown {
  const found = findRule(type, region, district, regions);
  if ('why' in found) return found;
  const { workingDays, ...rule } = found;
  const dueAt = computeDue(receivedAt, workingDays, calendar);
  return {
    dueAt,
    rule: { ...rule, workingDays, channel },
    calendar: { v: calendar.v, covered: isCovered(dayOf(dueAt), calendar) },
    steps: listSteps(dayOf(receivedAt), dayOf(dueAt), calendar),
  };
}

function findRule(type: AppealType, region: string, district: DueTables['district'], regions: RegionalLimits): Omit<DueAnswer['rule'], 'channel'> | DueUnknown {
  if (region === district.code) {
    const { workingDays, source } = district.limits.handling[type];
    return { id: `handling-limits/${type}`, v: district.limits.v, region, workingDays, source };
  }
  const place = regions.regions.find(({ name, alsoCalled }) => name === region || alsoCalled.includes(region.toLowerCase()));
  if (place === undefined) return { why: 'UNKNOWN_REGION', known: [district.code, ...regions.regions.map(({ name }) => name)] };
  const workingDays = place.handling[type];
  if (workingDays === undefined) return { why: 'NO_LIMIT', region: place.name };
  return { id: `regional-limits/${place.name}/${type}`, v: regions.v, region: place.name, workingDays, source: place.source };
}

function listSteps(received: Day, due: Day, calendar: WorkingCalendar): DueStep[] {
  const steps: DueStep[] = [{ on: received, counted: 0, text: word('受理当日不计', 'the day of receipt does not count') }];
  let counted = 0;
  for (const on of listDaysAfter(received, due)) {
    const counts = isWorkingDay(on, calendar);
    if (counts) counted += 1;
    steps.push({ on, counted: counts ? counted : 0, text: counts ? countedText(on, counted, calendar) : idleText(on, calendar) });
  }
  return steps;
}

const countedText = (on: Day, n: number, { work }: WorkingCalendar): Word =>
  fill(work.has(on) ? word('第 {n} 个工作日（调休上班）', 'working day {n} (a weekend day that is worked)') : word('第 {n} 个工作日', 'working day {n}'), { n });

const idleText = (on: Day, { off }: WorkingCalendar): Word => (off.has(on) ? word('放假', 'public holiday') : word('周末', 'weekend'));
