import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDisputeDistrict, refusalOf, seen, settlementOf, type DisputeDistrict } from '../../../test/support/dispute-district.ts';
import { actorOf } from '../../../test/support/district.ts';
import type { Actor } from '../../core/access/model.ts';
import type { Dispute } from '../../core/disputes/model.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import { divisionOperations } from '../../core/division/operations.ts';

let district: DisputeDistrict;
let host: Actor;
const office = actorOf('ESTABLISHMENT_OFFICER');
const leader = actorOf('DISTRICT_LEADER');
const { fileAgreement, viewDispute, decideDispute } = disputesOperations;

beforeAll(async () => {
  district = await openDisputeDistrict();
  host = (district.departments[0] as DisputeDistrict['departments'][0]).head;
});
afterAll(() => district.close());

const filed = async (): Promise<Dispute> => {
  const agreed = await district.bothSign(await district.propose(host, await district.open(host), await district.newMatter()));
  return district.call(host, fileAgreement, seen(agreed));
};

async function reported(): Promise<Dispute> {
  let one = await district.open(office, { matterId: await district.newMatter() });
  for (const action of ['openFirstRound', 'openSecondRound', 'callMeeting'] as const) {
    district.clock.moveHours(24 * 10);
    one = await district.step(office, one, action);
  }
  const [lead, other] = district.departments as [DisputeDistrict['departments'][0], DisputeDistrict['departments'][0]];
  const settlement = settlementOf(one.matterId as never, lead.departmentId, other.departmentId);
  return district.step(office, await district.call(office, disputesOperations.issueOpinion, { ...seen(one), opinion: '建议由水务局牵头。', settlement }), 'report');
}
const decision = { body: '区政府常务会议', meeting: '第12次', on: '2026-03-20', documentNumber: '' };
const discard = (actor: Actor, one: Dispute, reason = '所列依据已经废止') => district.call(actor, divisionOperations.discardDraft, { divisionDraftId: one.divisionDraftId as never, version: 1, reason });
const view = ({ disputeId }: Dispute) => district.call(office, viewDispute, { disputeId });

describe('a filed dispute whose draft is discarded', () => {
  it('goes back to its parties with the reason, its signatures standing, and can be filed again', async () => {
    const one = await filed();
    expect(await refusalOf(discard(office, one, ' '))).toBe('division.reason-needed');
    await discard(office, one);
    const back = await view(one);
    expect(back).toMatchObject({ state: 'AGREED', divisionDraftId: null, parties: [{ signedBy: 'department_head' }, { signedBy: 'department_head' }] });
    expect(back.timeline.at(-1)).toMatchObject({ action: 'sendBack', from: 'FILED', to: 'AGREED', note: '所列依据已经废止' });
    const again = await district.call(host, fileAgreement, seen(back));
    expect(again.divisionDraftId).not.toBe(one.divisionDraftId);
    const entry = await district.call(office, divisionOperations.publishDraft, { divisionDraftId: again.divisionDraftId as never, version: 1 });
    expect(await view(one)).toMatchObject({ state: 'SETTLED', divisionEntryId: entry.divisionEntryId });
  });

  it('can be argued again from there: a new proposal is unsigned', async () => {
    const one = await filed();
    await discard(office, one);
    const proposed = await district.propose(host, await view(one), one.matterId as never, 1);
    expect(proposed).toMatchObject({ state: 'CONSULTING', settlementVersion: 2, parties: [{ signedAt: null }, { signedAt: null }] });
  });

  it('keeps in its draft what was signed; the office adds only what the table needs beside it', async () => {
    const one = await filed();
    const divisionDraftId = one.divisionDraftId as never;
    const draft = await district.call(office, divisionOperations.viewDraft, { divisionDraftId });
    const change = (changed: object) => district.call(office, divisionOperations.changeDraft, { ...draft, divisionDraftId, version: 1, ...changed });
    const other = draft.responsible[0]?.departmentId as never;
    await expect(change({ leadDepartmentId: other, responsible: [] })).rejects.toMatchObject({ code: 'division.settled-content', places: [{ path: 'leadDepartmentId' }, { path: 'responsible' }] });
    expect(await refusalOf(change({ boundary: { ...draft.boundary, scope: '' } }))).toBe('division.settled-content');
    expect(await change({ trigger: '接到诉求或巡查发现', limitWorkingDays: 5 })).toMatchObject({ trigger: '接到诉求或巡查发现', version: 2 });
  });

  it('is not sent back by an officer of a party', async () => {
    const one = await filed();
    expect(await refusalOf(discard(actorOf('ESTABLISHMENT_OFFICER', host.departmentId), one))).toBe('disputes.recused');
    expect(await view(one)).toMatchObject({ state: 'FILED' });
  });

  it('never rests on a discarded draft: plain SQL is refused when it ends', async () => {
    const one = await filed();
    const plainly = (text: string) => refusalOf(district.database.inTransaction((tx) => sql.raw(text).execute(tx)));
    expect(await plainly(`update division.division_draft set state = 'DISCARDED' where division_draft_id = '${String(one.divisionDraftId)}'`)).toBe('division.reason-needed');
    expect(await plainly(`update disputes.dispute set division_draft_id = null where dispute_id = '${one.disputeId}'`)).toBe('disputes.step-closed');
  });

  it('is either published or sent back when both are asked for at once', async () => {
    const one = await filed();
    const publish = district.call(office, divisionOperations.publishDraft, { divisionDraftId: one.divisionDraftId as never, version: 1 });
    const outcomes = await Promise.all([refusalOf(publish), refusalOf(discard(office, one))]);
    expect(outcomes.toSorted()).toEqual(['division.not-a-draft', 'nothing']);
    expect(['SETTLED', 'AGREED']).toContain((await view(one)).state);
  });
});

describe('a decision', () => {
  it('without a body, a meeting or number, and a day is refused and leaves nothing behind', async () => {
    const one = await reported();
    const wrong = district.call(leader, decideDispute, { ...seen(one), decision: { ...decision, body: '  ', on: null } });
    await expect(wrong).rejects.toMatchObject({ code: 'disputes.decision-incomplete', places: [{ path: 'decision.body' }, { path: 'decision.on' }] });
    expect(await view(one)).toMatchObject({ state: 'REPORTED', version: one.version, divisionDraftId: null });
  });
});

describe('a decided dispute whose draft is discarded', () => {
  it('goes back to the leaders, who decide again', async () => {
    const decided = await district.call(leader, decideDispute, { ...seen(await reported()), decision });
    await discard(office, decided, '议定的牵头部门已撤销');
    const back = await view(decided);
    expect(back).toMatchObject({ state: 'REPORTED', level: 4, decision: null, divisionDraftId: null });
    const again = await district.call(leader, decideDispute, { ...seen(back), decision: { ...decision, meeting: '第13次' } });
    expect(again).toMatchObject({ state: 'DECIDED', decision: { meeting: '第13次' } });
  });
});
