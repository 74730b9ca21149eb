import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startSampleServer, type SampleServer } from '../support/sample-server.ts';
import { button, confirm, go, keepFailures, makeCamera, visit } from '../support/visitor.ts';

let server: SampleServer | undefined;
let browser: Browser | undefined;
let page: Page;
let shoot: Awaited<ReturnType<typeof makeCamera>>;
const textOf = (): Promise<string> => page.getByRole('main').innerText();

beforeAll(async () => {
  shoot = await makeCamera('test-results/registry-bases');
  [server, browser] = await Promise.all([startSampleServer(), launchBrowser()]);
  page = await visit(browser, server.address, 'office');
});
keepFailures('test-results/registry-bases', () => browser);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** The sample 三定 text of the housing bureau without its clause on estates. */
function reissued(): string {
  const text = readFileSync('sample/sanding/housing.txt', 'utf8');
  return text.replaceAll('物业', '居住服务');
}

describe('a 三定 text that is reissued', () => {
  test('is previewed and imported, and what rests on its clauses is listed', async () => {
    await go(page, '文件依据');
    await page.getByRole('link', { name: '导入文件' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('粘贴文本').first().click();
    await page.getByLabel('施行日期').fill('2026-06-01');
    await page.getByLabel('正文').fill(reissued());
    await button(page, '预览').click();
    await button(page, '确认入库').waitFor();
    await confirm(page, page.getByRole('main'), '确认入库');
    await page.waitForURL(/\/documents\/[0-9a-f-]{36}/);
    await go(page, '依据变动');
    const row = page.getByRole('row', { name: /修改.*住房和城乡建设局/ }).first();
    await row.waitFor();
    await row.getByRole('link').click();
    await page.getByText(/受影响的记录（待复核 \d+ 项/).waitFor();
    await page.getByRole('article').first().waitFor();
    const change = await textOf();
    expect(change).toContain('分工条目');
    expect(change).toContain('改写');
    await shoot(page, 'watch');
  });

  test('is done with item by item, with a note', async () => {
    const first = page.getByRole('article').first();
    await first.getByLabel(/复核意见/).fill('文字调整，不影响牵头部门。');
    await button(first, '标为已复核').click();
    await page.getByText(/已复核 1 项/).waitFor();
    await first.getByRole('link').first().click();
    await page.getByRole('region', { name: '依据变动提示' }).waitFor();
    expect(await textOf()).toContain('文字调整，不影响牵头部门。');
    await shoot(page, 'entry-with-notice');
  });
});

describe('the alignment of a matter', () => {
  test('shows the four grounds with their differences', async () => {
    await go(page, '事项');
    await page.getByRole('textbox', { name: '查找事项' }).or(page.getByLabel('查找事项')).first().fill('占道');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /占道经营/ }).first().click();
    await page.getByText(/机器建议的条款/).waitFor();
    await shoot(page, 'matter');
    const proposals = page.getByRole('checkbox', { name: /^选中 / });
    const count = await proposals.count();
    await proposals.nth(0).check();
    await proposals.nth(1).check();
    await button(page, '确认选中的 2 条').click();
    await page.getByText(/已确认的职责条款（2 条）/).waitFor();
    await shoot(page, 'several-confirmed');
    await button(page.getByRole('status').filter({ hasText: '已确认 2 条' }), '撤销').click();
    await page.getByText(/已确认的职责条款（0 条）/).waitFor();
    expect(await proposals.count()).toBe(count);
    await button(page, '确认属于').first().click();
    await page.getByText(/已确认的职责条款（1 条）/).waitFor();
    await page.getByRole('link', { name: '四方对照' }).click();
    await page.getByRole('heading', { level: 1, name: /四方对照：/ }).waitFor();
    for (const side of ['本区“三定”', '法律法规', '上级职责分工', '周边做法']) expect(await page.getByRole('region', { name: side }).count()).toBe(1);
    expect(await page.locator('.difference-list > li').count()).toBeGreaterThan(0);
    await shoot(page, 'alignment');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation', { name: '主导航' }).isVisible()).toBe(false);
    await shoot(page, 'alignment-printed');
    await page.emulateMedia({ media: 'screen' });
  });
});
