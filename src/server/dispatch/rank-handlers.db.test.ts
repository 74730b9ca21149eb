import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { endDispute, furnish, putDispute, putEntry, type RankedDistrict } from '../../../test/support/ranked-district.ts';
import { appealSchema } from '../../core/appeals/model.ts';
import { appealsOperations } from '../../core/appeals/operations.ts';
import { dispatchCardSchema } from '../../core/dispatch/model.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { registryOperations } from '../../core/registry/operations.ts';

const dispatcher = actorOf('DISPATCHER');
const office = actorOf('ESTABLISHMENT_OFFICER');
const tank = { title: '楼顶水箱脏', text: '我们小区二次供水的楼顶水箱多年没有清洗，请处理。' };
const stalls = { title: '夜市扰民', text: '夜市流动摊贩占道经营到半夜' };

describe('ranking appeals', () => {
  let district: TestDistrict;
  let known: RankedDistrict;
  const place = () => ({ database: district.database, jurisdictionId: district.system.jurisdictionId });
  const submit = (input: Parameters<typeof district.call<typeof dispatchOperations.submitAppeal>>[2]) => district.call(dispatcher, dispatchOperations.submitAppeal, input);
  const countOf = async (table: 'appeals.appeal' | 'dispatch.dispatchCard' | 'journal.record') =>
    Number((await district.database.reading.selectFrom(table).select(({ fn }) => fn.countAll().as('n')).executeTakeFirstOrThrow()).n);

  beforeAll(async () => {
    district = await openDistrict();
    known = await furnish(place());
  });
  afterAll(() => district.close());

  it('settles an appeal by the entry that was published one call earlier', async () => {
    expect((await submit(stalls)).card).toMatchObject({ outcome: 'CLEAR', leadDepartment: { departmentId: known.urban } });
    const divisionEntryId = await putEntry(place(), { matterId: known.stalls, title: '夜市管理', leadDepartmentId: known.market });
    const { appeal, card } = await submit(stalls);
    expect(card).toMatchObject({ outcome: 'SETTLED', divisionEntryId, leadDepartment: { departmentId: known.market } });
    expect(dispatchCardSchema.parse(card)).toEqual(card);
    expect(appealSchema.parse(appeal)).toEqual(appeal);
  });

  it('obeys the interim rule of a pending dispute', async () => {
    await putEntry(place(), { matterId: known.pipes, title: '二次供水设施清洗消毒监管', leadDepartmentId: known.water });
    const disputeId = await putDispute(place(), { matterId: known.pipes, hostDepartmentId: known.water, interimRule: 'ACT_FIRST', interimLeadDepartmentId: known.housing });
    expect((await submit(tank)).card).toMatchObject({ outcome: 'CONTESTED', interim: { disputeId, departmentId: known.housing } });
    await endDispute(place(), disputeId);
    expect((await submit(tank)).card).toMatchObject({ outcome: 'SETTLED', leadDepartment: { departmentId: known.water } });
  });

  it('never names the unit complained of, whether the text or the form says so', async () => {
    const told = (await submit({ text: '举报城管局工作人员吃拿卡要，油烟和噪声没人管' })).card;
    expect(told.excluded).toMatchObject([{ departmentId: known.urban }]);
    const named = (await submit({ ...tank, complainedDepartmentId: known.water })).card;
    expect(named.excluded).toMatchObject([{ departmentId: known.water }]);
    expect(named.ranking.map((one) => one.departmentId)).not.toContain(known.water);
  });

  it('answers the appeal as its page shows it', async () => {
    const { appeal } = await submit({ ...stalls, appellantName: '张小明', appellantPhone: '13812340000', townshipDepartmentId: known.town, matterId: known.stalls, complainedDepartmentId: known.water, place: '柳河路' });
    expect(appeal).toMatchObject({ appellantName: '张*', appellantPhone: '138****0000', townshipName: '柳河街道办事处', matterName: '占道经营治理' });
    expect(await district.call(dispatcher, appealsOperations.viewAppeal, { appealId: appeal.appealId })).toEqual(appeal);
  });

  it('ranks a text without keeping anything', async () => {
    const before = [await countOf('appeals.appeal'), await countOf('dispatch.dispatchCard'), await countOf('journal.record')];
    expect(await district.call(dispatcher, dispatchOperations.rankText, stalls)).toMatchObject({ outcome: 'SETTLED', leadDepartment: { departmentId: known.market } });
    expect([await countOf('appeals.appeal'), await countOf('dispatch.dispatchCard'), await countOf('journal.record')]).toEqual(before);
  });

  it('keeps the card, and shows it to who may see the appeal', async () => {
    const { appeal, card } = await submit(stalls);
    const dispatchCardId = appeal.dispatchCardId as string;
    expect(await district.call(dispatcher, dispatchOperations.viewCard, { dispatchCardId })).toEqual({ dispatchCardId, appealId: appeal.appealId, card, feedback: null });
    await expect(district.call(actorOf('DEPARTMENT_LIAISON', known.housing), dispatchOperations.viewCard, { dispatchCardId })).rejects.toMatchObject({ code: 'appeals.not-yours' });
    await expect(district.call(dispatcher, dispatchOperations.viewCard, { dispatchCardId: appeal.appealId })).rejects.toMatchObject({ code: 'common.not-found' });
  });

  it('ranks a waiting appeal again by what holds now, beside the card it had', async () => {
    const { appeal } = await submit({ text: '无人机夜间编队表演扰乱候鸟迁徙' });
    district.clock.moveHours(1);
    const { dispatchCardId, card } = await district.call(dispatcher, dispatchOperations.recomputeCard, { appealId: appeal.appealId });
    expect(card.at).toBe(district.clock.now());
    expect(dispatchCardId).not.toBe(appeal.dispatchCardId);
    expect((await district.call(dispatcher, appealsOperations.viewAppeal, { appealId: appeal.appealId })).dispatchCardId).toBe(dispatchCardId);
    await district.database.pool.query(`update appeals.appeal set state = 'DISPATCHED' where appeal_id = $1`, [appeal.appealId]);
    await expect(district.call(dispatcher, dispatchOperations.recomputeCard, { appealId: appeal.appealId })).rejects.toMatchObject({ code: 'dispatch.already-dispatched' });
  });

  it('leaves nothing of an appeal that is refused', async () => {
    const before = await countOf('appeals.appeal');
    await expect(submit({ ...stalls, matterId: known.town })).rejects.toMatchObject({ code: 'common.not-found' });
    expect(await countOf('appeals.appeal')).toBe(before);
  });

  it('cites a law from the call after its import on, for the department that is its authority here', async () => {
    const text = '中华人民共和国灌溉渠道条例\n第一条 为了保护灌溉渠道，制定本条例。\n第二条 县级以上地方人民政府水务主管部门负责灌溉渠道堵塞、渠水被截的监督管理。';
    const appeal = { text: '村里的灌溉渠道堵塞，渠水被截，田里没有水' };
    const lawsOf = async () => {
      const card = await district.call(dispatcher, dispatchOperations.rankText, appeal);
      return [...card.reasons, ...card.ranking.flatMap(({ reasons }) => reasons)].filter(({ rule }) => rule === 'dispatch.law-clause');
    };
    expect(await lawsOf()).toEqual([]);
    const { fileHash } = await district.call(office, registryOperations.previewDocument, { kind: 'REGULATION', text });
    await district.call(office, registryOperations.importDocument, { kind: 'REGULATION', text, expectedHash: fileHash, validFrom: '2020-01-01' });
    expect(await lawsOf()).toMatchObject([{ text: { zh: expect.stringContaining('“水务主管部门”在本区为区水务局') as string }, sources: [{ kind: 'dutyClause', quote: expect.stringContaining('灌溉渠道堵塞') as string }] }]);
  });

  it('names who a duty clause has the lead act with, and the card is recomputed the same', async () => {
    const text = '示范区水务局职能配置规定\n第一条 区水务局贯彻落实党中央方针政策，主要职责是：\n（一）负责灌溉渠道清淤，会同区住房和城乡建设局组织实施。';
    const { fileHash } = await district.call(office, registryOperations.previewDocument, { kind: 'SANDING', departmentId: known.water, text });
    await district.call(office, registryOperations.importDocument, { kind: 'SANDING', departmentId: known.water, text, expectedHash: fileHash });
    const { appeal, card } = await submit({ text: '灌溉渠道清淤一直没有人来做，灌溉渠道全是泥' });
    expect(card).toMatchObject({ leadDepartment: { departmentId: known.water }, responsibleDepartments: [{ departmentId: known.housing, reasons: [{ rule: 'dispatch.clause-partner' }] }] });
    expect(await district.call(dispatcher, dispatchOperations.replayCard, { dispatchCardId: appeal.dispatchCardId as string })).toMatchObject({ same: true });
  });
});
