import { z } from 'zod';
import { computeDue, type WorkingCalendar } from '../kernel/working-days.ts';
import type { Instant } from '../kernel/time.ts';
import { disputeStateSchema, type DisputeState } from './model.ts';

const clockSchema = z.object({ workingDays: z.number().int().min(1), from: disputeStateSchema.optional(), source: z.string() });

/** `parameters/disputes.yaml`: limits in working days by the clock names of the transition table; `v` rises with every change. */
export const disputeClocksSchema = z.object({ v: z.number().int(), clocks: z.record(z.string(), clockSchema) });
export type DisputeClocks = z.infer<typeof disputeClocksSchema>;

export interface ClockStart {
  readonly at: Instant;
  /** When a state was first entered, for clocks that run on from an earlier one. */
  readonly enteredAt: (state: DisputeState) => Instant | undefined;
}

/** When a state with this clock runs out; null when it has no limit. */
export function computeDueAt(clock: string | undefined, { at, enteredAt }: ClockStart, { clocks }: DisputeClocks, calendar: WorkingCalendar): Instant | null {
  const limit = clock === undefined ? undefined : clocks[clock];
  if (limit === undefined) return null;
  const start = limit.from === undefined ? at : (enteredAt(limit.from) ?? at);
  return computeDue(start, limit.workingDays, calendar);
}
