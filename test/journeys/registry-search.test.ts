import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startSampleServer, type SampleServer } from '../support/sample-server.ts';
import { button, choose, go, keepFailures, makeCamera, visit } from '../support/visitor.ts';

const FOLDER = 'test-results/registry-search';
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

let server: SampleServer | undefined;
let browser: Browser | undefined;
let page: Page;
let shoot: Awaited<ReturnType<typeof makeCamera>>;

beforeAll(async () => {
  shoot = await makeCamera(FOLDER);
  [server, browser] = await Promise.all([startSampleServer(), launchBrowser()]);
  page = await visit(browser, server.address, 'office');
});
keepFailures(FOLDER, () => browser);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

const results = (): Locator => page.locator('#search-results');
const box = (): Locator => page.getByLabel('检索内容');
const settled = (): Promise<void> => page.locator('#search-results[aria-busy=false]').waitFor();

async function ask(words: string): Promise<void> {
  await box().fill(words);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => (url.searchParams.get('q') ?? '') === words);
  await settled();
}

/** What the keyboard is on, by its name. */
const focused = (): Promise<string> => page.evaluate<string>('document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText');

/** No part of the page is wider than the screen. */
const overhang = (): Promise<number> => page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describe('a search of the registry', () => {
  test('begins empty and says what can be asked', async () => {
    await go(page, '职责库检索');
    await page.getByText(/输入内容后检索/).waitFor();
    expect(await focused()).toBe(await box().getAttribute('aria-label'));
    await shoot(page, 'before');
  });

  test('finds a word of two characters and marks it', async () => {
    await ask('物业');
    await results().locator('.hit').first().waitFor();
    const marks = await results().locator('mark').allInnerTexts();
    expect(marks.length).toBeGreaterThan(0);
    expect(marks.some((mark) => mark.includes('物业'))).toBe(true);
    await shoot(page, 'two-characters');
  });

  test('understands a short name and a word together', async () => {
    await ask('住建局 物业');
    expect(await results().innerText()).toMatch(/“住建局”按 .*住房和城乡建设局.* 检索/);
    await shoot(page, 'short-name');
  });

  test('is narrowed by kind, department and paper, and the address keeps it', async () => {
    await ask('物业');
    await page.getByRole('tab', { name: /^事项/ }).click();
    await settled();
    await page.waitForURL(/kind=MATTER/);
    expect(await results().locator('.hit').first().innerText()).toMatch(/事项|一件事情/);
    await shoot(page, 'matters');
    await page.getByRole('tab', { name: /^全部/ }).click();
    await choose(page, page.getByLabel('文件种类'), '“三定”规定');
    await page.waitForURL(/documentKind=SANDING/);
    await settled();
    const kinds = await results().locator('.hit').allInnerTexts();
    expect(kinds.length).toBeGreaterThan(0);
    expect(kinds.every((hit) => hit.includes('“三定”规定'))).toBe(true);
    await shoot(page, 'three-fix-only');
    await page.reload();
    await results().locator('.hit').first().waitFor();
    expect(await box().inputValue()).toBe('物业');
  });

  test('looks as on a day: before the papers were there no clause is found', async () => {
    await page.goto('/search?q=物业&on=1990-01-01');
    await page.getByText(/1990-01-01 当日的情况/).waitFor();
    await settled();
    expect(await page.getByRole('tab', { name: /^职责条款与法条/ }).innerText()).toBe('职责条款与法条 0');
    await shoot(page, 'as-on-1990');
    await button(page, '回到现在').click();
    await page.getByRole('tab', { name: /^职责条款与法条 [1-9]/ }).waitFor();
  });

  test('says so when nothing answers', async () => {
    await ask('量子纠缠');
    await page.getByText('没有找到').waitFor();
    await shoot(page, 'nothing');
  });

  test('says what went wrong and tries again', async () => {
    await page.route('**/api/v1/registry-search**', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: JSON.stringify({ type: 'about:blank', title: '系统故障', status: 500, code: 'fault', incident: 'A1' }) }));
    await box().fill('占道');
    await page.keyboard.press('Enter');
    await results().getByRole('alert').waitFor();
    await shoot(page, 'fault');
    await page.unroute('**/api/v1/registry-search**');
    await button(results(), '重试').click();
    await results().locator('.hit').first().waitFor();
  });

  test('goes on page by page, and by the arrow keys alone', async () => {
    await ask('管理');
    const before = await results().locator('.hit').count();
    await shoot(page, 'many');
    await button(page, '继续加载').click();
    await results().locator('.hit').nth(before).waitFor();
    await box().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(await results().locator('.hit-link').nth(1).innerText());
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/(documents|matters)\//);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await shoot(page, 'opened');
    await page.goBack();
    await results().locator('.hit').first().waitFor();
  });

  test('fits a phone, also in English', async () => {
    await page.setViewportSize(PHONE);
    await page.goto('/search?q=物业');
    await results().locator('.hit').first().waitFor();
    expect(await overhang()).toBe(0);
    await shoot(page, 'phone');
    await page.goto('/search?q=量子纠缠');
    await page.getByText('没有找到').waitFor();
    await shoot(page, 'phone-nothing');
    await page.setViewportSize(DESK);
    await page.goto('/search?q=物业');
    await page.getByText('English', { exact: true }).first().click();
    await results().locator('.hit').first().waitFor();
    expect(await results().innerText()).not.toMatch(/\b1 clauses/);
    await shoot(page, 'english');
  });
});
