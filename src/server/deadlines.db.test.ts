import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDisputeDistrict, refusalOf, seen, type DisputeDistrict } from '../../test/support/dispute-district.ts';
import { actorOf } from '../../test/support/district.ts';
import type { Actor } from '../core/access/model.ts';
import { systemActor } from '../core/access/model.ts';
import { appealsOperations } from '../core/appeals/operations.ts';
import { dispatchOperations } from '../core/dispatch/operations.ts';
import type { Dispute } from '../core/disputes/model.ts';
import { disputesOperations } from '../core/disputes/operations.ts';
import type { Instant } from '../core/kernel/time.ts';
import { sweepDeadlines } from './deadlines.ts';
import { openSystem } from './main.ts';
import { openDatabase } from './platform/database.ts';
import { NIGHTLY_TRAINING_CRON, NIGHTLY_TRAINING_QUEUE } from './nightly-training.ts';

let district: DisputeDistrict;
let host: Actor;
let other: Actor;
const office = actorOf('ESTABLISHMENT_OFFICER');
const desk = actorOf('DISPATCHER');
const { viewDispute, listDisputes, passDeadline } = disputesOperations;

beforeAll(async () => {
  district = await openDisputeDistrict();
  [host, other] = district.departments.map(({ head }) => head) as [Actor, Actor];
});
afterAll(() => district.close());
// every test begins with nothing due
beforeEach(async () => {
  district.clock.moveTo('2026-03-02T01:00:00.000Z' as Instant);
  await district.database.execute('update disputes.dispute set deadline_at = null where deadline_at is not null; update appeals.work_order set reminded_at = now()');
});

const sweep = () => sweepDeadlines({ ...district, ...district.system });
const view = ({ disputeId }: Pick<Dispute, 'disputeId'>): Promise<Dispute> => district.call(office, viewDispute, { disputeId });
const countRecords = async (operation: string): Promise<number> =>
  (await district.database.reading.selectFrom('journal.record').select('operation').where('operation', '=', operation).where('actor', '=', 'system').execute()).length;
const actionsOf = ({ timeline }: Dispute) => timeline.map(({ action }) => action);
const moveTo = (at: string) => district.clock.moveTo(at as Instant);

describe('a dispute whose time has run out', () => {
  it('is reminded, then moves up level by level to the leaders, and is never agreed by silence', async () => {
    const opened = await district.open(host);
    expect(opened).toMatchObject({ dueAt: '2026-03-16T15:59:59.999Z', deadlineAt: '2026-03-16T15:59:59.999Z', movesTo: 'APPLIED', remindedAt: null });
    moveTo('2026-03-16T15:59:00.000Z');
    expect(await sweep()).toEqual({ done: 0, left: 0, failed: 0 });
    const before = await countRecords('disputes.passDeadline');
    moveTo('2026-03-16T16:01:00.000Z');
    expect(await sweep()).toEqual({ done: 1, left: 0, failed: 0 });
    const reminded = await view(opened);
    expect(reminded).toMatchObject({ state: 'CONSULTING', remindedAt: '2026-03-16T16:01:00.000Z', deadlineAt: '2026-03-24T15:59:59.999Z', dueAt: opened.dueAt });
    expect(reminded.timeline.at(-1)).toMatchObject({ action: 'remind', by: 'system', note: '“部门协商中”期限已满，请尽快办理。' });
    expect(await countRecords('disputes.passDeadline')).toBe(before + 1);
    expect((await district.call(office, listDisputes, {})).items.find(({ disputeId }) => disputeId === opened.disputeId)).toMatchObject({ remindedAt: '2026-03-16T16:01:00.000Z' });
    expect(await sweep()).toEqual({ done: 0, left: 0, failed: 0 });
    moveTo('2026-03-24T16:01:00.000Z');
    await sweep();
    expect(await view(opened)).toMatchObject({ state: 'APPLIED', level: 3, remindedAt: null, dueAt: '2026-03-30T15:59:59.999Z', movesTo: 'REPORTED' });
    for (const at of ['2026-04-01T01:00:00.000Z', '2026-04-20T01:00:00.000Z', '2026-06-01T01:00:00.000Z', '2026-07-01T01:00:00.000Z']) {
      moveTo(at);
      await sweep();
    }
    const last = await view(opened);
    expect(last).toMatchObject({ state: 'REPORTED', level: 4, movesTo: null, settlement: null });
    expect(actionsOf(last)).toEqual(['open', 'remind', 'moveOn', 'remind', 'moveOn', 'remind', 'remind']);
  });

  it('is left alone when its parties moved on in time, and reminded anew in the next state', async () => {
    const failed = await district.step(host, await district.open(host), 'failConsultation', '各执一词');
    moveTo('2026-03-16T10:00:00.000Z');
    const applied = await district.step(host, failed, 'apply');
    moveTo('2026-03-17T01:00:00.000Z');
    expect(await sweep()).toEqual({ done: 0, left: 0, failed: 0 });
    moveTo('2026-03-20T01:00:00.000Z');
    await sweep();
    expect(await view(applied)).toMatchObject({ state: 'APPLIED', remindedAt: '2026-03-20T01:00:00.000Z' });
  });

  it('holds no deadline once it has ended', async () => {
    const withdrawn = await district.step(host, await district.open(host), 'withdraw', '已自行解决');
    moveTo('2026-12-01T01:00:00.000Z');
    expect(withdrawn).toMatchObject({ deadlineAt: null, dueAt: null });
    expect(await sweep()).toEqual({ done: 0, left: 0, failed: 0 });
  });

  it('is passed by the system alone, and only when it is due', async () => {
    const { disputeId } = await district.open(host);
    expect(await refusalOf(district.call(systemActor, passDeadline, { disputeId }))).toBe('disputes.not-due');
    expect(await refusalOf(district.system.pipe.call({ operation: passDeadline, input: { disputeId }, token: null }))).toBe('common.sign-in-required');
  });
});

