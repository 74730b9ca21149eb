import { CFB, utils, write, type WorkSheet } from '@e965/xlsx';
import { strToU8, zipSync, type Zippable } from 'fflate';

/** Files of every kind that is read, made on the spot: no test needs a file from elsewhere. */

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
export const relations = (...tags: string[]): Uint8Array => strToU8(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${tags.join('')}</Relationships>`);
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
export const relation = (id: string, type: string, target: string, mode = ''): string => `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"${mode === '' ? '' : ` TargetMode="${mode}"`}/>`;

export const paragraph = (text: string, properties = ''): string => `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}<w:r><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;
export const cell = (text: string, properties = ''): string => `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(text)}</w:tc>`;
export const table = (...rows: string[][]): string => `<w:tbl>${rows.map((row) => `<w:tr>${row.join('')}</w:tr>`).join('')}</w:tbl>`;
/** A part of a Word file: `root` is its element, `w:numbering`, `w:styles`, `w:hdr`. */
export const wordPart = (root: string, content: string): Uint8Array => strToU8(`<?xml version="1.0" encoding="UTF-8"?><${root} xmlns:w="${WORD}">${content}</${root}>`);

export function makeDocx(body: string, extra: Zippable = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8(TYPES),
    '_rels/.rels': relations(relation('r1', 'officeDocument', 'word/document.xml')),
    'word/document.xml': wordPart('w:document', `<w:body>${body}</w:body>`),
    ...extra,
  });
}

const LETTER = 12;

/** A line of a page: text, left margin and height in points. */
export interface MadeLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

const hex = (text: string): string => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at).toString(16).padStart(4, '0')).join('');
const contentOf = (lines: readonly MadeLine[]): string => lines.map(({ text, x, y }) => `BT /F1 ${LETTER} Tf 1 0 0 1 ${x} ${y} Tm <${hex(text)}> Tj ET`).join('\n');
/** Character codes are their own UTF-16 units, and so says the map. */
const TO_UNICODE = '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Made def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end';

/** A PDF with a text layer of one letter size, a page for each list of lines; `trailer` is added to its end. */
export function makePdf(pages: readonly (readonly MadeLine[])[], trailer = ''): Uint8Array {
  const stream = (content: string): string => `<< /Length ${content.length} >>\nstream\n${content}\nendstream`;
  const firstPage = 7;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${pages.map((_, index) => `${firstPage + index * 2} 0 R`).join(' ')}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /Made /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Made /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Made /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >> >>',
    stream(TO_UNICODE),
    '<< /Filter /Standard /V 1 /R 2 /O <0000000000000000000000000000000000000000000000000000000000000000> /U <0000000000000000000000000000000000000000000000000000000000000000> /P -44 >>',
    ...pages.flatMap((lines, index) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 600] /Contents ${firstPage + index * 2 + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
      stream(contentOf(lines)),
    ]),
  ];
  let pdf = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const references = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  return strToU8(`${pdf}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${references}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${pdf.length}\n%%EOF`, true);
}

const HEAD = 1024;

/** A Word 97 file of one piece of text; lines end with a paragraph mark. `flags` are those of its head. */
export function makeDoc(text: string, flags = 0, streams: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  const body = text.replaceAll('\n', '\r');
  const main = Buffer.alloc(Math.max(4096, HEAD + body.length * 2));
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(0x00c1, 2);
  main.writeUInt16LE(0x0200 | flags, 0x0a);
  main.writeUInt32LE(body.length, 0x4c);
  main.writeUInt32LE(0, 0x01a2);
  main.writeUInt32LE(21, 0x01a6);
  main.write(body, HEAD, 'utf16le');
  const pieces = Buffer.alloc(4096);
  pieces.writeUInt8(2, 0);
  pieces.writeUInt32LE(16, 1);
  pieces.writeUInt32LE(body.length, 9);
  pieces.writeUInt32LE(HEAD, 15);
  return makeCompound({ WordDocument: main, '1Table': pieces, ...streams });
}

interface Cfb {
  readonly utils: { readonly cfb_new: () => object; readonly cfb_add: (file: object, path: string, content: Uint8Array) => void };
  readonly write: (file: object, options: { type: 'buffer' }) => Uint8Array;
}

/** An old office container with the streams given by path. */
export function makeCompound(streams: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const container = CFB as Cfb;
  const file = container.utils.cfb_new();
  for (const [path, content] of Object.entries(streams)) container.utils.cfb_add(file, `/${path}`, content);
  return new Uint8Array(container.write(file, { type: 'buffer' }));
}

/** A workbook of one sheet; `shape` may add merged cells. */
export function makeWorkbook(rows: readonly (readonly string[])[], bookType: 'xlsx' | 'biff8' = 'xlsx', shape: (sheet: WorkSheet) => void = () => undefined): Uint8Array {
  const book = utils.book_new();
  const sheet = utils.aoa_to_sheet(rows.map((row) => [...row]));
  shape(sheet);
  utils.book_append_sheet(book, sheet, '清单');
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
}

/** A workbook of several sheets by name; a blank row is an empty list. */
export function makeSheets(sheets: Readonly<Record<string, readonly (readonly string[])[]>>): Uint8Array<ArrayBuffer> {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

/** A level of a list in an old Word file: its format by code, and its pattern with the number of a level as `%1`. */
export interface DocListLevel {
  readonly format: number;
  readonly pattern: string;
}

function levelBytes({ format, pattern }: DocListLevel): Buffer {
  const text = pattern.replaceAll(/%([1-9])/gu, (_, digit: string) => String.fromCharCode(Number(digit) - 1));
  const bytes = Buffer.alloc(28 + 2 + text.length * 2);
  bytes.writeInt32LE(1, 0);
  bytes.writeUInt8(format, 4);
  bytes.writeUInt16LE(text.length, 28);
  bytes.write(text, 30, 'utf16le');
  return bytes;
}

/** A Word 97 file with one list of nine levels; paragraphs stand in it at a level, or not at all (`null`). At most 20 paragraphs. */
export function makeNumberedDoc(paragraphs: readonly { readonly text: string; readonly level: number | null }[], levels: readonly DocListLevel[]): Uint8Array {
  const body = paragraphs.map(({ text }) => `${text}\r`).join('');
  const page = Math.ceil((HEAD + body.length * 2) / 512);
  const main = Buffer.alloc(Math.max(4096, (page + 1) * 512));
  const table = Buffer.alloc(8192);
  const at = { papx: 512, lists: 1024, instances: 6144 };
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(0x00c1, 2);
  main.writeUInt16LE(0x0200, 0x0a);
  main.writeUInt32LE(body.length, 0x4c);
  main.writeUInt32LE(21, 0x01a6);
  main.write(body, HEAD, 'utf16le');
  table.writeUInt8(2, 0);
  table.writeUInt32LE(16, 1);
  table.writeUInt32LE(body.length, 9);
  table.writeUInt32LE(HEAD, 15);
  // where the properties of the paragraphs stand: one page of them
  main.writeUInt32LE(at.papx, 0x0102);
  main.writeUInt32LE(12, 0x0106);
  table.writeUInt32LE(HEAD, at.papx);
  table.writeUInt32LE(HEAD + body.length * 2, at.papx + 4);
  table.writeUInt32LE(page, at.papx + 8);
  const start = page * 512;
  let [place, block] = [HEAD, 500];
  paragraphs.forEach(({ text, level }, index) => {
    main.writeUInt32LE(place, start + index * 4);
    place += (text.length + 1) * 2;
    if (level === null) return;
    block -= 10;
    main.writeUInt8(block / 2, start + (paragraphs.length + 1) * 4 + index * 13);
    main.writeUInt8(5, start + block);
    main.writeUInt16LE(0x260a, start + block + 3);
    main.writeUInt8(level, start + block + 5);
    main.writeUInt16LE(0x460b, start + block + 6);
    main.writeUInt16LE(1, start + block + 8);
  });
  main.writeUInt32LE(place, start + paragraphs.length * 4);
  main.writeUInt8(paragraphs.length, start + 511);
  // one list, one instance of it
  const drawn = Buffer.concat(Array.from({ length: 9 }, (_, index) => levelBytes(levels[index] ?? { format: 255, pattern: '' })));
  main.writeUInt32LE(at.lists, 0x02e2);
  main.writeUInt32LE(30, 0x02e6);
  table.writeUInt16LE(1, at.lists);
  table.writeInt32LE(77, at.lists + 2);
  drawn.copy(table, at.lists + 30);
  main.writeUInt32LE(at.instances, 0x02ea);
  main.writeUInt32LE(24, 0x02ee);
  table.writeUInt32LE(1, at.instances);
  table.writeInt32LE(77, at.instances + 4);
  return makeCompound({ WordDocument: main, '1Table': table });
}
