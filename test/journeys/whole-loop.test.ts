import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startSampleServer, type SampleServer } from '../support/sample-server.ts';
import { button, choose, confirm, go, keepFailures, makeCamera, makeVisitors, panel, unfold } from '../support/visitor.ts';

const FIRST = '我住在锦绣小区，小区里没有电动自行车充电桩，很多人飞线充电、把电动车推进楼道充电，存在很大的火灾隐患。希望有关部门督促物业安装集中充电设施，并管好消防安全。';
const SECOND = '我们小区一直没有电动自行车充电桩，居民只好从窗户飞线充电，有人把电瓶车停在楼道里充，火灾隐患很大，请督促物业装集中充电设施。';
const HOUSING = '区住房和城乡建设局';
const FIRE = '区消防救援大队';
const MATTER = '010800 小区电动自行车充电设施';
const SETTLED = '小区电动自行车充电设施建设与消防安全';

let server: SampleServer | undefined;
let browser: Browser | undefined;
let shoot: Awaited<ReturnType<typeof makeCamera>>;
const as = makeVisitors(() => ({ browser, address: server?.address }));

const textOf = (page: Page): Promise<string> => page.getByRole('main').innerText();

/** Where the order and the dispute of the journey stand; known once they exist. */
let order = '';
let dispute = '';
let entryNumber = '';

const pathOf = (page: Page): string => new URL(page.url()).pathname;

async function openOrder(userName: string): Promise<Page> {
  const page = await as(userName);
  await page.goto(order);
  await panel(page, '办理').waitFor();
  return page;
}

async function openDispute(userName: string): Promise<Page> {
  const page = await as(userName);
  await page.goto(dispute);
  await panel(page, '当事部门与签署').waitFor();
  return page;
}

beforeAll(async () => {
  shoot = await makeCamera('test-results/whole-loop');
  [server, browser] = await Promise.all([startSampleServer(), launchBrowser()]);
});

keepFailures('test-results/whole-loop', () => browser);

afterAll(async () => {
  await browser?.close();
  await server?.close();
});

describe('an appeal that no entry settles', () => {
  test('is ranked with its reasons while it is typed, and taken in', async () => {
    const page = await as('dispatcher');
    await shoot(page, 'desk');
    await go(page, '诉求');
    await page.getByRole('button', { name: '登记诉求' }).or(page.getByRole('link', { name: '登记诉求' })).first().click();
    await page.getByLabel('诉求正文').fill(FIRST);
    await page.getByText('试派结果').waitFor();
    const preview = await textOf(page);
    expect(preview).toContain('小区电动自行车充电设施');
    expect(preview).toContain('理由与依据');
    expect(preview).not.toContain('已有定论');
    await shoot(page, 'preview');
    await button(page, '提交受理').click();
    await page.waitForURL(/\/appeals\/[0-9a-f-]{36}$/);
    await page.getByRole('heading', { level: 1, name: '我住在锦绣小区' }).waitFor();
    await page.getByText('候选排序').waitFor();
    await shoot(page, 'appeal');
  });

  test('goes where the dispatcher sends it', async () => {
    const page = await as('dispatcher');
    await choose(page, page.getByLabel('主办单位'), HOUSING, HOUSING);
    await choose(page, page.getByLabel('事项', { exact: true }), MATTER, '充电');
    await button(page, '确认派单').click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain(`主办：${HOUSING}`);
    await button(dialog, '派单').click();
    await page.waitForURL(/\/orders\/[0-9a-f-]{36}$/);
    await page.getByText('已派单，待签收').first().waitFor();
    order = pathOf(page);
    expect(await textOf(page)).toContain('小区电动自行车充电设施');
    await shoot(page, 'dispatched');
  });
});

