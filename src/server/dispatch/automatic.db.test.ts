import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { furnish, putEntry, type RankedDistrict } from '../../../test/support/ranked-district.ts';
import { systemActor } from '../../core/access/model.ts';
import type { Appeal } from '../../core/appeals/model.ts';
import { appealsOperations } from '../../core/appeals/operations.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { Refused } from '../../core/kernel/refusal.ts';
import { addDays, dayOf } from '../../core/kernel/time.ts';
import type { MatterId } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';

const operations = dispatchOperations;
const desk = actorOf('DISPATCHER');
const office = actorOf('ESTABLISHMENT_OFFICER');
let district: TestDistrict;
let known: RankedDistrict;
let streets: MatterId;

beforeAll(async () => {
  district = await openDistrict();
  known = await furnish({ database: district.database, jurisdictionId: district.system.jurisdictionId });
  streets = (await district.call(office, registryOperations.createMatter, { parentId: null, code: '02', name: '市容环境', isClass: true })).matterId;
  const { rows } = await district.database.pool.query<{ version: number }>('select version from registry.matter where matter_id = $1', [known.stalls]);
  await district.call(office, registryOperations.changeMatter, { matterId: known.stalls, version: rows[0]?.version ?? 1, parentId: streets, basis: '目录调整' });
  await putEntry({ database: district.database, jurisdictionId: district.system.jurisdictionId }, { matterId: known.stalls, title: '夜市管理', leadDepartmentId: known.urban });
  await district.system.start();
});
afterAll(() => district.close());

const stalls = { title: '夜市扰民', text: '夜市流动摊贩占道经营到半夜，请管一管。' };
const refusalOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', (fault: unknown) => (fault instanceof Refused ? fault.code : Promise.reject(fault as Error)));
const take = async (change: object = {}): Promise<Appeal> => (await district.call(desk, operations.submitAppeal, { ...stalls, ...change })).appeal;
const look = (appeal: Appeal): Promise<Appeal> => district.call(desk, appealsOperations.viewAppeal, { appealId: appeal.appealId });
const paragraph = '为派单提速，仅使用诉求内容和地点，不使用诉求人身份信息。';
const assessmentOf = (change: object = {}) => {
  const today = dayOf(district.clock.now());
  return { matterId: streets, purpose: paragraph, necessity: paragraph, effectOnRights: paragraph, safeguards: paragraph, assessedBy: '区行政审批局法规科', assessedOn: today, nextReviewOn: dayOf(addDays(district.clock.now(), 300)), ...change };
};
const assess = (change: object = {}): Promise<ResultOf<typeof operations.recordImpactAssessment>> => district.call(office, operations.recordImpactAssessment, assessmentOf(change));

