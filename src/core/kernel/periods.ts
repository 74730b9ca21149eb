import { z } from 'zod';
import { instantSchema, type Instant } from './time.ts';

/** From `from` (included) to `to` (not included); `to` null is open. */
export const periodSchema = z.object({ from: instantSchema, to: instantSchema.nullable() });
export type Period = z.infer<typeof periodSchema>;

export const holdsAt = (period: Period, at: Instant): boolean => period.from <= at && (period.to === null || at < period.to);

export const overlaps = (a: Period, b: Period): boolean => (b.to === null || a.from < b.to) && (a.to === null || b.from < a.to);

export const isEmpty = (period: Period): boolean => period.to !== null && period.to <= period.from;
