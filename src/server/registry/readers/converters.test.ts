import { expect, it } from 'vitest';
import { normalizeText } from '../../../core/registry/normalize.ts';
import { loadConverters } from './converters.ts';

it('a traditional copy with pinyin in brackets comes out as officials write it', () => {
  const noisy = '●清溪區(qū)委編辦\n以「研判—審核—協(xié)調(diào)—反饋」方式,著力理順部門職責(zé)關(guān)系,進(jìn)一步強(qiáng)化協(xié)同履職(2021年以來);周邊區(qū)(市)縣。';
  expect(normalizeText(noisy, loadConverters()).text).toBe('●清溪区委编办\n以“研判—审核—协调—反馈”方式，着力理顺部门职责关系，进一步强化协同履职（2021年以来）；周边区（市）县。');
});

it('characters whose bytes slipped are mended where the pinyin behind them proves it, and left where nothing does', () => {
  const clean = (text: string): string => normalizeText(text, loadConverters()).text;
  expect(clean('推動工作??茖W(xué)制定程序')).toBe('推动工作。科学制定程序');
  expect(clean('推动工作??茖W（zé）制定')).toContain('茖W（zé）');
  expect(clean('是否A(xué)？')).toBe('是否A（xué）？');
});
