import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { makeSheets, makeWorkbook } from '../../../test/support/made-files.ts';
import type { Correction, DocumentImportId, ImportFile } from '../../core/registry/import-model.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import { registryOperations as registry } from '../../core/registry/operations.ts';
import { makeImportWorker } from './import-work.ts';

const office = actorOf('ESTABLISHMENT_OFFICER');
const encoder = new TextEncoder();
let district: TestDistrict;
let water: DepartmentId;
let urban: DepartmentId;

const SANDING = `示范区水务局职能配置、内设机构和人员编制规定
第一条 根据有关规定，制定本规定。
第二条 区水务局主要职责是：
（一）负责水资源管理，拟订节水规划。
（二）会同区无此局查处违法排水。
（三）指导河道保洁工作。`;

const rows = (last: string) => ['序号,事项名称,牵头部门,职责内容', ...Array.from({ length: 15 }, (_, index) => `${index + 1},事项${index + 1}管理,区城管局,负责事项${index + 1}的监督管理`), last].join('\n');
const file = (name: string, text: string) => ({ name, bytes: encoder.encode(text) });

beforeAll(async () => {
  district = await openDistrict();
  const department = async (code: string, name: string, shortName: string) => (await district.call(office, registry.createDepartment, { code, name, shortName, kind: 'GOVERNMENT_DEPARTMENT', aliases: [`区${shortName}`], validFrom: '2019-01-01' })).departmentId;
  water = await department('water', '区水务局', '水务局');
  urban = await department('urban', '区城市管理局', '城管局');
});
afterAll(() => district.close());

const start = async (): Promise<DocumentImportId> => (await district.call(office, registry.startDocumentImport, {})).documentImportId;
const filesOf = async (documentImportId: DocumentImportId): Promise<ImportFile[]> => (await district.call(office, registry.viewDocumentImport, { documentImportId })).files;

/** Waits until no file of the import is under way. */
async function settle(documentImportId: DocumentImportId): Promise<ImportFile[]> {
  for (;;) {
    const files = await filesOf(documentImportId);
    if (files.every(({ state }) => state !== 'QUEUED' && state !== 'CONFIRMING')) return files;
    await wait(100);
  }
}

async function stage(order: { kind: 'SANDING' | 'POWER_DUTY_LIST' | 'LAW'; text?: string; file?: ReturnType<typeof file>; validFrom?: string }) {
  const documentImportId = await start();
  await district.call(office, registry.addImportFile, { documentImportId, ...order });
  const [read] = await settle(documentImportId);
  return { documentImportId, ordinal: 1, read: read as ImportFile };
}

const kept = async () => district.database.reading.selectFrom('registry.importFile').select(['state', 'content', 'sourceText']).where('state', 'in', ['CONFIRMED', 'REFUSED', 'DISCARDED']).execute();

