/** A piece of text on a page: its place in points from the lower left corner, its width, the height of its letters. */
export interface TextPiece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line of a page, read from left to right; wide gaps are tabs, so that the columns of a table stay apart. */
export interface PageLine {
  readonly text: string;
  readonly y: number;
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

const COLUMN_GAP = 1.6;
const WORD_GAP = 0.25;
/** Justified Chinese lines are stretched less than this. */
const BLANK_GAP = 0.6;
const LATIN = /[\p{Script=Latin}\d]/u;

/** A page-wide sort is no reading order by itself: pieces stand on one line when less than half a letter parts them. */
function groupByLine(pieces: readonly TextPiece[]): TextPiece[][] {
  const lines: TextPiece[][] = [];
  for (const piece of pieces.toSorted((a, b) => b.y - a.y || a.x - b.x)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (line !== undefined && first !== undefined && Math.abs(first.y - piece.y) < Math.max(first.height, piece.height) * 0.5) line.push(piece);
    else lines.push([piece]);
  }
  return lines;
}

function gapBetween(before: TextPiece, after: TextPiece): string {
  const gap = (after.x - before.x - before.width) / Math.max(1, after.height, before.height);
  if (gap > COLUMN_GAP) return '\t';
  const isWord = LATIN.test(before.text.slice(-1)) && LATIN.test(after.text.charAt(0));
  return gap > (isWord ? WORD_GAP : BLANK_GAP) ? ' ' : '';
}

function joinLine(pieces: readonly TextPiece[]): PageLine | null {
  const sorted = pieces.filter((piece) => piece.text.trim() !== '').toSorted((a, b) => a.x - b.x);
  const [first] = sorted;
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return null;
  const text = sorted.map((piece, index) => `${index === 0 ? '' : gapBetween(sorted[index - 1] as TextPiece, piece)}${piece.text.trim()}`).join('');
  return { text, y: first.y, left: first.x, right: last.x + last.width, height: Math.max(...sorted.map((piece) => piece.height)) };
}

/** The lines of a page from top to bottom. */
export const linesOfPage = (pieces: readonly TextPiece[]): PageLine[] => groupByLine(pieces).map(joinLine).filter((line) => line !== null);
