import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import type { Actor } from '../../core/access/model.ts';
import type { Appeal, WorkOrder } from '../../core/appeals/model.ts';
import { appealsOperations } from '../../core/appeals/operations.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import { Refused } from '../../core/kernel/refusal.ts';
import { toInstant } from '../../core/kernel/time.ts';
import type { DepartmentId, DepartmentKind, MatterId } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { insertDepartments, insertMatters } from '../registry/store.ts';

const { listAppeals, viewAppeal, unmaskAppellant } = appealsOperations;
const { submitAppeal, dispatchAppeal, viewOrder, listOrders, signInOrder, replyOrder, closeOrder, returnOrder, ruleReturn } = dispatchOperations;

let district: TestDistrict;
const desk = actorOf('DISPATCHER');
const office = actorOf('ESTABLISHMENT_OFFICER');
let water: DepartmentId;
let city: DepartmentId;
let housing: DepartmentId;
let town: DepartmentId;
let gone: DepartmentId;
const of = (departmentId: DepartmentId): Actor => actorOf('DEPARTMENT_LIAISON', departmentId);

beforeAll(async () => {
  district = await openDistrict();
  const ids = Array.from({ length: 5 }, () => district.clock.newId<'department'>());
  [water, city, housing, town, gone] = ids as [DepartmentId, DepartmentId, DepartmentId, DepartmentId, DepartmentId];
  const department = (departmentId: DepartmentId, code: string, name: string, kind: DepartmentKind = 'GOVERNMENT_DEPARTMENT', validTo: string | null = null) =>
    ({ departmentId, code, name, shortName: name, kind, superior: null, secondaryNames: [], validFrom: toInstant('2019-01-01'), validTo: validTo === null ? null : toInstant(validTo) });
  await district.database.inTransaction((tx) =>
    insertDepartments(tx, district.system.jurisdictionId, district.clock.now(), [
      department(water, 'D01', '示例区水务局'), department(city, 'D02', '示例区综合行政执法局'), department(housing, 'D03', '示例区住房城乡建设局'),
      department(town, 'D04', '示例镇', 'TOWNSHIP'), department(gone, 'D05', '示例区原市容局', 'GOVERNMENT_DEPARTMENT', '2024-01-01'),
    ]),
  );
});
afterAll(() => district.close());

let matters = 0;
async function newMatter(): Promise<MatterId> {
  const matterId = district.clock.newId<'matter'>();
  matters += 1;
  const matter = { matterId, parentId: null, code: `C${matters}`, name: '河道沿线垃圾清理', isClass: false, description: '', includes: [], excludes: [], keywords: [] };
  await district.database.inTransaction((tx) => insertMatters(tx, district.system.jurisdictionId, [matter]));
  return matterId;
}

const take = async (change: object = {}): Promise<Appeal> =>
  (await district.call(desk, submitAppeal, { title: '河边垃圾没人清', text: '河道边堆了很多垃圾，好几个月没人清理。', appellantName: '张三丰', appellantPhone: '13812340000', ...change })).appeal;
const send = (appeal: Appeal, leadDepartmentId: DepartmentId, change: object = {}): Promise<WorkOrder> =>
  district.call(desk, dispatchAppeal, { appealId: appeal.appealId, version: appeal.version, leadDepartmentId, ...change });
const seen = ({ workOrderId, version }: WorkOrder) => ({ workOrderId, version });
const giveBack = (order: WorkOrder, named: DepartmentId | null, change: object = {}): Promise<WorkOrder> =>
  district.call(of(order.leadDepartmentId), returnOrder, { ...seen(order), reason: 'NOT_OUR_DUTY', clause: '“三定”规定第四条', namedDepartmentId: named, ...change });
const rule = (order: WorkOrder, ruling: 'ACCEPTED' | 'OVERRULED'): Promise<WorkOrder> => district.call(desk, ruleReturn, { ...seen(order), ruling });
const refusalOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (fault: unknown) => (fault instanceof Refused ? fault.code : Promise.reject(fault as Error)));
const openSteps = (order: WorkOrder) => order.steps.filter(({ open }) => open).map(({ action }) => action);