describe('one paper', () => {
  it('is looked at, corrected, confirmed in one transaction, and its corrections stand beside it', async () => {
    const { read, ...place } = await stage({ kind: 'SANDING', text: SANDING, validFrom: '2020-01-01' });
    expect(read.state).toBe('READY');
    const seen = await district.call(office, registry.viewImportFile, place);
    expect(seen.departmentId).toBe(water);
    expect(seen.findings.map(({ kind, what }) => [kind, what])).toContainEqual(['UNKNOWN_DEPARTMENT', '区无此局']);
    const clause = seen.clauses.find(({ text }) => text.includes('违法排水'));
    const at = { start: clause?.readStart ?? 0, end: clause?.readEnd ?? 0 };
    const corrections: Correction[] = [{ ...at, field: 'PARTNERS', after: [{ name: '区无此局', relation: 'JOINTLY_WITH', departmentId: urban }] }, { ...at, field: 'KIND', after: 'DIVISION_RULE' }];
    await expect(district.call(office, registry.correctImportFile, { ...place, version: read.version, corrections: [{ ...at, field: 'VERBS', after: [{ verb: '牵头', role: 'LEAD' }] }] })).rejects.toMatchObject({ code: 'registry.correction-unfit' });
    const saved = await district.call(office, registry.correctImportFile, { ...place, version: read.version, corrections });
    await expect(district.call(office, registry.correctImportFile, { ...place, version: read.version, corrections: [] })).rejects.toMatchObject({ code: 'common.stale' });
    const document = await district.call(office, registry.confirmImportFile, { ...place, version: saved.version });
    const stored = await district.call(office, registry.viewDocument, { documentId: document.documentId });
    expect(stored.text).toBe(SANDING);
    expect(stored.clauses.find(({ text }) => text.includes('违法排水'))).toMatchObject({ clauseKind: 'DIVISION_RULE', partners: [{ departmentId: urban }] });
    expect(stored.corrections.map(({ field, before, correctedBy }) => [field, before, correctedBy])).toEqual([
      ['PARTNERS', [{ name: '区无此局', relation: 'JOINTLY_WITH', departmentId: null }], office.name], ['KIND', 'MAIN_DUTY', office.name],
    ]);
    await expect(district.call(office, registry.confirmImportFile, { ...place, version: saved.version + 1 })).rejects.toMatchObject({ code: 'registry.import-not-open' });
    await expect(district.database.pool.query('update registry.document_correction set corrected_by = $1', ['other'])).rejects.toThrow('history');
  });

  it('imported again is offered the corrections that still fit', async () => {
    const { read, ...place } = await stage({ kind: 'SANDING', text: SANDING, validFrom: '2021-01-01' });
    const seen = await district.call(office, registry.viewImportFile, place);
    expect(seen.offered.map(({ field }) => field)).toEqual(['PARTNERS', 'KIND']);
    expect(seen.findings.map(({ kind }) => kind)).toContain('IN_REGISTRY');
    await district.call(office, registry.discardImportFile, { ...place, version: read.version });
  });

  it('in a new version shows what changes clause by clause before it takes effect', async () => {
    const text = SANDING.replace('拟订节水规划', '组织拟订节约用水规划').replace('（三）指导河道保洁工作。', '（三）负责水库安全监管。');
    const { read, ...place } = await stage({ kind: 'SANDING', text, validFrom: '2024-01-01' });
    const seen = await district.call(office, registry.viewImportFile, place);
    expect(seen.previous?.title).toContain('水务局');
    const changes = seen.diff.filter(({ change }) => change !== 'KEPT').map(({ change, before, after }) => [change, (before ?? after)?.text]);
    expect(changes).toEqual([['REWORDED', '负责水资源管理，拟订节水规划。'], ['ADDED', '负责水库安全监管。'], ['REMOVED', '指导河道保洁工作。']]);
    const old = await district.call(office, registry.viewDocument, { documentId: seen.previous?.documentId as string });
    expect(old.validTo).toBeNull();
    await district.call(office, registry.confirmImportFile, { ...place, version: read.version });
    expect((await district.call(office, registry.viewDocument, { documentId: old.documentId })).validTo).toBe('2023-12-31T16:00:00.000Z');
  });

  it('of several sheets with blank rows is refused with the rows and sheets as they are in the file', async () => {
    const { read, ...place } = await stage({ kind: 'POWER_DUTY_LIST', file: { name: '两表.xlsx', bytes: makeSheets({
      基本: [['序号', '事项名称', '牵头部门', '职责内容'], [], [], ['1', '事项甲管理', '区城管局', '负责事项甲的监督管理']],
      配合: [[], ['序号', '事项名称', '牵头部门', '职责内容'], ['1', '事项乙管理', '区城管局', '负责事项乙的监督管理'], [], ['2', '事项丙管理', '区没有局', '负责事项丙的监督管理']],
    }) } });
    const refused = await district.call(office, registry.confirmImportFile, { ...place, version: read.version }).catch((fault: unknown) => fault as { places: { text: { zh: string } }[] });
    expect('places' in refused && refused.places.map(({ text }) => text.zh)).toEqual(['工作表“配合” 第 5 行 牵头部门：主责单位不在部门库“区没有局”']);
    await district.call(office, registry.discardImportFile, { ...place, version: read.version });
  });

  it('that no longer fits its text is never half written: what blocks it refuses the import with its places', async () => {
    const { read, ...place } = await stage({ kind: 'POWER_DUTY_LIST', file: file('清单.csv', rows('16,事项16管理,区没有局,')) });
    expect(read).toMatchObject({ state: 'TO_CORRECT', summary: { clauses: 16, blocking: 2 } });
    const before = await district.call(office, registry.listDocuments, {});
    const refused = await district.call(office, registry.confirmImportFile, { ...place, version: read.version }).catch((fault: unknown) => fault as { code: string; places: { text: { zh: string } }[] });
    expect(refused).toMatchObject({ code: 'registry.to-correct' });
    expect('places' in refused && refused.places.map(({ text }) => text.zh)).toEqual(['第 17 行 职责内容：缺少职责内容“16 事项16管理 区没有局”', '第 17 行 牵头部门：主责单位不在部门库“区没有局”']);
    expect((await district.call(office, registry.listDocuments, {})).items).toEqual(before.items);
    const { start: from, end } = (await district.call(office, registry.viewImportFile, place)).findings[0] as { start: number; end: number };
    const named: Correction[] = [{ start: from, end, field: 'PARTNERS', after: [{ name: '区没有局', relation: 'LEADS', departmentId: urban }] }, { start: from, end, field: 'CHECKED', after: null }];
    const saved = await district.call(office, registry.correctImportFile, { ...place, version: read.version, corrections: named });
    expect(saved.state).toBe('READY');
    expect(await district.call(office, registry.confirmImportFile, { ...place, version: saved.version })).toMatchObject({ clauseCount: 16 });
  });
});

