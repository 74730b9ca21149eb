import { read, utils } from '@e965/xlsx';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { entryContentSchema } from '../../core/division/model.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import { Refused } from '../../core/kernel/refusal.ts';
import { addDays, toInstant } from '../../core/kernel/time.ts';
import type { DepartmentId, MatterId } from '../../core/registry/model.ts';
import { insertDepartments, insertMatters } from '../registry/store.ts';
import { insertEntries } from './bulk.ts';
import { listEntriesInForce } from './queries.ts';

let district: TestDistrict;
let housing: DepartmentId;
let city: DepartmentId;
const drafter = actorOf('ESTABLISHMENT_OFFICER');
const { createDraft, changeDraft, discardDraft, publishDraft, viewDraft, listDrafts, listEntries, viewEntry, endEntry, exportTable } = divisionOperations;

beforeAll(async () => {
  district = await openDistrict();
  [housing, city] = [district.clock.newId<'department'>(), district.clock.newId<'department'>()];
  const department = (departmentId: DepartmentId, code: string, name: string) =>
    ({ departmentId, code, name, shortName: name, kind: 'GOVERNMENT_DEPARTMENT' as const, superior: null, secondaryNames: [], validFrom: toInstant('2019-01-01'), validTo: null });
  await district.database.inTransaction((tx) =>
    insertDepartments(tx, district.system.jurisdictionId, district.clock.now(), [department(housing, 'D01', '示例区住房和城乡建设局'), department(city, 'D02', '示例区综合行政执法局')]),
  );
});
afterAll(() => district.close());

let matters = 0;
async function newMatter(name = '小区内违规停放'): Promise<MatterId> {
  const matterId = district.clock.newId<'matter'>();
  matters += 1;
  const matter = { matterId, parentId: null, code: `A${matters}`, name, isClass: false, description: '', includes: [], excludes: [], keywords: [] };
  await district.database.inTransaction((tx) => insertMatters(tx, district.system.jurisdictionId, [matter]));
  return matterId;
}

const law = { title: '物业管理条例', article: '第四十五条', rank: 'REGULATION' as const, text: '' };
const content = (matterId: MatterId, leadDepartmentId: DepartmentId | null, scope = '') => ({
  matterId, title: '违规停放的处置', boundary: { scope }, leadDepartmentId, bases: [law], formedBy: 'CONSULTATION' as const, decision: { body: '区委编办' },
  responsible: leadDepartmentId === housing ? [{ departmentId: city, task: '查处占道停放' }] : [],
});
const draft = (matterId: MatterId, lead: DepartmentId | null, change: object = {}) => district.call(drafter, createDraft, { ...content(matterId, lead), ...change });
const publish = (one: Awaited<ReturnType<typeof draft>>) => district.call(drafter, publishDraft, { divisionDraftId: one.divisionDraftId, version: one.version });
const publishNew = async (matterId: MatterId, lead: DepartmentId, change: object = {}) => publish(await draft(matterId, lead, change));
const refusalOf = (work: Promise<unknown>): Promise<Refused | undefined> =>
  work.then(() => undefined, (fault: unknown) => (fault instanceof Refused ? fault : Promise.reject(fault as Error)));
const inMatter = async (matterId: MatterId, clocks: object = {}) => (await district.call(drafter, listEntries, { matterId, ...clocks })).items;

