import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { putEntry } from '../../../test/support/ranked-district.ts';
import { systemActor } from '../../core/access/model.ts';
import { accessOperations as access } from '../../core/access/operations.ts';
import { addDays, type Instant } from '../../core/kernel/time.ts';
import { registryOperations as registry } from '../../core/registry/operations.ts';
import type { DepartmentId, MatterId } from '../../core/registry/model.ts';
import { effectOperations } from './effects.ts';
import { insertMatters } from './store.ts';

const office = actorOf('ESTABLISHMENT_OFFICER');
let district: TestDistrict;
const place = () => ({ database: district.database, jurisdictionId: district.system.jurisdictionId });

const create = (code: string, name: string, aliases: string[] = []) =>
  district.call(office, registry.createDepartment, { code, name, shortName: name.slice(1), kind: 'GOVERNMENT_DEPARTMENT', aliases, validFrom: '2010-01-01' });
const view = (departmentId: DepartmentId, clocks: { on?: string; known?: string } = {}) => district.call(office, registry.viewDepartment, { departmentId, ...clocks });
const namesOn = async (on: string, known?: string) => (await district.call(office, registry.listDepartments, { on, known })).items.map(({ name }) => name).sort();

async function leadOf(matterId: MatterId, leadDepartmentId: DepartmentId, code: string): Promise<void> {
  await district.database.inTransaction((tx) => insertMatters(tx, district.system.jurisdictionId, [{ matterId, parentId: null, code, name: `事项${code}`, isClass: false, description: '', includes: [], excludes: [], keywords: [] }]));
  await putEntry(place(), { matterId, title: `条目${code}`, leadDepartmentId });
}

beforeAll(async () => {
  district = await openDistrict();
});
afterAll(() => district.close());

describe('a department that is renamed', () => {
  let departmentId: DepartmentId;

  it('bears the old name before that day and the new one since, and its old names are still understood', async () => {
    const { departmentId: id, version } = await create('parks', '区园林局');
    departmentId = id;
    const renamed = await district.call(office, registry.renameDepartment, { departmentId, version, name: '区公园城市局', shortName: '公园局', effectiveAt: '2019-03-01', basis: '示委办〔2019〕3号' });
    expect(renamed.aliases.map(({ name }) => name)).toEqual(['区园林局', '园林局']);
    expect((await view(departmentId, { on: '2018-01-01' })).name).toBe('区园林局');
    expect(await namesOn('2018-01-01')).toContain('区园林局');
    expect(await namesOn('2020-01-01')).toContain('区公园城市局');
    expect(renamed.history[0]).toMatchObject({ name: '区公园城市局', basis: '示委办〔2019〕3号' });
  });

  it('from a later day is called so from that day, without anybody doing anything', async () => {
    const { version } = await view(departmentId);
    await district.call(office, registry.renameDepartment, { departmentId, version, name: '区园林绿化局', shortName: '绿化局', effectiveAt: '2026-04-01' });
    expect((await view(departmentId)).name).toBe('区公园城市局');
    expect((await view(departmentId, { on: '2026-05-01' })).name).toBe('区园林绿化局');
    const before = district.clock.now();
    district.clock.moveTo('2026-04-01T00:00:00.000Z' as Instant);
    await district.call(actorOf('SYSTEM'), effectOperations.takeEffect, {});
    const { rows } = await district.database.pool.query('select name from registry.department where department_id = $1', [departmentId]);
    expect(rows).toEqual([{ name: '区园林绿化局' }]);
    district.clock.moveTo(before);
  });

  it('may not take a name that stands for another, nor be changed from an old view', async () => {
    const other = await create('greening', '区绿地局');
    await expect(district.call(office, registry.renameDepartment, { departmentId: other.departmentId, version: other.version, name: '区公园城市局', shortName: '绿地局' })).rejects.toMatchObject({ code: 'registry.name-taken' });
    await expect(district.call(office, registry.renameDepartment, { departmentId: other.departmentId, version: 9, name: '区林业局', shortName: '林业局' })).rejects.toMatchObject({ code: 'common.stale' });
    await expect(district.call(office, registry.renameDepartment, { departmentId: other.departmentId, version: other.version, name: '区绿地局', shortName: '绿地局' })).rejects.toMatchObject({ code: 'registry.nothing-changed' });
  });
});

