import type { UploadedFile } from '../../../core/kernel/operation.ts';
import { refuseRegistry } from '../../../core/registry/refusals.ts';
import { findSecrecyMark, findSecrecyName } from '../../../core/registry/secrecy.ts';
import { inspectArchive } from './archive.ts';
import { decodeText } from './decode.ts';
import { refuseOutsideReferences } from './outside-references.ts';
import type { PageFurniture } from './pdf/page-furniture.ts';
import { readPdf } from './pdf/read-pdf.ts';
import { placeLines, type LinePlace, type RowPlace } from '../../../core/registry/line-places.ts';
import { readCsv, readWorkbook, readWorkbookMargins, textOfRows, type Rows } from './table.ts';
import { holdsStream, openCompound, readDoc } from './word/read-doc.ts';
import { readDocx } from './word/read-docx.ts';
import { word } from '../../../core/kernel/words.ts';

export type FileKind = 'DOCX' | 'DOC' | 'PDF' | 'TXT' | 'MARKDOWN' | 'XLSX' | 'XLS' | 'CSV';

/**
 * `text` is the decoded source, into which offsets point; `rows` the first sheet that holds anything, for tables;
 * `setAside` the headers, footers and page numbers of a PDF, which stand between the lines and are no part of the text.
 */
export interface ReadDocument {
  readonly text: string;
  readonly kind: FileKind;
  readonly rows?: Rows;
  /** Where each of `rows` stands in the file. */
  readonly rowPlaces?: readonly RowPlace[];
  readonly setAside?: readonly PageFurniture[];
  /** Where the lines of a spreadsheet's text stand in it. */
  readonly linePlaces?: readonly LinePlace[];
}

/** `margins` are headers and footers, where a secrecy mark may stand too. */
type Read = ReadDocument & { readonly margins?: string };

export const FILE_LIMIT = 30 * 1024 * 1024;
/** Longer than any paper of a district: about 400,000 lines. */
export const TEXT_LIMIT = 20_000_000;

const latin = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, Math.min(to, bytes.length) - from)).toString('latin1');
const extensionOf = (name: string): string => /\.([0-9a-z]{1,10})$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
/**
 * Reads an uploaded file. Refuses (all `registry.…`): `too-large`, `unknown-type`, `unreadable`, `unsafe-archive`, `encrypted`, `macros`,
 * `external-reference`, `wrong-encoding`, `empty`, `classified`.
 */
export async function readDocument(file: UploadedFile): Promise<ReadDocument> {
  const { name, bytes } = file;
  if (bytes.length > FILE_LIMIT) throw refuseRegistry('registry.too-large', { name, limit: '30 MB' });
  if (bytes.length === 0) throw refuseRegistry('registry.empty', { name });
  refuseMark(findSecrecyName(name), '文件名', 'file name');
  const { margins = '', ...read } = await readByKind(name, bytes);
  if (read.text.length > TEXT_LIMIT) throw refuseRegistry('registry.too-large', { name, limit: word('2000 万字', '20 million characters') });
  refuseMark(findSecrecyMark(read.text), '正文', 'text');
  refuseMark(findSecrecyMark([margins, ...(read.setAside ?? []).map((line) => line.text)].join('\n')), '页眉页脚', 'header or footer');
  if (read.text.trim() === '') throw refuseRegistry('registry.empty', { name });
  return read;
}

function refuseMark(mark: string | null, zh: string, en: string): void {
  if (mark !== null) throw refuseRegistry('registry.classified', { mark }, [{ path: zh, text: { zh: `${zh}中的密级标志“${mark}”`, en: `the mark “${mark}” in the ${en}` } }]);
}

async function readByKind(name: string, bytes: Uint8Array): Promise<Read> {
  const head = latin(bytes, 0, 1024);
  if (head.startsWith('PK')) return readArchive(name, bytes);
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) return readCompound(name, bytes);
  if (head.includes('%PDF-')) return { kind: 'PDF', ...(await readPdf(name, bytes)) };
  return readPlain(name, bytes);
}

const BROKEN: readonly string[] = ['docx', 'doc', 'xlsx', 'docm', 'xlsm', 'pdf', 'xls'];
const PLAIN: Readonly<Record<string, FileKind>> = { txt: 'TXT', text: 'TXT', md: 'MARKDOWN', markdown: 'MARKDOWN', csv: 'CSV', tsv: 'CSV', '': 'TXT' };

