import { describe, expect, it } from 'vitest';
import { findAuthority } from './authorities.ts';

const departments = [
  ['市生态环境局示范区分局', '生态环境分局'], ['区住房和城乡建设局', '住建局'], ['市公安局示范区分局', '公安分局'], ['市公安局交通警察支队示范区大队', '交警大队'], ['区市场监督管理局'], ['区水务局'],
].map((names) => ({ name: names[0] as string, names }));
const nameOf = (authority: string) => findAuthority(authority, departments)?.name ?? null;

describe('the authority that a law names', () => {
  it.each([
    ['地方人民政府生态环境主管部门', '市生态环境局示范区分局'],
    ['县级以上地方人民政府住房和城乡建设主管部门', '区住房和城乡建设局'],
    ['住房城乡建设主管部门', '区住房和城乡建设局'],
    ['市场监督管理部门', '区市场监督管理局'],
    ['水务行政主管部门', '区水务局'],
    ['公安机关', '市公安局示范区分局'],
  ])('%s is %s', (authority, name) => expect(nameOf(authority)).toBe(name));

  it.each(['国务院生态环境主管部门', '省人民政府水务主管部门', '有关部门', '渔业主管部门', '县级以上地方人民政府'])('is nobody here: %s', (authority) => expect(nameOf(authority)).toBeNull());
});