describe('what turns out to have been recorded wrongly', () => {
  it('is corrected, and what was known before the correction stays readable', async () => {
    const { departmentId, version } = await create('grain', '区粮食居');
    const known = district.clock.now();
    district.clock.moveHours(24);
    await district.call(office, registry.correctDepartment, { departmentId, version, name: '区粮食局' });
    expect((await view(departmentId, { on: '2015-01-01' })).name).toBe('区粮食局');
    expect((await view(departmentId, { on: '2015-01-01', known })).name).toBe('区粮食居');
    await expect(view(departmentId, { known: '2025-01-01' })).rejects.toMatchObject({ code: 'common.not-found' });
    await expect(district.database.pool.query('update registry.department_version set name = $1', ['改写'])).rejects.toMatchObject({ constraint: 'registry_history_immutable' });
  });
});

describe('departments that are merged', () => {
  const [stalls, signs] = ['01990000-0000-7000-8000-00000000a001', '01990000-0000-7000-8000-00000000a002'] as MatterId[] as [MatterId, MatterId];
  let commerce: DepartmentId, quality: DepartmentId, market: DepartmentId;

  it('first show what they leave behind', async () => {
    ({ departmentId: commerce } = await create('commerce', '区工商局', ['工商']));
    ({ departmentId: quality } = await create('quality', '区质监局'));
    await leadOf(stalls, commerce, 'A1');
    const { references, live } = await district.call(office, registry.viewConsequences, { departmentId: commerce });
    expect(live).toBe(1);
    expect(references[0]).toMatchObject({ kind: 'DIVISION_ENTRY', role: '牵头部门', isLive: true });
  });

  it('cannot simply be abolished while something in force needs an owner', async () => {
    const { version } = await view(commerce);
    await expect(district.call(office, registry.abolishDepartment, { departmentId: commerce, version })).rejects.toMatchObject({ code: 'registry.successor-needed', places: [{ path: '牵头部门' }] });
  });

  it('become one that owns what they owned and goes by their names', async () => {
    const merged = await district.call(office, registry.mergeDepartments, { departmentIds: [commerce, quality], into: { established: { code: 'market', name: '区市场监管局', shortName: '市场监管局', kind: 'GOVERNMENT_DEPARTMENT' } }, effectiveAt: '2020-01-01', basis: '示委办〔2019〕3号' });
    market = merged.departmentId;
    expect(merged.predecessors.map(({ name }) => name)).toEqual(['区工商局', '区质监局']);
    expect(merged.aliases.map(({ name }) => name)).toEqual(['区工商局', '区质监局', '工商', '工商局', '质监局'].sort());
    expect((await view(commerce)).ownership).toMatchObject({ isOwnerless: false, owners: [{ name: '区市场监管局' }] });
    expect((await view(commerce)).aliases).toEqual([{ name: '工商', validFrom: '2009-12-31T16:00:00.000Z', validTo: '2019-12-31T16:00:00.000Z' }]);
    expect(await namesOn('2019-06-01')).toContain('区工商局');
    expect(await namesOn('2021-06-01')).not.toContain('区工商局');
  });

  it('leave nothing without an owner, while one abolished by decision does until somebody is named', async () => {
    expect((await district.call(office, registry.listUnowned, {})).items).toEqual([]);
    const { departmentId, version } = await create('signs', '区广告局');
    await leadOf(signs, departmentId, 'A2');
    const ended = await district.call(office, registry.abolishDepartment, { departmentId, version, decision: '职责取消，不再设承接部门。' });
    expect(ended).toMatchObject({ endNote: '职责取消，不再设承接部门。', ownership: { isOwnerless: true } });
    const { items } = await district.call(office, registry.listUnowned, {});
    expect(items.map(({ department, references }) => [department.name, references.map(({ label }) => label.split(' ')[1])])).toEqual([['区广告局', ['条目A2']]]);
    await district.call(office, registry.nameSuccessor, { departmentId, successorId: market, basis: '补充通知' });
    expect((await district.call(office, registry.listUnowned, {})).items).toEqual([]);
    await expect(district.call(office, registry.nameSuccessor, { departmentId: market, successorId: departmentId })).rejects.toMatchObject({ code: 'registry.not-ended' });
  });
});

