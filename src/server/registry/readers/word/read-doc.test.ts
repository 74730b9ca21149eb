import { describe, expect, it } from 'vitest';
import { makeDoc, makeNumberedDoc } from '../../../../../test/support/made-files.ts';
import { readDocument } from '../read-document.ts';

const textOf = async (bytes: Uint8Array): Promise<string> => (await readDocument({ name: '三定.doc', bytes })).text;
/** 第一条, （一）, 1. as Word keeps them: formats 39, 37 and 0. */
const LEVELS = [{ format: 39, pattern: '第%1条 ' }, { format: 37, pattern: '（%2）' }, { format: 0, pattern: '%3.' }];

describe('an old DOC', () => {
  it('has the numbers that Word draws written as text, each level counting anew below the next', async () => {
    const bytes = makeNumberedDoc([
      { text: '区水务局职能配置、内设机构和人员编制规定', level: null }, { text: '主要职责是：', level: 0 }, { text: '负责水资源管理。', level: 1 }, { text: '负责节水。', level: 1 },
      { text: '与区城管局分工。', level: 2 }, { text: '内设机构：', level: 0 }, { text: '办公室。', level: 1 },
    ], LEVELS);
    expect((await textOf(bytes)).trim().split('\n')).toEqual(['区水务局职能配置、内设机构和人员编制规定', '第一条 主要职责是：', '（一）负责水资源管理。', '（二）负责节水。', '1.与区城管局分工。', '第二条 内设机构：', '（一）办公室。']);
  });

  it('keeps its quotation marks as they are', async () => expect(await textOf(makeDoc('落实“三定”规定。'))).toBe('落实“三定”规定。'));

  it('whose lists are damaged is read without its numbers', async () => {
    const bytes = Buffer.from(makeNumberedDoc([{ text: '负责水资源管理。', level: 0 }], LEVELS));
    const head = bytes.indexOf(Buffer.from([0xec, 0xa5, 0xc1, 0x00]));
    bytes.writeUInt32LE(0x7fff_fff0, head + 0x02e2);
    expect((await textOf(bytes)).trim()).toBe('负责水资源管理。');
  });
});
