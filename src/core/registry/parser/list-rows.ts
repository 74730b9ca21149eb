import { analyseSentence, type Analysis } from './clauses.ts';
import type { ListField } from './columns.ts';
import type { ListCell, Partner, Relation } from './model.ts';
import type { OrganReader } from './organs.ts';
import type { Readers } from './segments.ts';
import { trimSpan, type Span } from './shadow.ts';
import { isGroupRow, type FoundTable, type TableRow } from './tables.ts';

/** What one row of a list says: its cells by column, who leads and who joins, and what its duty cells say. */
export interface RowReading {
  readonly span: Span;
  readonly cells: readonly ListCell[];
  readonly analysis: Analysis;
  /** As written in the column of the sequence; empty when there is none. */
  readonly sequence: string;
}

/** A cell that says something, with what it says. */
interface SaidCell {
  readonly field: ListField;
  readonly analysis: Analysis;
}

const RELATIONS: Partial<Record<ListField, Relation>> = { LEAD: 'LEADS', DEPARTMENT: 'LEADS', CO: 'ASSISTED_BY', TOWNSHIP: 'ASSISTED_BY' };
const SAYING: ReadonlySet<ListField> = new Set(['DUTY', 'LEAD_DUTY', 'CO_DUTY', 'TOWNSHIP_DUTY', 'DESCRIPTION', 'MATTER']);
/** Cells that say who acts; in the others a named organ is a basis, a receiver or an object. */
const NAMING: ReadonlySet<ListField> = new Set(['DUTY', 'LEAD_DUTY', 'CO_DUTY']);
const NOBODY = /^(?:无|—|-|\/|暂无|不涉及)?$/u;

export function readCells(source: string, row: TableRow, table: FoundTable): ListCell[] {
  return row.cells.flatMap((cell, index) => {
    const span = trimSpan(source, cell);
    const mapped = table.mapping.columns[index];
    return span === null ? [] : [{ column: mapped?.column ?? '', field: mapped?.field ?? null, text: source.slice(span.start, span.end), ...span }];
  });
}

/** The name of a group of rows, a blank row, or a row of figures is no item. */
export function isItem(cells: readonly ListCell[], table: FoundTable): boolean {
  if (!cells.some((cell) => /\p{Script=Han}/u.test(cell.text))) return false;
  return cells.length > 1 ? !(cells.length > 2 && isGroupRow(cells.map((cell) => cell.text))) : table.mapping.columns.length <= 2;
}

function namesIn(text: string, organs: OrganReader): string[] {
  const parts = text.split(/[、，,；;/\s]+|和(?=[区市县省])|及(?=[区市县省])/u).map((part) => part.replace(/^(?:牵头|配合|主办|协办|责任)(?:部门|单位)?[：:]/u, '').trim());
  return [...new Set(parts)].filter((part) => part.length >= 2 && part.length <= 40 && (/\p{Script=Han}/u.test(part) || organs.departmentOf(part) !== undefined) && !NOBODY.test(part));
}

type Naming = (name: string, relation: Relation) => void;

function takeColumns(cells: readonly ListCell[], organs: OrganReader, take: Naming): void {
  for (const cell of cells) {
    const relation = cell.field === null ? undefined : RELATIONS[cell.field];
    if (relation !== undefined) for (const name of namesIn(cell.text, organs)) take(name, relation);
  }
}

function takeDuties({ field, analysis }: SaidCell, take: Naming): void {
  if (!NAMING.has(field)) return;
  for (const { name, relation } of analysis.partners) take(name, field === 'CO_DUTY' && relation === 'LEADS' ? 'ASSISTED_BY' : relation);
}

const holds = (cells: readonly ListCell[], field: ListField): boolean => cells.some((cell) => cell.field === field && !NOBODY.test(cell.text));

function partnersOf(cells: readonly ListCell[], said: readonly SaidCell[], organs: OrganReader): Partner[] {
  const partners = new Map<string, Partner>();
  const take: Naming = (name, relation) => {
    const department = organs.departmentOf(name);
    if (!partners.has(name)) partners.set(name, { name, relation, ...(department === undefined ? {} : { department }) });
  };
  takeColumns(cells, organs, take);
  for (const cell of said) takeDuties(cell, take);
  if (holds(cells, 'TOWNSHIP_DUTY') && !holds(cells, 'TOWNSHIP')) take('镇街', 'ASSISTED_BY');
  return [...partners.values()];
}

const leads = (table: FoundTable): boolean => table.mapping.columns.some(({ field }) => field === 'LEAD' || field === 'DEPARTMENT');

/** Reads one row; null for a row that is no item. */
export function readRow(source: string, shadow: string, row: TableRow, table: FoundTable, readers: Readers): RowReading | null {
  const cells = readCells(source, row, table);
  const span = trimSpan(source, row);
  if (span === null || !isItem(cells, table)) return null;
  const owner = cells.find((cell) => cell.field === 'LEAD' || cell.field === 'DEPARTMENT')?.text ?? '';
  const analyses = cells.flatMap((cell) => (cell.field !== null && SAYING.has(cell.field) ? [{ field: cell.field, analysis: analyseSentence(shadow, cell.text, cell.start, readers, owner) }] : []));
  const partners = partnersOf(cells, analyses, readers.organs);
  const all = analyses.map((one) => one.analysis);
  return {
    span,
    cells,
    sequence: cells.find((cell) => cell.field === 'SEQUENCE')?.text ?? '',
    analysis: {
      verbs: all.flatMap((one) => one.verbs),
      partners,
      boundary: all.flatMap((one) => one.boundary),
      scope: [...new Set(all.flatMap((one) => one.scope))],
      noLead: all.some((one) => one.noLead) || (leads(table) && !partners.some((partner) => partner.relation === 'LEADS')),
      staffing: null,
    },
  };
}