describe('an order', () => {
  it('goes from intake to its closing, and teaches the next card', async () => {
    const order = await send(await take(), water);
    expect(order).toMatchObject({ state: 'DISPATCHED', hop: 1, leadDepartmentName: '示例区水务局', dueAt: toInstant('2026-03-11T23:59:59.999+08:00') });
    const signed = await district.call(of(water), signInOrder, seen(order));
    expect(openSteps(signed)).toEqual(['return', 'reply']);
    const replied = await district.call(of(water), replyOrder, { ...seen(signed), reply: '已清运垃圾并安排每周巡查。', outcome: 'RESOLVED' });
    const closed = await district.call(desk, closeOrder, { ...seen(replied), reached: true, resolved: true, satisfied: true });
    expect(closed.events.map(({ title }) => title.zh)).toEqual(['派单', '签收', '答复', '回访办结']);
    expect((await district.call(desk, viewAppeal, { appealId: closed.appealId })).state).toBe('CLOSED');
    const learned = await district.database.reading.selectFrom('dispatch.precedent').select(['departmentId', 'outcome']).where('appealId', '=', closed.appealId).execute();
    expect(learned).toEqual([{ departmentId: water, outcome: 'ACCEPTED' }]);
  });

  it('is dispatched once: of two officers at the same time one is told that the record has moved on', async () => {
    const appeal = await take();
    const answers = await Promise.all([refusalOf(send(appeal, water)), refusalOf(send(appeal, city))]);
    expect(answers.toSorted()).toEqual(['common.stale', 'nothing']);
  });

  it('never goes to the unit complained of, to a department that is gone, or to one that is not known', async () => {
    const appeal = await take({ complainedDepartmentId: water });
    expect(await refusalOf(send(appeal, water))).toBe('dispatch.complained-unit');
    expect(await refusalOf(send(appeal, city, { coHandlingUnits: [{ departmentId: water }] }))).toBe('dispatch.complained-unit');
    expect(await refusalOf(send(appeal, gone))).toBe('dispatch.abolished-department');
    expect(await refusalOf(send(appeal, district.clock.newId<'department'>()))).toBe('common.not-found');
    const order = await send(appeal, city);
    expect(await refusalOf(giveBack(order, water))).toBe('dispatch.complained-unit');
  });

  it('is not sent out as an ordinary one when lives are at risk, unless the dispatcher says what was done', async () => {
    const appeal = await take({ text: '隔壁楼天然气泄漏，味道很大，快来人。' });
    expect(await refusalOf(send(appeal, city))).toBe('dispatch.emergency');
    expect((await send(appeal, city, { instructions: '已转燃气抢修和119处置，请跟进善后。' })).state).toBe('DISPATCHED');
  });
});

describe('a department that ends with orders in hand', () => {
  it('hands them over to the one who carries on, their clocks running on, and answers for those it has finished', async () => {
    const { departmentId } = await district.call(office, registryOperations.createDepartment, { code: 'rivers', name: '示例区河道管理处', shortName: '河管处', kind: 'PUBLIC_INSTITUTION', validFrom: '2020-01-01' });
    const order = await send(await take(), departmentId);
    const signed = await district.call(of(departmentId), signInOrder, seen(await send(await take(), departmentId)));
    const replied = await district.call(of(departmentId), replyOrder, { ...seen(signed), reply: '已清运垃圾并安排每周巡查。', outcome: 'RESOLVED' });
    await district.call(office, registryOperations.mergeDepartments, { departmentIds: [departmentId], into: { departmentId: water } });
    const now = await district.call(desk, viewOrder, { workOrderId: order.workOrderId });
    expect(now).toMatchObject({ leadDepartmentName: '示例区水务局', state: 'DISPATCHED', hop: 1, dueAt: order.dueAt });
    expect(now.events.at(-1)?.title.zh).toBe('由承接部门接办');
    expect(openSteps(await district.call(of(water), viewOrder, { workOrderId: order.workOrderId }))).toContain('signIn');
    expect((await district.call(desk, viewOrder, { workOrderId: replied.workOrderId })).leadDepartmentId).toBe(departmentId);
  });
});

