import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterEach } from 'vitest';
import { SAMPLE_PASSWORD } from '../../src/server/sample/accounts.ts';

/** Buttons of two Chinese characters are set apart on the screen (登 录); one that was pressed a moment ago still bears its turning wheel. */
const spaced = (name: string): RegExp => new RegExp(`^(loading\\s*)?${Array.from(name).join('\\s?')}$`);

export const button = (inside: Page | Locator, name: string): Locator => inside.getByRole('button', { name: spaced(name) });

const PATIENCE = 15_000;

/** A browser of one's own, on the page after signing in. */
export async function visit(browser: Browser, address: string, userName: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: address, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('用户名').fill(userName);
  await page.getByLabel('密码', { exact: true }).fill(SAMPLE_PASSWORD);
  await button(page, '登录').click();
  await page.getByRole('heading', { level: 1, name: '待办事项' }).waitFor();
  return page;
}

/** Everybody keeps a browser of their own through the whole journey. */
export function makeVisitors(findHost: () => { readonly browser: Browser | undefined; readonly address: string | undefined }): (userName: string) => Promise<Page> {
  const visitors = new Map<string, Page>();
  return async (userName) => {
    const { browser, address } = findHost();
    if (browser === undefined || address === undefined) throw new Error('nothing to visit');
    const page = visitors.get(userName) ?? (await visit(browser, address, userName));
    visitors.set(userName, page);
    return page;
  };
}

export const panel = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });

/** Follows a link of the main navigation. */
export const go = (page: Page, item: string): Promise<void> => page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: item, exact: true }).click();

/** Chooses in a field with a list, by typing where the list is searched. A list that is drawn anew at this moment loses the press: then it is chosen again. */
export async function choose(page: Page, field: Locator, option: string, typed?: string): Promise<void> {
  const whole = field.locator('xpath=ancestor-or-self::*[contains(concat(" ", normalize-space(@class), " "), " ant-select ")][1]');
  const shows = () => whole.filter({ hasText: option }).waitFor({ timeout: PATIENCE / 5 }).then(() => true, () => false);
  const take = async () => {
    await field.click();
    if (typed !== undefined) await field.fill(typed);
    await page.getByTitle(option, { exact: true }).filter({ visible: true }).last().click();
  };
  await take();
  if (!(await shows())) await take();
}

/** Unfolds a step of the panel 办理, unless it is the only one and stands open. */
export async function unfold(page: Page, step: string): Promise<Locator> {
  const panel = page.getByRole('region', { name: '办理', exact: true });
  const header = panel.getByRole('button', { name: step, exact: true, expanded: false });
  await panel.getByRole('button', { name: step, exact: true }).first().waitFor();
  if ((await header.count()) > 0) await header.click();
  return panel;
}

/** Takes a step that asks first. A form that is drawn anew at this moment loses the press: then it is pressed again, which only asks again. */
export async function confirm(page: Page, inside: Locator, name: string, yes = '确认'): Promise<void> {
  const asks = () => page.getByRole('dialog').waitFor({ timeout: PATIENCE / 5 }).then(() => true, () => false);
  await button(inside, name).last().click();
  if (!(await asks())) await button(inside, name).last().click();
  await button(page.getByRole('dialog'), yes).click();
}

/** Writes pictures `NN-name.png` in the order in which they are taken. */
export async function makeCamera(folder: string): Promise<(page: Page, name: string) => Promise<void>> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let taken = 0;
  return async (page, name) => {
    taken += 1;
    await page.evaluate('scrollTo(0, 0)');
    await page.screenshot({ path: join(folder, `${String(taken).padStart(2, '0')}-${name}.png`), fullPage: true });
  };
}

/** When a step of the journey fails, every open page leaves its picture and its text as `failed-N.png` and `failed-N.txt` beside the other pictures. */
export function keepFailures(folder: string, findBrowser: () => Browser | undefined): void {
  let kept = 0;
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    for (const page of findBrowser()?.contexts().flatMap((context) => context.pages()) ?? []) {
      kept += 1;
      const name = join(folder, `failed-${String(kept).padStart(2, '0')}`);
      const text = await page.locator('body').innerText().catch((error: unknown) => String(error));
      await writeFile(`${name}.txt`, `${task.name}\n${page.url()}\n\n${text}\n`);
      await page.screenshot({ path: `${name}.png` }).catch(() => undefined);
    }
  });
}