describe('a paper that is no 三定 text', () => {
  const law = (duty: string) => `夜市管理办法\n第一条 区城管局负责夜市的${duty}。\n`;
  const goIn = async (order: Parameters<typeof stage>[0]) => {
    const { read, ...place } = await stage(order);
    const { previous } = await district.call(office, registry.viewImportFile, place);
    await district.call(office, registry.confirmImportFile, { ...place, version: read.version });
    return { previous, read };
  };

  it('takes the place of the one of its name, and says so; a list without a name takes nobody’s', async () => {
    expect((await goIn({ kind: 'LAW', text: law('监督管理'), validFrom: '2020-01-01' })).previous).toBeNull();
    expect(await goIn({ kind: 'LAW', text: law('规划建设'), validFrom: '2025-01-01' })).toMatchObject({ previous: { title: '夜市管理办法' }, read: { summary: { replaces: true } } });
    const list = () => ({ kind: 'POWER_DUTY_LIST' as const, file: file('甲.csv', rows('16,事项16管理,区城管局,负责巡查')) });
    expect((await goIn(list())).read.summary?.title).toBe('甲.csv');
    expect((await goIn(list())).previous).toBeNull();
  });
});

describe('the columns of a list', () => {
  const table = (names: string[]) => new Uint8Array(makeWorkbook([['序号', '事项名称', '某某主体', '工作要点'], ...names.map((name, index) => [`${index + 1}`, `事项${index + 1}管理`, name, `负责事项${index + 1}的监督管理`])]));

  it('chosen once are remembered for the template, and for files that wait already', async () => {
    const first = await stage({ kind: 'POWER_DUTY_LIST', file: { name: '一.xlsx', bytes: table(['区城管局', '区水务局']) } });
    const place = { documentImportId: first.documentImportId, ordinal: 1 };
    const [read] = (await district.call(office, registry.viewImportFile, place)).tables;
    expect(read?.isRemembered).toBe(false);
    const columns = (read?.mapping.columns ?? []).map((one) => (one.column === '某某主体' ? { ...one, field: 'LEAD' as const } : one.column === '工作要点' ? { ...one, field: 'DUTY' as const } : one));
    await expect(district.call(office, registry.saveColumnMapping, { template: 'x', columns })).rejects.toMatchObject({ code: 'registry.columns-differ' });
    await district.call(office, registry.saveColumnMapping, { template: read?.mapping.template ?? '', columns });
    const second = await stage({ kind: 'POWER_DUTY_LIST', file: { name: '二.xlsx', bytes: table(['区没有局']) } });
    for (const [documentImportId, partner] of [[first.documentImportId, urban], [second.documentImportId, null]] as const) {
      const seen = await district.call(office, registry.viewImportFile, { documentImportId, ordinal: 1 });
      expect(seen.tables[0]).toMatchObject({ isRemembered: true, mapping: { columns } });
      expect(seen.clauses[0]?.partners).toMatchObject([{ relation: 'LEADS', departmentId: partner }]);
    }
    expect(second.read.state).toBe('TO_CORRECT');
  });
});