describe('a return', () => {
  it('is none without its clause and its department', async () => {
    const order = await send(await take(), water);
    expect(await refusalOf(giveBack(order, city, { clause: '' }))).toBe('dispatch.return-without-clause');
    expect(await refusalOf(giveBack(order, null))).toBe('dispatch.return-without-department');
    expect(await refusalOf(giveBack(order, water))).toBe('dispatch.named-itself');
    expect(await refusalOf(giveBack(order, city, { dutyClauseId: district.clock.newId<'dutyClause'>() }))).toBe('common.not-found');
  });

  it('goes back as a designation when it is overruled, and the limit stays', async () => {
    const order = await send(await take(), water);
    const waiting = await giveBack(order, city);
    expect(waiting).toMatchObject({ state: 'RETURNED', returns: [{ ruling: 'PENDING', isLate: false }] });
    const back = await rule(await district.call(desk, viewOrder, { workOrderId: order.workOrderId }), 'OVERRULED');
    expect(back).toMatchObject({ state: 'DISPATCHED', leadDepartmentId: water, designated: true, hop: 1, dueAt: order.dueAt });
    expect(await refusalOf(giveBack(back, city))).toBe('dispatch.designated');
  });

  it('that contradicts the first opens a dispute at once, and the order goes to its interim lead', async () => {
    const matterId = await newMatter();
    const first = await send(await take({ matterId }), water);
    const second = await rule(await giveBack(first, city), 'ACCEPTED');
    expect(second).toMatchObject({ state: 'DISPATCHED', leadDepartmentId: city, hop: 2, disputeId: null });
    await giveBack(second, housing);
    const disputed = await district.call(desk, viewOrder, { workOrderId: first.workOrderId });
    expect(disputed).toMatchObject({ state: 'DISPATCHED', leadDepartmentId: water, hop: 2, designated: true, interimLead: true, dueAt: first.dueAt });
    expect(disputed.returns.map(({ ruling }) => ruling)).toEqual(['ACCEPTED', 'DISPUTED']);
    expect(await refusalOf(giveBack(disputed, housing))).toBe('dispatch.designated');
    const dispute = await district.call(desk, disputesOperations.viewDispute, { disputeId: disputed.disputeId as never });
    expect(dispute).toMatchObject({ origin: 'ORDER_RETURN', interimRule: 'ACT_FIRST', interimLeadDepartmentId: water, orders: [{ workOrderId: first.workOrderId }] });
    expect(dispute.parties.map(({ departmentId }) => departmentId).toSorted()).toEqual([water, city, housing].toSorted());
    const next = await take({ matterId });
    expect(await refusalOf(send(next, city))).toBe('dispatch.interim-rule');
    expect(await send(next, water)).toMatchObject({ interimLead: true, disputeId: disputed.disputeId });
  });

  it('by a township and a department leaves the township out of the interim lead', async () => {
    const first = await send(await take(), town);
    const second = await rule(await giveBack(first, city), 'ACCEPTED');
    expect(await giveBack(second, town)).toMatchObject({ leadDepartmentId: city, interimLead: true, hop: 2 });
  });
});

