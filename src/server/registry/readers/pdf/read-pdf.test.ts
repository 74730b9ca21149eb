import { expect, it } from 'vitest';
import { makePdf, type MadeLine } from '../../../../../test/support/made-files.ts';
import { readPdf } from './read-pdf.ts';

/** Letters of 12 points, 25 to a full line from 60 to 360. */
const LEFT = 60;
const line = (text: string, row: number, x = LEFT): MadeLine => ({ text, x, y: 500 - row * 20 });
const read = async (pages: readonly (readonly MadeLine[])[]) => readPdf('a.pdf', makePdf(pages));
const full = (text: string): string => text.padEnd(25, '管');

it('wrapped lines are one paragraph, an indented line begins another', async () => {
  const { text } = await read([[line(full('　　区水务局负责全区水资源的'), 0, LEFT), line('保护和监督。', 1), line('（二）指导节水。', 2, LEFT + 24)]]);
  expect(text.split('\n')).toEqual([`${full('　　区水务局负责全区水资源的').trim()}保护和监督。`, '（二）指导节水。']);
});

it('a sentence runs on over the end of the page; header, footer and page number are set aside', async () => {
  const page = (number: number, lines: MadeLine[]): MadeLine[] => [{ text: '清溪区水务局三定规定', x: 150, y: 575 }, ...lines, { text: `— ${number} —`, x: 200, y: 25 }];
  const { text, setAside } = await read([page(1, [line(full('区水务局负责全区水资源'), 0)]), page(2, [line('的保护。', 0), line('第二条 附则。', 1)])]);
  expect(text.split('\n')).toEqual([`${full('区水务局负责全区水资源')}的保护。`, '第二条 附则。']);
  expect(setAside.map((part) => `${part.page} ${part.text}`)).toEqual(['1 清溪区水务局三定规定', '1 — 1 —', '2 清溪区水务局三定规定', '2 — 2 —']);
});

it('columns of a table are parted by tabs, and its rows stay apart', async () => {
  const row = (at: number, ...cells: string[]): MadeLine[] => cells.map((text, column) => line(text, at, LEFT + column * 150));
  expect((await read([[...row(0, '事项', '牵头部门'), ...row(1, '违法建设', '区城管局')]])).text).toBe('事项\t牵头部门\n违法建设\t区城管局');
});

it('a full line that ends its sentence does not swallow the number of the next', async () => {
  const { text } = await read([[line(full('负责').slice(0, 24) + '。', 0), line('第二条 本规定自发布之日起施行。', 1), line(full('其他'), 2)]]);
  expect(text.split('\n')).toHaveLength(3);
});

it('a large title is no part of the text below it', async () => {
  expect((await read([[line('水务局职责', 0, 150), line(full('负责全区'), 1)]])).text.split('\n')).toHaveLength(2);
});
