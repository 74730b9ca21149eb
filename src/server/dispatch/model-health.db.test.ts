import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { furnish, putPrecedents, type RankedDistrict } from '../../../test/support/ranked-district.ts';
import { permissions } from '../../core/access/permissions.ts';
import type { Appeal, WorkOrder } from '../../core/appeals/model.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { addDays, dayOf } from '../../core/kernel/time.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import { makeReplayer } from './replay.ts';
import { trainNow } from './training.ts';

const { submitAppeal, dispatchAppeal, signInOrder, replyOrder, closeOrder, returnOrder, ruleReturn, viewCard, viewModelHealth, listJudgedCards, exportModelHealth, setCosts, viewCosts } = dispatchOperations;

const desk = actorOf('DISPATCHER');
const office = actorOf('ESTABLISHMENT_OFFICER');
let district: TestDistrict;
let known: RankedDistrict;

beforeAll(async () => {
  district = await openDistrict();
  known = await furnish({ database: district.database, jurisdictionId: district.system.jurisdictionId });
});
afterAll(() => district.close());

const of = (departmentId: DepartmentId) => actorOf('DEPARTMENT_LIAISON', departmentId);
const seen = ({ workOrderId, version }: WorkOrder) => ({ workOrderId, version });
const take = async (): Promise<Appeal> => (await district.call(desk, submitAppeal, { title: '夜市扰民', text: '夜市流动摊贩占道经营到半夜，油烟和噪声很大。' })).appeal;
const send = async (leadDepartmentId: DepartmentId): Promise<WorkOrder> => {
  const appeal = await take();
  return district.call(desk, dispatchAppeal, { appealId: appeal.appealId, version: appeal.version, leadDepartmentId, instructions: '请办理' });
};
async function finish(order: WorkOrder): Promise<void> {
  const by = of(order.leadDepartmentId);
  const signed = await district.call(by, signInOrder, seen(order));
  const replied = await district.call(by, replyOrder, { ...seen(signed), reply: '已现场处置并安排巡查。', outcome: 'RESOLVED' });
  await district.call(desk, closeOrder, { ...seen(replied), reached: true, resolved: true, satisfied: true });
}

describe('the health of the model', () => {
  it('is told before the first order is closed: nothing can be judged yet', async () => {
    await take();
    const health = await district.call(desk, viewModelHealth, {});
    expect(health).toMatchObject({ cards: 1, right: { count: 0, share: null }, isPromiseKept: null, curve: [], costCurve: { cheapest: null } });
  });

  it('judges a card by who handled its order in the end, not by where it was sent first', async () => {
    await finish(await send(known.urban));
    const sent = await send(known.urban);
    const returned = await district.call(of(known.urban), returnOrder, { ...seen(sent), reason: 'NOT_OUR_DUTY', clause: '“三定”规定第四条', namedDepartmentId: known.market });
    await finish(await district.call(desk, ruleReturn, { ...seen(returned), ruling: 'ACCEPTED' }));
    const health = await district.call(office, viewModelHealth, {});
    expect(health).toMatchObject({ cards: 3, right: { count: 2, hits: 1 }, firstKept: { count: 2, hits: 1 } });
    // without a model no set has promised anything
    expect(health).toMatchObject({ promise: null, kept: { count: 0 }, isPromiseKept: null });
    expect(health.reliability.count).toBe(2);
    expect(health.weeks).toHaveLength(1);
  });

  it('compares sets with what the cut-off of their day promised', async () => {
    await putPrecedents({ database: district.database, jurisdictionId: district.system.jurisdictionId }, Array.from({ length: 40 }, (_row, index) => [
      { title: '夜市', text: `夜市流动摊贩占道经营第${index}次投诉`, departmentId: known.urban }, { title: '食品', text: `食品过期第${index}家店`, departmentId: known.market },
    ]).flat());
    await trainNow({ database: district.database, clock: district.clock, jurisdictionId: district.system.jurisdictionId });
    const appeal = await take();
    const { card } = await district.call(desk, viewCard, { dispatchCardId: appeal.dispatchCardId as string });
    expect(card.cutOff).toMatchObject({ probability: 0.8333, costs: -999 });
    await finish(await district.call(desk, dispatchAppeal, { appealId: appeal.appealId, version: appeal.version, leadDepartmentId: known.urban, instructions: '请办理' }));
    const health = await district.call(office, viewModelHealth, {});
    expect(health).toMatchObject({ promise: card.cutOff?.promised, kept: { count: 1, hits: 1 }, isPromiseKept: true });
    expect(health.weeks.at(-1)).toMatchObject({ promise: card.cutOff?.promised });
    expect(health.classes.reduce((sum, { ranked }) => sum + ranked, 0)).toBe(3);
  });

  it('opens the records behind a figure', async () => {
    const wrong = await district.call(office, listJudgedCards, { right: 'false' });
    expect(wrong.items).toMatchObject([{ leadDepartmentName: '区综合行政执法局', handledByName: '区市场监督管理局', isRight: false }]);
    const { items, nextCursor } = await district.call(desk, listJudgedCards, { limit: 2 });
    const rest = await district.call(desk, listJudgedCards, { limit: 2, cursor: nextCursor as string });
    expect([items.length, rest.items.length, rest.nextCursor]).toEqual([2, 2, null]);
    expect(await district.call(desk, listJudgedCards, { outcome: 'OWNERLESS' })).toMatchObject({ items: [] });
  });

  it('is for dispatchers and the office, its bare figures for the system administrator, and for no department', () => {
    expect(permissions['dispatch:read-health']).toEqual(['DISPATCHER', 'ESTABLISHMENT_OFFICER', 'SYSTEM_ADMIN']);
    expect(permissions[listJudgedCards.permission]).toEqual(['DISPATCHER', 'ESTABLISHMENT_OFFICER']);
  });

  it('refuses days in the wrong order', async () => {
    await expect(district.call(desk, viewModelHealth, { from: '2026-03-02', to: '2026-03-01' })).rejects.toMatchObject({ code: 'dispatch.period-reversed' });
  });

  it('goes out as a table that a spreadsheet reads', async () => {
    const { bytes, fileName } = await district.call(desk, exportModelHealth, { part: 'WEEKS' });
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    expect(fileName).toContain('逐周');
    expect(text.startsWith('\uFEFF周（周一）,派单卡,')).toBe(true);
    expect(text.split('\r\n')).toHaveLength(3);
  });
});

