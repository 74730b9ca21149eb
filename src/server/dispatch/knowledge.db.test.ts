import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { endDispute, endEntry, furnish, putDispute, putEntry, putPrecedents, putRuling, type RankedDistrict } from '../../../test/support/ranked-district.ts';
import { computeCard } from '../../core/dispatch/card.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { insertDocument } from '../registry/store.ts';
import { openKeeper, type KnowledgeKeeper } from './knowledge-keeper.ts';
import { makeKnowledgeSource, type KnowledgeSource } from './knowledge.ts';
import { trainNow } from './training.ts';

const tank = { title: '楼顶水箱脏', text: '我们小区二次供水的楼顶水箱多年没有清洗，请处理。' };
const stalls = { text: '夜市流动摊贩占道经营到半夜' };

describe('what dispatch cards are computed from', () => {
  let district: TestDistrict;
  let known: RankedDistrict;
  let source: KnowledgeSource;
  let keeper: KnowledgeKeeper;
  const place = () => ({ database: district.database, jurisdictionId: district.system.jurisdictionId });
  const current = async (at = district.clock.now()) => (await source.current(district.database.reading, district.system.jurisdictionId, at)).prepared;
  const rank = async (appeal: { title?: string; text: string }, at?: Instant) => computeCard(await current(at), appeal, district.clock.now());

  beforeAll(async () => {
    district = await openDistrict();
    known = await furnish(place());
    keeper = openKeeper(district.database);
    source = makeKnowledgeSource(keeper);
  });
  afterAll(async () => {
    await keeper.close();
    await district.close();
  });

  it('is read once for all who ask at the same time, and not again while nothing changes', async () => {
    const together = await Promise.all([current(), current(), current()]);
    expect(new Set(together).size).toBe(1);
    expect(await current()).toBe(together[0]);
  });

  it('holds an entry from its publishing on, and no longer once it has ended', async () => {
    expect(await rank(stalls)).toMatchObject({ outcome: 'CLEAR', leadDepartment: { departmentId: known.urban } });
    const divisionEntryId = await putEntry(place(), { matterId: known.stalls, title: '夜市管理', leadDepartmentId: known.market });
    expect(await rank(stalls)).toMatchObject({ outcome: 'SETTLED', divisionEntryId, leadDepartment: { departmentId: known.market } });
    await endEntry(place(), divisionEntryId, district.clock.now());
    expect(await rank(stalls)).toMatchObject({ outcome: 'CLEAR', divisionEntryId: null });
  });

  it('holds an entry from the day it comes into force, although nothing is written that day', async () => {
    const day = '2026-04-01T00:00:00.000Z' as Instant;
    const divisionEntryId = await putEntry(place(), { matterId: known.stalls, title: '夜市管理', leadDepartmentId: known.market, validFrom: day });
    expect((await rank(stalls)).outcome).toBe('CLEAR');
    expect(await rank(stalls, day)).toMatchObject({ outcome: 'SETTLED', divisionEntryId });
    await endEntry(place(), divisionEntryId, day);
  });

  it('knows the interim rule of a dispute while it is pending', async () => {
    const entry = await putEntry(place(), { matterId: known.pipes, title: '二次供水设施清洗消毒监管', leadDepartmentId: known.water });
    const disputeId = await putDispute(place(), { matterId: known.pipes, hostDepartmentId: known.water, interimRule: 'ACT_FIRST', interimLeadDepartmentId: known.housing });
    expect(await rank(tank)).toMatchObject({ outcome: 'CONTESTED', interim: { disputeId, departmentId: known.housing, rule: 'ACT_FIRST' }, leadDepartment: { departmentId: known.housing } });
    await endDispute(place(), disputeId);
    expect(await rank(tank)).toMatchObject({ outcome: 'SETTLED', divisionEntryId: entry, interim: null });
  });

  it('limits an entry to the townships that its scope names', async () => {
    const entry = await putEntry(place(), { matterId: known.stalls, title: '柳河夜市管理', scope: '柳河街道辖区', leadDepartmentId: known.market });
    const knowledge = await current();
    expect(computeCard(knowledge, { ...stalls, township: '柳河街道办事处' }, district.clock.now()).divisionEntryId).toBe(entry);
    expect(computeCard(knowledge, { ...stalls, township: '青岭镇' }, district.clock.now()).divisionEntryId).toBeNull();
    await endEntry(place(), entry, district.clock.now());
  });

  it('sends to whoever carries on what an entry gives to a department that has ended since', async () => {
    const office = actorOf('ESTABLISHMENT_OFFICER');
    const made = await district.call(office, registryOperations.createDepartment, { code: 'night', name: '区夜间经济办', shortName: '夜经办', kind: 'GOVERNMENT_DEPARTMENT', validFrom: '2021-01-01' });
    const entry = await putEntry(place(), { matterId: known.stalls, title: '夜市管理', leadDepartmentId: made.departmentId });
    expect(await rank(stalls)).toMatchObject({ outcome: 'SETTLED', leadDepartment: { departmentId: made.departmentId } });
    await district.call(office, registryOperations.mergeDepartments, { departmentIds: [made.departmentId], into: { departmentId: known.market } });
    expect(await rank(stalls)).toMatchObject({ outcome: 'SETTLED', divisionEntryId: entry, leadDepartment: { departmentId: known.market } });
    await endEntry(place(), entry, district.clock.now());
  });

  it('learns from a finished order, with its title and text', async () => {
    await putPrecedents(place(), [{ title: '桥下积水', text: '高架桥下道路积水严重\n无法通行', departmentId: known.water }]);
    const card = await rank({ text: '高架桥下积水严重无法通行' });
    expect(card.leadDepartment?.departmentId).toBe(known.water);
    expect((await current()).precedents.size).toBe(1);
  });

  it('learns each finished order once, whatever else changes', async () => {
    await putPrecedents(place(), [{ title: '路灯不亮', text: '路灯坏了很久', departmentId: known.urban }]);
    expect((await current()).precedents.size).toBe(2);
    await district.database.inTransaction((tx) => bumpKnowledge(tx, place().jurisdictionId, 'precedents'));
    expect((await current()).precedents.size).toBe(2);
    await district.database.inTransaction((tx) => bumpKnowledge(tx, place().jurisdictionId, 'registry'));
    expect((await current()).precedents.size).toBe(2);
  });

  it('takes a precedent for a warning once a ruling has overturned it', async () => {
    const appeal = { title: '共享单车', text: '共享单车乱停堵住盲道' };
    const appealId = randomUUID();
    await putPrecedents(place(), [{ ...appeal, appealId, departmentId: known.market }]);
    expect((await rank(appeal)).leadDepartment?.departmentId).toBe(known.market);
    await putRuling(place(), { ...appeal, appealId, departmentId: known.urban });
    const card = await rank(appeal);
    expect(card.leadDepartment?.departmentId).toBe(known.urban);
    expect(card.ranking.find((one) => one.departmentId === known.market)?.reasons.map((reason) => reason.rule)).toContain('dispatch.precedent-against');
    expect((await current()).precedents.size).toBe(4);
  });

  it('is shared with everybody even when the transaction it was read in is undone', async () => {
    const other = makeKnowledgeSource(keeper);
    const failing = district.database.inTransaction(async (tx) => {
      const reading = other.current(tx, place().jurisdictionId, district.clock.now());
      const alongside = other.current(district.database.reading, place().jurisdictionId, district.clock.now());
      await reading;
      await alongside;
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    expect((await other.current(district.database.reading, place().jurisdictionId, district.clock.now())).prepared.departments.size).toBe(5);
  });

  it('ranks by the model as soon as one is trained', async () => {
    const parts = { database: district.database, clock: district.clock, jurisdictionId: place().jurisdictionId };
    expect(await trainNow(parts)).toBeUndefined();
    await putPrecedents(place(), Array.from({ length: 40 }, (_row, index) => [
      { title: '广场舞', text: `广场舞音响扰民第${index}次投诉，晚上十点还在跳`, departmentId: known.urban, matterId: known.stalls },
      { title: '水压', text: `水龙头出水小第${index}户，高峰期没有水`, departmentId: known.water, matterId: known.pipes },
    ]).flat());
    const trained = await trainNow(parts);
    expect(trained).toMatchObject({ precedents: 83 });
    const knowledge = await current();
    expect(knowledge.versions.model).toBe(trained?.modelId);
    // every department in being is a candidate by its name and its clauses, those without precedents too
    expect([...(knowledge.departmentRanker?.model.labels ?? [])].sort()).toEqual([...knowledge.departments.keys()].sort());
    expect(knowledge.matterRanker?.model.labels).toHaveLength(2);
    expect(await rank({ text: '广场舞音响晚上扰民' })).toMatchObject({ leadDepartment: { departmentId: known.urban } });
  });

  it('gives what one department’s paper says another does from a stage on to that other, for that stage', async () => {
    const [before, after, nobody] = ['道路井盖移交前，由区住建局负责管护。', '移交后由城管局负责管护。', '立案前由行业主管部门核实。'];
    const clause = (text: string, stage: string, side: 'BEFORE' | 'AFTER', owner: string) => ({
      dutyClauseId: district.clock.newId<'dutyClause'>(), departmentId: known.housing, path: `四、${text.length}`, kind: 'DIVISION_RULE' as const, text, start: 0, end: text.length,
      verbs: [], partners: [], boundary: [{ stage, side, owner }],
    });
    await district.database.inTransaction(async (tx) => {
      const paper = { documentId: district.clock.newId<'document'>(), kind: 'SANDING' as const, title: '区住建局职责分工', documentNumber: null, departmentId: known.housing, departmentName: '区住建局', previousDocumentId: null, validFrom: '2020-01-01T00:00:00.000Z' as Instant, fileName: null, fileHash: 'stages', sourceText: `${before}${after}${nobody}`, notUnderstood: [] };
      await insertDocument(tx, place().jurisdictionId, district.clock.now(), paper, [clause(before, '移交', 'BEFORE', '区住建局'), clause(after, '移交', 'AFTER', '城管局'), clause(nobody, '立案', 'BEFORE', '行业主管部门')]);
      await bumpKnowledge(tx, place().jurisdictionId, 'registry');
    });
    const { clauses } = await current();
    const found = clauses.parts.flatMap(({ refs }) => refs).filter(({ document }) => document === '区住建局职责分工').map(({ departmentId, stages }) => [departmentId, stages]);
    expect(found).toEqual(expect.arrayContaining([[known.housing, ['移交前']], [known.urban, ['移交后']], [known.housing, undefined]]));
    expect(found).toHaveLength(3);
  });
});
