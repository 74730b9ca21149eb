import { describe, expect, it } from 'vitest';
import { makeDocx, paragraph, relation, relations, wordPart } from '../../../../../test/support/made-files.ts';
import { formatNumber } from './number-formats.ts';
import { readDocx } from './read-docx.ts';

const level = (at: number, format: string, pattern: string, more = ''): string => `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${pattern}"/></w:lvl>`;
const LIST = [level(0, 'chineseCountingThousand', '第%1条 '), level(1, 'chineseCounting', '（%2）'), level(2, 'decimal', '%3．'), level(3, 'decimal', '（%4）')].join('');
const numbering = (content: string): Record<string, Uint8Array> => ({ 'word/numbering.xml': wordPart('w:numbering', content) });
const list = (definition: string, content: string): string => `<w:abstractNum w:abstractNumId="${definition}">${content}</w:abstractNum>`;
const instance = (id: string, definition: string, overrides = ''): string => `<w:num w:numId="${id}"><w:abstractNumId w:val="${definition}"/>${overrides}</w:num>`;
const inList = (text: string, at: number, id = '1'): string => paragraph(text, `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${id}"/></w:numPr>`);
const linesOf = async (body: string, parts: Record<string, Uint8Array>): Promise<string[]> => (await readDocx('a.docx', makeDocx(body, parts))).text.split('\n');

describe('numbers that Word draws are written as text', () => {
  it('levels count on their own and begin anew below the next number above', async () => {
    const body = [inList('主要职责是：', 0), inList('负责甲。', 1), inList('负责乙。', 1), inList('分工。', 2), inList('细目。', 3), inList('内设机构：', 0), inList('办公室。', 1)].join('');
    expect(await linesOf(body, numbering(list('0', LIST) + instance('1', '0')))).toEqual(['第一条 主要职责是：', '（一）负责甲。', '（二）负责乙。', '1．分工。', '（1）细目。', '第二条 内设机构：', '（一）办公室。']);
  });

  it('two lists of one definition count on together, unless one is told to start anew', async () => {
    const parts = numbering(list('0', LIST) + instance('1', '0') + instance('2', '0') + instance('3', '0', '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride>'));
    expect(await linesOf(inList('甲', 1, '1') + inList('乙', 1, '2') + inList('丙', 1, '3'), parts)).toEqual(['（一）甲', '（二）乙', '（一）丙']);
  });

  it('a number may come by the style of the paragraph, also by the style that one rests on; list 0 takes a paragraph out', async () => {
    const styles = wordPart('w:styles', '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="Base"/></w:style>');
    const parts = { ...numbering(list('0', level(0, 'chineseCounting', '%1、', '<w:pStyle w:val="Base"/>')) + instance('1', '0')), 'word/styles.xml': styles };
    const body = [paragraph('总则', '<w:pStyle w:val="Base"/>'), paragraph('职责', '<w:pStyle w:val="Own"/>'), paragraph('说明', '<w:pStyle w:val="Own"/><w:numPr><w:numId w:val="0"/></w:numPr>'), paragraph('附则', '<w:pStyle w:val="Own"/>')].join('');
    expect(await linesOf(body, parts)).toEqual(['一、总则', '二、职责', '说明', '三、附则']);
  });

  it('a pattern of several levels, a legal one in digits, bullets without a number', async () => {
    const levels = level(0, 'chineseCounting', '%1、') + level(1, 'decimal', '%1.%2', '<w:isLgl/>') + level(2, 'bullet', '•');
    expect(await linesOf(inList('总则', 0) + inList('范围', 1) + inList('点', 2), numbering(list('0', levels) + instance('1', '0')))).toEqual(['一、总则', '1.1范围', '点']);
  });

  it('numbers of an earlier version, kept by tracked changes, do not count', async () => {
    const old = '<w:pPrChange w:id="1" w:author="a"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>';
    expect(await linesOf(paragraph('总则', old) + inList('职责', 1), numbering(list('0', LIST) + instance('1', '0')))).toEqual(['总则', '（一）职责']);
  });

  it('a number stands in a cell of a table, and a text without list stays as it is', async () => {
    const row = `<w:tbl><w:tr><w:tc>${inList('违建', 1)}</w:tc><w:tc>${paragraph('区城管局')}</w:tc></w:tr></w:tbl>`;
    expect(await linesOf(row + paragraph('完'), numbering(list('0', LIST) + instance('1', '0')))).toEqual(['（一）违建\t区城管局', '完']);
  });
});

it.each([
  ['chineseCounting', 23, '二十三'], ['chineseCounting', 110, '一百一十'], ['chineseCounting', 105, '一百零五'], ['ideographDigital', 20, '二〇'], ['chineseLegalSimplified', 12, '拾贰'], ['ideographTraditional', 3, '丙'],
  ['decimalEnclosedCircle', 3, '③'], ['decimalEnclosedParen', 2, '⑵'], ['decimalFullWidth', 12, '１２'], ['decimalZero', 5, '05'], ['upperLetter', 28, 'BB'], ['lowerRoman', 14, 'xiv'], ['unknownFormat', 7, '7'],
])('%s %i is drawn as %s', (format, value, drawn) => expect(formatNumber(value, format)).toBe(drawn));

it('pictures that are missing do not keep the text from being read', async () => {
  const picture = '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';
  const body = picture + paragraph('负责管理。');
  expect((await readDocx('a.docx', makeDocx(body, { 'word/_rels/document.xml.rels': relations(relation('r9', 'image', 'media/none.png')) }))).text.trim()).toBe('负责管理。');
});
