/** The numbering of Chinese official papers (procedures 5.2): `第X条` > `一、` > `（一）` > `1.` > `（1）` > `①`, chapters above all. */
export const levels = ['CHAPTER', 'ARTICLE', 'HEADING', 'GROUP', 'ITEM', 'SUBITEM', 'CIRCLE'] as const;
export type Level = (typeof levels)[number];

/** A numbering mark at `start..end`; `value` is its number, `label` its uniform writing in a path. */
export interface Mark {
  readonly level: Level;
  readonly value: number;
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

const CNUM = '[〇零一二三四五六七八九十百千]{1,7}';
const DIGITS = new Map(Array.from('零一二三四五六七八九').map((char, value) => [char, value]));
const UNITS = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** 二十三 → 23, 一百零五 → 105, 二〇一八 → 2018. */
export function parseNumeral(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const chars = Array.from(text.replaceAll('〇', '零'));
  if (!chars.some((char) => UNITS.has(char))) return Number(chars.map((char) => DIGITS.get(char) ?? 0).join(''));
  let total = 0;
  let digit = 0;
  for (const char of chars) {
    const unit = UNITS.get(char);
    if (unit === undefined) digit = DIGITS.get(char) ?? 0;
    else {
      total += (digit === 0 ? 1 : digit) * unit;
      digit = 0;
    }
  }
  return total + digit;
}

const PATTERNS: Readonly<Record<Level, string>> = {
  CHAPTER: `第(?:${CNUM})[编章节](?=\\s|$)`,
  ARTICLE: `第\\s?(?:${CNUM}|\\d{1,4})\\s?条(?:之${CNUM})?`,
  HEADING: `${CNUM}\\s?、`,
  GROUP: `[（〔［【]\\s?${CNUM}\\s?[）〕］】]、?|[㈠-㈩]`,
  ITEM: `\\d{1,3}\\s?[.．、](?!\\d)|[⒈-⒛]`,
  SUBITEM: `[（〔［]\\s?\\d{1,2}\\s?[）〕］]|[⑴-⒇]`,
  CIRCLE: '[①-⑳]',
};
const MARK = new RegExp(levels.map((level) => `(?<${level}>${PATTERNS[level]})`).join('|'), 'gu');

/** Code points of single-character numbers: the first of each row stands for one. */
const SINGLES = [0x3220, 0x2488, 0x2474, 0x2460] as const;

function valueOf(text: string): number {
  const code = text.codePointAt(0) ?? 0;
  const first = SINGLES.find((start) => code >= start && code < start + 20);
  if (first !== undefined) return code - first + 1;
  const number = new RegExp(`${CNUM}|\\d+`, 'u').exec(text);
  return number === null ? 0 : parseNumeral(number[0]);
}

function labelOf(level: Level, text: string, value: number): string {
  const inner = text.replaceAll(/[\s、.．（）〔〕［］【】()]/gu, '');
  const numeral = /^[㈠-㈩]$/u.test(inner) ? '一二三四五六七八九十'.charAt(value - 1) : inner;
  if (level === 'GROUP') return `（${numeral}）`;
  if (level === 'SUBITEM') return `（${value}）`;
  if (level === 'ITEM') return String(value);
  return numeral;
}

const ENDED = /[。；：！？）】〕”\s]$/u;
const REFERENCE = /^(?:规定|的|款|第|所|中|项|之|(?:至|到|和|与|或|及|、|，)\s?第)/u;

interface Counter {
  readonly last: Map<Level, number>;
}

/** Entering a mark closes every list below it. */
function enter(counter: Counter, level: Level, value: number): void {
  counter.last.set(level, value);
  const keep = level === 'CHAPTER' ? levels.indexOf('ARTICLE') : levels.indexOf(level);
  for (const deeper of levels.slice(keep + 1)) counter.last.delete(deeper);
}

/**
 * At the start of a line a mark counts; inside one it counts only after the end of a sentence or a short label and when its number is the next of its list,
 * so that “依照第三十条”, “第（二）项” and “一、二级” stay text.
 */
function isMark(text: string, mark: Mark, counter: Counter, sinceLast: string): boolean {
  const after = text.slice(mark.end, mark.end + 4);
  if (mark.level === 'ARTICLE' && REFERENCE.test(after)) return false;
  const before = text.slice(Math.max(0, mark.start - 40), mark.start);
  if (/(?:^|\n)[\s　>#*•·-]*$/u.test(before) && (mark.start <= 40 || before.includes('\n'))) return true;
  if (!isNext(mark, counter) || before.endsWith('第')) return false;
  return ENDED.test(before) || isAfterLabel(mark, sinceLast.trim(), after);
}

/** Articles may be left out of a copy: up to three on still counts. */
function isNext(mark: Mark, counter: Counter): boolean {
  const step = mark.value - (counter.last.get(mark.level) ?? 0);
  return mark.value === 1 || step === 1 || (mark.level === 'ARTICLE' && (step === 2 || step === 3 || (step === 0 && mark.label.includes('之'))));
}

/** “一、主要职责（一）负责…” and “…规定第一条 根据…”: the first mark of a list right behind a label that has no full stop. */
function isAfterLabel(mark: Mark, sinceLast: string, after: string): boolean {
  if (mark.value !== 1 || sinceLast.length > 60 || /[。；，]/u.test(sinceLast)) return false;
  if (mark.level === 'GROUP') return true;
  return mark.level === 'ARTICLE' && /^(?:\s|根据|为)/u.test(after);
}

/** All numbering marks of a text, in order. */
export function findMarks(text: string): Mark[] {
  const counter: Counter = { last: new Map() };
  const marks: Mark[] = [];
  for (const match of text.matchAll(MARK)) {
    const level = levels.find((name) => match.groups?.[name] !== undefined) as Level;
    const value = valueOf(match[0]);
    const mark: Mark = { level, value, label: labelOf(level, match[0], value), start: match.index, end: match.index + match[0].length };
    if (!isMark(text, mark, counter, text.slice(marks.at(-1)?.end ?? 0, mark.start))) continue;
    enter(counter, level, value);
    marks.push(mark);
  }
  return marks;
}
