import { z } from 'zod';
import type { Reason } from '../kernel/reasons.ts';
import { dayOf, type Instant } from '../kernel/time.ts';
import { fill, word } from '../kernel/words.ts';
import { computeDue, isCovered, type WorkingCalendar } from '../kernel/working-days.ts';
import { appealTypes, appealTypeWords, type AppealType } from './model.ts';

const limitSchema = z.object({ workingDays: z.number().int().min(1).max(250), source: z.string() });

/** `parameters/handling-limits.yaml`: working days by type of appeal, and within which an order may be returned. */
export const handlingLimitsSchema = z.object({ v: z.number().int(), handling: z.record(z.enum(appealTypes), limitSchema), returning: limitSchema });
export type HandlingLimits = z.infer<typeof handlingLimitsSchema>;

/** `parameters/regional-limits.yaml`: what other places allow from receipt to reply, by any of their names; a type a place says nothing about is absent. */
export const regionalLimitsSchema = z.object({
  v: z.number().int(),
  regions: z.array(z.object({ name: z.string(), alsoCalled: z.array(z.string()), source: z.string(), handling: z.partialRecord(z.enum(appealTypes), z.number().int().min(1).max(250)) })),
});
export type RegionalLimits = z.infer<typeof regionalLimitsSchema>;

export interface EntryLimit {
  readonly divisionEntryId: string;
  readonly label: string;
  readonly workingDays: number;
}

export interface ComputedLimit {
  readonly dueAt: Instant;
  readonly reasons: readonly Reason[];
}

/**
 * When an order first dispatched at `dispatchedAt` is due: the limit of the division entry when it sets one, else the one of the appeal's type
 * (procedures.md 7.3). Counted once, at the first dispatch: no return starts it again.
 */
export function computeLimit(type: AppealType, dispatchedAt: Instant, limits: HandlingLimits, calendar: WorkingCalendar, entry: EntryLimit | null): ComputedLimit {
  const usual = limits.handling[type];
  const workingDays = entry?.workingDays ?? usual.workingDays;
  const dueAt = computeDue(dispatchedAt, workingDays, calendar);
  const said: Reason =
    entry === null
      ? { rule: 'appeals.limit-by-type', v: limits.v, text: fill(word('{type}类诉求自首次派单起 {days} 个工作日内办结，退单改派不重新计时。', '{type}: {days} working days from the first dispatch; a return does not start the clock again.'), { type: appealTypeWords[type].zh, days: workingDays }), sources: [{ kind: 'parameter', id: `handling-limits/${type}`, label: usual.source }] }
      : { rule: 'appeals.limit-by-entry', v: limits.v, text: fill(word('分工条目{label}规定 {days} 个工作日内办结，自首次派单起算。', 'Division entry {label} sets {days} working days from the first dispatch.'), { label: entry.label, days: workingDays }), sources: [{ kind: 'divisionEntry', id: entry.divisionEntryId, label: entry.label }] };
  return { dueAt, reasons: isCovered(dayOf(dueAt), calendar) ? [said] : [said, estimated(calendar)] };
}

const estimated = (calendar: WorkingCalendar): Reason => ({
  rule: 'appeals.limit-estimated',
  v: calendar.v,
  text: word('到期日所在年度的放假安排尚未录入，按周末推算。', 'The holidays of that year are not loaded yet: only weekends were left out.'),
  sources: [{ kind: 'parameter', id: 'calendar', label: '工作日历' }],
});

/** Whether a return comes after the days in which an order may be returned, counted from its arrival at the department. */
export const isLateReturn = (arrivedAt: Instant, returnedAt: Instant, limits: HandlingLimits, calendar: WorkingCalendar): boolean =>
  returnedAt > computeDue(arrivedAt, limits.returning.workingDays, calendar);
