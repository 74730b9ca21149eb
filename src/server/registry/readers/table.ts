import { parse } from 'csv-parse/sync';
import { read, utils } from '@e965/xlsx';
import { refuseRegistry } from '../../../core/registry/refusals.ts';

export type Rows = readonly (readonly string[])[];

const DELIMITERS = [',', ';', '\t', '，', '|'] as const;

/** The delimiter that stands most often in the first line, outside quotation marks. */
function findDelimiter(text: string): string {
  const line = (text.split(/\r?\n/u).find((candidate) => candidate.trim() !== '') ?? '').replaceAll(/"[^"]*"/g, '');
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
}

/** CSV as rows; rows may differ in length, empty lines are left out. Refuses `registry.unreadable` with the line where quoting breaks. */
export function readCsv(name: string, text: string): Rows {
  try {
    return parse(text, { delimiter: findDelimiter(text), relax_column_count: true, relax_quotes: true, skip_empty_lines: true, bom: true, trim: true });
  } catch (error) {
    const line = (error as { lines?: number }).lines;
    throw refuseRegistry('registry.unreadable', { name, detail: line === undefined ? '表格格式有误' : `第 ${line} 行附近的引号不成对` });
  }
}

/** A workbook (XLSX, XLS) as the rows of each sheet that holds anything, cells as they are shown. Refuses `registry.encrypted`, `registry.unreadable`. */
export function readWorkbook(name: string, bytes: Uint8Array): { readonly sheet: string; readonly rows: Rows }[] {
  try {
    const workbook = read(bytes, { type: 'array', cellDates: true, cellFormula: false, cellHTML: false, dateNF: 'yyyy-mm-dd' });
    return workbook.SheetNames.flatMap((sheet) => {
      const content = workbook.Sheets[sheet];
      if (content === undefined) return [];
      const rows = utils.sheet_to_json<unknown[]>(content, { header: 1, raw: false, defval: '', blankrows: false }).map((row) => row.map((cell) => String(cell).trim()));
      return rows.some((row) => row.some((cell) => cell !== '')) ? [{ sheet, rows }] : [];
    });
  } catch (error) {
    if (/password|encrypt/iu.test(String(error))) throw refuseRegistry('registry.encrypted', { name });
    throw refuseRegistry('registry.unreadable', { name, detail: '表格内容已损坏' });
  }
}

/** Rows as text: a line for each, cells parted by tabs, line breaks inside a cell kept as blanks. */
export const textOfRows = (rows: Rows): string => rows.map((row) => row.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t')).join('\n');
