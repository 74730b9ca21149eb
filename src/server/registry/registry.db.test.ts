import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registryOperations as registry } from '../../core/registry/operations.ts';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import type { StoredStructure } from '../../core/registry/structure-model.ts';

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

describe('what a 三定 text sets up beside its duties', () => {
  const text = (posts: number, office: string) => `区消防救援大队职能配置、内设机构和人员编制规定
第三条 区消防救援大队主要职责是：
（一）负责消防监督检查。
（二）有关职责分工。
1.与区住房和城乡建设局的有关职责分工。（1）区住房和城乡建设局负责消防设计审查。（2）区消防救援大队负责消防监督检查。（3）双方建立信息共享机制，形成监管合力。
第四条 区消防救援大队设下列内设机构：
（一）${office}。负责火灾调查工作。
第五条 区消防救援大队机关行政编制${posts}名。设大队长1名。
`;
  const issue = async (source: string, validFrom: string) => {
    const { fileHash } = await district.call(office, registry.previewDocument, { kind: 'SANDING', text: source });
    return district.call(office, registry.importDocument, { kind: 'SANDING', text: source, expectedHash: fileHash, validFrom });
  };
  const summary = ({ structure }: { structure: StoredStructure }) => ({ offices: structure.offices.map(({ name }) => name), posts: structure.staffing.map(({ posts }) => posts).filter((posts) => posts !== null), leaders: structure.staffing.flatMap(({ leaders }) => leaders.map(({ title, count }) => `${title}${count}`)) });

  it('stands with its clauses and places on the document, and on the department as on any day', async () => {
    const first = await issue(text(40, '火调科'), '2020-01-01');
    await issue(text(46, '火调和法制科'), '2025-01-01');
    const fire = first.departmentId as DepartmentId;
    const document = await district.call(office, registry.viewDocument, { documentId: first.documentId });
    expect(summary(document)).toEqual({ offices: ['火调科'], posts: [40], leaders: ['大队长1'] });
    const [found] = document.structure.offices;
    expect(document.text.slice(found?.start, found?.end)).toContain('火调科');
    expect(found?.dutyClauseIds.map((id) => document.clauses.find(({ dutyClauseId }) => dutyClauseId === id)?.text)).toEqual(['负责火灾调查工作。']);
    const [rule] = document.structure.divisions;
    expect(rule?.sides.map(({ departmentName, clauses }) => [departmentName, clauses.map(({ text: words }) => words.slice(0, 15))])).toEqual([['区住房和城乡建设局', ['区住房和城乡建设局负责消防设计']], ['区消防救援大队', ['区消防救援大队负责消防监督检查']]]);
    expect(rule?.mechanismIds).toHaveLength(1);
    const asOn = async (departmentId: DepartmentId, on: string) => district.call(office, registry.viewDepartment, { departmentId, on });
    expect(summary(await asOn(fire, '2022-01-01'))).toMatchObject({ offices: ['火调科'], posts: [40] });
    expect(summary(await asOn(fire, '2026-01-01'))).toMatchObject({ offices: ['火调和法制科'], posts: [46] });
    // the other side sees the rule too, though it stands in no paper of its own
    expect((await asOn(housing, '2026-01-01')).structure.divisions.map(({ documentTitle, with: others }) => [documentTitle.slice(0, 7), others])).toEqual([['区消防救援大队', ['区住房和城乡建设局']]]);
    expect((await asOn(housing, '2019-06-01')).structure.divisions).toEqual([]);
  });
});
