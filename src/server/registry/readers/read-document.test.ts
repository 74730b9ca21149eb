import { strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { cell, makeCompound, makeDoc, makeDocx, makePdf, makeWorkbook, paragraph, relation, relations, table, wordPart } from '../../../../test/support/made-files.ts';
import { Refused } from '../../../core/kernel/refusal.ts';
import { FILE_LIMIT, readDocument } from './read-document.ts';

/** 主要职责是：负责本区的管理工作。 in GBK */
const GBK = new Uint8Array([
  0xd6, 0xf7, 0xd2, 0xaa, 0xd6, 0xb0, 0xd4, 0xf0, 0xca, 0xc7, 0xa3, 0xba, 0xb8, 0xba, 0xd4, 0xf0, 0xb1, 0xbe, 0xc7, 0xf8, 0xb5, 0xc4, 0xb9, 0xdc, 0xc0, 0xed, 0xb9, 0xa4, 0xd7, 0xf7, 0xa1, 0xa3,
]);
/** 區的職責是負責管理，不在市的大人 in Big5 */
const BIG5_LINE = [0xb0, 0xcf, 0xaa, 0xba, 0xc2, 0xbe, 0xb3, 0x64, 0xac, 0x4f, 0xad, 0x74, 0xb3, 0x64, 0xba, 0xde, 0xb2, 0x7a, 0xa1, 0x41, 0xa4, 0xa3, 0xa6, 0x62, 0xa5, 0xab, 0xaa, 0xba, 0xa4, 0x6a, 0xa4, 0x48, 0x0a];
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));

async function refusalOf(name: string, bytes: Uint8Array): Promise<Refused> {
  try {
    await readDocument({ name, bytes });
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error('taken');
}
const onePage = (text: string) => [[{ text, x: 40, y: 300 }]];
const textOf = async (name: string, bytes: Uint8Array): Promise<string> => (await readDocument({ name, bytes })).text;

describe('files that are read', () => {
  it('a DOCX with paragraphs and a table, a row a line', async () => {
    const bytes = makeDocx(paragraph('第一条 负责管理。') + table([cell('事项'), cell('牵头部门')], [cell('违建'), cell('区城管局')]));
    expect(await readDocument({ name: '三定.docx', bytes })).toEqual({ kind: 'DOCX', text: '第一条 负责管理。\n事项\t牵头部门\n违建\t区城管局' });
  });

  it('a DOCX with a cell over two rows: each row has it; a title row stays a line; a frame of one column is text', async () => {
    const rows = [
      [cell('清单', '<w:gridSpan w:val="2"/>')],
      [cell('区城管局', '<w:vMerge w:val="restart"/>'), cell('违建')],
      [cell('', '<w:vMerge/>'), cell('占道')],
    ];
    expect(await textOf('a.docx', makeDocx(table(...rows) + table([cell('一、总则')], [cell('二、附则')])))).toBe('清单\n区城管局\t违建\n区城管局\t占道\n一、总则\n二、附则');
  });

  it('a DOCX with a footnote keeps it below the text', async () => expect(await textOf('a.docx', makeDocx(paragraph('负责管理。'), { 'word/footnotes.xml': wordPart('w:footnotes', `<w:footnote>${paragraph('不含消防。')}</w:footnote>`) }))).toBe('负责管理。\n不含消防。'));

  it('a DOC', async () => expect(await readDocument({ name: '三定.doc', bytes: makeDoc('第一条 负责管理。\n（一）办公室。') })).toEqual({ kind: 'DOC', text: '第一条 负责管理。\n（一）办公室。' }));

  it.each([
    ['UTF-8', strToU8('区的职责')],
    ['UTF-8 with mark', new Uint8Array([0xef, 0xbb, 0xbf, ...strToU8('区的职责')])],
    ['UTF-16 with mark', new Uint8Array([0xff, 0xfe, ...utf16('区的职责')])],
    ['UTF-16 big end first, with mark', new Uint8Array([0xfe, 0xff, ...Buffer.from(utf16('区的职责')).swap16()])],
  ])('a text in %s', async (_encoding, bytes) => expect(await textOf('a.txt', bytes)).toBe('区的职责'));

  it('a text in UTF-16 without mark', async () => {
    const text = '区的职责是负责全区的管理工作，不在其他部门的职责之中的，由区人民政府确定。'.repeat(3);
    expect(await textOf('a.txt', utf16(text))).toBe(text);
  });

  it('a text in GB18030', async () => expect(await textOf('a.txt', GBK)).toBe('主要职责是：负责本区的管理工作。'));

  it('a text in Big5 is told from GB18030', async () => {
    const bytes = new Uint8Array(Array.from({ length: 5 }, () => BIG5_LINE).flat());
    expect(await textOf('a.txt', bytes)).toContain('職責是負責管理');
  });

  it('a Markdown file as its text', async () => expect(await readDocument({ name: 'a.md', bytes: strToU8('# 三定\n一、主要职责') })).toEqual({ kind: 'MARKDOWN', text: '# 三定\n一、主要职责' }));

  it('a CSV in GBK as rows', async () => {
    const head = new Uint8Array([0xca, 0xc2, 0xcf, 0xee, 0x2c, 0xb2, 0xbf, 0xc3, 0xc5, 0x0a]);
    const { rows } = await readDocument({ name: '清单.csv', bytes: new Uint8Array([...head, ...GBK, 0x2c, 0xb2, 0xbf, 0xc3, 0xc5]) });
    expect(rows).toEqual([['事项', '部门'], ['主要职责是：负责本区的管理工作。', '部门']]);
  });

  it.each([['xlsx', 'xlsx', 'XLSX'], ['xls', 'biff8', 'XLS']] as const)('a workbook %s as rows', async (extension, bookType, kind) => {
    const read = await readDocument({ name: `清单.${extension}`, bytes: makeWorkbook([['事项', '部门'], ['违建', '区城管局']], bookType) });
    expect(read).toMatchObject({ kind, rows: [['事项', '部门'], ['违建', '区城管局']], text: '事项\t部门\n违建\t区城管局' });
  });

  it.each([['xlsx', 'xlsx'], ['xls', 'biff8']] as const)('a cell merged over rows stands in each of them (%s)', async (extension, bookType) => {
    const bytes = makeWorkbook([['部门', '事项'], ['区城管局', '违建'], ['', '占道']], bookType, (sheet) => {
      sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }];
    });
    expect(await textOf(`清单.${extension}`, bytes)).toBe('部门\t事项\n区城管局\t违建\n区城管局\t占道');
  });
});

