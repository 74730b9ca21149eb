import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { computeDueAt, disputeClocksSchema, type ClockStart } from '../../core/disputes/clocks.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { loadCalendar } from '../platform/calendar.ts';

const clocks = disputeClocksSchema.parse(parse(readFileSync(new URL('../../../parameters/disputes.yaml', import.meta.url), 'utf8')));
const calendar = loadCalendar();

/** When a state with this clock runs out, by `parameters/disputes.yaml` and the working calendar. */
export const dueAtOf = (clock: string | undefined, start: ClockStart): Instant | null => computeDueAt(clock, start, clocks, calendar);
