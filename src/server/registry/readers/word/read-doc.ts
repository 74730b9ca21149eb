import { CFB } from '@e965/xlsx';
import WordExtractor from 'word-extractor';
import { refuseRegistry } from '../../../../core/registry/refusals.ts';
import type { DocxText } from './read-docx.ts';
import { writeDocNumbers } from './write-doc-numbers.ts';
import { word } from '../../../../core/kernel/words.ts';

/** The library's own types leave out what its manual describes. */
interface KeepingBody {
  readonly getBody: (options: { filterUnicode: boolean }) => string;
}

interface CompoundFile {
  readonly FullPaths: readonly string[];
  readonly FileIndex: readonly { readonly content?: ArrayLike<number> }[];
}

/** Bits of the file head (MS-DOC 2.5.2): the text is locked by a password. */
const LOCKED = 0x0100;
const FLAGS_AT = 0x0a;

/** The streams of an old office file by path. Refuses `registry.unreadable`. */
export function openCompound(name: string, bytes: Uint8Array): CompoundFile {
  try {
    return (CFB as { read: (bytes: Uint8Array, options: { type: 'array' }) => CompoundFile }).read(bytes, { type: 'array' });
  } catch {
    throw refuseRegistry('registry.unreadable', { name, detail: word('文件结构已损坏', 'its structure is damaged') });
  }
}

export const holdsStream = (file: CompoundFile, stream: string): boolean => file.FullPaths.some((path) => path.replace(/\/$/u, '').endsWith(`/${stream}`));

function flagsOf(file: CompoundFile): number {
  const at = file.FullPaths.findIndex((path) => path.endsWith('/WordDocument'));
  const content = file.FileIndex[at]?.content;
  return content === undefined ? 0 : (content[FLAGS_AT] ?? 0) | ((content[FLAGS_AT + 1] ?? 0) << 8);
}

function streamOf(file: CompoundFile, name: string): Buffer | undefined {
  const content = file.FileIndex[file.FullPaths.findIndex((path) => path.endsWith(`/${name}`))]?.content;
  return content === undefined ? undefined : Buffer.from(Uint8Array.from(content));
}

/** Which of two tables holds what describes the text (MS-DOC 2.5.2 fWhichTblStm). */
const SECOND_TABLE = 0x0200;

/** A file whose lists are damaged is read without its numbers: its text is whole all the same. */
function withNumbers(text: string, file: CompoundFile): string {
  const [main, table] = [streamOf(file, 'WordDocument'), streamOf(file, (flagsOf(file) & SECOND_TABLE) === 0 ? '0Table' : '1Table')];
  if (main === undefined || table === undefined) return text;
  try {
    return writeDocNumbers(text, { main, table });
  } catch (fault) {
    if (fault instanceof RangeError) return text;
    throw fault;
  }
}

/**
 * The text of an old DOC: a line for each paragraph, rows of tables parted by tabs, the numbers that Word draws itself written as text outside of tables.
 * Refuses `registry.encrypted`, `registry.unreadable`.
 */
export async function readDoc(name: string, bytes: Uint8Array, file: CompoundFile): Promise<DocxText> {
  if ((flagsOf(file) & LOCKED) !== 0) throw refuseRegistry('registry.encrypted', { name });
  try {
    const document = await new WordExtractor().extract(Buffer.from(bytes));
    const margins = [document.getHeaders({ includeFooters: true }), document.getTextboxes({ includeHeadersAndFooters: true, includeBody: false })];
    const boxes = document.getTextboxes({ includeHeadersAndFooters: false, includeBody: true });
    // the library would make typewriter's quotation marks of “三定”
    const body = withNumbers((document as KeepingBody).getBody({ filterUnicode: false }), file);
    return { text: [body, boxes].filter((part) => part.trim() !== '').join('\n'), margins: margins.join('\n') };
  } catch {
    throw refuseRegistry('registry.unreadable', { name, detail: word('正文已损坏', 'its text is damaged') });
  }
}
