import { unzipSync, zipSync, strFromU8, strToU8, type Unzipped } from 'fflate';
import mammoth from 'mammoth';
import { refuseRegistry } from '../../../../core/registry/refusals.ts';
import { textOfDocument, type WordNode } from './document-text.ts';
import { writeNumbers } from './write-numbers.ts';
import { word } from '../../../../core/kernel/words.ts';

/** What reading needs; pictures and embedded files are left packed. */
const NEEDED = /\.rels$|^\[Content_Types\]\.xml$|^word\/[^/]+\.xml$/u;
const MAIN = /^word\/document\d*\.xml$/u;
/** Fields that fetch their content from elsewhere. */
const FETCHING = /\b(DDEAUTO|DDE|INCLUDETEXT|LINK)\s/u;

export interface DocxText {
  readonly text: string;
  /** Headers and footers, where a secrecy mark may stand. */
  readonly margins: string;
}

const partOf = (parts: Unzipped, name: string): string => {
  const bytes = parts[name];
  return bytes === undefined ? '' : strFromU8(bytes);
};

const wordsOf = (xml: string): string => [...xml.matchAll(/<w:t(?:\s[^>]*)?>([^<]*)<\/w:t>|<\/w:p>/gu)].map((match) => match[1] ?? '\n').join('');

/** Footnotes and endnotes, which stand apart from the text. */
const notesOf = (parts: Unzipped): string => ['word/footnotes.xml', 'word/endnotes.xml'].map((part) => wordsOf(partOf(parts, part)).trim()).filter((text) => text !== '').join('\n');

function refuseFetching(name: string, main: string, document: string): void {
  const instructions = [...document.matchAll(/<w:instrText[^>]*>([^<]*)<\/w:instrText>|w:instr="([^"]*)"/gu)].map((match) => match[1] ?? match[2] ?? '').join('');
  const fetching = FETCHING.exec(instructions)?.[1];
  if (fetching !== undefined) throw refuseRegistry('registry.external-reference', { name, target: fetching }, [{ path: main, text: { zh: `域 ${fetching}`, en: `field ${fetching}` } }]);
}

/** Pictures are not read. */
const noPicture = mammoth.images.imgElement(() => Promise.resolve({ src: '' }));

/**
 * The text of a DOCX: a line for each paragraph, with the numbers that Word draws; a line for each row of a table, its cells parted by tabs.
 * Refuses `registry.unreadable`, `registry.external-reference`.
 */
export async function readDocx(name: string, bytes: Uint8Array): Promise<DocxText> {
  const parts = unzipSync(bytes, { filter: (entry) => NEEDED.test(entry.name) });
  const main = Object.keys(parts).find((part) => MAIN.test(part)) ?? '';
  const document = partOf(parts, main);
  refuseFetching(name, main, document);
  if (/<!DOCTYPE/iu.test(document)) throw refuseRegistry('registry.unreadable', { name, detail: word('正文含文档类型声明', 'its text declares a document type') }, [{ path: main, text: { zh: '文档类型声明', en: 'a document type' } }]);
  if (document.includes('<w:altChunk')) throw refuseRegistry('registry.unreadable', { name, detail: word('正文嵌有另一文件的片段，请用 Word 打开后另存', 'it embeds a piece of another file; open it in Word and save it anew') }, [{ path: main, text: { zh: 'altChunk 片段', en: 'an altChunk' } }]);
  const numbering = partOf(parts, 'word/numbering.xml');
  try {
    const numbered = numbering === '' ? document : writeNumbers(document, numbering, partOf(parts, 'word/styles.xml'));
    const margins = Object.keys(parts).filter((part) => /header|footer/u.test(part) && part.endsWith('.xml')).map((part) => wordsOf(partOf(parts, part)));
    const body = await readParts({ ...parts, [main]: strToU8(numbered) });
    return { text: [body, notesOf(parts)].filter((text) => text !== '').join('\n'), margins: margins.join('\n') };
  } catch {
    throw refuseRegistry('registry.unreadable', { name, detail: word('正文已损坏', 'its text is damaged') });
  }
}

async function readParts(parts: Unzipped): Promise<string> {
  let document: WordNode | undefined;
  const options = {
    convertImage: noPicture,
    transformDocument: (read: WordNode): WordNode => {
      document = read;
      return read;
    },
  };
  await mammoth.convertToHtml({ buffer: Buffer.from(zipSync(parts, { level: 0 })) }, options);
  return document === undefined ? '' : textOfDocument(document);
}
