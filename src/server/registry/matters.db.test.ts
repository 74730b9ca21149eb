import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { putEntry } from '../../../test/support/ranked-district.ts';
import type { MatterId } from '../../core/registry/model.ts';
import { registryOperations as registry } from '../../core/registry/operations.ts';

const office = actorOf('ESTABLISHMENT_OFFICER');
let district: TestDistrict;
let root: MatterId;

const create = (code: string, name: string, change: { parentId?: MatterId | null; isClass?: boolean; keywords?: string[] } = {}) =>
  district.call(office, registry.createMatter, { code, name, parentId: root, isClass: false, ...change });
const view = (matterId: MatterId, clocks: { on?: string; known?: string } = {}) => district.call(office, registry.viewMatter, { matterId, ...clocks });

beforeAll(async () => {
  district = await openDistrict();
  root = (await create('01', '城市管理', { parentId: null, isClass: true })).matterId;
});
afterAll(() => district.close());

describe('a matter', () => {
  it('is renamed and moved from a day on, and is still what it was before', async () => {
    const { matterId, version } = await create('0101', '占道摆摊');
    const side = await create('02', '市场秩序', { parentId: null, isClass: true });
    await district.call(office, registry.changeMatter, { matterId, version, name: '占道经营', parentId: side.matterId, effectiveAt: '2024-01-01', basis: '分工表修订' });
    expect(await view(matterId)).toMatchObject({ name: '占道经营', parentName: '市场秩序' });
    expect(await view(matterId, { on: '2023-06-01' })).toMatchObject({ name: '占道摆摊', parentName: '城市管理' });
    expect((await district.call(office, registry.listMatters, { parentId: root, on: '2023-06-01' })).items.map(({ name }) => name)).toContain('占道摆摊');
    await expect(district.call(office, registry.changeMatter, { matterId: side.matterId, version: side.version, parentId: matterId })).rejects.toMatchObject({ code: 'registry.not-a-class' });
    await expect(district.call(office, registry.changeMatter, { matterId, version, name: '乙' })).rejects.toMatchObject({ code: 'common.invalid-input' });
    await expect(district.call(office, registry.changeMatter, { matterId, version, name: '占道' })).rejects.toMatchObject({ code: 'common.stale' });
  });

  it('that goes into another leaves its words and its confirmed clauses to it', async () => {
    const [night, stalls] = [await create('0103', '夜市管理', { keywords: ['夜市'] }), await create('0104', '摊贩管理')];
    const merged = await district.call(office, registry.mergeMatters, { matterId: night.matterId, version: night.version, intoId: stalls.matterId });
    expect(merged.keywords).toEqual(['夜市管理', '夜市']);
    expect(merged.predecessors.map(({ name }) => name)).toEqual(['夜市管理']);
    expect((await district.call(office, registry.listMatters, {})).items.map(({ name }) => name)).not.toContain('夜市管理');
    expect((await view(night.matterId)).successors.map(({ name }) => name)).toEqual(['摊贩管理']);
  });

  it('is neither merged, split nor retired while a division in force hangs on it', async () => {
    const { departmentId } = await district.call(office, registry.createDepartment, { code: 'city', name: '区城管局', shortName: '城管', kind: 'GOVERNMENT_DEPARTMENT' });
    const signs = await create('0105', '户外广告');
    await putEntry({ database: district.database, jurisdictionId: district.system.jurisdictionId }, { matterId: signs.matterId, title: '户外广告设置', leadDepartmentId: departmentId });
    const held = { matterId: signs.matterId, version: signs.version };
    await expect(district.call(office, registry.retireMatter, held)).rejects.toMatchObject({ code: 'registry.matter-in-use', places: [{ path: '现行分工' }] });
    await expect(district.call(office, registry.splitMatter, { ...held, parts: [{ code: '0106', name: '店招牌匾' }, { code: '0107', name: '大型广告' }] })).rejects.toMatchObject({ code: 'registry.matter-in-use' });
    expect((await district.call(office, registry.listMatters, {})).items.map(({ name }) => name)).not.toContain('店招牌匾');
    await expect(district.call(office, registry.retireMatter, { matterId: root, version: 1 })).rejects.toMatchObject({ code: 'registry.matter-in-use' });
  });

  it('is split into parts that stand where it stood', async () => {
    const { matterId, version } = await create('0108', '环境卫生');
    const split = await district.call(office, registry.splitMatter, { matterId, version, parts: [{ code: '0109', name: '道路保洁' }, { code: '0110', name: '垃圾清运' }] });
    expect(split.successors.map(({ name }) => name)).toEqual(['道路保洁', '垃圾清运']);
    expect((await district.call(office, registry.listMatters, { parentId: root })).items.map(({ name }) => name)).toEqual(expect.arrayContaining(['道路保洁', '垃圾清运']));
  });
});

