import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startSampleServer, type SampleServer } from '../support/sample-server.ts';
import { button, choose, go, keepFailures, makeCamera, makeVisitors, panel } from '../support/visitor.ts';

const FOLDER = 'test-results/model-health';
const LAMPS = '路灯坏了好几天不亮，晚上走路看不清，请派人来修。';
const CLASS = '道路与市政设施';

let server: SampleServer | undefined;
let browser: Browser | undefined;
let shoot: Awaited<ReturnType<typeof makeCamera>>;
const as = makeVisitors(() => ({ browser, address: server?.address }));

const dialog = (page: Page) => page.getByRole('dialog');
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const inDays = (days: number): string => new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  shoot = await makeCamera(FOLDER);
  [server, browser] = await Promise.all([startSampleServer(), launchBrowser()]);
});
keepFailures(FOLDER, () => browser);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** Takes an appeal in at the desk; the page of the appeal is open afterwards. */
async function takeIn(page: Page, text: string): Promise<void> {
  await page.goto('/appeals/new');
  await page.getByLabel('诉求正文').fill(text);
  await button(page, '提交受理').click();
  await page.waitForURL(/\/appeals\/[0-9a-f-]{36}$/);
  await page.getByRole('region', { name: '派单卡反馈' }).waitFor();
}

describe('the health of the model', () => {
  test('shows figures of real orders, each of which opens its records and goes out as a table', async () => {
    const page = await as('office');
    await go(page, '派单模型');
    await page.getByRole('img', { name: /可靠性图/ }).waitFor();
    expect(await panel(page, '总体').innerText()).toMatch(/卡上牵头正确\s+\d+\.\d%（区间/);
    await shoot(page, 'health');
    await panel(page, '总体').getByRole('link', { name: '查看不符的' }).click();
    await page.getByRole('heading', { level: 1, name: '派单卡对照明细' }).waitFor();
    await page.getByRole('row').nth(1).waitFor();
    expect(await page.getByRole('row').nth(1).innerText()).toContain('不符');
    await shoot(page, 'records-behind');
    await page.goBack();
    const [download] = await Promise.all([page.waitForEvent('download'), panel(page, '按事项大类').getByRole('link', { name: '导出 CSV' }).click()]);
    expect(download.suggestedFilename()).toContain('按事项大类');
  });

  test('is empty, with the reason, where there are no cards', async () => {
    const page = await as('office');
    await page.goto('/model-health?from=2020-01-01&to=2020-02-01');
    await page.getByText('这段时间还没有派单卡').waitFor();
    await page.goto('/model-health?from=2026-02-01&to=2026-01-01');
    await page.getByRole('alert').getByText('晚于截止日期').waitFor();
  });

  test('shows the system administrator figures without the appeals behind them', async () => {
    const page = await as('system-admin');
    await go(page, '派单模型');
    await page.getByRole('img', { name: /可靠性图/ }).waitFor();
    expect(await panel(page, '总体').getByRole('link').count()).toBe(0);
  });
});

describe('the costs', () => {
  test('move the cut-off from the day given, with source and reason', async () => {
    const page = await as('office');
    await page.goto('/model-health');
    await button(panel(page, '按成本定界限'), '另定成本').click();
    await dialog(page).getByLabel('派错一单（工作分钟）').fill('100');
    await dialog(page).getByLabel('启用日期').fill(today());
    await dialog(page).getByLabel('来源').fill('区政务服务中心测算');
    await dialog(page).getByLabel('理由').fill('一季度退单平均耗时');
    await shoot(page, 'costs');
    await button(dialog(page), '保存').click();
    await panel(page, '按成本定界限').getByText('把握不低于 94.0%', { exact: true }).waitFor();
  });
});

