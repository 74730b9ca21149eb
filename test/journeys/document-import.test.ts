import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { makeWorkbook } from '../support/made-files.ts';
import { startSampleServer, type SampleServer } from '../support/sample-server.ts';
import { button, choose, confirm, go, makeCamera, visit } from '../support/visitor.ts';

const URBAN = '区综合行政执法局';

/** Forty uploads, readings and imports on a machine that does other work too. */
const PATIENCE = 90_000;

let server: SampleServer | undefined;
let browser: Browser | undefined;
let page: Page;
let folder: string;
let shoot: Awaited<ReturnType<typeof makeCamera>>;
const textOf = (): Promise<string> => page.getByRole('main').innerText();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lishun-papers-'));
  shoot = await makeCamera('test-results/document-import');
  [server, browser] = await Promise.all([startSampleServer(), launchBrowser()]);
  page = await visit(browser, server.address, 'office');
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(folder, { recursive: true, force: true });
});

const write = async (name: string, content: Uint8Array | string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

/** A list of responsibilities; in its last row, the 17th of the sheet, stands a unit nobody knows. */
const list = (heading = '牵头部门') => makeWorkbook([
  ['序号', '事项名称', heading, '职责内容'],
  ...Array.from({ length: 15 }, (_, index) => [`${index + 1}`, `市容事项${index + 1}管理`, URBAN, `负责市容事项${index + 1}的监督管理`]),
  ['16', '夜市摊点管理', '区市容环卫处', '负责夜市摊点的监督管理'],
]);

async function handIn(kind: string, ...paths: string[]): Promise<void> {
  await go(page, '文件依据');
  await page.getByRole('link', { name: '导入文件' }).click();
  await page.getByRole('heading', { level: 1, name: '导入文件' }).waitFor();
  await choose(page, page.getByLabel('文件种类'), kind);
  await page.locator('input[type=file]').setInputFiles(paths);
}

describe('a list with an error in row 17', () => {
  test('shows the row and the column, and cannot be confirmed', async () => {
    await handIn('权责清单', await write('清单.xlsx', list()));
    await shoot(page, 'hand-in');
    await button(page, '预览').click();
    await page.getByText('有 1 处须更正后方可入库。').waitFor();
    const findings = page.getByRole('region', { name: /须核对之处/ });
    expect(await findings.innerText()).toMatch(/第 17 行[\s\S]*牵头部门[\s\S]*主责单位不在部门库“区市容环卫处”/);
    expect(await button(page, '确认入库').isDisabled()).toBe(true);
    await shoot(page, 'row-17');
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    await shoot(page, 'row-17-phone');
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('is corrected in the preview: the source stays, the correction is listed', async () => {
    await button(page.getByRole('region', { name: /须核对之处/ }), '查看并更正').first().click();
    const editor = page.locator('.clause-editor');
    await editor.waitFor();
    await choose(page, editor.getByLabel('对应部门').first(), URBAN, '综合行政执法');
    await shoot(page, 'editor');
    await button(editor, '保存更正').click();
    await page.getByRole('region', { name: '已作更正（1）' }).waitFor();
    await page.getByText('全文均已识别').waitFor();
    expect(await page.getByRole('region', { name: '原文' }).innerText()).toContain('区市容环卫处');
    await shoot(page, 'corrected');
  });

  test('goes in whole once it is confirmed, with its correction beside it', async () => {
    await confirm(page, page.getByRole('main'), '确认入库');
    await page.waitForURL(/\/documents\/[0-9a-f-]{36}$/);
    await page.getByRole('region', { name: /入库时的更正/ }).waitFor();
    expect(await textOf()).toMatch(/涉及单位/);
    expect(await textOf()).toContain('职责条款（16 条）');
    await shoot(page, 'imported');
  });

  test('handed in again is offered its correction', async () => {
    await handIn('权责清单', join(folder, '清单.xlsx'));
    await button(page, '预览').click();
    await page.getByText('同一内容上次导入时有 1 处更正仍然适用').waitFor();
    await button(page, '沿用').click();
    await page.getByRole('region', { name: '已作更正（1）' }).waitFor();
    await shoot(page, 'offered-again');
    await confirm(page, page.getByRole('main'), '放弃导入');
    await page.waitForURL(/\/documents\/import$/);
  });
});

describe('a list with headings nobody has seen', () => {
  test('is read by the columns a person chooses, also the next time', async () => {
    await handIn('权责清单', await write('新表.xlsx', list('某某归口')));
    await button(page, '预览').click();
    const mapping = page.getByRole('region', { name: '清单各列的含义' });
    await mapping.getByText('按表头识别').waitFor();
    await choose(page, mapping.getByLabel('“某某归口”的含义'), '牵头部门');
    await button(mapping, '按此重读，并记住').click();
    await mapping.getByText('按已记住的模板').waitFor();
    await page.getByText('有 1 处须更正后方可入库。').waitFor();
    await shoot(page, 'columns');
    await handIn('权责清单', await write('又一表.xlsx', list('某某归口')));
    await button(page, '预览').click();
    await page.getByRole('region', { name: '清单各列的含义' }).getByText('按已记住的模板').waitFor();
  });
});

describe('a clause the machine missed', () => {
  const pane = () => page.getByRole('textbox', { name: /^原文/ });
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

  test('is marked in the source by the keyboard alone, and so are the bounds of another', async () => {
    await go(page, '文件依据');
    await page.getByRole('link', { name: '导入文件' }).click();
    await page.getByText('粘贴文本').first().click();
    await page.getByLabel('正文').fill('区综合行政执法局职能配置、内设机构和人员编制规定\n第三条 主要职责是：\n（一）负责市容监督管理。\n夜间摊点，天亮之前，白天另说\n');
    await button(page, '预览').click();
    await pane().waitFor();
    const before = await pane().innerText();
    await pane().focus();
    await press('Control+End', 'Home', 'Shift+End');
    await page.getByText(/已选：/).waitFor();
    await shoot(page, 'marked');
    await button(page, '选中文字补作条款').click();
    await page.getByText('职责条款（2 条）').waitFor();
    await page.locator('.clause').filter({ hasText: '负责市容监督管理。' }).click();
    await pane().focus();
    await press('Control+Home', 'ArrowDown', 'ArrowDown', 'Home', ...Array.from({ length: 5 }, () => 'ArrowRight'), 'Shift+End');
    await button(page, '设为第三条第（一）项的起止').click();
    await page.locator('.clause').filter({ hasText: /^第三条第（一）项市容监督管理。/ }).waitFor();
    await pane().focus();
    await page.keyboard.type('abc');
    await press('Delete', 'Backspace', 'Enter');
    expect(await pane().innerText()).toBe(before);
    await shoot(page, 'bounds');
    await confirm(page, page.getByRole('main'), '放弃导入');
  });
});

describe('a new version of a 三定 text', () => {
  test('shows what it changes clause by clause before it takes effect', async () => {
    const documents = await (await page.request.get('/api/v1/documents?kind=SANDING&limit=50&q=%E4%BD%8F%E6%88%BF')).json() as { items: { documentId: string }[] };
    const { text } = await (await page.request.get(`/api/v1/documents/${documents.items[0]?.documentId ?? ''}`)).json() as { text: string };
    await handIn('“三定”规定', await write('住建.txt', text.replace('物业', '居住服务')));
    await page.getByLabel('施行日期').fill('2026-06-01');
    await button(page, '预览').click();
    const diff = page.getByRole('region', { name: '与现行版本对照' });
    await diff.waitFor();
    expect(await diff.innerText()).toMatch(/改写 [1-9]/);
    expect(await diff.innerText()).toContain('居住服务');
    await shoot(page, 'diff');
    await confirm(page, page.getByRole('main'), '放弃导入');
    await page.waitForURL(/\/documents\/import$/);
  });
});

describe('forty papers at once', () => {
  test('are read behind the page and go in together; the refused one says why', async () => {
    const paths = await Promise.all(Array.from({ length: 39 }, (_, index) => write(`办法${index + 1}.txt`, `第${index + 1}号市容管理办法\n第一条 ${URBAN}负责第${index + 1}类市容设施的监督管理。\n`)));
    await handIn('法规规章', ...paths, await write('空.txt', ' '));
    await button(page, '上传 40 份并预览').click();
    await page.getByRole('heading', { level: 1, name: '文件导入（40 份）' }).waitFor({ timeout: PATIENCE });
    await page.getByText('待读取 0，可入库 39').waitFor({ timeout: PATIENCE });
    expect(await textOf()).toMatch(/没有可读的文字[\s\S]*registry\.empty/);
    await shoot(page, 'batch-ready');
    await confirm(page, page.getByRole('main'), '全部入库（39 份）');
    await page.getByText(/入库中 0，已入库 39/).waitFor({ timeout: PATIENCE });
    await shoot(page, 'batch-done');
  });

  test('stand in English too', async () => {
    await page.getByText('English', { exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Import of 40 documents' }).waitFor();
    await shoot(page, 'batch-english');
  });
});
