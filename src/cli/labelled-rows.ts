import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse/sync';

/** One row of a labelled set as it stands in the file. */
export type DataRow = Readonly<Record<string, unknown>>;

/** The file cannot be read as rows; the text says where and why. */
export class UnreadableRows extends Error {}

async function readLines(path: string): Promise<DataRow[]> {
  const rows: DataRow[] = [];
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) {
    line += 1;
    if (text.trim() === '') continue;
    rows.push(readLine(text.replace(/^\uFEFF/, ''), path, line));
  }
  return rows;
}

function readLine(text: string, path: string, line: number): DataRow {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UnreadableRows(`${path}, line ${line}: not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnreadableRows(`${path}, line ${line}: not a JSON object`);
  return value as DataRow;
}

/** Tables from office software are often in GBK: what is not UTF-8 is read as that. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/** Reads a labelled set: `.csv` with a head line, anything else as one JSON object a line. */
export async function readRows(path: string): Promise<DataRow[]> {
  if (extname(path).toLowerCase() !== '.csv') return readLines(path);
  return parse<DataRow>(decode(await readFile(path)), { columns: true, bom: true, skip_empty_lines: true, relax_column_count: true });
}

const PARTS = /[;；、,，|]/;

/** The field as text; lists and numbers are written out, what is not there is empty. */
export function fieldText(row: DataRow, field: string): string {
  const value = row[field];
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(String).join('、');
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

/** The field as a list of labels, whether it is a list or a text with separators. */
export const fieldList = (row: DataRow, field: string): string[] => {
  const value = row[field];
  const parts = Array.isArray(value) ? value.map(String) : fieldText(row, field).split(PARTS);
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))];
};
