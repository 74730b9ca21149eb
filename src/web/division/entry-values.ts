import type { EntryContent } from '../../core/division/model.ts';
import { dayOf, startOfDay, type Day, type Instant } from '../../core/kernel/time.ts';

/** The entry as a form holds it: instants as days of the district, and nothing filled in yet where nobody wrote. */
export interface EntryFormValues {
  matterId?: string | null | undefined;
  title?: string;
  boundary?: { scope?: string; includes?: string; excludes?: string; stage?: string };
  trigger?: string;
  leadDepartmentId?: string | null;
  responsible?: { departmentId?: string; task?: string }[];
  townshipShare?: string;
  fallbackDepartmentId?: string | null;
  bases?: { documentId?: string | null; dutyClauseId?: string | null; title?: string; article?: string; rank?: string; text?: string }[];
  handOver?: string;
  limitWorkingDays?: number | null;
  formedBy?: string;
  decision?: { body?: string; meeting?: string; on?: string | null; documentNumber?: string };
  validFromOn?: string | undefined;
  validToOn?: string | undefined;
  reviewOn?: string | null;
}

export const emptyEntry: EntryFormValues = { title: '', responsible: [], bases: [], formedBy: 'CONSULTATION', decision: { body: '' } };

const dayOrNothing = (at: Instant | null): Day | undefined => (at === null ? undefined : dayOf(at));
const orNull = <Value>(value: Value | '' | undefined | null): Value | null => (value === '' || value === undefined ? null : (value));
const startOrNull = (day: string | undefined): Instant | null => (day === undefined || day === '' ? null : startOfDay(day as Day));

export function valuesOfEntry(entry: EntryContent): EntryFormValues {
  return {
    ...entry,
    responsible: entry.responsible.map(({ departmentId, task }) => ({ departmentId, task })),
    validFromOn: dayOrNothing(entry.validFrom),
    validToOn: dayOrNothing(entry.validTo),
  };
}

/** What the operations take; still unchecked, since a draft under work may lack anything. */
export function inputOfEntry(values: EntryFormValues) {
  const { validFromOn, validToOn, ...rest } = values;
  return {
    ...rest,
    leadDepartmentId: orNull(values.leadDepartmentId),
    fallbackDepartmentId: orNull(values.fallbackDepartmentId),
    limitWorkingDays: orNull(values.limitWorkingDays),
    decision: { ...values.decision, body: values.decision?.body ?? '', on: orNull(values.decision?.on) },
    validFrom: startOrNull(validFromOn),
    validTo: startOrNull(validToOn),
    reviewOn: orNull(values.reviewOn),
  };
}
