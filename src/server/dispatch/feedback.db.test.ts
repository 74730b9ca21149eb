import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { furnish, type RankedDistrict } from '../../../test/support/ranked-district.ts';
import type { Appeal } from '../../core/appeals/model.ts';
import { permissions } from '../../core/access/permissions.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { Refused } from '../../core/kernel/refusal.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import { findTellers } from './precedent-queries.ts';

const { submitAppeal, rankText, viewCard, giveFeedback, undoFeedback, dispatchAppeal, signInOrder, replyOrder, closeOrder, returnOrder, ruleReturn, viewModelHealth, replayCard } = dispatchOperations;
const desk = actorOf('DISPATCHER');
const office = actorOf('ESTABLISHMENT_OFFICER');
let district: TestDistrict;
let known: RankedDistrict;

beforeAll(async () => {
  district = await openDistrict();
  known = await furnish({ database: district.database, jurisdictionId: district.system.jurisdictionId });
});
afterAll(() => district.close());

const drones = { title: '无人机扰民', text: '无人机夜间编队飞行表演嗡嗡响，吵得小区没法睡觉。' };
const refusalOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (fault: unknown) => (fault instanceof Refused ? fault.code : Promise.reject(fault as Error)));
const take = async (change: object = {}): Promise<Appeal & { dispatchCardId: string }> => (await district.call(desk, submitAppeal, { ...drones, ...change })).appeal as Appeal & { dispatchCardId: string };
const learned = async (appealId: string): Promise<[string, string][]> => {
  const { rows } = await district.database.pool.query<{ departmentId: string; outcome: string }>('select department_id as "departmentId", outcome from dispatch.precedent where appeal_id = $1 order by number', [appealId]);
  return rows.map(({ departmentId, outcome }) => [departmentId, outcome]);
};
const leadNow = async (): Promise<DepartmentId | undefined> => (await district.call(desk, rankText, drones)).leadDepartment?.departmentId;
const citedNow = async (): Promise<boolean> => JSON.stringify(await district.call(desk, rankText, drones)).includes('precedent');

describe('what an officer says of a card', () => {
  it('is for the dispatcher and the office: what a department wishes is a claim', () => {
    expect(permissions[giveFeedback.permission]).toEqual(['DISPATCHER', 'ESTABLISHMENT_OFFICER']);
  });

  it('is learned from at once, shown on the card with who and when, and taken back without a trace in the next card', async () => {
    const { appealId, dispatchCardId } = await take();
    expect(await citedNow()).toBe(false);
    const given = await district.call(office, giveFeedback, { dispatchCardId, verdict: 'WRONG', departmentId: known.water, clause: '区政府专题会议纪要第三条', note: '已议定' });
    expect(await leadNow()).toBe(known.water);
    expect((await district.call(desk, viewCard, { dispatchCardId })).feedback).toEqual(given);
    expect(await refusalOf(district.call(desk, giveFeedback, { dispatchCardId, verdict: 'RIGHT' }))).toBe('dispatch.feedback-given');
    await district.call(desk, undoFeedback, { cardFeedbackId: given.cardFeedbackId });
    expect(await citedNow()).toBe(false);
    expect((await district.call(desk, viewCard, { dispatchCardId })).feedback).toBeNull();
    expect(new Set((await learned(appealId)).map(([, outcome]) => outcome))).toEqual(new Set(['WITHDRAWN']));
    expect(await refusalOf(district.call(desk, undoFeedback, { cardFeedbackId: given.cardFeedbackId }))).toBe('dispatch.feedback-undone');
  });

  it('leaves the cards that rested on it as they can be recomputed', async () => {
    const { dispatchCardId } = await take();
    const given = await district.call(desk, giveFeedback, { dispatchCardId, verdict: 'WRONG', departmentId: known.water });
    const rested = await take();
    await district.call(desk, undoFeedback, { cardFeedbackId: given.cardFeedbackId });
    expect(await district.call(desk, replayCard, { dispatchCardId: rested.dispatchCardId })).toMatchObject({ same: true });
  });

  it('gives way to what happened when the order is closed', async () => {
    const appeal = await take();
    await district.call(desk, giveFeedback, { dispatchCardId: appeal.dispatchCardId, verdict: 'WRONG', departmentId: known.water });
    const order = await district.call(desk, dispatchAppeal, { appealId: appeal.appealId, version: appeal.version, leadDepartmentId: known.housing });
    const by = actorOf('DEPARTMENT_LIAISON', known.housing);
    const signed = await district.call(by, signInOrder, { workOrderId: order.workOrderId, version: order.version });
    const replied = await district.call(by, replyOrder, { workOrderId: order.workOrderId, version: signed.version, reply: '已协调停飞。', outcome: 'RESOLVED' });
    await district.call(desk, closeOrder, { workOrderId: order.workOrderId, version: replied.version, reached: true, resolved: true, satisfied: true });
    const outcomes = await learned(appeal.appealId);
    expect(outcomes.filter(([, outcome]) => outcome !== 'WITHDRAWN')).toEqual([[known.housing, 'ACCEPTED']]);
  });

  it('is counted, a duty that nobody has among it, and two at once leave one', async () => {
    const { appealId, dispatchCardId } = await take();
    const both = await Promise.all([refusalOf(district.call(desk, giveFeedback, { dispatchCardId, verdict: 'MISSING_DUTY' })), refusalOf(district.call(office, giveFeedback, { dispatchCardId, verdict: 'MISSING_DUTY' }))]);
    expect(both.toSorted()).toEqual(['dispatch.feedback-given', 'done']);
    expect(await learned(appealId)).toEqual([[known.housing, 'OVERTURNED']]);
    expect((await district.call(desk, viewModelHealth, {})).feedback).toEqual({ right: 0, wrong: 1, missingDuty: 1 });
  });
});

