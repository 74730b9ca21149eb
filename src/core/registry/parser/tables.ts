import { countKnown, proposeColumns, tidyHeading, type ColumnMapping } from './columns.ts';
import type { Span } from './shadow.ts';

/** A line of a text with its cells, which tabs part. */
export interface TableRow extends Span {
  readonly cells: readonly Span[];
}

/** A table with its headings: `header` are the lines they take, `rows` what stands below, repeated headings left out. */
export interface FoundTable extends Span {
  /** The lines right above the headings. */
  readonly titles: readonly TableRow[];
  readonly title: string;
  readonly header: readonly TableRow[];
  readonly mapping: ColumnMapping;
  readonly rows: readonly TableRow[];
}

const MAX_LONE_LINE = 80;

function* linesOf(text: string): Generator<TableRow> {
  let start = 0;
  while (start <= text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    yield { start, end, cells: cellsOf(text, start, end) };
    start = end + 1;
  }
}

function cellsOf(text: string, start: number, end: number): Span[] {
  const cells: Span[] = [];
  let from = start;
  for (let at = text.indexOf('\t', from); at >= 0 && at < end; at = text.indexOf('\t', from)) {
    cells.push({ start: from, end: at });
    from = at + 1;
  }
  return [...cells, { start: from, end }];
}

/** Lines that stand together with tabs in them; a short line between them is the name of a group of rows. */
function groupLines(text: string): TableRow[][] {
  const groups: TableRow[][] = [];
  let open: TableRow[] = [];
  const close = (): void => {
    if (open.filter((line) => line.cells.length > 1).length >= 2) groups.push(open);
    open = [];
  };
  for (const line of linesOf(text)) {
    const isLone = line.cells.length === 1;
    if (isLone && (line.end - line.start > MAX_LONE_LINE || line.start === line.end || /[。；]/u.test(text.slice(line.start, line.end)))) {
      if (line.start < line.end) close();
    } else open.push(line);
  }
  close();
  return groups;
}

const textsOf = (text: string, row: TableRow): string[] => row.cells.map((cell) => text.slice(cell.start, cell.end).trim());

/** Headings of two lines: the lower line names the columns of what the upper one joins. */
function joinHeadings(upper: readonly string[], lower: readonly string[]): string[] {
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => (lower[index] ?? '') || (upper[index] ?? ''));
}

interface Header {
  readonly lines: number;
  readonly headings: readonly string[];
}

function headerAt(text: string, lines: readonly TableRow[], index: number): Header | null {
  const line = lines[index];
  if (line === undefined || line.cells.length < 2) return null;
  const upper = textsOf(text, line);
  const known = countKnown(upper);
  const below = lines[index + 1];
  const joined = below === undefined ? [] : joinHeadings(upper, textsOf(text, below));
  const isGroup = upper.some((heading, at) => at > 0 && heading === '') || (below !== undefined && textsOf(text, below)[0] === upper[0]);
  if (isGroup && countKnown(joined) > known) return { lines: 2, headings: joined };
  return known > 0 ? { lines: 1, headings: upper } : null;
}

const sameTemplate = (a: ColumnMapping, b: ColumnMapping): boolean => a.template === b.template;

/** The tables of a text that have headings, with the columns as remembered for their template or as their headings say. */
export function findTables(text: string, remembered: readonly ColumnMapping[] = []): FoundTable[] {
  return groupLines(text).flatMap((lines) => tablesOf(text, lines, remembered));
}

function tablesOf(text: string, lines: readonly TableRow[], remembered: readonly ColumnMapping[]): FoundTable[] {
  const tables: { titles: TableRow[]; title: string; header: TableRow[]; mapping: ColumnMapping; rows: TableRow[] }[] = [];
  let titles: TableRow[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] as TableRow;
    const header = headerAt(text, lines, index);
    const open = tables.at(-1);
    if (header === null) {
      if (open === undefined) titles.push(line);
      else open.rows.push(line);
      continue;
    }
    const mapping = proposeColumns(header.headings);
    const own = lines.slice(index, index + header.lines);
    if (open !== undefined && sameTemplate(open.mapping, mapping)) open.header.push(...own);
    else {
      if (open !== undefined) titles = takeTitles(open.rows);
      tables.push({ titles, title: titles.map((title) => textsOf(text, title).join('')).join(' '), header: [...own], mapping: remembered.find((known) => sameTemplate(known, mapping)) ?? mapping, rows: [] });
      titles = [];
    }
    index += header.lines - 1;
  }
  return tables.map((table) => ({ ...table, start: (table.titles[0] ?? table.header[0])?.start ?? 0, end: Math.max(table.header.at(-1)?.end ?? 0, table.rows.at(-1)?.end ?? 0) }));
}

/** The lone lines at the end of a table are the title of the next one. */
function takeTitles(rows: TableRow[]): TableRow[] {
  const titles: TableRow[] = [];
  while (rows.length > 0 && (rows.at(-1)?.cells.length ?? 0) === 1) titles.unshift(rows.pop() as TableRow);
  return titles;
}

/** Whether the cells of a row repeat its first one or are empty: the name of a group of rows. */
export const isGroupRow = (texts: readonly string[]): boolean => new Set(texts.map(tidyHeading).filter((text) => text !== '')).size === 1;
