import { describe, expect, it } from 'vitest';
import { readSearchWords } from './search-words.ts';

const departments = [{ name: '住建局', departmentIds: ['h'] }, { name: '区住建局', departmentIds: ['h'] }, { name: '消防', departmentIds: ['f'] }];
const ownWords = ['物业服务', '物业', '违规搭建'];
const read = (typed: string) => readSearchWords(typed, departments, ownWords);
const texts = (words: readonly { text: string }[]) => words.map(({ text }) => text);

describe('a question', () => {
  it('is cut at the names of departments, the longest first, however it is typed', () => {
    expect(read('区住建局物业').words).toEqual([{ text: '区住建局', departmentIds: ['h'] }, { text: '物业', departmentIds: [] }]);
    expect(texts(read('物业，住建局').words)).toEqual(['物业', '住建局']);
  });

  it('takes a name of two letters for a department only where it stands alone', () => {
    expect(read('消防').words).toEqual([{ text: '消防', departmentIds: ['f'] }]);
    expect(read('消防通道').words).toEqual([{ text: '消防通道', departmentIds: [] }]);
  });

  it('is freed of how it is asked, unless nothing is left', () => {
    expect(texts(read('谁负责物业服务？').words)).toEqual(['物业服务']);
    expect(texts(read('占道经营归谁管').words)).toEqual(['占道经营']);
    expect(texts(read('谁负责').words)).toEqual(['谁负责']);
  });

  it('falls into the words of the district, and into pairs of letters', () => {
    expect(texts(read('阳光房违规搭建').pieces)).toEqual(['阳光房', '违规搭建']);
    expect(texts(read('阳光房违规').units)).toEqual(['阳光', '光房', '房违', '违规']);
    expect(texts(read('物业服务的监管').pieces)).toEqual(['物业服务', '监管']);
  });

  it('reads wide letters and capitals as plain ones', () => {
    expect(texts(read('ＡＩ Model').words)).toEqual(['ai', 'model']);
  });
});
