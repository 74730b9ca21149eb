import { getDocumentProxy } from 'unpdf';
import { refuseRegistry } from '../../../../core/registry/refusals.ts';
import { setAsideFurniture, type Page, type PageFurniture } from './page-furniture.ts';
import { linesOfPage, type TextPiece } from './page-lines.ts';
import { joinParagraphs } from './paragraphs.ts';
import { word } from '../../../../core/kernel/words.ts';

export const PAGE_LIMIT = 1000;

export interface PdfText {
  readonly text: string;
  readonly setAside: readonly PageFurniture[];
}

type PdfProxy = Awaited<ReturnType<typeof getDocumentProxy>>;
type PdfPage = Awaited<ReturnType<PdfProxy['getPage']>>;

/**
 * The text layer of a PDF, headers, footers and page numbers set aside, wrapped lines joined. Empty when there is no text layer.
 * Refuses `registry.encrypted`, `registry.too-large`, `registry.unreadable`.
 */
export async function readPdf(name: string, bytes: Uint8Array): Promise<PdfText> {
  const pdf = await open(name, bytes);
  if (pdf.numPages > PAGE_LIMIT) throw refuseRegistry('registry.too-large', { name, limit: word(`${PAGE_LIMIT} 页`, `${PAGE_LIMIT} pages`) });
  try {
    const pages: Page[] = [];
    for (let number = 1; number <= pdf.numPages; number += 1) pages.push(await readPage(await pdf.getPage(number), number));
    const { pages: kept, setAside } = setAsideFurniture(pages);
    return { text: joinParagraphs(kept), setAside };
  } catch {
    throw refuseRegistry('registry.unreadable', { name, detail: word('PDF 结构已损坏', 'the structure of the PDF is damaged') });
  } finally {
    await pdf.destroy();
  }
}

async function open(name: string, bytes: Uint8Array): Promise<PdfProxy> {
  try {
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  } catch (error) {
    if (/password/iu.test(`${(error as Error).name} ${(error as Error).message}`)) throw refuseRegistry('registry.encrypted', { name });
    throw refuseRegistry('registry.unreadable', { name, detail: word('PDF 结构已损坏', 'the structure of the PDF is damaged') });
  }
}

async function readPage(page: PdfPage, number: number): Promise<Page> {
  const content = await page.getTextContent();
  const pieces = content.items.flatMap((item): TextPiece[] => {
    if (!('str' in item) || item.str === '') return [];
    const [, , skew, scale, x, y] = item.transform as readonly number[];
    const height = item.height > 0 ? item.height : Math.hypot(skew ?? 0, scale ?? 0);
    return [{ text: item.str, x: x ?? 0, y: y ?? 0, width: item.width, height }];
  });
  const lines = linesOfPage(pieces);
  page.cleanup();
  return { number, height: page.view[3] ?? 0, lines };
}