describe('the department it was sent to', () => {
  test('finds it in its list and signs in', async () => {
    const page = await as('housing.liaison');
    await go(page, '工单');
    const row = page.getByRole('row', { name: '我住在锦绣小区' });
    await row.waitFor();
    await shoot(page, 'orders-of-housing');
    await row.getByRole('link').click();
    expect(pathOf(page)).toBe(order);
    await button(await unfold(page, '签收'), '签收').last().click();
    await page.getByText('已签收，办理中').first().waitFor();
  });

  test('returns it with a clause only, and names who it says is responsible', async () => {
    const page = await openOrder('housing.liaison');
    await unfold(page, '退单');
    await choose(page, page.getByLabel('退单理由'), '职能不符');
    await choose(page, page.getByLabel('应承担职责的部门'), FIRE, FIRE);
    await button(page, '提交退单').click();
    const alert = page.getByRole('alert').filter({ hasText: '退单没有写明所依据的条款' });
    await alert.waitFor();
    expect(await alert.innerText()).toContain('请引用职责库条款，或写明条款出处和内容。');
    await shoot(page, 'return-without-clause');
    await page.getByLabel('条款内容').fill('《高层民用建筑消防安全管理规定》第三十七条：禁止在公共门厅、疏散走道、楼梯间停放电动自行车或者为其充电，由消防救援机构责令改正。');
    await button(page, '提交退单').click();
    await page.getByText('已退单，待裁定').first().waitFor();
    expect(await panel(page, '退单记录').innerText()).toContain(`认为应由 ${FIRE} 承担`);
    await shoot(page, 'returned');
  });

  test('is upheld by the dispatcher', async () => {
    const page = await openOrder('dispatcher');
    await unfold(page, '裁定退单');
    await page.getByLabel(`退单成立，改派${FIRE}`).check();
    await page.getByLabel('裁定说明').fill('条款明确，改派区消防救援大队。');
    await shoot(page, 'ruling');
    await button(page, '作出裁定').click();
    await page.getByText('已派单，待签收').first().waitFor();
    expect(await panel(page, '派单信息').innerText()).toContain(FIRE);
  });
});

describe('the second contradiction', () => {
  test('opens a dispute at once, with an interim lead who acts meanwhile', async () => {
    const page = await openOrder('fire.liaison');
    await unfold(page, '退单');
    await choose(page, page.getByLabel('退单理由'), '职能交叉');
    await choose(page, page.getByLabel('应承担职责的部门'), HOUSING, HOUSING);
    await page.getByLabel('条款内容').fill('《物业管理条例》第五条：县级以上地方人民政府房地产行政主管部门负责本行政区域内物业管理活动的监督管理工作。');
    await button(page, '提交退单').click();
    await page.getByText(`本单有职责争议，裁定前由${HOUSING}临时牵头，先行办理。`).waitFor();
    await shoot(page, 'dispute-opened');
    await page.getByRole('link', { name: '打开争议卷宗' }).click();
    await page.waitForURL(/\/disputes\/[0-9a-f-]{36}$/);
    await panel(page, '待决期间').waitFor();
    dispute = pathOf(page);
    expect(await panel(page, '待决期间').innerText()).toContain(`临时牵头：${HOUSING}`);
    expect(await panel(page, '关联工单').getByRole('link').count()).toBe(1);
  });

  test('is answered by a settlement that one party proposes', async () => {
    const page = await openDispute('housing.head');
    await unfold(page, '提出分工方案');
    await button(page, '起草分工方案').click();
    const form = page.getByRole('dialog');
    await form.getByLabel('条目名称').fill(SETTLED);
    await choose(page, form.getByLabel('牵头部门'), HOUSING, HOUSING);
    await form.getByLabel('包括', { exact: true }).fill('住宅小区内集中充电设施的安装、飞线充电和楼道停放充电。');
    await button(form, '＋ 添加责任部门').click();
    await choose(page, form.getByLabel('部门', { exact: true }), FIRE, FIRE);
    await form.getByLabel('具体职责').fill('负责消防监督检查和火灾隐患查处。');
    await button(form, '＋ 添加依据').click();
    await form.getByLabel('名称', { exact: true }).fill('物业管理条例');
    await form.getByLabel('条款', { exact: true }).fill('第五条');
    await choose(page, form.getByLabel('位阶'), '法规规章');
    await form.getByLabel('条文原文').fill('县级以上地方人民政府房地产行政主管部门负责本行政区域内物业管理活动的监督管理工作。');
    await shoot(page, 'settlement-form');
    await button(form, '提交').click();
    await panel(page, '分工方案（第 1 稿）').waitFor();
    expect(await panel(page, '分工方案（第 1 稿）').innerText()).toContain(FIRE);
  });

  test.each([['housing.head', HOUSING], ['fire.head', FIRE]])('is agreed to and signed by %s', async (userName) => {
    const page = await openDispute(userName);
    await unfold(page, '表明意见');
    await page.getByLabel('一致', { exact: true }).check();
    await button(page, '提交意见').click();
    // the steps are drawn anew with the record: only then is the next one taken
    await panel(page, '各方意见').getByRole('row').filter({ hasText: userName.startsWith('housing') ? HOUSING : FIRE }).filter({ hasText: '一致' }).first().waitFor();
    if (userName === 'fire.head') {
      const closed = await panel(page, '办理').innerText();
      expect(closed).toContain('报备协商结果');
      expect(closed).toContain(`${FIRE}尚未签署，协商工作纪要须各方全部签署后方可报备。`);
      expect(await button(page, '报备协商结果').isDisabled()).toBe(true);
      await shoot(page, 'filing-closed');
    }
    await confirm(page, await unfold(page, '签署协商工作纪要'), '签署协商工作纪要');
    await panel(page, '当事部门与签署').getByText(userName === 'fire.head' ? '各方均已签署。' : FIRE).first().waitFor();
    await shoot(page, `signed-${userName}`);
  });

  test('is filed by the host once everybody has signed', async () => {
    const page = await openDispute('fire.head');
    await confirm(page, await unfold(page, '报备协商结果'), '向编办报备');
    await page.getByText('分工草案已生成，待编办校核发布。').waitFor();
    await shoot(page, 'filed');
  });
});