describe('what was said of a card whose order is not closed', () => {
  const leaves = { title: '落叶没人清', text: '后街银杏树落叶堆了半个月没有清理，踩上去打滑。' };
  const stillLearned = async (appealId: string) => (await learned(appealId)).filter(([, outcome]) => outcome !== 'WITHDRAWN');
  const ranked = () => district.call(desk, rankText, leaves);
  const send = async (leadDepartmentId: DepartmentId) => {
    const appeal = await take(leaves);
    return { ...appeal, order: await district.call(desk, dispatchAppeal, { appealId: appeal.appealId, version: appeal.version, leadDepartmentId }) };
  };
  const finish = async (leadDepartmentId: DepartmentId, order: { workOrderId: string; version: number }) => {
    const by = actorOf('DEPARTMENT_LIAISON', leadDepartmentId);
    const signed = await district.call(by, signInOrder, { workOrderId: order.workOrderId, version: order.version });
    const replied = await district.call(by, replyOrder, { workOrderId: order.workOrderId, version: signed.version, reply: '已清扫。', outcome: 'RESOLVED' });
    return () => district.call(desk, closeOrder, { workOrderId: order.workOrderId, version: replied.version, reached: true, resolved: true, satisfied: true });
  };

  it('is followed by the next card all the same, also where the order is still out', async () => {
    const { appealId, dispatchCardId } = await send(known.urban);
    await district.call(desk, giveFeedback, { dispatchCardId, verdict: 'WRONG', departmentId: known.market });
    const card = await ranked();
    expect(card.leadDepartment?.departmentId).toBe(known.market);
    expect(await stillLearned(appealId)).toContainEqual([known.market, 'ACCEPTED']);
  });

  it('warns the next card of the department named for a duty that nobody has', async () => {
    const { dispatchCardId } = await take(leaves);
    const given = await district.call(office, giveFeedback, { dispatchCardId, verdict: 'MISSING_DUTY' });
    const card = await ranked();
    const all = [...card.reasons, ...card.ranking.flatMap(({ reasons }) => reasons)];
    expect(all.map(({ rule }) => rule)).toContain('dispatch.precedent-against');
    await district.call(office, undoFeedback, { cardFeedbackId: given.cardFeedbackId });
  });

  it('falls with the return of the order that it spoke for', async () => {
    const { appealId, dispatchCardId, order } = await send(known.market);
    await district.call(desk, giveFeedback, { dispatchCardId, verdict: 'RIGHT' });
    expect(await stillLearned(appealId)).toEqual([[known.market, 'ACCEPTED']]);
    const returned = await district.call(actorOf('DEPARTMENT_LIAISON', known.market), returnOrder, { workOrderId: order.workOrderId, version: order.version, reason: 'NOT_OUR_DUTY', clause: '“三定”规定第四条', namedDepartmentId: known.urban });
    await district.call(desk, ruleReturn, { workOrderId: order.workOrderId, version: returned.version, ruling: 'ACCEPTED' });
    expect(await stillLearned(appealId)).toEqual([[known.market, 'RETURNED']]);
  });

  it('teaches nothing once the order is closed, whichever of the two comes first', async () => {
    const first = await send(known.urban);
    await (await finish(known.urban, first.order))();
    await district.call(desk, giveFeedback, { dispatchCardId: first.dispatchCardId, verdict: 'WRONG', departmentId: known.water });
    expect(await stillLearned(first.appealId)).toEqual([[known.urban, 'ACCEPTED']]);
    const second = await send(known.urban);
    const close = await finish(known.urban, second.order);
    await Promise.all([close(), district.call(office, giveFeedback, { dispatchCardId: second.dispatchCardId, verdict: 'WRONG', departmentId: known.water })]);
    expect(await stillLearned(second.appealId)).toEqual([[known.urban, 'ACCEPTED']]);
  });
});

