import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startSampleServer, type SampleServer } from '../support/sample-server.ts';
import { button, choose, go, keepFailures, makeCamera, visit } from '../support/visitor.ts';

const PARKS = '区公园城市建设管理局';
const URBAN = '区综合行政执法局';

let server: SampleServer | undefined;
let browser: Browser | undefined;
let shoot: Awaited<ReturnType<typeof makeCamera>>;
let page: Page;

const textOf = (): Promise<string> => page.locator('main').innerText();

beforeAll(async () => {
  shoot = await makeCamera('test-results/department-merger');
  [server, browser] = await Promise.all([startSampleServer(), launchBrowser()]);
  page = await visit(browser, server.address, 'office');
});
keepFailures('test-results/department-merger', () => browser);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe('two departments become one', () => {
  test('what the end of the one touches is shown before it ends', async () => {
    await go(page, '部门');
    await page.getByRole('link', { name: PARKS, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: PARKS }).waitFor();
    await button(page, '部门变动').click();
    await page.getByRole('menuitem', { name: '部门合并' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/涉及现行或在办记录 \d+ 项/).waitFor();
    expect(await dialog.innerText()).toContain('分工条目');
    await shoot(page, 'consequences');
  });

  test('cannot be abolished without a successor or a decision', async () => {
    await button(page.getByRole('dialog'), '取消').click();
    await button(page, '部门变动').click();
    await page.getByRole('menuitem', { name: '撤销部门' }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: '撤销部门' });
    await button(dialog, '确认撤销').click();
    const alert = dialog.getByRole('alert').filter({ hasText: '撤销后无人承接' });
    await alert.waitFor();
    expect(await alert.innerText()).toContain('请指明承接部门');
    await shoot(page, 'refused');
    await button(dialog, '取消').click();
  });

  test('is merged, and everything it owned finds its successor', async () => {
    await button(page, '部门变动').click();
    await page.getByRole('menuitem', { name: '部门合并' }).click();
    const dialog = page.getByRole('dialog').filter({ hasText: '部门合并' });
    await choose(page, dialog.getByLabel('承接部门', { exact: true }), URBAN, URBAN);
    await dialog.getByRole('button', { name: /^全部转移（\d+ 个）$/ }).click();
    await shoot(page, 'accounts');
    await dialog.getByLabel('依据（文号）').fill('锦委办〔2026〕8号');
    await button(dialog, '确认合并').click();
    await page.getByRole('heading', { level: 1, name: URBAN }).waitFor();
    const heir = await textOf();
    expect(heir).toContain(PARKS);
    expect(heir).toContain('锦委办〔2026〕8号');
    await shoot(page, 'successor');
    await page.getByRole('region', { name: '机构沿革' }).getByRole('link', { name: PARKS }).click();
    await page.getByText('已撤销，职责现由下列部门承接').waitFor();
    await shoot(page, 'ended');
  });

  test('is still there as on a day before, and on the chart of that day', async () => {
    await page.getByLabel('截至日期').fill('2025-01-01');
    await page.getByText('以下为2025-01-01 当日的情况。').waitFor();
    expect(await textOf()).not.toContain('已撤销，职责现由');
    await go(page, '部门');
    await page.getByRole('link', { name: '机构图' }).click();
    await page.getByRole('heading', { level: 1, name: '机构图' }).waitFor();
    await page.getByRole('link', { name: URBAN }).waitFor();
    expect(await textOf()).not.toContain(PARKS);
    await shoot(page, 'chart-now');
    await page.getByLabel('截至日期').fill('2025-01-01');
    await page.getByRole('link', { name: PARKS }).waitFor();
  });

  test('leaves only those without an owner on the list to be mended', async () => {
    await page.goto('/unowned-references');
    await page.getByRole('heading', { level: 1, name: '无承接部门清单' }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await textOf()).not.toContain(PARKS);
    await shoot(page, 'unowned');
  });
});
