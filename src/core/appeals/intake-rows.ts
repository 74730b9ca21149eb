import { fill } from '../kernel/words.ts';
import { toInstant, type Instant } from '../kernel/time.ts';
import { channelValues, confidentialValues, typeValues, urgencyValues, type IntakeField, type ReadColumns } from './intake-columns.ts';
import { appealInputSchema, appealTypeWords, channelWords, urgencyWords, type AppealInput, type RefusedRow } from './model.ts';
import { appealsRefusals } from './refusals.ts';

/** Registered names by the name as it stands in a row, in any form; nothing when it is unknown. */
export interface IntakeNames {
  findDepartment(name: string): string | undefined;
  findMatter(name: string): string | undefined;
}

export type ReadRow = { readonly input: AppealInput } | { readonly refused: RefusedRow };

type RowFault = { readonly code: keyof typeof appealsRefusals; readonly data?: Readonly<Record<string, unknown>> };

class Fault extends Error {
  readonly fault: RowFault;
  constructor(fault: RowFault) {
    super(fault.code);
    this.fault = fault;
  }
}

type Values<Value> = readonly (readonly [Value, readonly string[]])[];

function pick<Value>(values: Values<Value>, typed: string, allowed: string): Value {
  const found = values.find(([, words]) => words.some((word) => typed.toLowerCase().includes(word)));
  if (found === undefined) throw new Fault({ code: 'appeals.row-unknown-value', data: { value: typed.slice(0, 40), allowed } });
  return found[0];
}

const allowedOf = (words: Readonly<Record<string, { zh: string }>>): string => Object.values(words).map(({ zh }) => zh).join('、');

const TIME = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[\sT]+|$)(?:(\d{1,2})[:：时点](\d{1,2})?(?:[:：分](\d{1,2})?(?:\.\d+)?)?[分秒]?)?$/u;

/** A time as hotlines write it, in the district's own zone: 2026-03-01 08:30:00, 2026/3/1 8:30, 2026年3月1日; or ISO 8601 with a zone. */
export function readTime(typed: string): Instant | undefined {
  if (/^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)$/.test(typed)) return Number.isNaN(Date.parse(typed)) ? undefined : toInstant(typed);
  const match = TIME.exec(typed.normalize('NFKC').trim());
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = (match.slice(1) as (string | undefined)[]).map((part) => Number(part ?? 0)) as [number, number, number, number, number, number];
  const check = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  if (check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day || minute > 59 || second > 59) return undefined;
  return toInstant(`${check.toISOString().slice(0, 19)}+08:00`);
}

function lookUp(find: (name: string) => string | undefined, typed: string, code: RowFault['code']): string {
  const found = find(typed);
  if (found === undefined) throw new Fault({ code, data: { value: typed.slice(0, 60) } });
  return found;
}

function toTime(typed: string): Instant {
  const read = readTime(typed);
  if (read === undefined) throw new Fault({ code: 'appeals.row-unreadable-time', data: { value: typed.slice(0, 40) } });
  return read;
}

function atMost(limit: number): (typed: string) => string {
  return (typed) => {
    if (typed.length > limit) throw new Fault({ code: 'appeals.row-too-long', data: { length: typed.length, limit } });
    return typed;
  };
}

const MIN_TEXT = 4;

function toText(typed: string): string {
  if (typed.length < MIN_TEXT) throw new Fault({ code: 'appeals.row-no-text' });
  return atMost(10_000)(typed);
}

/** How the words of a cell become a field of the input; an empty cell gives none. */
const readers: Readonly<Record<IntakeField, (typed: string, names: IntakeNames) => Readonly<Record<string, unknown>>>> = {
  text: (typed) => ({ text: toText(typed) }),
  title: (typed) => ({ title: atMost(200)(typed) }),
  place: (typed) => ({ place: atMost(200)(typed) }),
  appellantName: (typed) => ({ appellantName: atMost(60)(typed) }),
  appellantPhone: (typed) => ({ appellantPhone: atMost(40)(typed) }),
  externalNumber: (typed) => ({ externalNumber: atMost(60)(typed) }),
  channel: (typed) => ({ channel: pick(channelValues, typed, allowedOf(channelWords)) }),
  type: (typed) => ({ type: pick(typeValues, typed, allowedOf(appealTypeWords)) }),
  urgency: (typed) => ({ urgency: pick(urgencyValues, typed, allowedOf(urgencyWords)) }),
  confidential: (typed) => ({ confidential: pick(confidentialValues, typed, '是、否') }),
  receivedAt: (typed) => ({ receivedAt: toTime(typed) }),
  township: (typed, names) => ({ townshipDepartmentId: lookUp(names.findDepartment, typed, 'appeals.row-unknown-department') }),
  complained: (typed, names) => ({ complainedDepartmentId: lookUp(names.findDepartment, typed, 'appeals.row-unknown-department') }),
  matter: (typed, names) => ({ matterId: lookUp(names.findMatter, typed, 'appeals.row-unknown-matter') }),
};

const refusedRow = (row: number, column: string, { code, data = {} }: RowFault): RefusedRow => ({ row, column, code, text: fill(appealsRefusals[code].text, data) });

/** One row as an appeal, or why not and in which column. `row` is its number in the sheet, the first row being 1. A row without a channel came from a connected system. */
export function readRow(cells: readonly string[], row: number, { columns }: ReadColumns, names: IntakeNames): ReadRow {
  const given: Record<string, unknown> = { channel: 'SYSTEM' };
  for (const [index, { column, field }] of columns.entries()) {
    const typed = (cells[index] ?? '').trim();
    if (field === null || (typed === '' && field !== 'text')) continue;
    try {
      Object.assign(given, readers[field](typed, names));
    } catch (thrown) {
      if (thrown instanceof Fault) return { refused: refusedRow(row, column, thrown.fault) };
      throw thrown;
    }
  }
  return { input: appealInputSchema.parse(given) };
}
