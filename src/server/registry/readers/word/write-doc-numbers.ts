import { DocNumbering, type DocStreams } from './doc-lists.ts';
import { readDocParagraphs } from './doc-paragraphs.ts';

/** A field stands as its code, between two marks, and its result: only the result is text. */
const FIELD_CODE = /\u0013[^\u0013-\u0015]*\u0014/gu;
/** Marks of fields, pictures, notes and breaks that are no text. */
const MARKS = /[\u0000-\u0008\u0013-\u0015]/gu;

/** The first line of a paragraph as the text shows it. */
const lineOf = (stored: string): string => (stored.replaceAll(FIELD_CODE, '').replaceAll(MARKS, '').split(/[\n\u000b]/u)[0] ?? '').trim();

/**
 * The text of an old Word file with the numbers the program draws written before their paragraphs. `text` is what a reader of the file made of it: each numbered
 * paragraph is looked for among its lines, in order, and one that is not found (in a table, deleted by a tracked change) is counted and left.
 */
export function writeDocNumbers(text: string, streams: DocStreams): string {
  const numbering = new DocNumbering(streams);
  if (numbering.isEmpty) return text;
  const lines = text.split('\n');
  let from = 0;
  for (const { text: stored, place } of readDocParagraphs(streams)) {
    const number = place === null ? '' : numbering.next(place);
    const line = lineOf(stored);
    const at = line === '' ? -1 : lines.findIndex((candidate, index) => index >= from && candidate.trim() === line);
    if (at < 0) continue;
    if (number !== '') lines[at] = `${number}${lines[at] ?? ''}`;
    from = at + 1;
  }
  return lines.join('\n');
}
