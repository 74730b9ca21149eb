import { strToU8, zipSync, type Zippable } from 'fflate';
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { Refused } from '../../../core/kernel/refusal.ts';
import { FILE_LIMIT, readDocument } from './read-document.ts';

const WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';
const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`;

function makeDocx(body: string, extra: Zippable = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8(TYPES),
    '_rels/.rels': strToU8(RELATIONS),
    'word/document.xml': strToU8(`<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${WORD}"><w:body>${body}</w:body></w:document>`),
    ...extra,
  });
}

/** A PDF of one page in plain ASCII, enough for a text layer. */
function makePdf(text: string, trailer = ''): Uint8Array {
  const stream = `BT /F1 12 Tf 40 100 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    '<< /Filter /Standard /V 1 /R 2 /O <0000000000000000000000000000000000000000000000000000000000000000> /U <0000000000000000000000000000000000000000000000000000000000000000> /P -44 >>',
  ];
  let pdf = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = pdf.length;
    pdf += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const start = pdf.length;
  return strToU8(`${pdf}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${start}\n%%EOF`, true);
}

/** 主要职责是：负责本区的管理工作。 in GBK */
const GBK = new Uint8Array([
  0xd6, 0xf7, 0xd2, 0xaa, 0xd6, 0xb0, 0xd4, 0xf0, 0xca, 0xc7, 0xa3, 0xba, 0xb8, 0xba, 0xd4, 0xf0, 0xb1, 0xbe, 0xc7, 0xf8, 0xb5, 0xc4, 0xb9, 0xdc, 0xc0, 0xed, 0xb9, 0xa4, 0xd7, 0xf7, 0xa1, 0xa3,
]);
/** 區的職責是負責管理，不在市的大人 in Big5 */
const BIG5_LINE = [0xb0, 0xcf, 0xaa, 0xba, 0xc2, 0xbe, 0xb3, 0x64, 0xac, 0x4f, 0xad, 0x74, 0xb3, 0x64, 0xba, 0xde, 0xb2, 0x7a, 0xa1, 0x41, 0xa4, 0xa3, 0xa6, 0x62, 0xa5, 0xab, 0xaa, 0xba, 0xa4, 0x6a, 0xa4, 0x48, 0x0a];
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));

const workbook = (rows: string[][], bookType: 'xlsx' | 'biff8'): Uint8Array => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '清单');
  return new Uint8Array(write(book, { type: 'array', bookType }) as ArrayBuffer);
};

async function refusalOf(name: string, bytes: Uint8Array): Promise<string> {
  try {
    await readDocument({ name, bytes });
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return 'taken';
}

describe('files that are read', () => {
  it('a DOCX with paragraphs and a table', async () => {
    const table = `<w:tbl><w:tr><w:tc>${paragraph('事项')}</w:tc><w:tc>${paragraph('牵头部门')}</w:tc></w:tr></w:tbl>`;
    const { kind, text } = await readDocument({ name: '三定.docx', bytes: makeDocx(paragraph('第一条 负责管理。') + table) });
    expect(kind).toBe('DOCX');
    expect(text.split(/\n+/).filter((line) => line !== '')).toEqual(['第一条 负责管理。', '事项', '牵头部门']);
  });

  it.each([
    ['UTF-8', strToU8('区的职责')],
    ['UTF-8 with mark', new Uint8Array([0xef, 0xbb, 0xbf, ...strToU8('区的职责')])],
    ['UTF-16 with mark', new Uint8Array([0xff, 0xfe, ...utf16('区的职责')])],
  ])('a text in %s', async (_encoding, bytes) => expect((await readDocument({ name: 'a.txt', bytes })).text).toBe('区的职责'));

  it('a text in GB18030', async () => expect((await readDocument({ name: 'a.txt', bytes: GBK })).text).toBe('主要职责是：负责本区的管理工作。'));

  it('a text in Big5 is told from GB18030', async () => {
    const bytes = new Uint8Array(Array.from({ length: 5 }, () => BIG5_LINE).flat());
    expect((await readDocument({ name: 'a.txt', bytes })).text).toContain('職責是負責管理');
  });

  it('a CSV in GBK as rows', async () => {
    const head = new Uint8Array([0xca, 0xc2, 0xcf, 0xee, 0x2c, 0xb2, 0xbf, 0xc3, 0xc5, 0x0a]);
    const { rows } = await readDocument({ name: '清单.csv', bytes: new Uint8Array([...head, ...GBK, 0x2c, 0xb2, 0xbf, 0xc3, 0xc5]) });
    expect(rows).toEqual([['事项', '部门'], ['主要职责是：负责本区的管理工作。', '部门']]);
  });

  it.each([['xlsx', 'xlsx', 'XLSX'], ['xls', 'biff8', 'XLS']] as const)('a workbook %s as rows', async (extension, bookType, kind) => {
    const read = await readDocument({ name: `清单.${extension}`, bytes: workbook([['事项', '部门'], ['违建', '区城管局']], bookType) });
    expect(read).toMatchObject({ kind, rows: [['事项', '部门'], ['违建', '区城管局']], text: '事项\t部门\n违建\t区城管局' });
  });

  it('the text layer of a PDF', async () => expect((await readDocument({ name: 'a.pdf', bytes: makePdf('Duties of the bureau') })).text).toContain('Duties of the bureau'));
});

describe('files that are refused', () => {
  const docx = makeDocx(paragraph('第一条 负责管理。'));
  it.each([
    ['an empty file', 'a.txt', new Uint8Array(0), 'registry.empty'],
    ['a DOCX without text', 'a.docx', makeDocx(''), 'registry.empty'],
    ['a PDF without a text layer', 'a.pdf', makePdf(''), 'registry.empty'],
    ['a cut DOCX', 'a.docx', docx.subarray(0, docx.length / 2), 'registry.unreadable'],
    ['a DOCX with broken XML', 'a.docx', makeDocx('<w:p><w:r>'), 'registry.unreadable'],
    ['a text named DOCX', 'a.docx', strToU8('负责管理'), 'registry.unreadable'],
    ['an archive named DOCX', 'a.docx', zipSync({ 'a.txt': strToU8('a') }), 'registry.unreadable'],
    ['a broken PDF', 'a.pdf', strToU8('%PDF-1.4 nothing follows'), 'registry.unreadable'],
    ['a file over the limit', 'a.txt', new Uint8Array(FILE_LIMIT + 1), 'registry.too-large'],
    ['a bomb that says so', 'a.docx', makeDocx('', { 'word/media/a.bin': new Uint8Array(40 * 1024 * 1024) }), 'registry.unsafe-archive'],
    ['a picture', 'a.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'registry.unknown-type'],
    ['an archive of something else', 'a.zip', zipSync({ 'a.txt': strToU8('a') }), 'registry.unknown-type'],
    ['bytes that are no text', 'a.txt', new Uint8Array(Array.from({ length: 400 }, (_value, index) => (index * 37 + 128) % 256)), 'registry.wrong-encoding'],
    ['a DOCX with macros', 'a.docx', makeDocx(paragraph('负责'), { 'word/vbaProject.bin': strToU8('x') }), 'registry.macros'],
    ['a DOCM', 'a.docm', docx, 'registry.macros'],
    ['an encrypted office file', 'a.docx', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...utf16('EncryptedPackage')]), 'registry.encrypted'],
    ['an old DOC', 'a.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...utf16('WordDocument')]), 'registry.unknown-type'],
    ['a PDF under a password', 'a.pdf', makePdf('x', '/Encrypt 6 0 R /ID [<00> <00>]'), 'registry.encrypted'],
    ['a classified paper', 'a.docx', makeDocx(paragraph('机密★3年') + paragraph('第一条 负责管理。')), 'registry.classified'],
    ['a CSV with a broken quotation', 'a.csv', strToU8('事项,部门\n"违建,区城管局\n'), 'registry.unreadable'],
  ])('%s', async (_what, name, bytes, code) => expect(await refusalOf(name, bytes)).toBe(code));

  it('a bomb that lies about its size', async () => {
    const bomb = makeDocx('', { 'word/media/a.bin': new Uint8Array(40 * 1024 * 1024) });
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    for (let at = 0; at + 46 < bomb.length; at += 1) if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1_000_000) view.setUint32(at + 24, 1000, true);
    expect(await refusalOf('a.docx', bomb)).toBe('registry.unsafe-archive');
  });
});
