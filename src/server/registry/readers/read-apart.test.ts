import { expect, it } from 'vitest';
import { makeDocx, makeWorkbook, paragraph } from '../../../../test/support/made-files.ts';
import { readDocumentApart } from './read-apart.ts';

it('files are read in a thread of their own, refusals come back as refusals', async () => {
  const docx = { name: 'a.docx', bytes: makeDocx(paragraph('第一条 负责管理。')) };
  const marked = { name: 'b.docx', bytes: makeDocx(paragraph('机密★3年')) };
  const [read, refused] = await Promise.allSettled([readDocumentApart(docx), readDocumentApart(marked)]);
  expect(read).toMatchObject({ status: 'fulfilled', value: { kind: 'DOCX', text: '第一条 负责管理。' } });
  expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'registry.classified', kind: 'FORBIDDEN', places: [{ path: '正文' }] } });
});

it('a file that takes too long is refused, and the next one is read all the same', async () => {
  const rows = Array.from({ length: 20_000 }, (_, row) => [`事项${row}`, '区城管局', '负责管理']);
  await expect(readDocumentApart({ name: '清单.xlsx', bytes: makeWorkbook(rows) }, 0.02)).rejects.toMatchObject({ code: 'registry.too-slow' });
  expect(await readDocumentApart({ name: 'a.txt', bytes: new TextEncoder().encode('负责管理') })).toMatchObject({ text: '负责管理' });
});
