import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDisputeDistrict, refusalOf, seen, settlementOf, type DisputeDistrict } from '../../../test/support/dispute-district.ts';
import { actorOf } from '../../../test/support/district.ts';
import type { Actor } from '../../core/access/model.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import { insertAccount } from '../access/store.ts';

let district: DisputeDistrict;
let office: DisputeDistrict['departments'][0];
let other: DisputeDistrict['departments'][0];
let officer: Actor;
const leader = actorOf('DISTRICT_LEADER');
const { issueOpinion, decideDispute, viewDispute } = disputesOperations;

beforeAll(async () => {
  district = await openDisputeDistrict();
  [office, other] = district.departments as [typeof office, typeof office];
  officer = actorOf('ESTABLISHMENT_OFFICER', office.departmentId);
  await addOfficer('office', office.departmentId);
});
afterAll(() => district.close());

const addOfficer = (userName: string, departmentId: (typeof office)['departmentId'] | null) =>
  district.database.inTransaction((tx) =>
    insertAccount(tx, district.system.jurisdictionId, { accountId: district.clock.newId<'account'>(), userName, displayName: userName, roles: ['ESTABLISHMENT_OFFICER'], departmentId, state: 'ACTIVE', passwordHash: '' }),
  );

describe('a dispute to which the establishment office itself is a party', () => {
  it('is taken up and decided by the leaders, never conducted by the office', async () => {
    const matterId = await district.newMatter();
    const failed = await district.step(office.head, await district.open(office.head, { matterId }), 'failConsultation', '未能一致');
    const applied = await district.step(office.head, failed, 'apply');
    expect(await refusalOf(district.step(officer, applied, 'accept'))).toBe('disputes.recused');
    const shown = await district.call(leader, viewDispute, { disputeId: applied.disputeId });
    expect(shown.steps.find(({ action }) => action === 'takeUp')).toMatchObject({ open: true });
    const taken = await district.step(leader, applied, 'takeUp');
    expect(taken).toMatchObject({ state: 'REPORTED', level: 4 });
    const decision = { body: '区政府常务会议', meeting: '第12次', on: '2026-03-20', documentNumber: '' };
    expect(await refusalOf(district.call(leader, decideDispute, { ...seen(taken), decision }))).toBe('disputes.no-settlement');
    const decided = await district.call(leader, decideDispute, { ...seen(taken), decision, settlement: settlementOf(matterId, other.departmentId, office.departmentId) });
    expect(decided).toMatchObject({ state: 'DECIDED', settlementVersion: 1 });
  });

  it('that the office opens begins with consultation, like that of any department', async () => {
    expect(await district.open(officer)).toMatchObject({ state: 'CONSULTING', origin: 'DEPARTMENT' });
  });

  it('can be taken up from the midst of the office’s work too, where leaders had ordered it', async () => {
    const ordered = await district.open(leader);
    expect(ordered).toMatchObject({ state: 'ACCEPTED', origin: 'LEADERS' });
    expect(await district.step(leader, ordered, 'takeUp')).toMatchObject({ state: 'REPORTED' });
  });

  it('stays with the office as long as one officer has no stake in it', async () => {
    const opened = await district.open(leader, { parties: [other, district.departments[2] as typeof office].map(({ departmentId }) => ({ departmentId })) });
    expect(await refusalOf(district.step(leader, opened, 'takeUp'))).toBe('disputes.step-closed');
    const ordered = await district.open(leader);
    await addOfficer('second', null);
    expect(await refusalOf(district.step(leader, ordered, 'takeUp'))).toBe('disputes.step-closed');
    expect(await refusalOf(district.call(officer, issueOpinion, { ...seen(ordered), opinion: '建议由水务局牵头。', settlement: settlementOf(await district.newMatter(), other.departmentId, office.departmentId) }))).not.toBe('nothing');
  });
});
