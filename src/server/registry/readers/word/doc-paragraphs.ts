import type { DocPlace, DocStreams } from './doc-lists.ts';

/** A paragraph of the main text as it is stored, without its mark, and the list it is in. */
export interface DocParagraph {
  readonly text: string;
  readonly place: DocPlace | null;
}

interface Piece {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly isNarrow: boolean;
}

/** Where the characters of the text stand in the file (MS-DOC 2.8.35 PlcPcd). */
function readPieces({ main, table }: DocStreams): Piece[] {
  let at = main.readUInt32LE(0x01a2);
  const end = at + main.readUInt32LE(0x01a6);
  while (at < end && table.readUInt8(at) === 1) at += 3 + table.readUInt16LE(at + 1);
  const size = table.readUInt32LE(at + 1);
  const count = (size - 4) / 12;
  const start = at + 5;
  return Array.from({ length: count }, (_, index): Piece => {
    const place = table.readUInt32LE(start + (count + 1) * 4 + index * 8 + 2);
    const isNarrow = (place & 0x40000000) !== 0;
    return { from: table.readUInt32LE(start + index * 4), to: table.readUInt32LE(start + (index + 1) * 4), at: isNarrow ? (place & 0x3fffffff) / 2 : place, isNarrow };
  });
}

interface ListProperties {
  readonly instance?: number;
  readonly level?: number;
}

/** Sizes of operands by the last three bits of a property's code (MS-DOC 2.2.5.1); variable ones say their own. */
const OPERANDS = [1, 1, 2, 4, 2, 2, 0, 3];

/** The list properties among those of a paragraph or style. */
function readProperties(properties: Buffer): ListProperties {
  let found: { instance?: number; level?: number } = {};
  for (let at = 0; at + 2 <= properties.length; ) {
    const code = properties.readUInt16LE(at);
    const kind = code >> 13;
    if (code === 0x460b && at + 4 <= properties.length) found = { ...found, instance: properties.readUInt16LE(at + 2) };
    if (code === 0x260a && at + 3 <= properties.length) found = { ...found, level: properties.readUInt8(at + 2) };
    const size = kind === 6 ? sizeOfVariable(properties, at, code) : (OPERANDS[kind] ?? 0);
    at += 2 + size;
  }
  return found;
}

const sizeOfVariable = (properties: Buffer, at: number, code: number): number => {
  if (at + 2 >= properties.length) return 0;
  return code === 0xd608 && at + 4 <= properties.length ? properties.readUInt16LE(at + 2) + 1 : properties.readUInt8(at + 2) + 1;
};

interface Run extends ListProperties {
  readonly from: number;
  readonly to: number;
  readonly style: number;
}

const PAGE = 512;
const BX_SIZE = 13;

/** The properties of paragraphs by their places in the file (MS-DOC 2.9.175 PapxFkp). */
function readRuns({ main, table }: DocStreams): Run[] {
  const [at, size] = [main.readUInt32LE(0x0102), main.readUInt32LE(0x0106)];
  const count = size === 0 ? 0 : (size - 4) / 8;
  return Array.from({ length: count }, (_, index) => (table.readUInt32LE(at + (count + 1) * 4 + index * 4) & 0x3fffff) * PAGE).flatMap((page) => readPage(main.subarray(page, page + PAGE)));
}

function readPage(page: Buffer): Run[] {
  const runs = page.readUInt8(PAGE - 1);
  return Array.from({ length: runs }, (_, index): Run => {
    const [from, to] = [page.readUInt32LE(index * 4), page.readUInt32LE((index + 1) * 4)];
    const at = page.readUInt8((runs + 1) * 4 + index * BX_SIZE) * 2;
    if (at === 0) return { from, to, style: 0 };
    const words = page.readUInt8(at);
    const [start, end] = words === 0 ? [at + 2, at + 2 + page.readUInt8(at + 1) * 2] : [at + 1, at + words * 2];
    return { from, to, style: page.readUInt16LE(start), ...readProperties(page.subarray(start + 2, end)) };
  });
}

interface Style extends ListProperties {
  readonly base: number;
}

const PARAGRAPH_STYLE = 1;

/** The list properties of paragraph styles by their number (MS-DOC 2.9.271 STSH). */
function readStyles({ main, table }: DocStreams): ReadonlyMap<number, Style> {
  const [at, size] = [main.readUInt32LE(0x00a2), main.readUInt32LE(0x00a6)];
  const styles = new Map<number, Style>();
  if (size === 0) return styles;
  const [count, base] = [table.readUInt16LE(at + 2), table.readUInt16LE(at + 4)];
  let next = at + 2 + table.readUInt16LE(at);
  for (let style = 0; style < count && next + 2 <= at + size; style += 1) {
    const length = table.readUInt16LE(next);
    const kindAndBase = length === 0 ? 0 : table.readUInt16LE(next + 4);
    if (length > 0 && (kindAndBase & 0x0f) === PARAGRAPH_STYLE) styles.set(style, { base: kindAndBase >> 4, ...readStyle(table.subarray(next + 2, next + 2 + length), base) });
    next += 2 + length;
  }
  return styles;
}

function readStyle(style: Buffer, base: number): ListProperties {
  const at = base + 2 + style.readUInt16LE(base) * 2 + 2;
  if (at + 4 > style.length) return {};
  const size = style.readUInt16LE(at);
  return readProperties(style.subarray(at + 4, at + 2 + size));
}

const MAX_STYLES = 20;

/** The paragraph's own properties, then those of its style and of the styles that one is based on. */
function listChain(run: Run | undefined, styles: ReadonlyMap<number, Style>): ListProperties[] {
  const chain: ListProperties[] = run === undefined ? [] : [run];
  let style = styles.get(run?.style ?? 0);
  for (let step = 0; style !== undefined && step < MAX_STYLES; step += 1) {
    chain.push(style);
    style = styles.get(style.base);
  }
  return chain;
}

/** Instances are counted from 1; 0 takes a paragraph out of the list its style puts it in, what is above stands for lists of older versions. */
const LAST_INSTANCE = 0x07fe;
const DEEPEST = 8;

function placeOf(run: Run | undefined, styles: ReadonlyMap<number, Style>): DocPlace | null {
  const chain = listChain(run, styles);
  const instance = chain.find((one) => one.instance !== undefined)?.instance ?? 0;
  const level = chain.find((one) => one.level !== undefined)?.level ?? 0;
  return instance === 0 || instance > LAST_INSTANCE ? null : { instance, level: Math.min(level, DEEPEST) };
}

/** The paragraphs of the main text in order; cells of tables are paragraphs too. */
export function readDocParagraphs(streams: DocStreams): DocParagraph[] {
  const [runs, styles, length] = [readRuns(streams), readStyles(streams), streams.main.readUInt32LE(0x004c)];
  const paragraphs: DocParagraph[] = [];
  let text = '';
  for (const { from, to, at, isNarrow } of readPieces(streams)) {
    const width = isNarrow ? 1 : 2;
    for (let index = 0; index < Math.min(to, length) - from; index += 1) {
      const place = at + index * width;
      const code = isNarrow ? streams.main.readUInt8(place) : streams.main.readUInt16LE(place);
      if (code !== 0x0d && code !== 0x07 && code !== 0x0c) {
        text += String.fromCharCode(code);
        continue;
      }
      paragraphs.push({ text, place: placeOf(runs.find((run) => run.from <= place && place < run.to), styles) });
      text = '';
    }
  }
  return text === '' ? paragraphs : [...paragraphs, { text, place: null }];
}