describe('publishing', () => {
  it('puts a draft in force under a number of the year', async () => {
    const matterId = await newMatter();
    const one = await draft(matterId, housing);
    expect(one).toMatchObject({ state: 'DRAFT', findings: [], leadDepartmentName: '示例区住房和城乡建设局', responsible: [{ departmentName: '示例区综合行政执法局' }] });
    const entry = await publish(one);
    expect(entry).toMatchObject({ number: '示编分〔2026〕1号', validFrom: district.clock.now(), recordedAt: district.clock.now(), version: 1, matterName: '小区内违规停放', trigger: '', boundary: { scope: '' } });
    expect(divisionOperations.publishDraft.result.parse(entry)).toEqual(entry);
    expect(await inMatter(matterId)).toEqual([entry]);
    expect(await district.call(drafter, viewDraft, one)).toMatchObject({ state: 'PUBLISHED', publishedEntryId: entry.divisionEntryId, findings: [] });
    expect(await refusalOf(publish(one))).toMatchObject({ code: 'division.not-a-draft' });
    expect((await publishNew(await newMatter(), city)).number).toBe('示编分〔2026〕2号');
  });

  it('refuses what does not compile, with the places', async () => {
    const matterId = await newMatter();
    const one = await draft(matterId, null, { bases: [{ ...law, rank: 'MEETING_MINUTES' }] });
    expect(await refusalOf(publish(one))).toMatchObject({ code: 'division.does-not-compile', places: [{ path: 'leadDepartmentId' }, { path: 'bases.0.rank' }] });
    expect(await inMatter(matterId)).toEqual([]);
  });

  it('lets exactly one of two who publish a lead for the same matter at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const matterId = await newMatter();
      const drafts = [await draft(matterId, housing), await draft(matterId, city)];
      const outcomes = await Promise.all(drafts.map((one) => refusalOf(publish(one))));
      expect(outcomes.map((outcome) => outcome?.code ?? 'published').toSorted()).toEqual(['division.two-leads', 'published']);
      expect(await inMatter(matterId)).toHaveLength(1);
    }
  });

  it('takes leads for different parts of a matter, and none for the whole beside them', async () => {
    const matterId = await newMatter();
    await publishNew(matterId, housing, { boundary: { scope: '物业小区内' } });
    await publishNew(matterId, city, { boundary: { scope: '市政道路上' } });
    expect(await refusalOf(publishNew(matterId, city))).toMatchObject({ code: 'division.two-leads', places: [{ path: 'boundary.scope' }, { path: 'boundary.scope' }] });
    expect(await inMatter(matterId)).toHaveLength(2);
  });

  it('is refused by the database itself when the rule in code is passed by', async () => {
    const matterId = await newMatter();
    const entry = await publishNew(matterId, housing);
    const again = {
      ...entryContentSchema.parse(entry), divisionEntryId: district.clock.newId<'divisionEntry'>(), number: '示编分〔2026〕900号',
      leadDepartmentId: city, validFrom: entry.validFrom, replacesEntryId: null, disputeId: null,
    };
    const write = (change: object) => district.database.inTransaction((tx) => insertEntries(tx, district.system.jurisdictionId, entry.recordedAt, [{ ...again, ...change }]));
    expect(await refusalOf(write({ boundary: { ...entry.boundary, scope: '市政道路上' } }))).toMatchObject({ code: 'division.two-leads' });
    expect(await refusalOf(write({ matterId: await newMatter(), bases: [] }))).toMatchObject({ code: 'division.does-not-compile' });
  });
});

describe('a published entry', () => {
  it('is never changed or deleted, not even by plain SQL', async () => {
    const { divisionEntryId } = await publishNew(await newMatter(), housing);
    const statements = [
      sql`update division.division_entry set title = '改' where division_entry_id = ${divisionEntryId}`,
      sql`update division.division_entry set superseded_at = now(), valid_to = now() where division_entry_id = ${divisionEntryId}`,
      sql`delete from division.division_entry where division_entry_id = ${divisionEntryId}`,
    ];
    for (const statement of statements) expect(await refusalOf(district.database.inTransaction((tx) => statement.execute(tx)))).toMatchObject({ code: 'division.entry-immutable' });
  });

  it('ends when the one that replaces it begins, and was in force as far as anybody knew before', async () => {
    const matterId = await newMatter();
    const first = await publishNew(matterId, housing);
    const known = district.clock.now();
    district.clock.moveHours(24);
    const begins = addDays(district.clock.now(), 10);
    const second = await publishNew(matterId, city, { replacesEntryId: first.divisionEntryId, validFrom: begins });
    const view = await district.call(drafter, viewEntry, first);
    expect(view.entry).toMatchObject({ validTo: begins, version: 2, supersededAt: null });
    expect(view.history.map(({ number, version }) => [number, version])).toEqual([[second.number, 1], [first.number, 2], [first.number, 1]]);
    expect((await district.call(drafter, viewEntry, second)).history).toEqual(view.history);

    const leadOn = async (clocks: object) => (await inMatter(matterId, clocks)).map((entry) => entry.leadDepartmentName);
    expect(await leadOn({})).toEqual(['示例区住房和城乡建设局']);
    expect(await leadOn({ on: addDays(begins, 1) })).toEqual(['示例区综合行政执法局']);
    expect(await leadOn({ on: addDays(begins, 1), knownAt: known })).toEqual(['示例区住房和城乡建设局']);
    expect(await leadOn({ on: addDays(known, -1) })).toEqual([]);
    expect(await leadOn({ knownAt: addDays(known, -1) })).toEqual([]);
  });

  it('cannot be replaced twice', async () => {
    const matterId = await newMatter();
    const first = await publishNew(matterId, housing);
    const rivals = [await draft(matterId, city, { replacesEntryId: first.divisionEntryId }), await draft(matterId, city, { replacesEntryId: first.divisionEntryId })];
    district.clock.moveHours(1);
    const outcomes = await Promise.all(rivals.map((one) => refusalOf(publish(one))));
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(outcomes.find((outcome) => outcome !== undefined)).toMatchObject({ code: 'division.does-not-compile' });
  });

  it('can be ended once, by whoever has seen it as it is', async () => {
    const matterId = await newMatter();
    const entry = await publishNew(matterId, housing);
    const end = (version: number, endsAt?: typeof entry.validFrom) => district.call(drafter, endEntry, { divisionEntryId: entry.divisionEntryId, version, reason: '机构改革', ...(endsAt === undefined ? {} : { endsAt }) });
    district.clock.moveHours(1);
    expect(await refusalOf(end(7))).toMatchObject({ code: 'common.stale' });
    const ends = addDays(district.clock.now(), 5);
    expect(await end(1, ends)).toMatchObject({ version: 2, validTo: ends });
    expect(await refusalOf(end(2, addDays(ends, 1)))).toMatchObject({ code: 'division.not-in-force' });
    district.clock.moveHours(6 * 24);
    expect(await inMatter(matterId)).toEqual([]);
    expect((await publishNew(matterId, city)).version).toBe(1);
  });
});

