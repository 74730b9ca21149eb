import { SaxesParser } from 'saxes';

export interface XmlElement {
  /** With its prefix, as office programs write it: `w:lvl`. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
}

/** A document type brings entities, and office files have none. Throws for it and for broken XML. */
export function openParser(): SaxesParser {
  const parser = new SaxesParser({ position: true });
  parser.on('doctype', () => parser.fail('a document type is not allowed'));
  return parser;
}

/** The elements of a small XML part, without its text. Throws when it is broken. */
export function parseXml(xml: string): XmlElement {
  const root = { name: '', attributes: {}, children: [] as XmlElement[] };
  const open = [root];
  const parser = openParser();
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, children: [] as XmlElement[] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  return root.children[0] ?? root;
}

export const childOf = (element: XmlElement | undefined, name: string): XmlElement | undefined => element?.children.find((child) => child.name === name);
export const valueOf = (element: XmlElement | undefined, name: string): string | undefined => childOf(element, name)?.attributes['w:val'];
