import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { computeDueAt, computeProcedure, disputeProceduresSchema, findProcedure, type ClockStart, type DisputeProcedure } from '../../core/disputes/procedure.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { computeDue } from '../../core/kernel/working-days.ts';
import { loadCalendar } from '../platform/calendar.ts';

const procedures = disputeProceduresSchema.parse(parse(readFileSync(new URL('../../../parameters/disputes.yaml', import.meta.url), 'utf8')));
const calendar = loadCalendar();

/** The rules under which a dispute is opened now. */
export const procedureAt = (at: Instant): DisputeProcedure => computeProcedure(procedures, at);

/** The rules that a running dispute keeps. */
export const procedureOf = ({ rulesVersion }: { rulesVersion: number }): DisputeProcedure => findProcedure(procedures, rulesVersion);

/** When a state with this clock runs out, by the rules of the dispute and the working calendar. */
export const dueAtOf = (procedure: DisputeProcedure, clock: string | undefined, start: ClockStart): Instant | null => computeDueAt(clock, start, procedure, calendar);

/** When a reminder given at this moment has been in vain. */
export const lapsesAtOf = ({ afterReminder }: DisputeProcedure, at: Instant): Instant => computeDue(at, afterReminder.workingDays, calendar);
