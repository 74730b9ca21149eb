import type { Correction, MadeCorrection } from './import-model.ts';
import type { DepartmentId } from './model.ts';
import { writeNumeral } from './numerals.ts';
import type { DutyVerb, ParsedClause, ParsedVerb, SourceSpan, VerbRole } from './parser/model.ts';
import { strengthIn, type Reread } from './parser/reread.ts';
import { trimSpan, type Span } from './parser/shadow.ts';

/** A paper as it was read by the machine. */
export interface Reading {
  readonly text: string;
  readonly departmentId: DepartmentId | null;
  readonly clauses: readonly ParsedClause[];
  readonly notUnderstood: readonly SourceSpan[];
}

/** `read` is where the machine had it: corrections name a clause by it. */
export type CorrectedClause = ParsedClause & { readonly departmentId: DepartmentId | null; readonly read: Span };

/** A correction with what stood there before it. */
export type FittedCorrection = Correction & Pick<MadeCorrection, 'path' | 'before'>;

export interface CorrectedReading {
  readonly clauses: readonly CorrectedClause[];
  readonly notUnderstood: readonly SourceSpan[];
  readonly made: readonly FittedCorrection[];
  /** Those whose place is gone, or that would make two clauses of one text. */
  readonly unfit: readonly Correction[];
}

export interface CorrectionMeans {
  readonly reread: Reread;
  readonly verbs: readonly DutyVerb[];
}

const isAt = (span: Span, { start, end }: Span): boolean => span.start === start && span.end === end;
const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** What is left of `whole` outside `taken`, without blank at its ends. */
function leftOf(text: string, whole: Span, taken: readonly Span[]): SourceSpan[] {
  const inside = taken.filter((span) => overlap(span, whole)).toSorted((a, b) => a.start - b.start);
  const left: Span[] = [];
  let start = whole.start;
  for (const span of inside) {
    if (span.start > start) left.push({ start, end: span.start });
    start = Math.max(start, span.end);
  }
  if (start < whole.end) left.push({ start, end: whole.end });
  return left.flatMap((span) => {
    const bare = trimSpan(text, span);
    return bare === null ? [] : [{ ...bare, text: text.slice(bare.start, bare.end) }];
  });
}

/** Spans that touch or overlap as one. */
function join(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last === undefined || start >= last.end) joined.push({ start, end });
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, end) };
  }
  return joined;
}

const partnersOf = ({ partners }: ParsedClause) => partners.map(({ name, relation, department }) => ({ name, relation, departmentId: department ?? null }));
const verbsOf = ({ verbs }: ParsedClause) => verbs.map(({ verb, role }) => ({ verb, role }));

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The clauses under correction. Each step answers what stood there before, or `undefined` where it does not fit. */
class Desk {
  readonly text: string;
  private readonly means: CorrectionMeans;
  private clauses: CorrectedClause[];
  private readonly freed: Span[];

  constructor(reading: Reading, means: CorrectionMeans) {
    this.text = reading.text;
    this.means = means;
    this.freed = [...reading.notUnderstood];
    this.clauses = reading.clauses.map((clause) => ({ ...clause, departmentId: reading.departmentId, read: { start: clause.start, end: clause.end } }));
  }

  correct(correction: Correction): Pick<FittedCorrection, 'path' | 'before'> | undefined {
    if (correction.field === 'TAKEN_IN') return this.takeIn(correction, correction.after);
    const clause = this.clauses.find(({ read }) => isAt(read, correction));
    if (clause === undefined) return undefined;
    const before = this.correctClause(clause, correction);
    return before === undefined ? undefined : { path: clause.path, before };
  }

  result(): Pick<CorrectedReading, 'clauses' | 'notUnderstood'> {
    const clauses = this.clauses.toSorted((a, b) => a.start - b.start);
    return { clauses, notUnderstood: join(this.freed).flatMap((span) => leftOf(this.text, span, clauses)) };
  }

  private put(clause: CorrectedClause, change: Partial<CorrectedClause>): void {
    this.clauses = this.clauses.map((one) => (one === clause ? { ...one, ...change } : one));
  }

  private correctClause(clause: CorrectedClause, correction: Exclude<Correction, { field: 'TAKEN_IN' }>): MadeCorrection['before'] | undefined {
    switch (correction.field) {
      case 'TAKEN_OUT':
        this.clauses = this.clauses.filter((one) => one !== clause);
        this.freed.push(clause);
        return clause.text;
      case 'BOUNDS':
        return this.setBounds(clause, correction.after);
      case 'VERBS':
        return this.setVerbs(clause, correction.after);
      case 'CHECKED':
        return null;
      default:
        return this.setValue(clause, correction);
    }
  }

  private setValue(clause: CorrectedClause, correction: Extract<Correction, { field: 'DEPARTMENT' | 'PARTNERS' | 'KIND' }>): MadeCorrection['before'] {
    if (correction.field === 'KIND') {
      this.put(clause, { kind: correction.after });
      return clause.kind;
    }
    if (correction.field === 'DEPARTMENT') {
      this.put(clause, { departmentId: correction.after });
      return clause.departmentId;
    }
    this.put(clause, { partners: correction.after.map(({ name, relation, departmentId }) => ({ name, relation, ...(departmentId === null ? {} : { department: departmentId }) })) });
    return partnersOf(clause);
  }

