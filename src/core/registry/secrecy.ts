const LEVEL = String.raw`(绝[\s　]?密|机[\s　]?密|秘[\s　]?密)`;
const TERM = String.raw`(?:[（(]?(?:\d{1,2}[\s　]?年|[一二三四五六七八九十]{1,3}年|长期|\d{1,2}[\s　]?个月)[）)]?)`;

/** “机密★10年” at the beginning of a line or cell, or behind the number of the copy; a text that speaks of the mark quotes it or leads up to it. */
const STARRED = new RegExp(String.raw`(?:^|[\n\r\t　 】\]］])(?:份号|密级)?[：:]?[\s　]*${LEVEL}[\s　]*[★☆*＊]`, 'u');
/** “密级：机密” to the end of its line or cell; “密级：绝密、机密、秘密” explains. */
const LABELLED = new RegExp(String.raw`(?:^|[\n\r\t　 （(【[])密[\s　]?级[\s　]*[:：\t][\s　]*${LEVEL}级?[\s　]*(?=${TERM}|[★☆）)】\]\n\r\t 　]|$)`, 'u');
/** The mark alone on its line or in its cell. */
const ALONE = new RegExp(String.raw`^[\s　【[［〔]*${LEVEL}[\s　】\]］〕]*${TERM}?[\s　]*$`, 'u');
const OPENING = new RegExp(String.raw`^[\s　]*(?:\d{6}[\s　]+)?${LEVEL}[\s　]+\S`, 'u');
const IN_NAME = new RegExp(String.raw`[【\[［〔（(]${LEVEL}[★☆]?${TERM}?[】\]］〕）)]|^${LEVEL}[★☆]`, 'u');

/** Where the first page may end: a mark stands in its upper left corner. */
const FIRST_PAGE = 2000;
const FIRST_LINES = 60;

const plain = (mark: string | undefined): string => (mark ?? '').replaceAll(/[\s　]/gu, '');

/**
 * The secrecy mark of a paper (GB/T 9704-2012, 7.2.2: upper left of the first page, with ★ and its term), or null.
 * Words such as 商业秘密 or 保守国家秘密 in the text, and a text that explains or quotes the marks, are no mark.
 */
export function findSecrecyMark(text: string): string | null {
  const marked = STARRED.exec(text)?.[1] ?? LABELLED.exec(text)?.[1];
  if (marked !== undefined) return plain(marked);
  const lines = text.slice(0, FIRST_PAGE).split(/[\n\r\t\f]/u).slice(0, FIRST_LINES);
  const alone = lines.map((line) => ALONE.exec(line)?.[1]).find((mark) => mark !== undefined);
  const mark = alone ?? OPENING.exec(text)?.[1];
  return mark === undefined ? null : plain(mark);
}

/** A mark in the name of a file: “【机密】…”. */
export function findSecrecyName(name: string): string | null {
  const match = IN_NAME.exec(name);
  return match === null ? null : plain(match[1] ?? match[2]);
}
