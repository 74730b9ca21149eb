import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registryOperations as registry } from '../../core/registry/operations.ts';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import type { DepartmentId } from '../../core/registry/model.ts';

const office = actorOf('ESTABLISHMENT_OFFICER');
let district: TestDistrict;
let housing: DepartmentId;

const TEXT = `示范区住房和城乡建设局职能配置、内设机构和人员编制规定
第一条 根据有关规定，制定本规定。
第二条 区住建局是区政府工作部门，为正科级。
第三条 区住建局贯彻落实党中央方针政策。主要职责是：
（一）负责物业服务的监督管理，指导业主大会成立。
（二）会同区消防大队开展高层住宅消防安全检查，配合区无此局做好白蚁防治。
（三）负责电梯更新改造的组织协调。`;

beforeAll(async () => {
  district = await openDistrict();
  const department = (code: string, name: string, shortName: string, aliases: string[]) => district.call(office, registry.createDepartment, { code, name, shortName, kind: 'GOVERNMENT_DEPARTMENT', aliases, validFrom: '2019-01-01' });
  housing = (await department('housing', '区住房和城乡建设局', '住建局', ['区住建局'])).departmentId;
  await department('fire', '区消防救援大队', '消防大队', ['区消防大队']);
});
afterAll(() => district.close());

describe('a 三定 text', () => {
  it('is shown before it is written, and what was shown is what is written', async () => {
    const preview = await district.call(office, registry.previewDocument, { kind: 'SANDING', text: TEXT });
    expect(preview.departmentId).toBe(housing);
    expect(preview.unknownPartners).toContain('区无此局');
    for (const clause of preview.clauses) expect(TEXT.slice(clause.start, clause.end)).toBe(clause.text);
    expect((await district.call(office, registry.listDocuments, {})).items).toHaveLength(0);

    await expect(district.call(office, registry.importDocument, { kind: 'SANDING', text: `${TEXT}。`, expectedHash: preview.fileHash })).rejects.toMatchObject({ code: 'registry.preview-differs' });
    const document = await district.call(office, registry.importDocument, { kind: 'SANDING', text: TEXT, expectedHash: preview.fileHash, validFrom: '2020-01-01' });
    expect(document).toMatchObject({ departmentId: housing, clauseCount: preview.clauses.length });
    const stored = await district.call(office, registry.viewDocument, { documentId: document.documentId });
    expect(stored.text).toBe(TEXT);
    expect(stored.clauses.map((clause) => clause.text)).toEqual(preview.clauses.map((clause) => clause.text));
  });

  it('answers as on the day asked about when a newer version has replaced it', async () => {
    const newer = TEXT.replace('物业服务的监督管理', '物业服务市场秩序');
    const preview = await district.call(office, registry.previewDocument, { kind: 'SANDING', text: newer });
    await district.call(office, registry.importDocument, { kind: 'SANDING', text: newer, expectedHash: preview.fileHash, validFrom: '2024-01-01' });
    const asked = async (on: string) => (await district.call(office, registry.search, { q: '物业服务', kind: 'CLAUSE', on })).items.flatMap((item) => (item.kind === 'CLAUSE' ? [item.clause.text] : []));
    expect((await asked('2022-06-01')).join()).toContain('监督管理');
    expect((await asked('2025-06-01')).join()).toContain('市场秩序');
    expect((await asked('2025-06-01')).join()).not.toContain('监督管理');
    expect(await asked('2018-06-01')).toEqual([]);
  });

  it('is refused without a text, when classified, and when it gives nobody a duty', async () => {
    const refused = (input: { text?: string }) => district.call(office, registry.previewDocument, { kind: 'SANDING', ...input });
    await expect(refused({})).rejects.toMatchObject({ code: 'registry.no-source' });
    const file = { name: '三定.txt', bytes: new TextEncoder().encode('机密★10年\n区住建局主要职责\n一、负责物业。') };
    await expect(district.call(office, registry.previewDocument, { kind: 'SANDING', file })).rejects.toMatchObject({ code: 'registry.classified' });
  });
});

describe('a department', () => {
  it('is found by any of its names', async () => {
    const { items } = await district.call(office, registry.listDepartments, { q: '区住建' });
    expect(items.map((department) => department.code)).toEqual(['housing']);
  });

  it('cannot take a name that stands for another', async () => {
    await expect(district.call(office, registry.createDepartment, { code: 'other', name: '区住建局', shortName: '甲局', kind: 'GOVERNMENT_DEPARTMENT' })).rejects.toMatchObject({ code: 'registry.name-taken' });
    await expect(district.call(office, registry.addDepartmentAlias, { departmentId: housing, name: '消防大队' })).rejects.toMatchObject({ code: 'registry.name-taken' });
  });
});