  /** A verb that is named must stand in the clause. */
  private setVerbs(clause: CorrectedClause, wanted: readonly { verb: string; role: VerbRole }[]): MadeCorrection['before'] | undefined {
    const found = wanted.map(({ verb, role }): ParsedVerb | null => {
      const old = clause.verbs.find((one) => one.verb === verb);
      const at = clause.text.indexOf(verb);
      if (old === undefined && at < 0) return null;
      const place = old ?? { start: clause.start + at, end: clause.start + at + verb.length };
      return { verb, role, strength: strengthIn(this.means.verbs, verb, role), start: place.start, end: place.end };
    });
    if (found.includes(null)) return undefined;
    this.put(clause, { verbs: found.filter((verb) => verb !== null) });
    return verbsOf(clause);
  }

  private isFree(span: Span, own?: CorrectedClause): boolean {
    return span.end <= this.text.length && !this.clauses.some((clause) => clause !== own && overlap(clause, span));
  }

  private setBounds(clause: CorrectedClause, wanted: Span): MadeCorrection['before'] | undefined {
    const span = trimSpan(this.text, wanted);
    if (span === null || !this.isFree(span, clause)) return undefined;
    this.freed.push({ start: clause.start, end: clause.end });
    const { cells, ...reread } = { ...this.means.reread(this.text, span, clause.kind), cells: clause.cells?.filter((cell) => cell.start >= span.start && cell.end <= span.end) };
    this.clauses = this.clauses.map((one) => (one === clause ? { ...reread, ...(cells === undefined ? {} : { cells }), path: clause.path, departmentId: clause.departmentId, read: clause.read } : one));
    return { start: clause.start, end: clause.end };
  }

  private takeIn(wanted: Span, kind: ParsedClause['kind']): Pick<FittedCorrection, 'path' | 'before'> | undefined {
    const span = trimSpan(this.text, wanted);
    if (span === null || !this.isFree(span) || !/\p{Script=Han}/u.test(this.text.slice(span.start, span.end))) return undefined;
    const path = this.pathAfter(span);
    this.clauses.push({ ...this.means.reread(this.text, span, kind), path, departmentId: this.ownerAt(span), read: { start: wanted.start, end: wanted.end } });
    return { path, before: null };
  }

  private before(span: Span): CorrectedClause | undefined {
    return this.clauses.filter((clause) => clause.end <= span.start).toSorted((a, b) => b.start - a.start)[0];
  }

  private ownerAt(span: Span): DepartmentId | null {
    return (this.before(span) ?? this.clauses[0])?.departmentId ?? null;
  }

  /** No number of the paper leads to it: it is cited by what stands before. */
  private pathAfter(span: Span): string {
    const base = (this.before(span)?.path ?? '正文').replace(/补读.*$/u, '');
    let count = 1;
    while (this.clauses.some(({ path }) => path === `${base}补读${writeNumeral(count)}`)) count += 1;
    return `${base}补读${writeNumeral(count)}`;
  }
}

/** Clauses go out before others take their text, and are there before they are corrected. */
const ORDER: Readonly<Record<Correction['field'], number>> = { TAKEN_OUT: 0, BOUNDS: 1, TAKEN_IN: 2, KIND: 3, DEPARTMENT: 3, PARTNERS: 3, VERBS: 3, CHECKED: 3 };

/**
 * A reading with what a person corrected of it. The source is never touched: the texts of all clauses are cut from it, no two overlap, and what
 * no clause holds any more is listed as not understood. Of two corrections of one thing the later one counts.
 */
export function applyCorrections(reading: Reading, corrections: readonly Correction[], means: CorrectionMeans): CorrectedReading {
  const desk = new Desk(reading, means);
  const last = corrections.filter((one, index) => !corrections.some((later, at) => at > index && later.field === one.field && isAt(later, one)));
  const made: FittedCorrection[] = [];
  const unfit: Correction[] = [];
  for (const correction of last.toSorted((a, b) => ORDER[a.field] - ORDER[b.field])) {
    const found = desk.correct(correction);
    if (found === undefined) unfit.push(correction);
    else made.push({ ...correction, ...found });
  }
  return { ...desk.result(), made, unfit };
}

/** Corrections of an earlier import of the same text that still say what they said: their place is there and reads as it did. */
export function offerAgain(reading: Reading, earlier: readonly FittedCorrection[], present: readonly Correction[], means: CorrectionMeans): Correction[] {
  const fresh = earlier.filter((one) => !present.some((now) => now.field === one.field && isAt(now, one)));
  const plain = fresh.map(({ path: _, before: __, ...correction }) => correction);
  const { made } = applyCorrections(reading, plain, means);
  return plain.filter((correction, index) => made.some((one) => one.field === correction.field && isAt(one, correction) && same(one.before, fresh[index]?.before)));
}
