import { z } from 'zod';

/** An instant as ISO 8601 in UTC with milliseconds (`2026-03-01T08:00:00.000Z`): the order of the text is the order of time. */
export const instantSchema = z.iso.datetime({ precision: 3 }).brand<'Instant'>();
export type Instant = z.infer<typeof instantSchema>;

/** A calendar day in the district's own zone, `2026-03-01`. */
export const daySchema = z.iso.date().brand<'Day'>();
export type Day = z.infer<typeof daySchema>;

/** Any ISO instant with a zone, as people and other systems write it; becomes an `Instant`. */
export const looseInstantSchema = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).transform((text) => toInstant(text));

/** China has one zone and no summer time: a day begins at 16:00 UTC of the day before. */
const DISTRICT_OFFSET_MS = 8 * 3_600_000;

export const instantOf = (date: { toISOString(): string }): Instant => date.toISOString() as Instant;

export const toMs = (at: Instant): number => Date.parse(at);

const fromMs = (ms: number): Instant => new Date(ms).toISOString() as Instant;

/** Reads an ISO date (a day of the district) or an ISO instant with zone. */
export function toInstant(text: string): Instant {
  return text.length === 10 ? startOfDay(text as Day) : fromMs(Date.parse(text));
}

export const startOfDay = (day: Day): Instant => fromMs(Date.parse(`${day}T00:00:00.000Z`) - DISTRICT_OFFSET_MS);

export const dayOf = (at: Instant): Day => fromMs(toMs(at) + DISTRICT_OFFSET_MS).slice(0, 10) as Day;

/** As people write it, in the district's zone: `2026-03-01 16:30`. */
export const describeInstant = (at: Instant): string => fromMs(toMs(at) + DISTRICT_OFFSET_MS).slice(0, 16).replace('T', ' ');

export const addHours = (at: Instant, hours: number): Instant => fromMs(toMs(at) + hours * 3_600_000);

export const addDays = (at: Instant, days: number): Instant => addHours(at, days * 24);
