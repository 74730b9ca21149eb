import { z } from 'zod';

/** Tables that need dictionaries, handed in: core has none of its own. */
export interface NormalizeTables {
  /** Traditional to simplified characters, one text at a time. */
  readonly simplify: (text: string) => string;
  /** All readings of one character as pinyin with tone marks (`区` → `qū`, `ōu`); empty when it has none. */
  readonly readings: (char: string) => readonly string[];
  /** What garbled characters may have been before their bytes slipped by one: “??茖W” → “。科學”. Absent: such places stay as they are. */
  readonly unslip?: (garbled: string) => readonly string[];
}

export const normalizedTextSchema = z.object({ text: z.string(), changes: z.number().int() });
export type NormalizedText = z.infer<typeof normalizedTextSchema>;

/** Marks of half width or of other shapes, and the one writing they get beside Chinese characters. */
const MARKS: Readonly<Record<string, string>> = {
  '(': '（', ')': '）', '﹙': '（', '﹚': '）', '⁽': '（', '⁾': '）', ',': '，', ';': '；', ':': '：', '?': '？', '!': '！', '｡': '。', '､': '、', '﹐': '，', '﹑': '、', '﹔': '；', '﹕': '：',
  '[': '［', ']': '］', '「': '“', '」': '”', '『': '‘', '』': '’', '﹁': '“', '﹂': '”', '〝': '“', '〞': '”',
};
const ALWAYS = /[｡､﹐﹑﹔﹕﹙﹚⁽⁾「」『』﹁﹂〝〞]/gu;
const HAN = String.raw`[\p{Script=Han}\u3001-\u3011\u201c\u201d，；：？！（）。、]`;
/** A half-width mark is turned only next to a Chinese character or mark, so that “1,000”, “a.b(c)” and addresses stay. */
const BESIDE_HAN = new RegExp(`(?<=${HAN})[(),;:?!]|[(),;:?!](?=${HAN})`, 'gu');
/** Brackets around a number that begins an item: “(1)”, “［一］”. */
const NUMBER_BRACKET = /[([［【〔﹙](?=\s?(?:\d{1,2}|[一二三四五六七八九十百]{1,4})\s?[)\]］】〕﹚）])|(?<=[（([［【〔﹙]\s?(?:\d{1,2}|[一二三四五六七八九十百]{1,4})\s?)[)\]］】〕﹚]/gu;
/** The year of a document number: 〔2019〕. */
const YEAR_BRACKET = /(?<=[\p{Script=Han}]\s?)[［【[（(]((?:19|20)\d{2})[］】\]）)](?=\s?第?\s?\d{1,5}\s?号)/gu;
const WIDE = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05\uff0e]/gu;
const INVISIBLE = /[\ufeff\u200b-\u200d\u2060\u00ad]/gu;
const SPACES = /[\u00a0\u2002-\u200a\u202f\u205f]/gu;

/** 著 stands for 着 in 著力, 沿著; dictionaries leave it for 著作. */
const PARTICLE = /著(?=[力眼手重实落陆])|(?<=随|沿|意味|围绕|朝|存在)著(?![作名述])/gu;

const PINYIN = String.raw`[a-züāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿɑɡ]{1,7}`;
const ANNOTATION = new RegExp(String.raw`[（(]\s?(${PINYIN}(?:[\s'·]${PINYIN}){0,7})\s?[）)]`, 'giu');

/** Letters of two alphabets that print alike, as they stand in copied pinyin. */
const bareReading = (reading: string): string => reading.normalize('NFC').toLowerCase().replaceAll('ɑ', 'a').replaceAll('ɡ', 'g');
const withoutTone = (reading: string): string => bareReading(reading).normalize('NFD').replaceAll(/[\u0300\u0301\u0304\u030c]/g, '').normalize('NFC');

function isOwnReading(char: string, reading: string, tables: NormalizeTables): boolean {
  const written = bareReading(reading);
  const known = [...tables.readings(char), ...tables.readings(tables.simplify(char))].map(bareReading);
  const hasTone = withoutTone(written) !== written.replaceAll('ü', 'ü');
  return known.some((own) => own === written || (!hasTone && withoutTone(own) === written));
}

const GARBLED = /[?？\ufffd][^\n。，；]{0,5}[\x21-\x7e\ufffd]$/u;
const MENDED = /^[\p{Script=Han}\u3001-\u3011“”，；：？！（）]+$/u;

