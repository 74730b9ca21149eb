import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { appealsOperations } from '../../core/appeals/operations.ts';
import type { AppealImport, AppealInput } from '../../core/appeals/model.ts';
import { Refused } from '../../core/kernel/refusal.ts';
import { toInstant } from '../../core/kernel/time.ts';
import { insertDepartments } from '../registry/store.ts';
import { insertImport } from './import-store.ts';
import { makeNames } from '../registry/names.ts';
import { makeImportWorker, type Intake } from './import.ts';
import { takeIn } from './intake.ts';

const { previewImport, startImport, viewImport, listAppeals } = appealsOperations;
let district: TestDistrict;
const desk = actorOf('DISPATCHER');
const encoder = new TextEncoder();
const csv = (text: string) => ({ name: '工单.csv', bytes: encoder.encode(text) });
const refusalOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (fault: unknown) => (fault instanceof Refused ? fault.code : Promise.reject(fault as Error)));

beforeAll(async () => {
  district = await openDistrict();
  await district.database.inTransaction((tx) =>
    insertDepartments(tx, district.system.jurisdictionId, district.clock.now(), [
      { departmentId: district.clock.newId<'department'>(), code: 'T01', name: '示例镇人民政府', shortName: '示例镇', kind: 'TOWNSHIP', superior: null, secondaryNames: [], validFrom: toInstant('2019-01-01'), validTo: null },
    ]),
  );
});
afterAll(() => district.close());

const table = csv('工单编号,标题,诉求内容,诉求类型,镇街,联系电话,受理时间\nA1,路灯,小区路灯坏了没人修,投诉,示例镇,13800000000,2026-03-01 08:30\nA2,积水,道路积水三天了,求助,无此镇,,\nA3,噪声,工地夜间施工吵闹,举报,,,2027-01-01\nA4,,,,,,\n');

async function finish(appealImportId: string): Promise<AppealImport> {
  for (;;) {
    const run = await district.call(desk, viewImport, { appealImportId });
    if (run.state === 'DONE' || run.state === 'FAILED') return run;
    await wait(100);
  }
}

it('previews which columns and rows can be taken, and keeps nothing', async () => {
  const preview = await district.call(desk, previewImport, { file: table });
  expect(preview).toMatchObject({ encoding: 'UTF-8', total: 4, readable: 2, refusedCount: 2 });
  expect(preview.refused.map(({ row, code }) => [row, code])).toEqual([[3, 'appeals.row-unknown-department'], [5, 'appeals.row-no-text']]);
  expect((await district.call(desk, listAppeals, {})).items).toEqual([]);
});

it('takes the readable rows in behind the call, and names every row it refused', async () => {
  const { fileHash } = await district.call(desk, previewImport, { file: table });
  expect(await refusalOf(district.call(desk, startImport, { file: csv('诉求内容\n别的文件内容'), expectedHash: fileHash }))).toBe('appeals.preview-differs');
  const run = await finish((await district.call(desk, startImport, { file: table, expectedHash: fileHash })).appealImportId);
  expect(run).toMatchObject({ state: 'DONE', total: 4, done: 4, accepted: 1, refusedCount: 3 });
  expect(run.refused.map(({ code }) => code)).toContain('appeals.received-in-future');
  expect((await district.call(desk, listAppeals, {})).items).toMatchObject([{ title: '路灯', type: 'COMPLAINT', state: 'RECEIVED' }]);
  expect(await district.database.reading.selectFrom('appeals.importRow').select('rowNumber').execute()).toEqual([]);
});

it('refuses a table without the text of the appeals', async () => {
  expect(await refusalOf(district.call(desk, previewImport, { file: csv('姓名,电话\n张三,13800000000\n') }))).toBe('appeals.no-text-column');
});

it('goes on where it broke off, and takes no row twice', async () => {
  const lines = Array.from({ length: 450 }, (_, index) => `续传用的诉求内容第${index}件`);
  const { database, clock, system: { jurisdictionId } } = district;
  const appealImportId = clock.newId<'appealImport'>();
  const input = (text: string) => ({ channel: 'WEB', type: 'HELP', title: '', text, place: '续传', townshipDepartmentId: null, matterId: null, urgency: 'NORMAL', appellantName: '', appellantPhone: '', confidential: false, complainedDepartmentId: null, externalNumber: '' }) satisfies AppealInput;
  await database.inTransaction((tx) =>
    insertImport(tx, jurisdictionId, { appealImportId, fileName: '续传.csv', fileHash: 'x', state: 'QUEUED', total: 450, done: 0, accepted: 0, refused: [], startedBy: null, startedAt: clock.now(), finishedAt: null },
      lines.map((text, index) => ({ rowNumber: index + 2, input: input(text) }))),
  );
  const taking: Intake = (context, row) => takeIn(context, context.newId<'appeal'>(), row);
  let calls = 0;
  const breaking = makeImportWorker({ database, clock, jurisdictionId, names: makeNames(() => performance.now()), intake: (context, row) => ((calls += 1) > 300 ? Promise.reject(new Error('lost')) : taking(context, row)) });
  await expect(breaking({ data: { appealImportId }, isLastTry: false })).rejects.toThrow('lost');
  expect(await district.call(desk, viewImport, { appealImportId })).toMatchObject({ state: 'RUNNING', done: 200, accepted: 200 });
  await makeImportWorker({ database, clock, jurisdictionId, names: makeNames(() => performance.now()), intake: taking })({ data: { appealImportId }, isLastTry: false });
  expect(await district.call(desk, viewImport, { appealImportId })).toMatchObject({ state: 'DONE', done: 450, accepted: 450 });
  const taken = await database.reading.selectFrom('appeals.appeal').select(({ fn }) => [fn.countAll().as('count'), fn.count('text').distinct().as('texts')]).where('place', '=', '续传').executeTakeFirstOrThrow();
  expect(taken).toEqual({ count: 450, texts: 450 });
});
