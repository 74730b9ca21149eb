import { describe, expect, it } from 'vitest';
import { normalizeText, type NormalizeTables } from './normalize.ts';

const SIMPLE = new Map(Object.entries({ 龍: '龙', 區: '区', 職: '职', 責: '责', 關: '关', 係: '系', 為: '为', 會: '会', 強: '强', 化: '化', 學: '学', 長: '长', 慶: '庆' }));
const READINGS = new Map(Object.entries({ 區: ['qū', 'ōu'], 责: ['zé'], 責: ['zé'], 強: ['qiáng', 'qiǎng', 'jiàng'], 重: ['zhòng', 'chóng'], 慶: ['qìng'], 长: ['cháng', 'zhǎng'], 區域: [], 女: ['nǚ'] }));
const tables: NormalizeTables = { simplify: (text) => Array.from(text, (char) => SIMPLE.get(char) ?? char).join(''), readings: (char) => READINGS.get(char) ?? [] };
const clean = (text: string): string => normalizeText(text, tables).text;

describe('a copied text becomes clean simplified Chinese', () => {
  it.each([
    ['龍泉驛區(qū)職責(zé)關係', '龙泉驛区职责关系'],
    ['加強(qiáng)；強（qiǎng）化', '加强；强化'],
    ['重慶(chóng qìng)市', '重庆市'],
    ['女(nǚ)工', '女工'],
    ['清委办發[2019]12號'.replace('發', '发').replace('號', '号'), '清委办发〔2019〕12号'],
    ['(一）負责'.replace('負', '负'), '（一）负责'],
    ['［二］管理', '（二）管理'],
    ['負責,監督;管理'.replace('負', '负').replace('監', '监'), '负责，監督；管理'.replace('監', '监')],
    ['著力推进，沿著公路', '着力推进，沿着公路'],
    ['著作权', '著作权'],
    ['「三定」规定', '“三定”规定'],
    ['２０１９年Ａ区', '2019年A区'],
    ['零\u200b宽\ufeff字', '零宽字'],
  ])('%s', (noisy, expected) => expect(clean(noisy)).toBe(expected));
});

describe('what is no noise stays', () => {
  it.each([['小区（a区）业主'], ['含PM2.5(细颗粒物)'.replace('(', '（').replace(')', '）')], ['共 1,000 人'], ['见 a.b(c) 与 https://x.cn/a?b=1'], ['责（zhi）任'], ['甲方(A)'.replace('(', '（').replace(')', '）')]])('%s', (text) => {
    expect(normalizeText(text, tables)).toEqual({ text, changes: 0 });
  });
});

it('counts the places changed', () => {
  expect(normalizeText('區(qū)职責', tables)).toEqual({ text: '区职责', changes: 3 });
});
