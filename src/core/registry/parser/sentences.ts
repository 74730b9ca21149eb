import { trimSpan, type Span } from './shadow.ts';

const TERMINAL = /[。；：！？”）】]$/u;
const BULLET = /^[\s>]*(?:[-*•·●■◆▪]|#{1,6}\s|\|)/u;

/** The longest line of a hard-wrapped text, or null when lines are paragraphs. */
export function computeWrapWidth(text: string): number | null {
  const widths = text.split('\n').map((line) => line.trim().length);
  const longest = widths.reduce((most, width) => Math.max(most, width), 0);
  const full = widths.filter((width) => width >= longest - 3).length;
  return longest >= 20 && longest <= 60 && full >= 3 ? longest : null;
}

/** Paragraphs of a part of the text: at each line break, except where a wrapped line runs on; tabs part the cells of a row. */
export function splitParagraphs(text: string, span: Span, wrapWidth: number | null): Span[] {
  const paragraphs: Span[] = [];
  let broken = true;
  for (const { line, char } of splitLines(text, span)) {
    const open = paragraphs.at(-1);
    if (line !== null && open !== undefined && !broken && runsOn(text, open, line, wrapWidth)) paragraphs[paragraphs.length - 1] = { start: open.start, end: line.end };
    else if (line !== null) paragraphs.push(line);
    broken = char === '\t' || (line === null && char === '\n');
  }
  return paragraphs;
}

/** Lines and cells without their blanks, each with the character that ends it; null for an empty one. */
function* splitLines(text: string, span: Span): Generator<{ line: Span | null; char: string }> {
  let start = span.start;
  for (let at = span.start; at <= span.end; at += 1) {
    const char = at === span.end ? '\n' : text.charAt(at);
    if (!'\n\r\t\f\v'.includes(char)) continue;
    yield { line: trimSpan(text, { start, end: at }), char };
    start = at + 1;
  }
}

function runsOn(text: string, open: Span, line: Span, wrapWidth: number | null): boolean {
  if (wrapWidth === null) return false;
  const before = text.slice(open.start, open.end);
  const lastLine = before.slice(before.lastIndexOf('\n') + 1).trim();
  return lastLine.length >= wrapWidth - 4 && !TERMINAL.test(before) && !BULLET.test(text.slice(line.start, line.end));
}

const END = /[。！？]/u;
const CLOSER = /[”’」』）】》]/u;
const OPENERS = '（“「『';
const CLOSERS = '）”」』';

/** Sentences of a paragraph; inside a closed bracket or quotation nothing is split. With `semicolons`, “；” ends one as well. */
export function splitSentences(text: string, paragraph: Span, semicolons: boolean): Span[] {
  const sentences: Span[] = [];
  let start = paragraph.start;
  for (let at = paragraph.start; at < paragraph.end; at += 1) {
    const char = text.charAt(at);
    const opener = OPENERS.indexOf(char);
    if (opener >= 0) {
      at = closeOf(text, at, CLOSERS.charAt(opener), paragraph.end);
      continue;
    }
    if (!END.test(char) && !(semicolons && char === '；')) continue;
    while (at + 1 < paragraph.end && CLOSER.test(text.charAt(at + 1))) at += 1;
    at += taskTailLength(text.slice(at + 1, Math.min(paragraph.end, at + 1 + MAX_TAIL)));
    push(sentences, trimSpan(text, { start, end: at + 1 }));
    start = at + 1;
  }
  push(sentences, trimSpan(text, { start, end: paragraph.end }));
  return sentences;
}

const MAX_TAIL = 300;
const TASK_TAIL = /^[\s　]*（[^（）]{0,200}(?:牵头|负责|配合|落实)[^（）]{0,200}）。?/u;

/** Who leads a task stands in brackets behind its last sentence and belongs to it. */
const taskTailLength = (rest: string): number => TASK_TAIL.exec(rest)?.[0].length ?? 0;

function closeOf(text: string, at: number, closer: string, end: number): number {
  const close = text.slice(at, Math.min(end, at + 300)).indexOf(closer);
  return close >= 0 ? at + close : at;
}

function push(sentences: Span[], sentence: Span | null): void {
  if (sentence !== null) sentences.push(sentence);
}

/** Parts of a sentence at ，；： outside brackets; a bracket that gives tasks (“（X局牵头，Y局配合）”) is parted as well. */
export function splitSegments(sentence: string): Span[] {
  const segments: Span[] = [];
  let start = 0;
  let tailEnd = -1;
  const cut = (at: number): void => {
    if (at > start) segments.push({ start, end: at });
    start = at + 1;
  };
  for (let at = 0; at < sentence.length; at += 1) {
    const char = sentence.charAt(at);
    if (char === '（') {
      const close = closeOf(sentence, at, '）', sentence.length);
      if (!/牵头|负责|配合|会同/u.test(sentence.slice(at, close))) at = close;
      else {
        tailEnd = close;
        cut(at);
      }
    } else if ('，；：。！？'.includes(char) || at === tailEnd) cut(at);
  }
  cut(sentence.length);
  return segments;
}
