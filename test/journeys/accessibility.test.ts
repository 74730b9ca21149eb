import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startSampleServer, type SampleServer } from '../support/sample-server.ts';
import { keepFailures, makeCamera, visit } from '../support/visitor.ts';

const FOLDER = 'test-results/accessibility';
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

let server: SampleServer | undefined;
let browser: Browser | undefined;

beforeAll(async () => {
  await makeCamera(FOLDER);
  [server, browser] = await Promise.all([startSampleServer(), launchBrowser()]);
});
keepFailures(FOLDER, () => browser);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** What breaks WCAG 2.2 AA on the page as it stands: rule, how often, and the first element of it. */
async function listViolations(page: Page, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.map(({ id, nodes }) => `${where}: ${id} ×${nodes.length} ${nodes[0]?.html.slice(0, 160) ?? ''} ${nodes[0]?.any[0]?.message ?? ''}`);
}

/** Opens a page and waits until nothing on it is loading. */
async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('[aria-busy=true], .ant-spin-spinning').first().waitFor({ state: 'detached' });
}

test.each([
  ['dispatcher', ['/', '/appeals', '/appeals/new', '/appeals/import', '/orders', '/model-health/cards', '/disputes', '/division-entries']],
  ['office', ['/division-drafts', '/search?q=物业', '/matters', '/departments', '/documents', '/documents/import', '/basis-changes', '/basis-ranks', '/model-health', '/automatic-confirmation']],
  ['audit-admin', ['/accounts', '/journal']],
])('the pages of %s meet WCAG 2.2 AA as far as a program can tell', async (userName, paths) => {
  if (server === undefined || browser === undefined) throw new Error('nothing to visit');
  const page = await visit(browser, server.address, userName);
  const found: string[] = [];
  for (const path of paths) {
    await open(page, path);
    found.push(...(await listViolations(page, path)));
  }
  if (userName === 'dispatcher') {
    await open(page, '/orders');
    await page.getByRole('row').nth(1).getByRole('link').first().click();
    await page.getByRole('region', { name: '办理', exact: true }).waitFor();
    found.push(...(await listViolations(page, 'an order')));
  }
  expect(found).toEqual([]);
});

test('the page to sign in meets it too', async () => {
  if (server === undefined || browser === undefined) throw new Error('nothing to visit');
  const context = await browser.newContext({ baseURL: server.address, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('用户名').waitFor();
  expect(await listViolations(page, 'sign-in')).toEqual([]);
});
