import type { PageLine } from './page-lines.ts';

export interface Page {
  readonly number: number;
  readonly height: number;
  readonly lines: readonly PageLine[];
}

/** A header, footer or page number, which is no part of the text. */
export interface PageFurniture {
  readonly page: number;
  readonly text: string;
}

const PAGE_NUMBER = /^[-—–―·•\s]*(?:第\s?\d{1,4}\s?页|\d{1,4})(?:\s?[/／，,、]?\s?(?:共\s?\d{1,4}\s?页|\d{1,4}))?[-—–―·•\s]*$/u;
/** Headers and footers stand in the outer tenth of the page. */
const MARGIN = 0.1;

const isOuter = (page: Page, line: PageLine): boolean => line.y > page.height * (1 - MARGIN) || line.y < page.height * MARGIN;
/** A running header differs from page to page in its number only. */
const keyOf = (line: PageLine): string => `${line.text.replaceAll(/\d+/g, '#')}@${Math.round(line.y / 6)}`;

function countOuter(pages: readonly Page[]): Map<string, number> {
  const counted = new Map<string, number>();
  for (const page of pages) for (const line of page.lines) if (isOuter(page, line)) counted.set(keyOf(line), (counted.get(keyOf(line)) ?? 0) + 1);
  return counted;
}

/** Parts the pages into their text and their headers, footers and page numbers. */
export function setAsideFurniture(pages: readonly Page[]): { readonly pages: readonly Page[]; readonly setAside: readonly PageFurniture[] } {
  const counted = countOuter(pages);
  const setAside: PageFurniture[] = [];
  const kept = pages.map((page) => ({
    ...page,
    lines: page.lines.filter((line, index) => {
      const isEdge = index === 0 || index === page.lines.length - 1;
      const isFurniture = (isEdge && PAGE_NUMBER.test(line.text)) || (isOuter(page, line) && (counted.get(keyOf(line)) ?? 0) > 1);
      if (isFurniture) setAside.push({ page: page.number, text: line.text });
      return !isFurniture;
    }),
  }));
  return { pages: kept, setAside };
}