describe('personal data', () => {
  it('stays out of the card, of what is learned, and of the cards of others', async () => {
    const person = { appellantName: '欧阳建国', appellantPhone: '13912345678' };
    const text = '我叫欧阳建国，电话13912345678，身份证510101199003071234，银行卡6222020200112233445，楼下占道经营的流动摊贩油烟太大。';
    const appeal = await take({ ...person, title: '欧阳建国反映摊贩占道经营', text });
    const personal = ['欧阳建国', '13912345678', '510101199003071234', '6222020200112233445'];
    const holds = (value: unknown) => personal.filter((one) => JSON.stringify(value).includes(one));
    expect(holds((await district.call(desk, viewCard, { dispatchCardId: appeal.dispatchCardId })).card)).toEqual([]);
    await district.call(desk, giveFeedback, { dispatchCardId: appeal.dispatchCardId, verdict: 'WRONG', departmentId: known.market });
    const { rows } = await district.database.pool.query('select text from dispatch.precedent where appeal_id = $1', [appeal.appealId]);
    expect(rows).toHaveLength(2);
    expect(holds(rows)).toEqual([]);
    const other = await district.call(desk, rankText, { text: '楼下占道经营的流动摊贩油烟太大，请管一管。' });
    expect(JSON.stringify(other)).toContain('摊贩占道经营');
    expect(holds(other)).toEqual([]);
  });

  it('tells apart who told what when a model learns, by a key that holds neither name nor number', async () => {
    const say = async (appellantPhone: string, text: string, departmentId: DepartmentId) => {
      const appeal = await take({ title: '', text, appellantName: '司马相', appellantPhone });
      await district.call(desk, giveFeedback, { dispatchCardId: appeal.dispatchCardId, verdict: 'WRONG', departmentId });
      return appeal.appealId;
    };
    const [first, again, other] = [await say('13700001111', '隔壁诸葛大勇养鸡打鸣', known.town), await say('13700001111', '诸葛大勇又养鸡了', known.housing), await say('13700002222', '楼上养鸡太臭', known.market)];
    const tellers = await findTellers(district.database.reading, district.system.jurisdictionId, { after: 0, upTo: 10_000 });
    const { rows } = await district.database.pool.query<{ id: string; appealId: string }>('select precedent_id as id, appeal_id as "appealId" from dispatch.precedent');
    const keyOf = (appealId: string) => [...new Set(rows.filter((row) => row.appealId === appealId).map(({ id }) => tellers.get(id)))];
    expect(keyOf(first)).toHaveLength(1);
    expect(keyOf(again)).toEqual(keyOf(first));
    expect(keyOf(other)).not.toEqual(keyOf(first));
    expect(JSON.stringify([...tellers.values()])).not.toMatch(/1370000|司马/);
  });

  it('does not move a card: the same words with another name and other numbers are ranked alike', async () => {
    const rank = async (appellantName: string, appellantPhone: string, id: string) => {
      const { card } = await district.call(desk, submitAppeal, { appellantName, appellantPhone, text: `我叫${appellantName}，电话${appellantPhone}，证件号${id}，水管漏水没人修。` });
      return card.ranking.map(({ departmentId, probability }) => [departmentId, probability]);
    };
    expect(await rank('王秀英', '13800001111', '51010119900307123X')).toEqual(await rank('王建国', '139-2222-3333', '510101198512011111'));
  });
});
