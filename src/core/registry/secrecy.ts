/**
 * The secrecy mark of a paper (GB/T 9704-2012, 7.2.2: upper left of the first page, with ★ and its term), or null.
 * Words such as 商业秘密 or 保守国家秘密 in the text are no mark.
 */
export function findSecrecyMark(text: string): string | null {
  const starred = /(绝\s?密|机\s?密|秘\s?密)\s*[★☆]/u.exec(text);
  if (starred !== null) return plain(starred[1]);
  const labelled = /密\s?级\s?[:：\t]\s*(绝\s?密|机\s?密|秘\s?密)/u.exec(text);
  if (labelled !== null) return plain(labelled[1]);
  const head = text.slice(0, 2000).split(/[\n\r\t]/u).slice(0, 60);
  for (const line of head) {
    const alone = /^\s*(绝\s?密|机\s?密|秘\s?密)(?:\s*[（(]?(?:\d{1,2}\s?年|长期|\d{1,2}\s?个月)[）)]?)?\s*$/u.exec(line);
    if (alone !== null) return plain(alone[1]);
  }
  const opening = /^\s*(绝\s?密|机\s?密|秘\s?密)[\s　]+\S/u.exec(text);
  return opening === null ? null : plain(opening[1]);
}

const plain = (mark: string | undefined): string => (mark ?? '').replaceAll(/\s/gu, '');