/** The queue is looked at twice a second. */
async function waitForOrder(appeal: Appeal): Promise<Appeal> {
  for (let tries = 0; tries < 60; tries++) {
    const now = await look(appeal);
    if (now.workOrderId !== null) return now;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error('no order was made');
}

describe('automatic confirmation', () => {
  it('is off by default: nothing is queued, and the system may not dispatch', async () => {
    const appeal = await take();
    const { rows } = await district.database.pool.query(`select 1 from jobs.job where name = 'automaticConfirmation'`);
    expect(rows).toEqual([]);
    expect(await refusalOf(district.call(systemActor, operations.confirmAutomatically, { appealId: appeal.appealId }))).toBe('dispatch.not-automatic');
  });

  it('cannot be switched on without an assessment of the class in force, nor below the threshold of least cost', async () => {
    const other = await district.call(office, registryOperations.createMatter, { parentId: null, code: '03', name: '供水', isClass: true });
    const { impactAssessmentId } = await assess({ matterId: other.matterId });
    expect(await refusalOf(district.call(office, operations.switchAutomaticOn, { matterId: streets, impactAssessmentId, threshold: 0.97 }))).toBe('dispatch.not-assessed');
    const own = await assess();
    expect(own.retainedUntil).toBe('2029-03-02');
    expect(await refusalOf(district.call(office, operations.switchAutomaticOn, { matterId: streets, impactAssessmentId: own.impactAssessmentId, threshold: 0.9 }))).toBe('dispatch.threshold-too-low');
    expect(await refusalOf(assess({ matterId: known.stalls }))).toBe('dispatch.not-a-class');
    expect(await refusalOf(assess({ retainedUntil: '2028-01-01' }))).toBe('dispatch.retention-too-short');
  });

  it('is refused by the database itself, whoever writes there', async () => {
    const { pool } = district.database;
    const values = (threshold: number, impactAssessmentId: string) => [district.system.jurisdictionId, district.clock.newId(), streets, impactAssessmentId, threshold, district.clock.now()];
    const insert = `insert into dispatch.automatic_confirmation (jurisdiction_id, automatic_confirmation_id, matter_id, impact_assessment_id, threshold, least_threshold, switched_on_at, switched_on_by) values ($1, $2, $3, $4, $5, 0.95, $6, '某人')`;
    const { impactAssessmentId } = await assess();
    await expect(pool.query(insert, values(0.9, impactAssessmentId))).rejects.toMatchObject({ constraint: 'automatic_confirmation_threshold' });
    await district.call(office, operations.withdrawImpactAssessment, { impactAssessmentId, reason: '处理方式有变' });
    await expect(pool.query(insert, values(0.97, impactAssessmentId))).rejects.toMatchObject({ constraint: 'automatic_confirmation_assessed' });
    await expect(pool.query(`update dispatch.impact_assessment set purpose = '另一个目的' where impact_assessment_id = $1`, [impactAssessmentId])).rejects.toMatchObject({ constraint: 'dispatch_record_final' });
    await expect(pool.query(`delete from dispatch.impact_assessment where impact_assessment_id = $1`, [impactAssessmentId])).rejects.toMatchObject({ constraint: 'dispatch_record_final' });
  });

  it('once on, sends out what is sure, with its reasons, and leaves everything delicate to a person', async () => {
    const { impactAssessmentId } = await assess();
    // the entry's strength on these words lies below the threshold that the usual costs ask for
    await district.call(office, operations.setCosts, { wrongDispatchMinutes: 20, confirmationMinutes: 5, consultationMinutes: 5, noticedShare: 0.5, validFrom: dayOf(district.clock.now()), source: '测试', reason: '派错一单代价很低的地方' });
    await district.call(office, operations.switchAutomaticOn, { matterId: streets, impactAssessmentId, threshold: 0.5 });
    expect(await refusalOf(district.call(office, operations.switchAutomaticOn, { matterId: streets, impactAssessmentId, threshold: 0.6 }))).toBe('dispatch.already-automatic');

    const delicate = [await take({ confidential: true }), await take({ urgency: 'EMERGENCY' }), await take({ complainedDepartmentId: known.water }), await take({ text: '夜市流动摊贩占道经营，天然气泄漏，快来人。' })];
    const appeal = await waitForOrder(await take());
    const order = await district.call(desk, operations.viewOrder, { workOrderId: appeal.workOrderId as NonNullable<Appeal['workOrderId']> });
    expect(order).toMatchObject({ state: 'DISPATCHED', leadDepartmentId: known.urban, isAutomatic: true, automaticReasons: [{ rule: 'dispatch.automatic-assessed' }, { rule: 'dispatch.automatic-sure' }, { rule: 'dispatch.automatic-plain' }] });
    expect(order.events[0]).toMatchObject({ action: 'dispatch', by: systemActor.name });
    for (const one of delicate) expect((await look(one)).state).toBe('RECEIVED');
    for (const { appealId } of delicate) expect(await refusalOf(district.call(systemActor, operations.confirmAutomatically, { appealId }))).toBe('dispatch.not-automatic');
    expect((await district.call(desk, operations.listOrders, { automatic: 'true' })).items.map(({ workOrderId }) => workOrderId)).toEqual([order.workOrderId]);
  });

  it('is taken back by a person before it is signed in: the appeal waits again and is not sent out by the system twice', async () => {
    const appeal = await waitForOrder(await take());
    const workOrderId = appeal.workOrderId as NonNullable<Appeal['workOrderId']>;
    const order = await district.call(desk, operations.viewOrder, { workOrderId });
    expect(await refusalOf(district.call(actorOf('DEPARTMENT_LIAISON', known.urban), operations.withdrawOrder, { workOrderId, version: order.version, reason: '不该我们办' }))).toBe('appeals.step-closed');
    const withdrawn = await district.call(desk, operations.withdrawOrder, { workOrderId, version: order.version, reason: '应先会商' });
    expect(withdrawn.state).toBe('WITHDRAWN');
    const again = await look(appeal);
    expect(again).toMatchObject({ state: 'RECEIVED', workOrderId: null });
    expect(await refusalOf(district.call(systemActor, operations.confirmAutomatically, { appealId: appeal.appealId }))).toBe('dispatch.not-automatic');
    const sent = await district.call(desk, operations.dispatchAppeal, { appealId: appeal.appealId, version: again.version, leadDepartmentId: known.urban });
    expect(sent).toMatchObject({ state: 'DISPATCHED', isAutomatic: false, automaticReasons: null });
    const listed = (await district.call(desk, appealsOperations.listAppeals, { limit: 200 })).items.filter(({ appealId }) => appealId === appeal.appealId);
    expect(listed).toMatchObject([{ leadDepartmentId: known.urban }]);
    const signed = await district.call(actorOf('DEPARTMENT_LIAISON', known.urban), operations.signInOrder, { workOrderId: sent.workOrderId, version: sent.version });
    expect(await refusalOf(district.call(desk, operations.withdrawOrder, { workOrderId: signed.workOrderId, version: signed.version, reason: '已签收的' }))).toBe('appeals.step-closed');
  });

  it('counts what it did, and ends with its assessment', async () => {
    const { classes } = await district.call(office, operations.viewAutomaticConfirmation, {});
    const mine = classes.find(({ matterId }) => matterId === streets);
    expect(mine).toMatchObject({ isWorking: true, current: { dispatched: 2, withdrawn: 1, returned: 0, threshold: 0.5 } });
    await district.call(office, operations.withdrawImpactAssessment, { impactAssessmentId: mine?.current?.impactAssessmentId ?? '', reason: '处理目的有变' });
    const after = await district.call(office, operations.viewAutomaticConfirmation, {});
    expect(after.classes.find(({ matterId }) => matterId === streets)).toMatchObject({ isWorking: false, current: null });
    expect(after.past[0]).toMatchObject({ name: '市容环境', offReason: '影响评估已撤回：处理目的有变' });
    const appeal = await take();
    expect(await refusalOf(district.call(systemActor, operations.confirmAutomatically, { appealId: appeal.appealId }))).toBe('dispatch.not-automatic');
  });
});