describe('the establishment office', () => {
  test('opens the draft that came of it and publishes the entry', async () => {
    const page = await as('office');
    await go(page, '分工草案');
    await page.getByRole('link', { name: SETTLED }).click();
    await page.getByText('来自争议卷宗').waitFor();
    expect(await button(page, '发布').isEnabled()).toBe(true);
    await shoot(page, 'draft');
    await confirm(page, page.getByRole('main'), '发布');
    await page.waitForURL(/\/division-entries\/[0-9a-f-]{36}$/);
    const title = await page.getByRole('heading', { level: 1, name: new RegExp(`号 ${SETTLED}`) }).innerText();
    entryNumber = title.split(' ')[0] ?? '';
    expect(entryNumber).toMatch(/^示编分〔\d{4}〕\d+号$/);
    await shoot(page, 'entry');
    await page.goto(dispute);
    await page.getByText('已纳入职责任务分工表，派单以该条目为据。').waitFor();
    await shoot(page, 'settled');
  });
});

describe('the next appeal of the kind, in other words', () => {
  test('is settled by the entry, with its number and its lead', async () => {
    const page = await as('dispatcher');
    await page.goto('/appeals/new');
    await page.getByLabel('诉求正文').fill(SECOND);
    await page.getByText('试派结果').waitFor();
    await button(page, '提交受理').click();
    await page.waitForURL(/\/appeals\/[0-9a-f-]{36}$/);
    // the trial card of the form says the same a moment before
    await page.getByRole('heading', { level: 1, name: '我们小区一直没有电动自行车充电桩' }).waitFor();
    await page.getByText('已有定论').waitFor();
    const card = await textOf(page);
    expect(card).toContain(`职责任务分工表条目${entryNumber}“${SETTLED}”已明确由${HOUSING}牵头。`);
    expect(card).toMatch(new RegExp(`建议牵头部门\\s+${HOUSING}`));
    await shoot(page, 'already-settled');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Suggested lead').waitFor();
    expect(await textOf(page)).toContain(`Division entry ${entryNumber}`);
    await shoot(page, 'in-english');
  });
});

describe('the journal', () => {
  test('holds every step of it, unaltered', async () => {
    const page = await as('audit-admin');
    await go(page, '操作留痕');
    await button(page, '核验留痕').click();
    const result = page.getByRole('status').filter({ hasText: '核验通过' });
    await result.waitFor();
    expect(await result.innerText()).toMatch(/核验通过：\d+ 条留痕完整、未被改动。/);
    // reminders of the orders long overdue may stand before the steps of the journey
    const all = page.getByText('已全部显示');
    const more = page.getByRole('button', { name: '继续加载' });
    await more.or(all).waitFor();
    while (!(await all.isVisible())) await more.or(all).click();
    const records = await textOf(page);
    for (const step of ['受理诉求并生成派单卡', '退单', '裁定退单', '签署协商工作纪要', '报备协商结果', '发布分工条目']) expect(records).toContain(step);
    await shoot(page, 'journal');
  });
});