describe('several sweeps at once', () => {
  const openMany = async (count: number): Promise<Dispute[]> => {
    const opened: Dispute[] = [];
    for (let made = 0; made < count; made += 1) opened.push(await district.open(made % 2 === 0 ? host : other));
    return opened;
  };
  const everyOneOnce = async (opened: readonly Dispute[]) => {
    for (const one of opened) expect(actionsOf(await view(one))).toEqual(['open', 'remind']);
  };

  it('on two instances share the work: each deadline is passed exactly once', async () => {
    const opened = await openMany(12);
    const second = await openSystem({ ...district, jurisdictionCode: 'test' });
    moveTo('2026-03-17T01:00:00.000Z');
    const before = await countRecords('disputes.passDeadline');
    const counts = await Promise.all([sweep(), sweepDeadlines({ ...district, ...second }), sweep()]);
    await second.close();
    expect(counts.map(({ failed }) => failed)).toEqual([0, 0, 0]);
    expect(counts.reduce((sum, { done }) => sum + done, 0)).toBe(12);
    expect(await countRecords('disputes.passDeadline')).toBe(before + 12);
    await everyOneOnce(opened);
  });

  it('leave what somebody has in hand to the next one', async () => {
    const [one] = (await openMany(1)) as [Dispute];
    moveTo('2026-03-17T01:00:00.000Z');
    await district.database.inTransaction(async (tx) => {
      await tx.selectFrom('disputes.dispute').select('disputeId').where('disputeId', '=', one.disputeId).forUpdate().execute();
      expect(await sweep()).toEqual({ done: 0, left: 1, failed: 0 });
    });
    expect(await sweep()).toEqual({ done: 1, left: 0, failed: 0 });
    await everyOneOnce([one]);
  });

  it('killed in the middle lose nothing and do nothing twice', async () => {
    const opened = await openMany(12);
    moveTo('2026-03-17T01:00:00.000Z');
    const before = await countRecords('disputes.passDeadline');
    const dying = openDatabase({ ...(district.database.pool.options as { host: string; port: number; user: string; database: string }), poolSize: 3 });
    const doomed = await openSystem({ ...district, database: dying, jurisdictionCode: 'test' });
    // its connections are cut again and again while it sweeps
    const over = new AbortController();
    const cut = (async () => {
      while (!over.signal.aborted) {
        await district.database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like '%disputes%' and state = 'idle in transaction' and pid <> pg_backend_pid()`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    const { failed } = await sweepDeadlines({ ...district, ...doomed, database: dying, log: { error: () => undefined } }).catch(() => ({ failed: 1 }));
    over.abort();
    await cut;
    await doomed.close();
    await dying.close();
    expect(failed).toBeGreaterThan(0);
    expect((await sweep()).failed).toBe(0);
    expect(await countRecords('disputes.passDeadline')).toBe(before + 12);
    await everyOneOnce(opened);
  });
});

describe('an order past its limit', () => {
  const dispatched = async () => {
    const { appeal } = await district.call(desk, dispatchOperations.submitAppeal, { title: '河边垃圾没人清', text: '河道边堆了很多垃圾，好几个月没人清理。' });
    return district.call(desk, dispatchOperations.dispatchAppeal, { appealId: appeal.appealId, version: appeal.version, leadDepartmentId: district.departments[0]?.departmentId as never });
  };
  const viewOrder = ({ workOrderId }: { workOrderId: never }) => district.call(desk, dispatchOperations.viewOrder, { workOrderId });

  it('is reminded once, in its course and in the list', async () => {
    const order = await dispatched();
    expect(order).toMatchObject({ remindedAt: null });
    moveTo('2026-03-20T01:00:00.000Z');
    expect(await sweep()).toEqual({ done: 1, left: 0, failed: 0 });
    moveTo('2026-04-20T01:00:00.000Z');
    expect(await sweep()).toEqual({ done: 0, left: 0, failed: 0 });
    const reminded = await viewOrder(order as never);
    expect(reminded).toMatchObject({ state: 'DISPATCHED', remindedAt: '2026-03-20T01:00:00.000Z', dueAt: order.dueAt });
    expect(reminded.events.map(({ action, by }) => [action, by])).toEqual([['dispatch', 'dispatcher'], ['remind', 'system']]);
    expect(reminded.steps.map(({ action }) => action)).not.toContain('remind');
    expect((await district.call(desk, dispatchOperations.listOrders, {})).items[0]).toMatchObject({ remindedAt: '2026-03-20T01:00:00.000Z' });
  });

  it('that was answered in time is not, and nobody reminds by hand', async () => {
    const order = await dispatched();
    const signed = await district.call(host, dispatchOperations.signInOrder, { workOrderId: order.workOrderId, version: order.version });
    await district.call(host, dispatchOperations.replyOrder, { workOrderId: order.workOrderId, version: signed.version, reply: '已清运垃圾并安排巡查。', outcome: 'RESOLVED' });
    moveTo('2026-03-20T01:00:00.000Z');
    expect(await sweep()).toEqual({ done: 0, left: 0, failed: 0 });
    expect(await refusalOf(district.call(systemActor, appealsOperations.remindOrder, { workOrderId: order.workOrderId }))).toBe('appeals.not-due');
  });

  it('is reminded once by two sweeps at once', async () => {
    const order = await dispatched();
    moveTo('2026-03-20T01:00:00.000Z');
    const counts = await Promise.all([sweep(), sweep(), sweep()]);
    expect(counts.reduce((sum, { done }) => sum + done, 0)).toBe(1);
    expect((await viewOrder(order as never)).events.filter(({ action }) => action === 'remind')).toHaveLength(1);
  });
});

describe('the schedule', () => {
  it('is kept in the database, once for all instances', async () => {
    const second = await openSystem({ ...district, jurisdictionCode: 'test' });
    await Promise.all([district.system.start(), second.start()]);
    const { rows } = await district.database.pool.query<{ name: string; cron: string }>('select name, cron from jobs.schedule order by name');
    await second.close();
    expect(rows).toEqual([{ name: 'deadlines', cron: '*/5 * * * *' }, { name: NIGHTLY_TRAINING_QUEUE, cron: NIGHTLY_TRAINING_CRON }]);
  });
});

it('an unsigned proposal stays unsigned however long its parties are silent', async () => {
  const proposed = await district.propose(host, await district.open(host), await district.newMatter());
  const half = await district.sign(host, await district.agree(host, proposed));
  for (const at of ['2026-03-17T01:00:00.000Z', '2026-03-30T01:00:00.000Z', '2026-06-01T01:00:00.000Z', '2026-08-01T01:00:00.000Z']) {
    moveTo(at);
    await sweep();
  }
  expect(await view(half)).toMatchObject({ state: 'REPORTED', parties: [{ signedBy: 'department_head' }, { signedAt: null }] });
  expect(await refusalOf(district.call(host, disputesOperations.fileAgreement, seen(await view(half))))).toBe('disputes.step-closed');
});