describe('an entry in force', () => {
  const entryOf = (matterId: MatterId, leadDepartmentId: DepartmentId) => ({
    matterId, title: '河道沿线垃圾清理', boundary: { scope: '' }, leadDepartmentId, limitWorkingDays: 2, formedBy: 'CONSULTATION' as const, decision: { body: '示例区委编办' },
    bases: [{ title: '《中华人民共和国固体废物污染环境防治法》', article: '第四十八条', rank: 'LAW' as const, text: '环境卫生主管部门组织清扫、收集、运输生活垃圾。' }],
  });
  async function publish(matterId: MatterId, leadDepartmentId: DepartmentId) {
    const draft = await district.call(office, divisionOperations.createDraft, entryOf(matterId, leadDepartmentId));
    return district.call(office, divisionOperations.publishDraft, { divisionDraftId: draft.divisionDraftId, version: draft.version });
  }

  it('is followed unless the dispatcher says why not, and its limit counts', async () => {
    const matterId = await newMatter();
    await publish(matterId, city);
    district.clock.moveHours(1);
    expect(await refusalOf(send(await take({ matterId }), water))).toBe('dispatch.entry-says-otherwise');
    expect((await send(await take({ matterId }), water, { instructions: '该段垃圾在水库管理范围内。' })).divisionEntryId).toBeNull();
    expect(await send(await take({ matterId }), city)).toMatchObject({ limitReasons: [{ rule: 'appeals.limit-by-entry' }], dueAt: toInstant('2026-03-04T23:59:59.999+08:00') });
  });
});

describe('the ruling on a dispute', () => {
  const { viewDispute, proposeSettlement, takePosition, signSettlement, fileAgreement } = disputesOperations;

  it('sends the orders in dispute where the entry says and settles what the next card learns', async () => {
    const matterId = await newMatter();
    const first = await send(await take({ matterId }), water);
    await giveBack(await rule(await giveBack(first, city), 'ACCEPTED'), water);
    const disputed = await district.call(desk, viewOrder, { workOrderId: first.workOrderId });
    const interim = await send(await take({ matterId }), water);
    const signed = await district.call(of(water), signInOrder, seen(interim));
    const replied = await district.call(of(water), replyOrder, { ...seen(signed), reply: '先行清运，待明确职责。', outcome: 'RESOLVED' });
    await district.call(desk, closeOrder, { ...seen(replied), reached: true, resolved: true, satisfied: true });
    const learned = () => district.database.reading.selectFrom('dispatch.precedent').select(['appealId', 'departmentId', 'outcome', 'divisionEntryId']).where('appealId', 'in', [first.appealId, interim.appealId]).orderBy('recordedAt').execute();
    expect(await learned()).toMatchObject([{ departmentId: water, outcome: 'RETURNED' }]);

    let dispute = await district.call(desk, viewDispute, { disputeId: disputed.disputeId as never });
    const [hostId] = dispute.parties.filter(({ isHost }) => isHost).map(({ departmentId }) => departmentId) as [DepartmentId];
    const head = (departmentId: DepartmentId) => actorOf('DEPARTMENT_HEAD', departmentId);
    const at = () => ({ disputeId: dispute.disputeId, version: dispute.version });
    dispute = await district.call(head(hostId), proposeSettlement, {
      ...at(), matterId, title: '河道沿线垃圾清理', boundary: { scope: '' }, leadDepartmentId: city, responsible: [{ departmentId: water, task: '清理水面漂浮物' }],
      bases: [{ title: '《中华人民共和国固体废物污染环境防治法》', article: '第四十八条', rank: 'LAW', text: '' }], measures: '',
    });
    for (const party of [water, city]) {
      dispute = await district.call(head(party), takePosition, { ...at(), kind: 'AGREE' });
      dispute = await district.call(head(party), signSettlement, { ...at(), settlementVersion: dispute.settlementVersion });
    }
    dispute = await district.call(head(hostId), fileAgreement, at());
    const draft = await district.call(office, divisionOperations.viewDraft, { divisionDraftId: dispute.divisionDraftId as never });
    const entry = await district.call(office, divisionOperations.publishDraft, { divisionDraftId: draft.divisionDraftId, version: draft.version });

    expect(await district.call(desk, viewOrder, { workOrderId: first.workOrderId })).toMatchObject({ leadDepartmentId: city, designated: true, interimLead: false, divisionEntryId: entry.divisionEntryId, state: 'DISPATCHED', hop: 2, dueAt: first.dueAt });
    expect(await district.call(desk, viewOrder, { workOrderId: interim.workOrderId })).toMatchObject({ state: 'CLOSED', leadDepartmentId: water, divisionEntryId: entry.divisionEntryId });
    const rulings = (await learned()).filter(({ outcome }) => outcome === 'UPHELD');
    expect(rulings.map(({ appealId, departmentId, divisionEntryId }) => [appealId, departmentId, divisionEntryId]).toSorted()).toEqual([first, interim].map(({ appealId }) => [appealId, city, entry.divisionEntryId]).toSorted());
    district.clock.moveHours(1);
    expect((await send(await take({ matterId }), city)).divisionEntryId).toBe(entry.divisionEntryId);
  });
});