function readPlain(name: string, bytes: Uint8Array): ReadDocument {
  const extension = extensionOf(name);
  if (BROKEN.includes(extension)) throw refuseRegistry('registry.unreadable', { name, detail: word('内容与扩展名不符，或文件已损坏', 'the content is not what its name says, or it is damaged') });
  const kind = PLAIN[extension];
  if (kind === undefined) throw refuseRegistry('registry.unknown-type', { name });
  const text = decodeText(name, bytes);
  if (kind !== 'CSV') return { kind, text };
  const { rows, numbers } = readCsv(name, text);
  const rowPlaces = numbers.map((row) => ({ sheet: null, row }));
  return { kind, text: textOfRows(rows), rows, rowPlaces, linePlaces: placeLines(rowPlaces.map((place, index) => ({ line: index + 1, ...place }))) };
}

async function readArchive(name: string, bytes: Uint8Array): Promise<Read> {
  const names = inspectArchive(name, bytes);
  const holds = (pattern: RegExp): boolean => names.some((entry) => pattern.test(entry));
  const macros = names.find((entry) => MACRO_PART.test(entry));
  if (macros !== undefined || MACRO_EXTENSIONS.includes(extensionOf(name))) throw refuseRegistry('registry.macros', { name }, macros === undefined ? [] : [placeOf(macros)]);
  if (holds(/encryptedpackage$/iu)) throw refuseRegistry('registry.encrypted', { name });
  refuseOutsideReferences(name, names, bytes);
  if (holds(/^word\/document\d*\.xml$/u)) return { kind: 'DOCX', ...(await readDocx(name, bytes)) };
  if (holds(/^xl\/workbook\d*\.xml$/u)) return { ...tableOf(name, 'XLSX', bytes), margins: readWorkbookMargins(bytes) };
  if (extensionOf(name) === 'docx' || extensionOf(name) === 'xlsx') throw refuseRegistry('registry.unreadable', { name, detail: word('缺少正文部分', 'the part with the text is missing') });
  throw refuseRegistry('registry.unknown-type', { name });
}

/** Program code: VBA, macro sheets of Excel 4, controls. */
const MACRO_PART = /(?:vbaproject\.bin|vbadata\.xml)$|^xl\/macrosheets\/|\/activeX\/[^/]+\.bin$/iu;
const MACRO_EXTENSIONS: readonly string[] = ['docm', 'xlsm', 'dotm', 'xltm', 'xlsb'];
const placeOf = (part: string) => ({ path: part, text: { zh: `文件内的 ${part}`, en: `${part} inside the file` } });

/** Old binary office files, and new ones under a password. */
async function readCompound(name: string, bytes: Uint8Array): Promise<Read> {
  const file = openCompound(name, bytes);
  if (holdsStream(file, 'EncryptedPackage')) throw refuseRegistry('registry.encrypted', { name });
  const macros = file.FullPaths.find((path) => /_VBA_PROJECT/u.test(path));
  if (macros !== undefined) throw refuseRegistry('registry.macros', { name }, [placeOf(macros.replace(/^Root Entry\//u, ''))]);
  if (holdsStream(file, 'Workbook') || holdsStream(file, 'Book')) return tableOf(name, 'XLS', bytes);
  if (holdsStream(file, 'WordDocument')) return { kind: 'DOC', ...(await readDoc(name, bytes, file)) };
  throw refuseRegistry('registry.unknown-type', { name });
}

/** With several sheets the name of each stands above its rows: “配合履职事项清单”. */
function tableOf(name: string, kind: FileKind, bytes: Uint8Array): Read {
  const sheets = readWorkbook(name, bytes);
  const text = sheets.map(({ sheet, rows }) => (sheets.length > 1 ? `${sheet}\n${textOfRows(rows)}` : textOfRows(rows)));
  const isOne = sheets.length === 1;
  let line = 0;
  const places = sheets.flatMap(({ sheet, numbers }) => {
    if (!isOne) line += 1;
    return numbers.map((row) => ({ line: (line += 1), sheet: isOne ? null : sheet, row }));
  });
  return { kind, text: text.join('\n'), rows: sheets[0]?.rows ?? [], rowPlaces: (sheets[0]?.numbers ?? []).map((row) => ({ sheet: isOne ? null : (sheets[0]?.sheet ?? null), row })), linePlaces: placeLines(places) };
}
