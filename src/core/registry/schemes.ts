import type { Place } from '../kernel/refusal.ts';
import { word } from '../kernel/words.ts';
import type { RowPlace } from './line-places.ts';
import { refuseRegistry } from './refusals.ts';

export interface SchemeCode {
  readonly code: string;
  readonly name: string;
  readonly parentCode: string | null;
}

const HEADINGS = { code: /^(代码|编码|分类代码|类目代码|code)$/iu, name: /^(名称|类目名称|分类名称|事项名称|name)$/iu, parent: /^(上级|上级代码|上级编码|父级代码|parent)$/iu };

function findColumns(header: readonly string[]): { code: number; name: number; parent: number } {
  const at = (pattern: RegExp) => header.findIndex((cell) => pattern.test(cell.trim()));
  return { code: at(HEADINGS.code), name: at(HEADINGS.name), parent: at(HEADINGS.parent) };
}

/** The class a code of digits stands under where the table does not say: GB/T 39666 writes 2+2+2, with or without zeros at the end (010200 → 010000, 0102 → 01). */
export function parentOfCode(code: string, known: ReadonlySet<string>): string | null {
  if (!/^(\d{2}){2,}$/u.test(code)) return null;
  const digits = code.replace(/(?:00)+$/u, '');
  for (let length = digits.length - 2; length >= 2; length -= 2) {
    const above = digits.slice(0, length);
    const padded = above.padEnd(code.length, '0');
    if (known.has(padded) && padded !== code) return padded;
    if (known.has(above)) return above;
  }
  return null;
}

interface SchemeRow {
  readonly row: RowPlace;
  readonly code: string;
  readonly name: string;
  readonly parent: string;
}

const fault = ({ sheet, row }: RowPlace, zh: string, en: string): Place => ({
  path: String(row), text: word(`${sheet === null ? '' : `工作表“${sheet}”`}第 ${row} 行：${zh}`, `${sheet === null ? 'Row' : `Sheet “${sheet}”, row`} ${row}: ${en}`),
});

/** Everything that is wrong with the rows, each with its number in the table. */
function findFaults(rows: readonly SchemeRow[], known: ReadonlySet<string>): Place[] {
  const seen = new Set<string>();
  return rows.flatMap(({ row, code, name, parent }) => {
    const found: Place[] = [];
    if (code === '' || name === '') found.push(fault(row, '代码或名称为空。', 'code or name is empty.'));
    if (seen.has(code)) found.push(fault(row, `代码“${code}”重复。`, `the code “${code}” stands there twice.`));
    if (parent !== '' && (!known.has(parent) || parent === code)) found.push(fault(row, `上级代码“${parent}”不在表中。`, `the parent “${parent}” is not in the table.`));
    seen.add(code);
    return found;
  });
}

/**
 * Reads a coded scheme off a table with the columns code, name and, where there is one, parent. `places`: where its rows stand in the file.
 * Refuses `registry.scheme-unreadable` with every row at fault.
 */
export function readScheme(rows: readonly (readonly string[])[], places: readonly RowPlace[] = []): SchemeCode[] {
  const placeOf = (index: number): RowPlace => places[index] ?? { sheet: null, row: index + 1 };
  const heading = rows.findIndex((row) => findColumns(row).code >= 0 && findColumns(row).name >= 0);
  if (heading < 0) throw refuseRegistry('registry.scheme-unreadable', { count: 1 }, [{ path: '1', text: word('没有找到“代码”“名称”两列的表头。', 'There is no heading row with code and name.') }]);
  const columns = findColumns(rows[heading] ?? []);
  const cellOf = (row: readonly string[], column: number): string => (row[column] ?? '').trim();
  const read = rows.slice(heading + 1).map((row, index) => ({ row: placeOf(heading + index + 1), code: cellOf(row, columns.code), name: cellOf(row, columns.name), parent: cellOf(row, columns.parent) })).filter(({ code, name }) => code !== '' || name !== '');
  const known = new Set(read.map(({ code }) => code));
  const faults = read.length === 0 ? [fault(placeOf(heading + 1), '表中没有内容。', 'the table is empty.')] : findFaults(read, known);
  if (faults.length > 0) throw refuseRegistry('registry.scheme-unreadable', { count: faults.length }, faults.slice(0, 50));
  return read.map(({ code, name, parent }) => ({ code, name, parentCode: parent === '' ? parentOfCode(code, known) : parent }));
}
