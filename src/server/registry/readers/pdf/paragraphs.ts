import type { Page } from './page-furniture.ts';
import type { PageLine } from './page-lines.ts';

/** How far, in letters, a line may stay from the right margin and still be full, and how far a line running on may be indented. */
const FULL = 1.8;
const INDENT = 0.7;
/** A line that begins further in than the first line of a paragraph is a centred title. */
const CENTRED = 3;
const SAME_SIZE = 1.15;
const ENDED = /[。；：！？]$/u;
const MARK = /^(?:第[〇零一二三四五六七八九十百\d]+[条章节编]|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,3}[.．、]|[①-⑳])/u;
/** Words of letters are parted by a blank; a number broken at the margin is one number. */
const LATIN_END = /[A-Za-z]$/u;
const LATIN_START = /^[A-Za-z]/u;

interface Margins {
  readonly left: number;
  readonly right: number;
}

function marginsOf(lines: readonly PageLine[]): Margins {
  const rights = lines.map((line) => line.right).toSorted((a, b) => a - b);
  return { left: lines.reduce((least, line) => Math.min(least, line.left), Infinity), right: rights[Math.round((rights.length - 1) * 0.95)] ?? 0 };
}

/** Whether `line` goes on with the sentence of the line before it: that one is full, this one is not indented. */
function runsOn(before: PageLine, line: PageLine, margins: Margins): boolean {
  if (before.text.includes('\t') || line.text.includes('\t')) return false;
  if (Math.max(before.height, line.height) > Math.min(before.height, line.height) * SAME_SIZE) return false;
  if (before.left > margins.left + CENTRED * before.height) return false;
  if (ENDED.test(before.text) && MARK.test(line.text)) return false;
  return before.right >= margins.right - FULL * before.height && line.left <= margins.left + INDENT * line.height;
}

/** The pages as text with a line for each paragraph: lines that only the width of the page broke are joined, also across pages. */
export function joinParagraphs(pages: readonly Page[]): string {
  const lines = pages.flatMap((page) => page.lines);
  if (lines.length === 0) return '';
  const margins = marginsOf(lines);
  let text = '';
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1];
    const isOn = before !== undefined && runsOn(before, line, margins);
    const glue = isOn ? (LATIN_END.test(before.text) && LATIN_START.test(line.text) ? ' ' : '') : index === 0 ? '' : '\n';
    text += `${glue}${line.text}`;
  }
  return text;
}
