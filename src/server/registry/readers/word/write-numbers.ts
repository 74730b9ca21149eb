import type { SaxesTagPlain } from 'saxes';
import { Numbering } from './numbering.ts';
import { openParser } from './xml.ts';

/** What is known of the paragraph that is open while the file is walked through. */
interface OpenParagraph {
  list?: string;
  level?: number;
  style?: string;
  /** Where its first run may begin: behind its properties. */
  at: number;
  /** Properties of an earlier version, kept by tracked changes, say nothing of this one. */
  depthOfOld: number;
}

const escapeXml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const OLD = new Set(['w:pPrChange', 'w:rPrChange', 'w:sectPrChange']);

function note(paragraph: OpenParagraph, name: string, value: string): void {
  if (name === 'w:numId') paragraph.list = value;
  else if (name === 'w:ilvl') paragraph.level = Number(value);
  else if (name === 'w:pStyle') paragraph.style = value;
}

class NumberWriter {
  readonly inserts: { readonly at: number; readonly text: string }[] = [];
  private readonly open: OpenParagraph[] = [];
  private readonly numbering: Numbering;

  constructor(numbering: Numbering) {
    this.numbering = numbering;
  }

  enter({ name, attributes }: SaxesTagPlain, position: number): void {
    if (name === 'w:p') this.open.push({ at: position, depthOfOld: 0 });
    const paragraph = this.open.at(-1);
    if (paragraph === undefined) return;
    if (OLD.has(name)) paragraph.depthOfOld += 1;
    if (paragraph.depthOfOld > 0) return;
    const value = attributes['w:val'];
    if (value !== undefined) note(paragraph, name, value);
  }

  leave({ name, isSelfClosing }: SaxesTagPlain, position: number): void {
    const paragraph = this.open.at(-1);
    if (paragraph === undefined) return;
    if (OLD.has(name)) paragraph.depthOfOld -= 1;
    if (name === 'w:pPr' && paragraph.depthOfOld === 0) paragraph.at = position;
    if (name !== 'w:p') return;
    this.open.pop();
    if (!isSelfClosing) this.number(paragraph);
  }

  /** A number stands before its paragraph is left, so inner paragraphs of a text box are counted before the outer one: they are rare in lists. */
  private number(paragraph: OpenParagraph): void {
    const place = this.numbering.placeOf(paragraph);
    const text = place === null ? '' : this.numbering.next(place);
    if (text !== '') this.inserts.push({ at: paragraph.at, text: `<w:r><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>` });
  }
}

/**
 * The main part of a Word file with the numbers the program draws written as text, since they are no text in the file.
 * `styles` may be empty. Throws when a part is broken XML.
 */
export function writeNumbers(document: string, numberingXml: string, styles: string): string {
  const writer = new NumberWriter(new Numbering(numberingXml, styles));
  const parser = openParser();
  parser.on('opentag', (tag) => writer.enter(tag, parser.position));
  parser.on('closetag', (tag) => writer.leave(tag, parser.position));
  parser.write(document).close();
  const pieces: string[] = [];
  let from = 0;
  for (const { at, text } of writer.inserts.toSorted((a, b) => a.at - b.at)) {
    pieces.push(document.slice(from, at), text);
    from = at;
  }
  return [...pieces, document.slice(from)].join('');
}
