import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { buildWorkingCalendar, workingCalendarFileSchema, type WorkingCalendar } from '../../core/kernel/working-days.ts';

const FILE = new URL('../../../parameters/calendar-2026.yaml', import.meta.url);

/** The working calendar of `parameters/calendar-2026.yaml`; throws when the file is not in its shape. */
export const loadCalendar = (): WorkingCalendar => buildWorkingCalendar(workingCalendarFileSchema.parse(parse(readFileSync(FILE, 'utf8'))));