describe('automatic confirmation', () => {
  test('is switched on for a class only with an impact assessment, and not below the cut-off', async () => {
    const page = await as('office');
    await go(page, '自动确认');
    expect(await button(page, `开通：${CLASS}`).isDisabled()).toBe(true);
    await button(page, `登记评估：${CLASS}`).click();
    await dialog(page).getByLabel('处理目的、方式').fill('为路灯等市政设施诉求提速派单；只读取诉求内容和地点，不读取诉求人姓名、电话。');
    await dialog(page).getByLabel('合法、正当、必要').fill('依据热线管理办法和分工表现行条目；人工逐件确认费时，且结果与条目一致。');
    await dialog(page).getByLabel('对个人权益的影响及安全风险').fill('派错会推迟办理；不涉及对个人的评价，不产生拒绝服务的后果。');
    await dialog(page).getByLabel('保护措施及与风险是否相适应').fill('把握界限、排除情形、签收前人工撤回、每周核对运行情况。');
    await dialog(page).getByLabel('评估单位、人员').fill('区行政审批局法规科');
    await dialog(page).getByLabel('评估日期').fill(today());
    await dialog(page).getByLabel('下次复评').fill(inDays(300));
    await shoot(page, 'assessment');
    await button(dialog(page), '登记').click();
    await panel(page, '影响评估记录').getByText('有效', { exact: true }).waitFor();
    await button(page, `开通：${CLASS}`).click();
    await dialog(page).getByLabel('把握界限（0.5 至 1）').fill('0.8');
    await button(dialog(page), '开通').click();
    await dialog(page).getByText('低于按成本算出的下限').waitFor();
    await shoot(page, 'threshold-refused');
    await dialog(page).getByLabel('把握界限（0.5 至 1）').fill('0.95');
    await button(dialog(page), '开通').click();
    await button(page, `停用：${CLASS}`).waitFor();
    await shoot(page, 'switched-on');
  });

  test('sends a sure appeal out by itself, says why, and is taken back by a person', async () => {
    const page = await as('dispatcher');
    await takeIn(page, LAMPS);
    await expect.poll(async () => {
      await page.reload();
      return panel(page, '工单办理').waitFor({ timeout: 3_000 }).then(() => 1, () => 0);
    }, { timeout: 40_000, interval: 500 }).toBe(1);
    await page.getByRole('link', { name: '打开工单' }).click();
    await panel(page, '为什么自动派单').getByText('个人信息保护影响评估').waitFor();
    await shoot(page, 'automatic-order');
    const act = panel(page, '办理');
    await act.getByLabel('撤回理由').fill('先与电力公司核对产权');
    await button(act, '撤回自动派单').last().click();
    await page.getByText('已撤回', { exact: true }).first().waitFor();
    await shoot(page, 'taken-back');
    await page.getByRole('link', { name: '查看诉求与派单卡' }).click();
    await button(page, '确认派单').waitFor();
  });

  test('leaves a confidential appeal of the same words to a person, and lists what it sent', async () => {
    const page = await as('dispatcher');
    await page.goto('/orders?automatic=true');
    await page.getByRole('row').nth(1).waitFor();
    expect(await page.getByRole('row').nth(1).innerText()).toContain('自动派单');
    await shoot(page, 'automatic-orders');
  });
});

describe('feedback', () => {
  test('is said on the card, shown with who and when, and undone on the same page', async () => {
    const page = await as('dispatcher');
    await takeIn(page, '小区楼下健身器材锈断了一根杆，小孩玩很危险，请修一下。');
    const said = page.getByRole('region', { name: '派单卡反馈' });
    await button(said, '不对，应由…').click();
    await choose(page, said.getByLabel('应由哪个部门承办'), '区住房和城乡建设局', '住房');
    await said.getByLabel('说明（可不填）').fill('小区共用设施由物业维护，住建部门监管');
    await shoot(page, 'feedback-form');
    await button(said, '提交反馈').click();
    await said.getByText('应由区住房和城乡建设局承办').waitFor();
    await shoot(page, 'feedback-given');
    await button(said, '撤销').click();
    await button(said, '派得对').waitFor();
  });
});

describe('an appeal about two matters', () => {
  test('is shown with a proposal for each, of which one can be registered for itself', async () => {
    const page = await as('dispatcher');
    await takeIn(page, '我们小区门口每天晚上流动摊贩占道摆夜市，油烟噪声吵到半夜。另外，小区二次供水的水箱好几年没有清洗，自来水发黄有异味，请一并处理。');
    await page.getByRole('heading', { name: '涉及多个事项' }).waitFor();
    expect(await page.getByRole('blockquote').filter({ hasText: '流动摊贩占道' }).count()).toBeGreaterThan(0);
    const apart = page.getByRole('link', { name: '单独登记这一事项' });
    expect(await apart.count()).toBe(1);
    await shoot(page, 'several-matters');
    await apart.click();
    await page.waitForURL(/\/appeals\/new$/);
    expect(await page.getByLabel('诉求正文').inputValue()).toContain('流动摊贩占道');
    await page.getByRole('heading', { name: '候选排序' }).waitFor();
  });

  test('has a card that comes out the same when it is recomputed', async () => {
    const page = await as('dispatcher');
    await takeIn(page, '学校门口的路灯半个月不亮了，孩子放学看不见路。');
    await button(page, '重算核对').click();
    await page.getByText('与当时的派单卡逐字节一致。').waitFor();
    await shoot(page, 'recomputed');
  });
});