describe('a department that is split', () => {
  it('is followed by each for its part, one of them established by the same act under the old name', async () => {
    const { departmentId, version } = await create('planning', '区规划局');
    const enforcement = await create('enforcement', '区执法局');
    const split = await district.call(office, registry.splitDepartment, {
      departmentId, version, effectiveAt: '2021-01-01',
      parts: [{ established: { code: 'planning-2021', name: '区规划局', shortName: '规划局', kind: 'PUBLIC_INSTITUTION' }, scope: '规划编制' }, { departmentId: enforcement.departmentId, scope: '违法建设处罚' }],
    });
    expect(new Set(split.ownership.owners.map(({ name, scope }) => `${name}：${scope}`))).toEqual(new Set(['区规划局：规划编制', '区执法局：违法建设处罚']));
    await expect(district.call(office, registry.splitDepartment, { departmentId: enforcement.departmentId, version: enforcement.version, parts: [{ departmentId }, { departmentId: enforcement.departmentId }] })).rejects.toMatchObject({ code: /successor-(ended|cycle)/ });
  });
});

describe('the accounts of a department that ends', () => {
  const admin = actorOf('SYSTEM_ADMIN');
  const security = actorOf('SECURITY_ADMIN');
  const account = async (userName: string, departmentId: DepartmentId) => {
    const made = await district.call(admin, access.createAccount, { userName, displayName: userName, password: 'Quiet-River-2026', departmentId });
    await district.call(security, access.grantRoles, { accountId: made.accountId, version: made.version, roles: ['DEPARTMENT_LIAISON'], departmentId });
    return made.accountId;
  };
  const departmentOf = async (userName: string) => (await district.call(admin, access.listAccounts, { q: userName })).items[0]?.departmentId;

  it('go over to the successor by the same act when a person says so, with their roles; the others stay', async () => {
    const [old, heir] = [await create('forestry', '区林业局'), await create('gardens', '区苗木局')];
    const [goes, stays, other] = [await account('lin-goes', old.departmentId), await account('lin-stays', old.departmentId), await account('yuan-own', heir.departmentId)];
    await expect(district.call(office, registry.mergeDepartments, { departmentIds: [old.departmentId], into: { departmentId: heir.departmentId, accountIds: [other] } })).rejects.toMatchObject({ code: 'access.account-elsewhere' });
    await district.call(office, registry.mergeDepartments, { departmentIds: [old.departmentId], into: { departmentId: heir.departmentId, accountIds: [goes] } });
    expect([await departmentOf('lin-goes'), await departmentOf('lin-stays')]).toEqual([heir.departmentId, old.departmentId]);
    expect((await district.call(admin, access.listAccounts, { q: 'lin-goes' })).items[0]?.roles).toEqual(['DEPARTMENT_LIAISON']);
    expect((await district.call(office, registry.viewConsequences, { departmentId: old.departmentId })).references.map(({ id }) => id)).toEqual([stays]);
  });

  it('go over on the day from which an end to come holds, unless they were given another department meanwhile', async () => {
    const [old, heir] = [await create('fishery', '区渔业局'), await create('farming', '区农业局')];
    const [goes, elsewhere] = [await account('yu-goes', old.departmentId), await account('yu-elsewhere', old.departmentId)];
    const { departmentId: elsewhereId } = await create('husbandry', '区畜牧局');
    const day = addDays(district.clock.now(), 10);
    await district.call(office, registry.abolishDepartment, { departmentId: old.departmentId, version: old.version, effectiveAt: day, successors: [{ departmentId: heir.departmentId, accountIds: [goes, elsewhere] }] });
    expect(await departmentOf('yu-goes')).toBe(old.departmentId);
    const { version } = (await district.call(admin, access.listAccounts, { q: 'yu-elsewhere' })).items[0] as { version: number };
    await district.call(security, access.grantRoles, { accountId: elsewhere, version, roles: ['DEPARTMENT_LIAISON'], departmentId: elsewhereId });
    district.clock.moveTo(addDays(day, 1));
    await district.system.pipe.act(systemActor, effectOperations.takeEffect, {});
    expect([await departmentOf('yu-goes'), await departmentOf('yu-elsewhere')]).toEqual([heir.departmentId, elsewhereId]);
  });
});

describe('the organisation chart', () => {
  it('shows the departments of a day by kind', async () => {
    const { groups } = await district.call(office, registry.viewOrganisationChart, { on: '2019-01-01' });
    expect(groups.flatMap(({ departments }) => departments.map(({ name }) => name))).toContain('区工商局');
    const now = await district.call(office, registry.viewOrganisationChart, {});
    expect(now.groups.map(({ kind }) => kind)).toEqual(['GOVERNMENT_DEPARTMENT', 'PUBLIC_INSTITUTION']);
  });
});
