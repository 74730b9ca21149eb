import mammoth from 'mammoth';
import { extractText, getDocumentProxy } from 'unpdf';
import type { UploadedFile } from '../../../core/kernel/operation.ts';
import { refuseRegistry } from '../../../core/registry/refusals.ts';
import { findSecrecyMark } from '../../../core/registry/secrecy.ts';
import { inspectArchive } from './archive.ts';
import { decodeText } from './decode.ts';
import { readCsv, readWorkbook, textOfRows, type Rows } from './table.ts';

export type FileKind = 'DOCX' | 'PDF' | 'TXT' | 'MARKDOWN' | 'XLSX' | 'XLS' | 'CSV';

/** `text` is the decoded source, into which offsets point; `rows` the first sheet that holds anything, for tables. */
export interface ReadDocument {
  readonly text: string;
  readonly kind: FileKind;
  readonly rows?: Rows;
}

export const FILE_LIMIT = 30 * 1024 * 1024;

const latin = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, Math.min(to, bytes.length) - from)).toString('latin1');
const extensionOf = (name: string): string => /\.([0-9a-z]{1,10})$/iu.exec(name)?.[1]?.toLowerCase() ?? '';
/** Names inside old binary office files are UTF-16. */
const holdsName = (bytes: Uint8Array, name: string): boolean => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(name, 'utf16le'));

/**
 * Reads an uploaded file. Refuses (all `registry.…`): `too-large`, `unknown-type`, `unreadable`, `unsafe-archive`, `encrypted`, `macros`,
 * `wrong-encoding`, `empty`, `classified`.
 */
export async function readDocument(file: UploadedFile): Promise<ReadDocument> {
  const { name, bytes } = file;
  if (bytes.length > FILE_LIMIT) throw refuseRegistry('registry.too-large', { name, limit: '30 MB' });
  if (bytes.length === 0) throw refuseRegistry('registry.empty', { name });
  const read = await readByKind(name, bytes);
  if (read.text.trim() === '') throw refuseRegistry('registry.empty', { name });
  const mark = findSecrecyMark(read.text);
  if (mark !== null) throw refuseRegistry('registry.classified', { mark });
  return read;
}

async function readByKind(name: string, bytes: Uint8Array): Promise<ReadDocument> {
  const head = latin(bytes, 0, 1024);
  if (head.startsWith('PK')) return readArchive(name, bytes);
  if (head.startsWith('\u00d0\u00cf\u0011\u00e0')) return readCompound(name, bytes);
  if (head.includes('%PDF-')) return { kind: 'PDF', text: await readPdf(name, bytes) };
  return readPlain(name, bytes);
}

const BROKEN: readonly string[] = ['docx', 'xlsx', 'docm', 'xlsm', 'pdf', 'xls'];
const PLAIN: Readonly<Record<string, FileKind>> = { txt: 'TXT', text: 'TXT', md: 'MARKDOWN', markdown: 'MARKDOWN', csv: 'CSV', tsv: 'CSV', '': 'TXT' };

function readPlain(name: string, bytes: Uint8Array): ReadDocument {
  const extension = extensionOf(name);
  if (BROKEN.includes(extension)) throw refuseRegistry('registry.unreadable', { name, detail: '内容与扩展名不符，或文件已损坏' });
  const kind = PLAIN[extension];
  if (kind === undefined) throw refuseRegistry('registry.unknown-type', { name });
  const text = decodeText(name, bytes);
  if (kind !== 'CSV') return { kind, text };
  return { kind, text, rows: readCsv(name, text) };
}

async function readArchive(name: string, bytes: Uint8Array): Promise<ReadDocument> {
  const names = inspectArchive(name, bytes);
  const holds = (part: string): boolean => names.some((entry) => entry.toLowerCase().endsWith(part));
  if (holds('vbaproject.bin') || ['docm', 'xlsm', 'dotm', 'xltm'].includes(extensionOf(name))) throw refuseRegistry('registry.macros', { name });
  if (holds('encryptedpackage')) throw refuseRegistry('registry.encrypted', { name });
  if (holds('word/document.xml')) return { kind: 'DOCX', text: await readDocx(name, bytes) };
  if (holds('xl/workbook.xml')) return tableOf(name, 'XLSX', bytes);
  if (extensionOf(name) === 'docx' || extensionOf(name) === 'xlsx') throw refuseRegistry('registry.unreadable', { name, detail: '缺少正文部分' });
  throw refuseRegistry('registry.unknown-type', { name });
}

/** Old binary office files, and new ones under a password. */
function readCompound(name: string, bytes: Uint8Array): ReadDocument {
  if (holdsName(bytes, 'EncryptedPackage')) throw refuseRegistry('registry.encrypted', { name });
  if (holdsName(bytes, '_VBA_PROJECT')) throw refuseRegistry('registry.macros', { name });
  if (holdsName(bytes, 'Workbook') || holdsName(bytes, 'Book')) return tableOf(name, 'XLS', bytes);
  throw refuseRegistry('registry.unknown-type', { name });
}

function tableOf(name: string, kind: FileKind, bytes: Uint8Array): ReadDocument {
  const sheets = readWorkbook(name, bytes);
  return { kind, text: sheets.map((sheet) => textOfRows(sheet.rows)).join('\n'), rows: sheets[0]?.rows ?? [] };
}

/** Numbers that a word processor draws itself are no text in the file: such a paper comes without them. */
async function readDocx(name: string, bytes: Uint8Array): Promise<string> {
  try {
    const result = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    return result.value.replaceAll(/\n{3,}/g, '\n\n');
  } catch {
    throw refuseRegistry('registry.unreadable', { name, detail: '正文已损坏' });
  }
}

async function readPdf(name: string, bytes: Uint8Array): Promise<string> {
  try {
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    const { text } = await extractText(pdf, { mergePages: false });
    return text.join('\n');
  } catch (error) {
    if (/password/iu.test(`${(error as Error).name} ${(error as Error).message}`)) throw refuseRegistry('registry.encrypted', { name });
    throw refuseRegistry('registry.unreadable', { name, detail: 'PDF 结构已损坏' });
  }
}
