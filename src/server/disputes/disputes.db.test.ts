import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDisputeDistrict, refusalOf, seen, settlementOf as settlementFor, type DisputeDistrict } from '../../../test/support/dispute-district.ts';
import { actorOf } from '../../../test/support/district.ts';
import type { Actor } from '../../core/access/model.ts';
import type { Dispute } from '../../core/disputes/model.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import type { DepartmentId, MatterId } from '../../core/registry/model.ts';
import { readKnowledgeVersions } from '../platform/knowledge-version.ts';
import { listPendingDisputes } from './queries.ts';

let district: DisputeDistrict;
let water: DepartmentId;
let city: DepartmentId;
const office = actorOf('ESTABLISHMENT_OFFICER');
const dispatcher = actorOf('DISPATCHER');
const leader = actorOf('DISTRICT_LEADER');
let waterHead: Actor;
let cityHead: Actor;
const { openDispute, takePosition, signSettlement, fileAgreement, setInterimRule, issueOpinion, decideDispute, viewDispute, listDisputes } = disputesOperations;

beforeAll(async () => {
  district = await openDisputeDistrict();
  const [first, second] = district.departments as [DisputeDistrict['departments'][0], DisputeDistrict['departments'][0]];
  [water, city, waterHead, cityHead] = [first.departmentId, second.departmentId, first.head, second.head];
});
afterAll(() => district.close());

const newMatter = (): Promise<MatterId> => district.newMatter();
const open: DisputeDistrict['open'] = (...given) => district.open(...given);
const propose = (actor: Actor, one: Dispute, matterId: MatterId, lead = water) => district.propose(actor, one, matterId, lead === water ? 0 : 1);
const agree: DisputeDistrict['agree'] = (...given) => district.agree(...given);
const sign: DisputeDistrict['sign'] = (...given) => district.sign(...given);
const step: DisputeDistrict['step'] = (...given) => district.step(...given);
const bothSign: DisputeDistrict['bothSign'] = (...given) => district.bothSign(...given);
const settlementOf = (matterId: MatterId, lead: DepartmentId) => settlementFor(matterId, lead, lead === water ? city : water);

describe('a dispute that the departments settle themselves', () => {
  it('goes from its opening over positions, signatures and filing into the division table', async () => {
    const matterId = await newMatter();
    const opened = await open(cityHead, { matterId });
    expect(openDispute.result.parse(opened)).toEqual(opened);
    expect(opened).toMatchObject({
      number: '示争〔2026〕1号', state: 'CONSULTING', level: 1, origin: 'DEPARTMENT', matterName: '河道沿线垃圾清理', dueAt: '2026-03-16T15:59:59.999Z', interimRule: 'KEEP_CURRENT', procedure: { v: 1, hostWithoutLead: { rule: 'FIRST_PROPOSER' } },
      parties: [{ departmentName: '示例区水务局', isHost: false }, { isHost: true }], hostReasons: [{ rule: 'disputes.host-proposer' }],
    });
    const agreed = await bothSign(await propose(cityHead, opened, matterId));
    expect(agreed).toMatchObject({ state: 'AGREED', settlementVersion: 1, dueAt: '2026-03-09T15:59:59.999Z', parties: [{ signedBy: 'department_head' }, { signedBy: 'department_head' }] });
    const filed = await district.call(cityHead, fileAgreement, { ...seen(agreed), note: '现予报备' });
    expect(filed).toMatchObject({ state: 'FILED', level: 1, divisionEntryId: null, dueAt: '2026-03-09T15:59:59.999Z' });
    const divisionDraftId = filed.divisionDraftId as never;
    const draft = await district.call(office, divisionOperations.viewDraft, { divisionDraftId });
    expect(draft).toMatchObject({ findings: [], formedBy: 'CONSULTATION', leadDepartmentId: water, decision: { documentNumber: '示争〔2026〕1号' }, disputeId: filed.disputeId });
    expect((await listPendingDisputes(district.database.reading, district.system.jurisdictionId)).map(({ disputeId }) => disputeId)).toContain(filed.disputeId);
    const entry = await district.call(office, divisionOperations.publishDraft, { divisionDraftId, version: draft.version });
    const ended = await district.call(cityHead, viewDispute, { disputeId: filed.disputeId });
    expect(ended).toMatchObject({ state: 'SETTLED', divisionEntryId: entry.divisionEntryId, steps: [] });
    expect(ended.timeline.map(({ action }) => action)).toEqual(['open', 'proposeSettlement', 'takePosition', 'signSettlement', 'takePosition', 'signSettlement', 'fileAgreement', 'settle']);
    expect(await listPendingDisputes(district.database.reading, district.system.jurisdictionId)).toEqual([]);
  });

  it('is not filed by the host while a signature is missing', async () => {
    const matterId = await newMatter();
    const proposed = await propose(waterHead, await open(waterHead), matterId);
    const half = await sign(waterHead, await agree(waterHead, proposed));
    expect(half.state).toBe('CONSULTING');
    expect(await refusalOf(district.call(waterHead, fileAgreement, seen(half)))).toBe('disputes.unsigned-party');
  });

  it('is unsigned again by every new proposal, and a signature counts for the version that was read', async () => {
    const matterId = await newMatter();
    const first = await propose(waterHead, await open(waterHead), matterId);
    const half = await sign(waterHead, await agree(waterHead, first));
    const second = await propose(cityHead, half, matterId, city);
    expect(second).toMatchObject({ settlementVersion: 2, parties: [{ signedAt: null }, { signedAt: null }] });
    expect(await refusalOf(sign(waterHead, second))).toBe('disputes.position-needed');
    const agreed = await agree(waterHead, second);
    expect(await refusalOf(district.call(waterHead, signSettlement, { ...seen(agreed), settlementVersion: 1 }))).toBe('disputes.settlement-changed');
  });

  it('refuses whoever saw an older version', async () => {
    const opened = await open(waterHead);
    await agree(waterHead, opened);
    expect(await refusalOf(agree(cityHead, opened))).toBe('common.stale');
    const outcomes = await Promise.all([waterHead, cityHead].map(async (head) => refusalOf(agree(head, { ...opened, version: 2 }))));
    expect(outcomes.toSorted()).toEqual(['common.stale', 'nothing']);
  });
});

