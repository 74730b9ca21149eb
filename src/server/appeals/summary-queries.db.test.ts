import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { appealSummarySchema, type AppealSummary } from '../../core/appeals/model.ts';
import { appealsOperations } from '../../core/appeals/operations.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { toInstant } from '../../core/kernel/time.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import { insertDepartments } from '../registry/store.ts';

const { listAppeals } = appealsOperations;
const { submitAppeal, dispatchAppeal } = dispatchOperations;
const desk = actorOf('DISPATCHER');

let district: TestDistrict;
let water: DepartmentId;
beforeAll(async () => {
  district = await openDistrict();
  water = district.clock.newId<'department'>();
  const department = { departmentId: water, code: 'D01', name: '示例区水务局', shortName: '水务局', kind: 'GOVERNMENT_DEPARTMENT' as const, superior: null, secondaryNames: [], validFrom: toInstant('2019-01-01'), validTo: null };
  await district.database.inTransaction((tx) => insertDepartments(tx, district.system.jurisdictionId, district.clock.now(), [department]));
});
afterAll(() => district.close());

const take = async (title: string) => (await district.call(desk, submitAppeal, { title, text: '河道边堆了很多垃圾，好几个月没人清理。' })).appeal;
const list = (filter: object = {}) => district.call(desk, listAppeals, filter);
const shownOf = async (appealId: string): Promise<AppealSummary | undefined> => (await list({ limit: 200 })).items.find((one) => one.appealId === appealId);

describe('the list of appeals, which remembers what it has shown', () => {
  it('shows at once who has got an appeal, and in what state it is', async () => {
    const { appealId, version } = await take('河边垃圾没人清');
    expect(await shownOf(appealId)).toMatchObject({ state: 'RECEIVED', version: 1, leadDepartmentId: null, leadDepartmentName: null, excerpt: '河道边堆了很多垃圾，好几个月没人清理。' });
    await district.call(desk, dispatchAppeal, { appealId, version, leadDepartmentId: water });
    expect(await shownOf(appealId)).toMatchObject({ state: 'DISPATCHED', version: 2, leadDepartmentId: water, leadDepartmentName: '示例区水务局' });
  });

  it('shows what was written past all rules too, without a new version', async () => {
    const { appealId } = await take('写错了字');
    expect((await shownOf(appealId))?.title).toBe('写错了字');
    await district.database.execute(`update appeals.appeal set title = '改正了' where appeal_id = '${appealId}'`);
    expect(await shownOf(appealId)).toMatchObject({ title: '改正了', version: 1 });
  });

  it('says the same remembered or not, full or empty, whatever its texts hold', async () => {
    const { appealId } = await take('引号 " 与换行\n反斜线 \\');
    const before = await list();
    expect(before.items[0]).toMatchObject({ appealId, title: '引号 " 与换行\n反斜线 \\' });
    expect(await list()).toEqual(before);
    expect(await list({ limit: 1 })).toEqual({ items: before.items.slice(0, 1), nextCursor: expect.any(String) as string });
    expect(await list({ q: '没有这样的词' })).toEqual({ items: [], nextCursor: null });
    for (const item of before.items) expect(appealSummarySchema.parse(item)).toEqual(item);
  });

  it('asks for every field alike, at the first page and at the next', async () => {
    const { appealId } = await take('只有它来自信箱');
    await district.database.execute(`update appeals.appeal set channel = 'LEADER_MAILBOX', type = 'REPORT' where appeal_id = '${appealId}'`);
    const only = { channel: 'LEADER_MAILBOX', type: 'REPORT', state: 'RECEIVED' } as const;
    for (const filter of [only, only]) expect((await list(filter)).items.map((one) => one.appealId)).toEqual([appealId]);
    expect((await list({ ...only, departmentId: water })).items).toEqual([]);
    expect((await list({ departmentId: water })).items).toHaveLength(1);
    const first = await list({ limit: 2 });
    const rest = await list({ limit: 2, cursor: first.nextCursor as string });
    const all = await list({ limit: 4 });
    expect([...first.items, ...rest.items]).toEqual(all.items);
  });
});
