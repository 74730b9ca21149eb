const PAIRS: Readonly<Record<string, string>> = { '(': '（', ')': '）', ',': '，', ';': '；', ':': '：', '｡': '。', '､': '、', '!': '！', '?': '？', '﹙': '（', '﹚': '）', '﹐': '，', '﹑': '、', '﹔': '；' };
const PAIRED = /[(),;:｡､!?﹙﹚﹐﹑﹔]/g;
const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ]/g;

/**
 * The source with one writing for each punctuation mark, unit for unit as long as the source: rules read the shadow, texts are cut from the source.
 * `simplify` is used only when it keeps every length.
 */
export function castShadow(source: string, simplify?: (text: string) => string): string {
  const plain = simplify?.(source) ?? source;
  const script = plain.length === source.length ? plain : source;
  return script.replaceAll(PAIRED, (char) => PAIRS[char] ?? char).replaceAll(FULL_WIDTH, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

/** A part of the text by its UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The span without blank at its ends; null when nothing is left. Byte order marks and zero-width characters count as blank. */
export function trimSpan(text: string, span: Span): Span | null {
  let { start, end } = span;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return start < end ? { start, end } : null;
}

const isBlank = (code: number): boolean => code <= 0x20 || code === 0xfeff || (code >= 0x200b && code <= 0x200d) || /\s/u.test(String.fromCharCode(code));

const ANNOTATION = /(?<=\p{Script=Han})[（(]\s?(?=[^）)]{0,12}[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ])[a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüɡɑ\s]{1,14}[）)]/giu;

const PAGE_NUMBER = String.raw`(?:[-—–―]{1,2}[ 　]?\d{1,4}[ 　]?[-—–―]{1,2}|第[ 　]?\d{1,4}[ 　]?页(?:[，,/ 　]*共[ 　]?\d{1,4}[ 　]?页)?)`;
/** A page number in the middle of a sentence, as copies of printed papers have it. */
const PAGE_BREAK = String.raw`(?<=[\p{L}\p{N}，、）”》])\r?\n(?:[ \t　\f]*\r?\n)*[ \t　]*${PAGE_NUMBER}[ \t　\f]*(?=\r?\n)`;
const LIFTED = new RegExp(`${ANNOTATION.source}|${PAGE_BREAK}`, 'giu');

/** A line that only counts pages is no clause. */
export const isPageNumber = (line: string): boolean => new RegExp(`^${PAGE_NUMBER}$`, 'u').test(line.trim());

/** The text without pinyin annotations and page numbers inside a sentence, and for each of its units the place in the source; null when there are none. */
export function liftAnnotations(source: string): { readonly text: string; readonly places: readonly number[] } | null {
  let text = '';
  const places: number[] = [];
  let from = 0;
  const keep = (to: number): void => {
    for (let at = from; at < to; at += 1) places.push(at);
    text += source.slice(from, to);
  };
  for (const match of source.matchAll(LIFTED)) {
    keep(match.index);
    from = match.index + match[0].length;
  }
  if (from === 0) return null;
  keep(source.length);
  places.push(source.length);
  return { text, places };
}
