import { expect, it } from 'vitest';
import { findSecrecyMark } from './secrecy.ts';

it.each([
  ['机密★1年\n关于印发…的通知', '机密'],
  ['000001\n秘密\n特急\n中共清溪区委文件', '秘密'],
  ['绝　密\n文件', '绝密'],
  ['关于…的报告\n密级：机密', '机密'],
  ['秘密 清溪区机构编制情况', '秘密'],
])('%j is marked %s', (text, mark) => expect(findSecrecyMark(text)).toBe(mark));

it.each([['负责保守国家秘密和商业秘密。'], ['区保密局负责机密级文件的管理，绝密级文件由专人保管。'], ['秘密举报受理办法']])('%j bears no mark', (text) => expect(findSecrecyMark(text)).toBeNull());
