import { CFB } from '@e965/xlsx';
import WordExtractor from 'word-extractor';
import { refuseRegistry } from '../../../../core/registry/refusals.ts';
import type { DocxText } from './read-docx.ts';
import { word } from '../../../../core/kernel/words.ts';

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

/**
 * The text of an old DOC: a line for each paragraph, rows of tables parted by tabs. Numbers that Word draws itself are no text in it and are lost.
 * Refuses `registry.encrypted`, `registry.unreadable`.
 */
export async function readDoc(name: string, bytes: Uint8Array, file: CompoundFile): Promise<DocxText> {
  if ((flagsOf(file) & LOCKED) !== 0) throw refuseRegistry('registry.encrypted', { name });
  try {
    const document = await new WordExtractor().extract(Buffer.from(bytes));
    const margins = [document.getHeaders({ includeFooters: true }), document.getTextboxes({ includeHeadersAndFooters: true, includeBody: false })];
    const boxes = document.getTextboxes({ includeHeadersAndFooters: false, includeBody: true });
    return { text: [document.getBody(), boxes].filter((part) => part.trim() !== '').join('\n'), margins: margins.join('\n') };
  } catch {
    throw refuseRegistry('registry.unreadable', { name, detail: word('正文已损坏', 'its text is damaged') });
  }
}