describe('files that are refused', () => {
  const docx = makeDocx(paragraph('第一条 负责管理。'));
  const xlsx = makeWorkbook([['事项']]);
  const withParts = (bytes: Uint8Array, parts: Record<string, Uint8Array>): Uint8Array => zipSync({ ...unzipSync(bytes), ...parts });
  it.each([
    ['an empty file', 'a.txt', new Uint8Array(0), 'registry.empty'],
    ['a DOCX without text', 'a.docx', makeDocx(''), 'registry.empty'],
    ['a PDF without a text layer', 'a.pdf', makePdf([[]]), 'registry.empty'],
    ['a cut DOCX', 'a.docx', docx.subarray(0, docx.length / 2), 'registry.unreadable'],
    ['a DOCX with broken XML', 'a.docx', makeDocx('<w:p><w:r>'), 'registry.unreadable'],
    ['a DOCX with broken numbering', 'a.docx', makeDocx(paragraph('负责'), { 'word/numbering.xml': strToU8('<w:numbering>') }), 'registry.unreadable'],
    ['a text named DOCX', 'a.docx', strToU8('负责管理'), 'registry.unreadable'],
    ['a text named DOC', 'a.doc', strToU8('负责管理'), 'registry.unreadable'],
    ['an archive named DOCX', 'a.docx', zipSync({ 'a.txt': strToU8('a') }), 'registry.unreadable'],
    ['a broken PDF', 'a.pdf', strToU8('%PDF-1.4 nothing follows'), 'registry.unreadable'],
    ['a cut DOC', 'a.doc', makeDoc('负责').subarray(0, 700), 'registry.unreadable'],
    ['a DOC without its table of pieces', 'a.doc', makeCompound({ WordDocument: new Uint8Array(5000) }), 'registry.unreadable'],
    ['a file over the limit', 'a.txt', new Uint8Array(FILE_LIMIT + 1), 'registry.too-large'],
    ['a bomb that says so', 'a.docx', makeDocx('', { 'word/media/a.bin': new Uint8Array(40 * 1024 * 1024) }), 'registry.unsafe-archive'],
    ['a picture', 'a.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'registry.unknown-type'],
    ['an archive of something else', 'a.zip', zipSync({ 'a.txt': strToU8('a') }), 'registry.unknown-type'],
    ['an old file of another program', 'a.ppt', makeCompound({ 'PowerPoint Document': new Uint8Array(5000) }), 'registry.unknown-type'],
    ['bytes that are no text', 'a.txt', new Uint8Array(Array.from({ length: 400 }, (_value, index) => (index * 37 + 128) % 256)), 'registry.wrong-encoding'],
    ['a DOCX with macros', 'a.docx', makeDocx(paragraph('负责'), { 'word/vbaProject.bin': strToU8('x') }), 'registry.macros'],
    ['a DOCM', 'a.docm', docx, 'registry.macros'],
    ['a workbook with macros', 'a.xlsx', withParts(xlsx, { 'xl/vbaProject.bin': strToU8('x') }), 'registry.macros'],
    ['a workbook with a macro sheet', 'a.xlsx', withParts(xlsx, { 'xl/macrosheets/sheet1.xml': strToU8('<x/>') }), 'registry.macros'],
    ['a DOCX with a document type', 'a.docx', makeDocx(paragraph('负责'), { 'word/document.xml': strToU8('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>') }), 'registry.unreadable'],
    ['a DOCX that embeds another file as text', 'a.docx', makeDocx(`${paragraph('负责')}<w:altChunk/>`), 'registry.unreadable'],
    ['a DOC with macros', 'a.doc', makeDoc('负责', 0, { 'Macros/VBA/_VBA_PROJECT': new Uint8Array(64) }), 'registry.macros'],
    ['an encrypted office file', 'a.docx', makeCompound({ EncryptedPackage: new Uint8Array(5000), EncryptionInfo: new Uint8Array(100) }), 'registry.encrypted'],
    ['a DOC under a password', 'a.doc', makeDoc('负责', 0x0100), 'registry.encrypted'],
    ['a PDF under a password', 'a.pdf', makePdf(onePage('x'), '/Encrypt 6 0 R /ID [<00> <00>]'), 'registry.encrypted'],
    ['a template elsewhere', 'a.docx', makeDocx(paragraph('负责'), { 'word/_rels/settings.xml.rels': relations(relation('r1', 'attachedTemplate', 'http://example.org/a.dotm', 'External')) }), 'registry.external-reference'],
    ['a linked object', 'a.docx', makeDocx(paragraph('负责'), { 'word/_rels/document.xml.rels': relations(relation('r1', 'oleObject', 'file:///c:/a.xlsx', 'External')) }), 'registry.external-reference'],
    ['a field that fetches text', 'a.docx', makeDocx(`${paragraph('负责')}<w:p><w:r><w:instrText xml:space="preserve"> DDEAUTO c:\\a cmd </w:instrText></w:r></w:p>`), 'registry.external-reference'],
    ['a workbook that links to another', 'a.xlsx', withParts(xlsx, { 'xl/externalLinks/externalLink1.xml': strToU8('<externalLink/>') }), 'registry.external-reference'],
    ['a workbook with a data connection', 'a.xlsx', withParts(xlsx, { 'xl/connections.xml': strToU8('<connections/>') }), 'registry.external-reference'],
    ['a classified paper', 'a.docx', makeDocx(paragraph('机密★3年') + paragraph('第一条 负责管理。')), 'registry.classified'],
    ['a mark in the header of a page', 'a.docx', makeDocx(paragraph('第一条 负责管理。'), { 'word/header1.xml': wordPart('w:hdr', paragraph('秘密★5年')) }), 'registry.classified'],
    ['a mark in the header of a sheet', 'a.xlsx', withParts(xlsx, { 'xl/worksheets/sheet2.xml': strToU8('<worksheet><headerFooter><oddHeader>&amp;L机密★1年</oddHeader></headerFooter></worksheet>') }), 'registry.classified'],
    ['a mark in the header of PDF pages', 'a.pdf', makePdf([1, 2].map((page) => [{ text: '秘密', x: 40, y: 580 }, { text: `第${page}条负责管理。`, x: 40, y: 300 }])), 'registry.classified'],
    ['a mark in the file name', '【机密】三定.txt', strToU8('第一条 负责管理。'), 'registry.classified'],
    ['a CSV with a broken quotation', 'a.csv', strToU8('事项,部门\n"违建,区城管局\n'), 'registry.unreadable'],
  ])('%s', async (_what, name, bytes, code) => {
    const refusal = await refusalOf(name, bytes);
    expect(refusal.code).toBe(code);
    expect(refusal.text.zh).not.toContain('{');
    expect(refusal.remedy.zh).not.toBe('');
  });

  it('a bomb that lies about its size', async () => {
    const bomb = makeDocx('', { 'word/media/a.bin': new Uint8Array(40 * 1024 * 1024) });
    const view = new DataView(bomb.buffer, bomb.byteOffset);
    for (let at = 0; at + 46 < bomb.length; at += 1) if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) > 1_000_000) view.setUint32(at + 24, 1000, true);
    expect((await refusalOf('a.docx', bomb)).code).toBe('registry.unsafe-archive');
  });

  it('an outside reference is named with its place; a link that only a click follows is none', async () => {
    const parts = { 'word/_rels/document.xml.rels': relations(relation('r1', 'image', 'http://example.org/a.png', 'External')) };
    expect((await refusalOf('a.docx', makeDocx(paragraph('负责'), parts))).places[0]).toMatchObject({ path: 'word/_rels/document.xml.rels', text: { zh: '外部引用 image' } });
    const link = { 'word/_rels/document.xml.rels': relations(relation('r1', 'hyperlink', 'http://example.org', 'External')) };
    expect(await textOf('a.docx', makeDocx(paragraph('负责'), link))).toBe('负责');
  });

  it('a paper that only speaks of secrecy is taken', async () => {
    const text = '第一条 区保密局负责保守国家秘密，机密级、绝密级文件由专人保管，标志为“机密★10年”。\n第二条 商业秘密依法保护。';
    expect(await textOf('a.docx', makeDocx(paragraph(text)))).toBe(text);
  });
});