describe('drafts', () => {
  it('are changed by one after the other, and discarded', async () => {
    const matterId = await newMatter();
    const one = await draft(matterId, null);
    expect(one.findings.map(({ code }) => code)).toEqual(['division.no-lead']);
    const change = (version: number) => district.call(drafter, changeDraft, { ...content(matterId, housing), divisionDraftId: one.divisionDraftId, version });
    const changed = await change(1);
    expect(changed).toMatchObject({ version: 2, leadDepartmentId: housing, findings: [] });
    expect(await refusalOf(change(1))).toMatchObject({ code: 'common.stale' });
    expect((await district.call(drafter, listDrafts, {})).items.map(({ divisionDraftId }) => divisionDraftId)).toContain(one.divisionDraftId);
    await district.call(drafter, discardDraft, { divisionDraftId: one.divisionDraftId, version: 2 });
    expect(await refusalOf(change(3))).toMatchObject({ code: 'division.not-a-draft' });
  });
});

describe('the division table', () => {
  it('is paged by number, filtered by department and found by word', async () => {
    const { jurisdictionId } = district.system;
    await publishNew(await newMatter(), housing);
    const all: string[] = [];
    for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
      const page = await district.call(drafter, listEntries, { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      all.push(...page.items.map(({ number }) => number));
      cursor = page.nextCursor ?? undefined;
    }
    const inForce = await listEntriesInForce(district.database.reading, jurisdictionId, district.clock.now());
    expect(all).toEqual(inForce.map(({ number }) => number));
    expect(all.map((number) => Number(/(\d+)号/u.exec(number)?.[1]))).toEqual(all.map((number) => Number(/(\d+)号/u.exec(number)?.[1])).toSorted((a, b) => a - b));
    const cityOnes = await district.call(drafter, listEntries, { departmentId: city, limit: 200 });
    expect(cityOnes.items.length).toBe(all.length);
    expect((await district.call(drafter, listEntries, { q: '查处占道', limit: 200 })).items.every(({ leadDepartmentId }) => leadDepartmentId === housing)).toBe(true);
    expect((await district.call(drafter, listEntries, { q: '100%', limit: 200 })).items).toEqual([]);
  });

  it('leaves as a workbook with the columns of the table', async () => {
    const matterId = await newMatter('共享单车停放');
    const entry = await publishNew(matterId, housing);
    const { fileName, bytes } = await district.call(drafter, exportTable, { matterId });
    expect(fileName).toMatch(/^职责任务分工表-2026-\d\d-\d\d\.xlsx$/u);
    const workbook = read(bytes, { type: 'array' });
    const [header = [], row = []] = utils.sheet_to_json<string[]>(workbook.Sheets['职责任务分工表'] ?? {}, { header: 1 });
    const cell = (name: string) => row[header.indexOf(name)];
    expect(cell('编号')).toBe(entry.number);
    expect(cell('牵头部门')).toBe('示例区住房和城乡建设局');
    expect(cell('责任部门及具体职责')).toBe('示例区综合行政执法局：查处占道停放');
    expect(cell('依据（位阶、条款、原文）')).toBe('【法规规章】物业管理条例第四十五条');
  });
});
