import { dayOf, type Instant } from '../kernel/time.ts';

/** The year a number counts in, in the district's own zone. */
export const yearOf = (at: Instant): string => dayOf(at).slice(0, 4);

/** 示编分〔2026〕12号, as the establishment office numbers its papers. */
export const numberOfEntry = (year: string, ordinal: number): string => `示编分〔${year}〕${ordinal}号`;