describe('the costs of dispatching', () => {
  const own = { wrongDispatchMinutes: 600, confirmationMinutes: 3, consultationMinutes: 20, noticedShare: 0.5, source: '区政务服务中心测算', reason: '2026 年一季度退单平均耗时' };

  it('are the usual ones until the district sets its own, from a day that has not passed', async () => {
    expect((await district.call(desk, viewCosts, {})).cutOffs).toEqual({ automatic: 0.95, dispatch: 0.8333 });
    const yesterday = dayOf(addDays(district.clock.now(), -1));
    await expect(district.call(office, setCosts, { ...own, validFrom: yesterday })).rejects.toMatchObject({ code: 'dispatch.costs-in-past' });
    const tomorrow = dayOf(addDays(district.clock.now(), 1));
    expect(await district.call(office, setCosts, { ...own, validFrom: tomorrow })).toMatchObject({ v: 1 });
    expect((await district.call(desk, viewCosts, {})).cutOffs.automatic).toBe(0.95);
    district.clock.moveHours(24);
    expect((await district.call(desk, viewCosts, {})).cutOffs.automatic).toBe(0.99);
  });

  it('are numbered one after the other when two officers set them at once, and never changed', async () => {
    const today = dayOf(district.clock.now());
    const versions = await Promise.all([district.call(office, setCosts, { ...own, validFrom: today }), district.call(office, setCosts, { ...own, validFrom: today })]);
    expect(versions.map(({ v }) => v).toSorted()).toEqual([2, 3]);
    await expect(district.database.pool.query(`update dispatch.cost_version set wrong_dispatch_minutes = 1`)).rejects.toMatchObject({ constraint: 'dispatch_record_final' });
  });

  it('decide from the next card on whether a department alone may be meant, and older cards still come out as they were', async () => {
    await district.call(office, setCosts, { ...own, wrongDispatchMinutes: 120, consultationMinutes: 100, validFrom: dayOf(district.clock.now()) });
    const before = await take();
    const cardOf = async ({ dispatchCardId }: Appeal) => (await district.call(desk, viewCard, { dispatchCardId: dispatchCardId as string })).card;
    expect((await cardOf(before)).outcome).toBe('CLEAR');
    await district.call(office, setCosts, { ...own, wrongDispatchMinutes: 100_000, consultationMinutes: 1, validFrom: dayOf(district.clock.now()) });
    const after = await take();
    expect(await cardOf(after)).toMatchObject({ outcome: 'CONTESTED', cutOff: { probability: 1, costs: 5 } });
    const replayer = makeReplayer(district.database.reading, district.system.jurisdictionId);
    for (const { dispatchCardId } of [before, after]) expect(await replayer.replay(dispatchCardId as string)).toMatchObject({ same: true });
  });
});
