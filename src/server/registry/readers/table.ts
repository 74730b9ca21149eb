import { parse } from 'csv-parse/sync';
import { read, utils, type WorkSheet } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { refuseRegistry } from '../../../core/registry/refusals.ts';
import { word } from '../../../core/kernel/words.ts';

export type Rows = readonly (readonly string[])[];

/** Rows that hold anything, and for each its number in the sheet or file, from 1, as a spreadsheet program shows it. */
export interface NumberedRows {
  readonly rows: Rows;
  readonly numbers: readonly number[];
}

const DELIMITERS = [',', ';', '\t', '，', '|'] as const;

/** The delimiter that stands most often in the first line, outside quotation marks. */
function findDelimiter(text: string): string {
  const line = (text.split(/\r?\n/u).find((candidate) => candidate.trim() !== '') ?? '').replaceAll(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
}

/** CSV as rows; rows may differ in length, empty lines are left out but counted. Refuses `registry.unreadable` with the line where quoting breaks. */
export function readCsv(name: string, text: string): NumberedRows {
  try {
    const every: string[][] = parse(text, { delimiter: findDelimiter(text), relax_column_count: true, relax_quotes: true, skip_empty_lines: false, bom: true, trim: true });
    const numbered = every.map((cells, index) => ({ cells, number: index + 1 })).filter(({ cells }) => cells.length > 1 || cells[0] !== '');
    return { rows: numbered.map(({ cells }) => cells), numbers: numbered.map(({ number }) => number) };
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    throw refuseRegistry('registry.unreadable', { name, detail: line === undefined ? word('表格格式有误', 'the table is not well formed') : word(`第 ${line} 行附近的引号不成对`, `a quotation mark near line ${line} has no partner`) });
  }
}

/** More rows than any list of a district has. */
export const ROW_LIMIT = 100_000;

/** A cell merged over several rows is written in each of them, so that each row can be read by itself. */
function fillMerged(sheet: WorkSheet): void {
  for (const { s: first, e: last } of sheet['!merges'] ?? []) {
    const filled: unknown = sheet[utils.encode_cell(first)];
    if (filled === undefined) continue;
    for (let row = first.r + 1; row <= Math.min(last.r, ROW_LIMIT); row += 1) sheet[utils.encode_cell({ r: row, c: first.c })] = filled;
  }
}

/** The numbers of the rows that hold anything: those the library gives as rows when it is told to leave out blank ones. */
function numbersOf(sheet: WorkSheet): number[] {
  const rows = new Set<number>();
  for (const [address, cell] of Object.entries(sheet)) {
    const { t: type, v: value } = cell as { t?: string; v?: unknown };
    if (!address.startsWith('!') && type !== undefined && type !== 'e' && value !== undefined && value !== null) rows.add(utils.decode_cell(address).r + 1);
  }
  return [...rows].sort((a, b) => a - b);
}

export type SheetRows = NumberedRows & { readonly sheet: string };

/**
 * A workbook (XLSX, XLS) as the rows of each sheet that holds anything, cells as they are shown.
 * Refuses `registry.encrypted`, `registry.unreadable`, `registry.too-large` with the sheet.
 */
export function readWorkbook(name: string, bytes: Uint8Array): SheetRows[] {
  const sheets = readSheets(name, bytes);
  const long = sheets.find((sheet) => sheet.rows.length > ROW_LIMIT);
  if (long !== undefined) throw refuseRegistry('registry.too-large', { name, limit: word(`${ROW_LIMIT} 行`, `${ROW_LIMIT} rows`) }, [{ path: long.sheet, text: { zh: `工作表“${long.sheet}”`, en: `sheet “${long.sheet}”` } }]);
  return sheets;
}

function readSheets(name: string, bytes: Uint8Array): SheetRows[] {
  try {
    const workbook = read(bytes, { type: 'array', cellDates: true, cellFormula: false, cellHTML: false, dateNF: 'yyyy-mm-dd', sheetRows: ROW_LIMIT + 1 });
    return workbook.SheetNames.flatMap((sheet) => {
      const content = workbook.Sheets[sheet];
      if (content === undefined) return [];
      fillMerged(content);
      const rows = utils.sheet_to_json<unknown[]>(content, { header: 1, raw: false, defval: '', blankrows: false }).map((row) => row.map((cell) => String(cell).trim()));
      return rows.some((row) => row.some((cell) => cell !== '')) ? [{ sheet, rows, numbers: numbersOf(content) }] : [];
    });
  } catch (error) {
    if (/password|encrypt/iu.test(String(error))) throw refuseRegistry('registry.encrypted', { name });
    throw refuseRegistry('registry.unreadable', { name, detail: word('表格内容已损坏', 'the table is damaged') });
  }
}

/** Page headers and footers of an XLSX, a line for each part. */
export function readWorkbookMargins(bytes: Uint8Array): string {
  const sheets = unzipSync(bytes, { filter: (entry) => /^xl\/worksheets\/[^/]+\.xml$/u.test(entry.name) });
  const found = Object.values(sheets).flatMap((sheet) => [...strFromU8(sheet).matchAll(/<(?:odd|even|first)(?:Header|Footer)>([^<]*)</gu)].map((match) => match[1] ?? ''));
  return found.join('\n').replaceAll(/&amp;[LCR]/gu, '\n').replaceAll(/&amp;(?:"[^"]*"|&quot;[^&]*&quot;|[A-Z\d]+)/gu, '');
}

/** Rows as text: a line for each, cells parted by tabs, line breaks inside a cell kept as blanks. */
export const textOfRows = (rows: Rows): string => rows.map((row) => row.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');