describe('forty papers at once', () => {
  const paper = (index: number) => `第${index}号管理办法\n第一条 区城管局负责第${index}类设施的监督管理。\n第二条 区水务局配合区城管局做好第${index}类设施巡查。\n`;

  it('are read behind the call, one line each; all that are ready go in, the refused are told, nothing stays staged', async () => {
    const documentImportId = await start();
    for (let index = 1; index <= 38; index += 1) await district.call(office, registry.addImportFile, { documentImportId, kind: 'LAW', file: file(`${index}.txt`, paper(index)) });
    await district.call(office, registry.addImportFile, { documentImportId, kind: 'LAW', file: file('空.txt', ' ') });
    await district.call(office, registry.addImportFile, { documentImportId, kind: 'POWER_DUTY_LIST', file: file('清单.csv', rows('16,事项16管理,区没有局,')) });
    const read = await settle(documentImportId);
    expect(read.map(({ state }) => state)).toEqual([...Array.from({ length: 38 }, () => 'READY'), 'REFUSED', 'TO_CORRECT']);
    expect(read[38]?.refusal).toMatchObject({ code: 'registry.empty', remedy: { zh: expect.stringContaining('重新上传') as unknown } });
    await district.call(office, registry.confirmReadyFiles, { documentImportId });
    const done = await settle(documentImportId);
    expect(done.slice(0, 38).every(({ state, documentId }) => state === 'CONFIRMED' && documentId !== null)).toBe(true);
    await expect(district.call(office, registry.confirmReadyFiles, { documentImportId })).rejects.toMatchObject({ code: 'registry.none-ready' });
    expect((await district.call(office, registry.listDocuments, { kind: 'LAW', q: '号管理办法', limit: 200 })).items).toHaveLength(38);
    expect((await kept()).every(({ content, sourceText }) => content === null && sourceText === null)).toBe(true);
  });

  it('go on where they broke off, and none goes in twice', async () => {
    const documentImportId = await start();
    await district.call(office, registry.addImportFile, { documentImportId, kind: 'LAW', file: file('续.txt', paper(101)) });
    await settle(documentImportId);
    await district.call(office, registry.confirmReadyFiles, { documentImportId });
    const { system: { pipe, jurisdictionId }, database } = district;
    const job = { data: { task: 'CONFIRM', documentImportId } as const, isLastTry: false };
    const broken = makeImportWorker({ pipe: { ...pipe, act: () => Promise.reject(new Error('lost')) }, database, jurisdictionId });
    await broken(job).catch((fault: unknown) => expect((fault as Error).message).toBe('lost'));
    const worker = makeImportWorker({ pipe, database, jurisdictionId });
    await Promise.all([worker(job), worker(job)]);
    await settle(documentImportId);
    expect((await district.call(office, registry.listDocuments, { q: '第101号' })).items).toHaveLength(1);
  });
});
