import type { CorrectedClause, CorrectedReading } from './corrections.ts';
import type { Finding, ImportSummary } from './import-model.ts';
import type { DepartmentId, DocumentKind } from './model.ts';
import { findPlace, type LinePlace } from './line-places.ts';
import type { ListField } from './parser/columns.ts';
import type { ListCell, ParsedPaper } from './parser/model.ts';
import type { Span } from './parser/shadow.ts';

/** What the findings are drawn from: the paper as the machine read it, and its reading as corrected. */
export interface LookedAt {
  readonly text: string;
  readonly kind: DocumentKind;
  readonly departmentId: DepartmentId | null;
  readonly parsed: Pick<ParsedPaper, 'tables' | 'unknownVerbs'>;
  readonly corrected: CorrectedReading;
  /** Whether a document in force has the same text. */
  readonly isInRegistry: boolean;
  readonly linePlaces?: readonly LinePlace[] | null;
}

const OWNING: ReadonlySet<ListField> = new Set(['LEAD', 'DEPARTMENT']);
const DUTIES: ReadonlySet<ListField> = new Set(['DUTY', 'LEAD_DUTY', 'CO_DUTY', 'TOWNSHIP_DUTY']);
const MATTERS: ReadonlySet<ListField> = new Set(['MATTER', 'DESCRIPTION']);

class Inspector {
  private readonly seen: LookedAt;
  private readonly lineStarts: number[] = [0];

  constructor(seen: LookedAt) {
    this.seen = seen;
    for (let at = seen.text.indexOf('\n'); at >= 0; at = seen.text.indexOf('\n', at + 1)) this.lineStarts.push(at + 1);
  }

  look(): Finding[] {
    const { corrected, parsed } = this.seen;
    const clauses = corrected.clauses.filter((clause) => !this.is('CHECKED', clause.read));
    return [
      ...this.whole(),
      ...clauses.flatMap((clause) => [...this.missingDuty(clause), ...this.unknownPartners(clause)]),
      ...parsed.unknownVerbs.filter((span) => !this.isVerbSettled(span)).map((span) => this.at('UNKNOWN_VERB', false, span, span.text)),
      ...corrected.notUnderstood.filter((span) => !this.wasTakenOut(span)).map((span) => this.at('NOT_UNDERSTOOD', false, span, span.text.slice(0, 80))),
    ];
  }

  private is(field: string, span: Span): boolean {
    return this.seen.corrected.made.some((one) => one.field === field && one.start === span.start && one.end === span.end);
  }

  /** The line of the text, from 1. */
  private rowAt(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lineStarts[middle] as number) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private at(kind: Finding['kind'], blocks: boolean, { start, end }: Span, what: string, where: Partial<Finding> = {}): Finding {
    return { kind, blocks, start, end, path: '', ...findPlace(this.seen.linePlaces ?? [], this.rowAt(start)), column: null, what, ...where };
  }

  private whole(): Finding[] {
    const { corrected, kind, departmentId, isInRegistry } = this.seen;
    const nowhere = { sheet: null, row: null };
    return [
      ...(corrected.clauses.length === 0 ? [this.at('NO_CLAUSES', true, { start: 0, end: 0 }, '', nowhere)] : []),
      ...(kind === 'SANDING' && departmentId === null ? [this.at('DEPARTMENT_NEEDED', true, { start: 0, end: 0 }, '', nowhere)] : []),
      ...(isInRegistry ? [this.at('IN_REGISTRY', false, { start: 0, end: 0 }, '', nowhere)] : []),
    ];
  }

  private unknownPartners(clause: CorrectedClause): Finding[] {
    if (this.is('PARTNERS', clause.read)) return [];
    const unknown = clause.partners.filter((partner) => partner.department === undefined && partner.inherited !== true);
    return unknown.map(({ name }) => this.unknownPartner(clause, name));
  }

  private unknownPartner(clause: CorrectedClause, name: string): Finding {
    const cell = clause.cells?.find(({ text }) => text.includes(name));
    const whole = cell ?? clause;
    const inside = whole.text.indexOf(name);
    const span = inside < 0 ? clause : { start: whole.start + inside, end: whole.start + inside + name.length };
    const field = cell?.field ?? null;
    const owns = field !== null && OWNING.has(field);
    return this.at(owns ? 'ROW_UNKNOWN_DEPARTMENT' : 'UNKNOWN_DEPARTMENT', owns, span, name, { path: clause.path, column: cell?.column ?? null });
  }

  /** A row of a list that says nothing in the columns that hold the duties; in a list without them, in those of the matters. */
  private missingDuty(clause: CorrectedClause): Finding[] {
    if (clause.cells === undefined || this.is('VERBS', clause.read)) return [];
    const table = this.seen.parsed.tables.find(({ start, end }) => start <= clause.start && clause.end <= end);
    const columns = table?.mapping.columns ?? [];
    const wanted = [DUTIES, MATTERS].map((fields) => columns.filter(({ field }) => field !== null && fields.has(field))).find((found) => found.length > 0) ?? [];
    const says = (cell: ListCell): boolean => wanted.some(({ field }) => field === cell.field);
    if (wanted.length === 0 || clause.cells.some(says)) return [];
    return [this.at('ROW_WITHOUT_DUTY', true, clause, clause.text.replaceAll('\t', ' ').slice(0, 80), { path: clause.path, column: wanted[0]?.column ?? null })];
  }

  private isVerbSettled(span: Span): boolean {
    const clause = this.seen.corrected.clauses.find(({ start, end }) => start <= span.start && span.end <= end);
    return clause === undefined || this.is('VERBS', clause.read) || this.is('CHECKED', clause.read);
  }

  /** What a person left out needs no second look. */
  private wasTakenOut(span: Span): boolean {
    return this.seen.corrected.made.some((one) => one.field === 'TAKEN_OUT' && one.start <= span.start && span.end <= one.end);
  }
}

/** What to look at in a reading, in the order of the text; what the import waits for first. */
export const findFindings = (seen: LookedAt): Finding[] => new Inspector(seen).look().toSorted((a, b) => Number(b.blocks) - Number(a.blocks) || a.start - b.start);

export const summarise = (title: string, { clauses }: CorrectedReading, findings: readonly Finding[], replaces: boolean): ImportSummary => {
  const blocking = findings.filter(({ blocks }) => blocks).length;
  return { title, clauses: clauses.length, blocking, notes: findings.length - blocking, replaces };
};