describe('who sees what', () => {
  it('shows the appellant masked everywhere until somebody asks on record', async () => {
    const appeal = await take();
    expect(appeal).toMatchObject({ appellantName: '张*', appellantPhone: '138****0000' });
    const order = await send(appeal, water);
    expect([order.appellantName, order.appellantPhone]).toEqual(['张*', '138****0000']);
    expect(await district.call(of(water), unmaskAppellant, { appealId: appeal.appealId, reason: '需要联系诉求人核实地点' })).toEqual({ appellantName: '张三丰', appellantPhone: '13812340000' });
    const record = await district.database.reading.selectFrom('journal.record').select('subject').where('operation', '=', 'appeals.unmaskAppellant').where('subject', '=', `appeal:${appeal.appealId}`).execute();
    expect(record).toHaveLength(1);
  });

  it('keeps a confidential appellant from the departments', async () => {
    const appeal = await take({ confidential: true });
    await send(appeal, water);
    expect(await refusalOf(district.call(of(water), unmaskAppellant, { appealId: appeal.appealId, reason: '需要联系诉求人' }))).toBe('appeals.confidential');
  });

  it('shows a department its own appeals and orders, those it once had too, and no others', async () => {
    const order = await send(await take(), water, { coHandlingUnits: [{ departmentId: town, task: '协助清运' }] });
    for (const stranger of [city, housing]) {
      expect(await refusalOf(district.call(of(stranger), viewOrder, { workOrderId: order.workOrderId }))).toBe('appeals.not-yours');
      expect(await refusalOf(district.call(of(stranger), viewAppeal, { appealId: order.appealId }))).toBe('appeals.not-yours');
      expect((await district.call(of(stranger), listOrders, { limit: 200 })).items.map(({ workOrderId }) => workOrderId)).not.toContain(order.workOrderId);
      expect((await district.call(of(stranger), listAppeals, { limit: 200 })).items.map(({ appealId }) => appealId)).not.toContain(order.appealId);
    }
    expect((await district.call(of(town), viewOrder, { workOrderId: order.workOrderId })).coHandlingUnits[0]?.departmentName).toBe('示例镇');
    const moved = await rule(await giveBack(order, city), 'ACCEPTED');
    expect(openSteps(await district.call(of(water), viewOrder, { workOrderId: moved.workOrderId }))).toEqual([]);
    expect((await district.call(of(city), listOrders, {})).items.map(({ workOrderId }) => workOrderId)).toContain(order.workOrderId);
  });

  it('pages through orders and finds them by words, newest first', async () => {
    const order = await send(await take({ title: '路灯不亮', text: '小区门口的路灯坏了一周。' }), housing);
    const found = await district.call(desk, listOrders, { q: '路灯', limit: 1 });
    expect(found.items.map(({ workOrderId }) => workOrderId)).toEqual([order.workOrderId]);
    const ids: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await district.call(desk, listAppeals, { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      ids.push(...page.items.map(({ appealId }) => appealId));
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength((await district.call(desk, listAppeals, { limit: 200 })).items.length);
  });
});