describe('clauses of a matter', () => {
  it('are proposed with reasons, and are its own once a person has said so', async () => {
    const text = '示范区综合执法局职能配置、内设机构和人员编制规定\n第三条 主要职责是：\n（一）负责流动摊贩治理和夜市油烟查处。\n（二）负责供水管网的行业管理。';
    const { departmentId } = await district.call(office, registry.createDepartment, { code: 'law', name: '区综合执法局', shortName: '综合执法局', kind: 'GOVERNMENT_DEPARTMENT' });
    const preview = await district.call(office, registry.previewDocument, { kind: 'SANDING', text, departmentId });
    await district.call(office, registry.importDocument, { kind: 'SANDING', text, departmentId, expectedHash: preview.fileHash, validFrom: '2020-01-01' });
    const { matterId } = await create('0120', '摊贩治理', { keywords: ['流动摊贩', '夜市'] });
    const { proposals, links } = await view(matterId);
    expect(links).toEqual([]);
    expect(proposals.map(({ clause }) => clause.text)).toEqual([expect.stringContaining('流动摊贩')]);
    expect(proposals[0]?.reasons[0]?.text.zh).toBe('条文写明“摊贩治理”，与事项名称相同。');
    const known = district.clock.now();
    district.clock.moveHours(1);
    const decided = await district.call(office, registry.decideMatterLink, { matterId, dutyClauseId: proposals[0]?.clause.dutyClauseId ?? '', state: 'CONFIRMED' });
    expect(decided).toMatchObject({ proposals: [], links: [{ state: 'CONFIRMED', decidedBy: 'establishment_officer' }] });
    expect((await view(matterId, { known })).links).toEqual([]);
    expect((await view(matterId, { on: '2019-01-01' })).links).toEqual([]);
  });

  it('are decided several at once, all or none, and what was decided is taken back', async () => {
    const text = '区环卫局职能配置、内设机构和人员编制规定\n第三条 主要职责是：\n（一）负责餐厨垃圾收运。\n（二）负责查处餐厨垃圾乱倒。\n（三）指导餐厨垃圾分类。';
    const { departmentId } = await district.call(office, registry.createDepartment, { code: 'cleaning', name: '区环卫局', shortName: '环卫局', kind: 'GOVERNMENT_DEPARTMENT' });
    const preview = await district.call(office, registry.previewDocument, { kind: 'SANDING', text, departmentId });
    await district.call(office, registry.importDocument, { kind: 'SANDING', text, departmentId, expectedHash: preview.fileHash, validFrom: '2020-01-01' });
    const { matterId } = await create('0190', '餐厨垃圾', {});
    const ids = (await view(matterId)).proposals.map(({ clause }) => clause.dutyClauseId);
    expect(ids).toHaveLength(3);
    await expect(district.call(office, registry.decideMatterLinks, { matterId, dutyClauseIds: [...ids, '01990000-0000-7000-8000-00000000ffff'], state: 'CONFIRMED' })).rejects.toMatchObject({ code: 'common.not-found' });
    expect((await view(matterId)).links).toEqual([]);
    const decided = await district.call(office, registry.decideMatterLinks, { matterId, dutyClauseIds: ids, state: 'CONFIRMED' });
    expect(decided).toMatchObject({ proposals: [], links: [{ state: 'CONFIRMED' }, { state: 'CONFIRMED' }, { state: 'CONFIRMED' }] });
    district.clock.moveHours(1);
    const undone = await district.call(office, registry.decideMatterLinks, { matterId, dutyClauseIds: ids.slice(0, 2), state: null });
    expect({ links: undone.links.length, proposed: new Set(undone.proposals.map(({ clause }) => clause.dutyClauseId)) }).toEqual({ links: 1, proposed: new Set(ids.slice(0, 2)) });
  });
});

describe('a coded scheme', () => {
  const file = (text: string) => ({ name: '诉求分类.csv', bytes: new TextEncoder().encode(text) });

  it('is read from a table, mapped to matters, and shown on them', async () => {
    const { matterId } = await create('0130', '噪声扰民', { keywords: ['广场舞'] });
    const scheme = await district.call(office, registry.importMatterScheme, { name: '政府热线服务分类', edition: '2020', file: file('代码,名称\n010000,城市管理\n010200,市容环境\n010203,广场舞\n') });
    expect(scheme.rows.map(({ code, parentCode }) => [code, parentCode])).toEqual([['010000', null], ['010200', '010000'], ['010203', '010200']]);
    expect(scheme.rows[2]?.proposal?.name).toBe('噪声扰民');
    const mapped = await district.call(office, registry.mapSchemeCode, { matterSchemeId: scheme.matterSchemeId, code: '010203', matterId });
    expect(mapped).toMatchObject({ codes: 3, mapped: 1 });
    expect((await view(matterId)).codes).toEqual([{ matterSchemeId: scheme.matterSchemeId, scheme: '政府热线服务分类 2020', code: '010203', name: '广场舞' }]);
    await expect(district.call(office, registry.importMatterScheme, { name: '政府热线服务分类', edition: '2020', file: file('代码,名称\n01,甲\n') })).rejects.toMatchObject({ code: 'registry.scheme-taken' });
  });

  it('with a row at fault is refused whole', async () => {
    await expect(district.call(office, registry.importMatterScheme, { name: '坏表', file: file('代码,名称,上级\n01,甲,\n02,,09\n') })).rejects.toMatchObject({ code: 'registry.scheme-unreadable', places: [{ path: '3' }, { path: '3' }] });
    expect((await district.call(office, registry.listMatterSchemes, {})).items).toHaveLength(1);
  });
});