/**
 * Characters whose bytes slipped in copying, right before an annotation: the annotation names the reading of the last of them, and that proves the mending.
 * Answers with how many characters are to be replaced by what.
 */
function mendSlipped(before: string, reading: string, tables: NormalizeTables): { length: number; text: string } | null {
  const garbled = GARBLED.exec(before)?.[0];
  if (garbled === undefined || tables.unslip === undefined) return null;
  const text = tables.unslip(garbled).find((candidate) => MENDED.test(candidate) && isOwnReading(candidate.slice(-1), reading, tables));
  return text === undefined ? null : { length: garbled.length, text };
}

function mendBeforeAnnotations(text: string, tables: NormalizeTables): { text: string; changes: number } {
  let changes = 0;
  let mended = '';
  let from = 0;
  for (const match of text.matchAll(ANNOTATION)) {
    const mend = mendSlipped(text.slice(Math.max(from, match.index - 8), match.index), match[1] ?? '', tables);
    if (mend === null) continue;
    mended += text.slice(from, match.index - mend.length) + mend.text;
    from = match.index;
    changes += 1;
  }
  return { text: mended + text.slice(from), changes };
}

/** Drops a bracket only when it holds the pinyin of the very characters before it; “小区(a区)”, “(PM)” stay. */
function dropAnnotations(text: string, tables: NormalizeTables): { text: string; changes: number } {
  let changes = 0;
  const cleaned = text.replaceAll(ANNOTATION, (whole, inner: string, at: number) => {
    const syllables = inner.trim().split(/[\s'·]+/u);
    const before = Array.from(text.slice(Math.max(0, at - 2 * syllables.length), at)).slice(-syllables.length);
    const own = before.length === syllables.length && syllables.every((syllable, index) => isOwnReading(before[index] ?? '', syllable, tables));
    if (own) changes += 1;
    return own ? '' : whole;
  });
  return { text: cleaned, changes };
}

function replaceCounted(text: string, pattern: RegExp, to: (char: string, ...groups: string[]) => string): { text: string; changes: number } {
  let changes = 0;
  const replaced = text.replaceAll(pattern, (char: string, ...groups: unknown[]) => {
    const next = to(char, ...groups.filter((group) => typeof group === 'string'));
    if (next !== char) changes += 1;
    return next;
  });
  return { text: replaced, changes };
}

const countDifferences = (a: string, b: string): number => {
  const [left, right] = [Array.from(a), Array.from(b)];
  return left.filter((char, index) => char !== right[index]).length + Math.max(0, right.length - left.length);
};

const fullMark = (char: string): string => MARKS[char] ?? char;
const narrow = (char: string): string => String.fromCharCode(char.charCodeAt(0) - 0xfee0);

/**
 * Cleans a text for reading: pinyin annotations out, simplified characters, one width and one shape for marks and brackets.
 * `changes` counts the places changed. The source itself is kept by the caller as it came.
 */
export function normalizeText(text: string, tables: NormalizeTables): NormalizedText {
  let changes = 0;
  let current = text;
  const step = (result: { text: string; changes: number }): void => {
    current = result.text;
    changes += result.changes;
  };
  step(replaceCounted(current, INVISIBLE, () => ''));
  step(replaceCounted(current, SPACES, () => ' '));
  step(replaceCounted(current, /\r\n?/gu, () => '\n'));
  step(mendBeforeAnnotations(current, tables));
  step(dropAnnotations(current, tables));
  const simplified = tables.simplify(current);
  step({ text: simplified, changes: countDifferences(current, simplified) });
  step(replaceCounted(current, PARTICLE, () => '着'));
  step(replaceCounted(current, WIDE, narrow));
  step(replaceCounted(current, YEAR_BRACKET, (_whole, year) => `〔${year}〕`));
  step(replaceCounted(current, NUMBER_BRACKET, (char) => ('([［【〔﹙'.includes(char) ? '（' : '）')));
  step(replaceCounted(current, ALWAYS, fullMark));
  step(replaceCounted(current, BESIDE_HAN, fullMark));
  step(replaceCounted(current, /（([^（）()]{1,200})\)|\(([^（）()]{1,200})）/gu, (_whole, inner) => `（${inner}）`));
  return { text: current, changes };
}
