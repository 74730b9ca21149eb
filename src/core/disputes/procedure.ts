import { z } from 'zod';
import { dayOf, type Instant } from '../kernel/time.ts';
import { computeDue, type WorkingCalendar } from '../kernel/working-days.ts';
import { disputeStateSchema, procedureSchema, type DisputeState } from './model.ts';

const clockSchema = z.object({ workingDays: z.number().int().min(1), from: disputeStateSchema.optional(), source: z.string() });

/** One version of `parameters/disputes.yaml`: the rules of procedure, with limits in working days by the clock names of the transition table. */
const versionSchema = procedureSchema.extend({ clocks: z.record(z.string(), clockSchema) });
export type DisputeProcedure = z.infer<typeof versionSchema>;

/** The whole file: every version there has been, since running disputes keep the one they began with. */
export const disputeProceduresSchema = z
  .object({ versions: z.array(versionSchema).min(1) })
  .refine(({ versions }) => new Set(versions.map(({ v }) => v)).size === versions.length, 'each version has a number of its own');
export type DisputeProcedures = z.infer<typeof disputeProceduresSchema>;

/** The version under which a dispute is opened at a moment: the newest that has begun, or else the first there is. */
export function computeProcedure({ versions }: DisputeProcedures, at: Instant): DisputeProcedure {
  const inOrder = versions.toSorted((a, b) => (a.on === b.on ? a.v - b.v : a.on < b.on ? -1 : 1));
  return inOrder.findLast(({ on }) => on <= dayOf(at)) ?? (inOrder[0] as DisputeProcedure);
}

/** The version that a running dispute keeps; throws when the file has lost it. */
export function findProcedure({ versions }: DisputeProcedures, v: number): DisputeProcedure {
  const found = versions.find((version) => version.v === v);
  if (found === undefined) throw new Error(`parameters/disputes.yaml has no version ${v}, and disputes run under it`);
  return found;
}

export interface ClockStart {
  readonly at: Instant;
  /** When a state was first entered, for clocks that run on from an earlier one. */
  readonly enteredAt: (state: DisputeState) => Instant | undefined;
}

/** When a state with this clock runs out; null when it has no limit. */
export function computeDueAt(clock: string | undefined, { at, enteredAt }: ClockStart, { clocks }: Pick<DisputeProcedure, 'clocks'>, calendar: WorkingCalendar): Instant | null {
  const limit = clock === undefined ? undefined : clocks[clock];
  if (limit === undefined) return null;
  const start = limit.from === undefined ? at : (enteredAt(limit.from) ?? at);
  return computeDue(start, limit.workingDays, calendar);
}