describe('a dispute that climbs the ladder', () => {
  it('is decided by the leaders after special coordination and the office have failed', async () => {
    const matterId = await newMatter();
    const convened = await step(dispatcher, await open(waterHead, { matterId }), 'convene');
    expect(convened).toMatchObject({ state: 'SPECIAL_COORDINATION', level: 2 });
    expect(await refusalOf(step(waterHead, convened, 'apply'))).toBe('disputes.step-closed');
    expect(await refusalOf(step(dispatcher, convened, 'closeSpecialCoordination'))).toBe('disputes.reason-needed');
    const applied = await step(waterHead, await step(dispatcher, convened, 'closeSpecialCoordination', '双方各执一词'), 'apply');
    expect(applied).toMatchObject({ state: 'APPLIED', level: 3, dueAt: '2026-03-05T15:59:59.999Z' });
    expect(await refusalOf(step(actorOf('ESTABLISHMENT_OFFICER', city), applied, 'accept'))).toBe('disputes.recused');
    expect(await refusalOf(step(waterHead, applied, 'accept'))).toBe('disputes.wrong-role');
    let file = await step(office, await step(office, applied, 'accept'), 'openFirstRound');
    expect(await refusalOf(step(office, file, 'openSecondRound'))).toBe('disputes.step-closed');
    for (const head of [waterHead, cityHead]) file = await district.call(head, takePosition, { ...seen(file), kind: 'OBJECT', reason: '不属于本部门职责' });
    file = await step(office, file, 'openSecondRound');
    for (const head of [waterHead, cityHead]) file = await district.call(head, takePosition, { ...seen(file), kind: 'OBJECT', reason: '坚持原意见' });
    file = await step(office, file, 'callMeeting');
    file = await district.call(office, issueOpinion, { ...seen(file), opinion: '建议由水务局牵头清理。', settlement: settlementOf(matterId, water) });
    file = await step(office, file, 'report');
    expect(file).toMatchObject({ state: 'REPORTED', level: 4, dueAt: '2026-03-23T15:59:59.999Z' });
    const decision = { body: '区政府常务会议', meeting: '第12次', on: '2026-03-20', documentNumber: '示府纪〔2026〕12号' };
    const decided = await district.call(leader, decideDispute, { ...seen(file), decision });
    expect(decided).toMatchObject({ state: 'DECIDED', decision, settlementVersion: 1 });
    const divisionDraftId = decided.divisionDraftId as never;
    const entry = await district.call(office, divisionOperations.publishDraft, { divisionDraftId, version: 1 });
    expect(entry).toMatchObject({ formedBy: 'LEADERSHIP_STUDY', decision });
    expect(await district.call(leader, viewDispute, { disputeId: decided.disputeId })).toMatchObject({ state: 'SETTLED', divisionEntryId: entry.divisionEntryId });
  });
});

describe('the list and the opening', () => {
  it('find disputes by party, level, words and whether they are pending, page by page', async () => {
    const mine = await open(cityHead, { title: '窨井盖由谁维护' });
    await step(cityHead, mine, 'withdraw', '已自行协商解决');
    const list = (filter: object) => district.call(office, listDisputes, filter);
    expect((await list({ q: '窨井' })).items).toMatchObject([{ disputeId: mine.disputeId, state: 'WITHDRAWN', parties: [{ isHost: false }, { isHost: true }] }]);
    expect((await list({ q: '窨井', pending: 'true' })).items).toEqual([]);
    expect((await list({ departmentId: district.clock.newId() })).items).toEqual([]);
    const first = await list({ departmentId: water, limit: 2 });
    const second = await list({ departmentId: water, limit: 200, cursor: first.nextCursor });
    const all = (await list({ limit: 200 })).items;
    expect([...first.items, ...second.items]).toEqual(all);
  });

  it('refuse strangers, doubles and an interim lead out of place, and tell dispatch of every change', async () => {
    expect(await refusalOf(open(actorOf('DEPARTMENT_HEAD', district.clock.newId<'department'>())))).toBe('disputes.not-a-party');
    expect(await refusalOf(open(office, { parties: [{ departmentId: water }, { departmentId: water }] }))).toBe('disputes.party-twice');
    expect(await refusalOf(open(office, { interimRule: 'ACT_FIRST' }))).toBe('disputes.interim-lead-needed');
    const version = async () => (await readKnowledgeVersions(district.database.reading, district.system.jurisdictionId)).disputes ?? 0;
    const before = await version();
    const opened = await open(dispatcher);
    expect(opened).toMatchObject({ state: 'SPECIAL_COORDINATION', level: 2, origin: 'DISPATCHER', hostReasons: [{ rule: 'disputes.host-first-listed' }] });
    const ruled = await district.call(dispatcher, setInterimRule, { ...seen(opened), interimRule: 'ACT_FIRST', interimLeadDepartmentId: city });
    expect(ruled).toMatchObject({ interimRule: 'ACT_FIRST', interimLeadDepartmentName: '示例区综合行政执法局', stateSince: opened.stateSince, dueAt: opened.dueAt });
    expect(await version()).toBe(before + 2);
  });
});
