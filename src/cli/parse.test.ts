import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeDoc, makeDocx, makePdf, makeWorkbook, paragraph, wordPart } from '../../test/support/made-files.ts';
import { runNormalize } from './normalize.ts';
import { runParse } from './parse.ts';

const folder = mkdtempSync(join(tmpdir(), 'lishun-parse-'));
const LINES = ['清溪区水务局职能配置、内设机构和人员编制规定', '第一条 主要职责是：', '（一）负责水资源管理。', '（二）会同区财政局拟订水利规划。'];
const ROWS = [['序号', '事项名称', '牵头部门', '配合部门'], ['1', '违法建设查处', '区城管局', '区住建局']];
const save = (name: string, bytes: Uint8Array | string): string => {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  return file;
};

const level = (at: number, pattern: string): string => `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="${pattern}"/></w:lvl>`;
const numbering = wordPart('w:numbering', `<w:abstractNum w:abstractNumId="0">${level(0, '第%1条 ')}${level(1, '（%2）')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`);
/** The same lines with the numbers drawn by the word processor. */
const numbered = LINES.map((line, index) => {
  const text = line.replace(/^第一条 |^（.）/u, '');
  return index === 0 ? paragraph(text) : paragraph(text, `<w:numPr><w:ilvl w:val="${index === 1 ? 0 : 1}"/><w:numId w:val="1"/></w:numPr>`);
}).join('');

const PAPERS: readonly (readonly [string, string | Uint8Array])[] = [
  ['三定.txt', LINES.join('\n')],
  ['三定.md', LINES.map((line, index) => (index === 0 ? `# ${line}` : line)).join('\n\n')],
  ['三定-utf16.txt', new Uint8Array(Buffer.from('\ufeff' + LINES.join('\r\n'), 'utf16le'))],
  ['三定.docx', makeDocx(LINES.map((line) => paragraph(line)).join(''))],
  ['三定-自动编号.docx', makeDocx(numbered, { 'word/numbering.xml': numbering })],
  ['三定.doc', makeDoc(LINES.join('\n'))],
  ['三定.pdf', makePdf([LINES.map((text, row) => ({ text, x: row === 0 ? 100 : 84, y: 500 - row * 24 }))])],
];

describe('the same 三定 text in every kind of file is the same clauses', () => {
  it.each(PAPERS)('%s', async (name, bytes) => {
    const { result } = await runParse({ file: save(name, bytes) });
    expect(result.kind).toBe('SANDING');
    expect(result.clauses.map(({ path, text }) => `${path} ${text}`)).toEqual(['第一条第（一）项 负责水资源管理。', '第一条第（二）项 会同区财政局拟订水利规划。']);
    expect(result.notUnderstood).toEqual([]);
  });
});

describe('the same list in every kind of table is the same rows', () => {
  it.each([
    ['清单.xlsx', makeWorkbook(ROWS)],
    ['清单.xls', makeWorkbook(ROWS, 'biff8')],
    ['清单.csv', ROWS.map((row) => row.join(',')).join('\n')],
    ['清单.docx', makeDocx(`<w:tbl>${ROWS.map((row) => `<w:tr>${row.map((text) => `<w:tc>${paragraph(text)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`)],
    ['清单.pdf', makePdf([ROWS.flatMap((row, at) => row.map((text, column) => ({ text, x: 40 + column * 95, y: 500 - at * 24 })))])],
  ] as const)('%s', async (name, bytes) => {
    const { result, text } = await runParse({ file: save(name, bytes) });
    expect(result).toMatchObject({ kind: 'LIST', listKind: 'DIVISION' });
    expect(result.clauses.map(({ path, partners }) => `${path} ${partners.map(({ name: organ, relation }) => `${relation} ${organ}`).join(' ')}`)).toEqual(['第1项 LEADS 区城管局 ASSISTED_BY 区住建局']);
    expect(text).toContain('序号=序号，事项名称=事项名称，牵头部门=牵头部门，配合部门=配合部门');
  });
});

it('offsets point into the text that is written out', async () => {
  const emitText = join(folder, 'emitted.txt');
  const { result } = await runParse({ file: save('a.docx', makeDocx(LINES.map((line) => paragraph(line)).join(''))), emitText });
  const source = readFileSync(emitText, 'utf8');
  expect(source).toHaveLength(result.source.characters);
  for (const clause of result.clauses) expect(source.slice(clause.start, clause.end)).toBe(clause.text);
});

it('a noisy DOCX is normalised as a noisy text is', async () => {
  expect((await runNormalize({ file: save('noisy.docx', makeDocx(paragraph('區(qū)水務局負責(zé)'))) })).result).toEqual({ text: '区水务局负责', changes: 6 });
});
