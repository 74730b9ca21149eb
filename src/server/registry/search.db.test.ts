import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { registryOperations as registry } from '../../core/registry/operations.ts';
import type { SearchItem } from '../../core/registry/search-model.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';

const office = actorOf('ESTABLISHMENT_OFFICER');
let district: TestDistrict;
let housing: DepartmentId;
let urban: DepartmentId;

const HOUSING = `示范区住房和城乡建设局职能配置、内设机构和人员编制规定
第三条 区住房和城乡建设局主要职责是：
（一）负责物业服务的监督管理，指导业主大会成立。
（二）会同区综合行政执法局开展违法建设治理。
（三）负责电梯更新改造的组织协调，督促物业服务企业做好配合。`;
const URBAN = `示范区综合行政执法局职能配置、内设机构和人员编制规定
第三条 区综合行政执法局主要职责是：
（一）负责物业管理区域内违法建设的查处。
（二）负责占道经营的查处。`;
const LAW = '锦川市物业管理条例\n第五条 区人民政府住房和城乡建设主管部门负责本行政区域内物业管理活动的监督管理工作。';

const ask = (input: z.input<typeof registry.search.input>) => district.call(office, registry.search, input);
const wordsOf = (item: SearchItem): string => (item.kind === 'CLAUSE' ? item.clause.text : item.kind === 'DOCUMENT' ? item.document.title : item.matter.name);
const found = async (input: Parameters<typeof ask>[0]) => (await ask(input)).items.map(wordsOf);

beforeAll(async () => {
  district = await openDistrict();
  const department = async (code: string, name: string, shortName: string, aliases: string[]) => (await district.call(office, registry.createDepartment, { code, name, shortName, kind: 'GOVERNMENT_DEPARTMENT', aliases, validFrom: '2019-01-01' })).departmentId;
  housing = await department('housing', '区住房和城乡建设局', '住建局', ['区住建局', '房管局']);
  urban = await department('urban', '区综合行政执法局', '综合执法局', ['城管局']);
  for (const text of [HOUSING, URBAN]) await importText({ kind: 'SANDING', text, validFrom: '2020-01-01' });
  await importText({ kind: 'REGULATION', text: LAW, title: '锦川市物业管理条例', documentNumber: '锦人发〔2018〕7号', validFrom: '2018-01-01' });
  await district.call(office, registry.createMatter, { code: '010100', name: '物业服务质量', parentId: null, keywords: ['保洁', '小区物业'], isClass: false });
});
afterAll(() => district.close());

async function importText(paper: { kind: 'SANDING' | 'REGULATION'; text: string; title?: string; documentNumber?: string; validFrom: string }) {
  const { fileHash } = await district.call(office, registry.previewDocument, { kind: paper.kind, text: paper.text });
  return district.call(office, registry.importDocument, { ...paper, expectedHash: fileHash });
}

describe('one search of the registry', () => {
  it('finds clauses, articles, papers and matters together and counts each kind', async () => {
    const page = await ask({ q: '物业' });
    expect(page.counts).toEqual({ CLAUSE: 4, DOCUMENT: 1, MATTER: 1 });
    expect(new Set(page.items.map(({ kind }) => kind))).toEqual(new Set(['CLAUSE', 'DOCUMENT', 'MATTER']));
    const only = await ask({ q: '物业', kind: 'MATTER' });
    expect(only.items.map(wordsOf)).toEqual(['物业服务质量']);
    expect(only.counts).toEqual(page.counts);
  });

  it('finds a word of two characters inside a longer one and marks it', async () => {
    const { items } = await ask({ q: '物业', kind: 'CLAUSE' });
    const own = items.find((item) => wordsOf(item).startsWith('负责物业服务'));
    expect(own?.highlights[0]).toEqual({ start: 2, end: 4 });
  });

  it('takes a department by any of its names, written apart or together', async () => {
    for (const q of ['住建局 物业', '房管局物业']) {
      const page = await ask({ q, kind: 'CLAUSE' });
      expect(page.understood.map(({ name }) => name)).toEqual(['区住房和城乡建设局']);
      const whole = page.items.filter(({ isPartial }) => !isPartial);
      expect(whole.map(wordsOf)).toEqual([expect.stringContaining('负责物业服务的监督管理'), expect.stringContaining('督促物业服务企业')]);
    }
  });

  it('finds the clause that names a department as a partner', async () => {
    expect((await found({ q: '城管局 违法建设', kind: 'CLAUSE' })).slice(0, 2)).toEqual([expect.stringContaining('违法建设的查处'), expect.stringContaining('会同区综合行政执法局')]);
  });

  it('finds a paper by its title and by its number', async () => {
    expect((await found({ q: '物业管理条例' }))[0]).toBe('锦川市物业管理条例');
    expect((await found({ q: '锦人发〔2018〕7号' }))[0]).toBe('锦川市物业管理条例');
  });

  it('answers a question in plain words', async () => {
    expect((await found({ q: '谁负责占道经营的查处？' }))[0]).toContain('占道经营的查处');
    expect((await found({ q: '占道经营归谁管' }))[0]).toContain('占道经营');
  });

  it('shows what holds some of the words after what holds all of them, and says so', async () => {
    const { items } = await ask({ q: '电梯 海关' });
    expect(wordsOf(items[0] as SearchItem)).toContain('电梯');
    expect(items[0]?.isPartial).toBe(true);
    expect(await found({ q: '海关缉私' })).toEqual([]);
  });

  it('keeps to its filters', async () => {
    expect(await found({ q: '物业', departmentId: urban })).toEqual([expect.stringContaining('物业管理区域内违法建设')]);
    expect((await ask({ q: '物业', documentKind: 'REGULATION' })).counts).toEqual({ CLAUSE: 1, DOCUMENT: 1, MATTER: 0 });
    expect((await ask({ q: '物业', leastRank: 'REGULATION' })).counts.CLAUSE).toBe(1);
    expect((await ask({ q: '物业', leastRank: 'SANDING' })).counts.CLAUSE).toBe(4);
    expect((await found({ departmentId: housing, kind: 'CLAUSE' })).length).toBeGreaterThanOrEqual(3);
    expect((await ask({})).items).toEqual([]);
  });

  it('answers as on the day, and as known on the day', async () => {
    expect((await ask({ q: '物业', on: '2019-06-01' })).counts).toEqual({ CLAUSE: 1, DOCUMENT: 1, MATTER: 1 });
    expect((await ask({ q: '物业', known: '2026-03-01' })).counts.CLAUSE).toBe(0);
  });

  it('goes on page by page without leaving out or repeating any', async () => {
    const all = await found({ q: '物业' });
    const paged: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await ask({ q: '物业', limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      paged.push(...page.items.map(wordsOf));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
  });

  it('leads from an old name to who carries on', async () => {
    await district.call(office, registry.renameDepartment, { departmentId: urban, version: 1, name: '区城市管理局', shortName: '区城管局', effectiveAt: '2026-01-01', basis: '示编〔2026〕1号' });
    expect((await found({ q: '综合执法局 占道', kind: 'CLAUSE' }))[0]).toContain('占道经营');
    expect((await ask({ q: '区城市管理局 占道' })).understood[0]?.name).toBe('区城市管理局');
  });
});
