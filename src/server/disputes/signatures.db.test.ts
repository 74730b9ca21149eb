import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDisputeDistrict, refusalOf, seen, type DisputeDistrict } from '../../../test/support/dispute-district.ts';
import type { Actor } from '../../core/access/model.ts';
import type { Dispute } from '../../core/disputes/model.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import type { DepartmentId } from '../../core/registry/model.ts';

let district: DisputeDistrict;
let water: DepartmentId;
let city: DepartmentId;
let housing: DepartmentId;
let waterHead: Actor;
let cityHead: Actor;

beforeAll(async () => {
  district = await openDisputeDistrict();
  [water, city, housing] = district.departments.map(({ departmentId }) => departmentId) as [DepartmentId, DepartmentId, DepartmentId];
  [waterHead, cityHead] = district.departments.map(({ head }) => head) as [Actor, Actor];
});
afterAll(() => district.close());

/** Plain SQL as the application's own user, past every rule in code: answers the refusal that the database gives. */
const plainly = (...statements: RawBuilder<unknown>[]): Promise<string> =>
  refusalOf(
    district.database.inTransaction(async (tx) => {
      for (const statement of statements) await statement.execute(tx);
    }),
  );

const proposed = async (): Promise<Dispute> => district.propose(waterHead, await district.open(waterHead), await district.newMatter());
const halfSigned = async (): Promise<Dispute> => district.sign(waterHead, await district.agree(waterHead, await proposed()));
const agreed = async (): Promise<Dispute> => district.bothSign(await proposed());
const filed = async (): Promise<Dispute> => {
  const one = await agreed();
  return district.call(waterHead, disputesOperations.fileAgreement, seen(one));
};
const moveTo = ({ disputeId }: Dispute, state: string) => sql`update disputes.dispute set state = ${state} where dispute_id = ${disputeId}`;
const signFor = ({ disputeId }: Dispute, departmentId: DepartmentId, version: number) =>
  sql`insert into disputes.signature (jurisdiction_id, dispute_id, department_id, settlement_version, signed_at, signed_by)
    values (${district.system.jurisdictionId}, ${disputeId}, ${departmentId}, ${version}, now(), 'nobody')`;
const join = ({ disputeId }: Dispute, departmentId: DepartmentId) =>
  sql`insert into disputes.party (jurisdiction_id, dispute_id, department_id, ordinal, is_listed_lead) values (${district.system.jurisdictionId}, ${disputeId}, ${departmentId}, 9, false)`;
const copyAs = ({ disputeId }: Dispute, state: string) =>
  sql`insert into disputes.dispute (jurisdiction_id, dispute_id, number, title, claim, origin, level, state, machine_version, rules_version, host_department_id, host_reasons, interim_rule, settlement, settlement_version, opened_at, state_since)
    select jurisdiction_id, gen_random_uuid(), gen_random_uuid()::text, title, claim, origin, level, ${state}, machine_version, rules_version, host_department_id, host_reasons, interim_rule, settlement, settlement_version, opened_at, state_since
    from disputes.dispute where dispute_id = ${disputeId}`;

describe('an agreement without every party’s signature, in plain SQL', () => {
  it('is not agreed, filed or settled by moving its state', async () => {
    const half = await halfSigned();
    for (const state of ['AGREED', 'FILED', 'SETTLED']) expect([state, await plainly(moveTo(half, state))]).toEqual([state, 'disputes.unsigned-party']);
    expect(await plainly(moveTo(await district.open(waterHead), 'FILED'))).toBe('disputes.unsigned-party');
  });

  it('is not written as agreed, filed, decided or settled from the start', async () => {
    const one = await agreed();
    for (const state of ['AGREED', 'FILED', 'DECIDED', 'SETTLED', 'CONSULTING']) expect([state, await plainly(copyAs(one, state))]).toEqual([state, 'disputes.unsigned-party']);
  });

  it('is not settled past its filing, even with every signature', async () => {
    expect(await plainly(moveTo(await agreed(), 'SETTLED'))).toBe('disputes.unsigned-party');
  });

  it('is not decided without a decision, nor from any state but the leaders’ study', async () => {
    const one = await halfSigned();
    expect(await plainly(moveTo(one, 'DECIDED'))).toBe('disputes.decision-incomplete');
    expect(await plainly(moveTo(one, 'REPORTED'), moveTo(one, 'DECIDED'))).toBe('disputes.decision-incomplete');
    const decided = sql`update disputes.dispute set state = 'DECIDED', decision = '{"body":"区政府常务会议","meeting":"第12次","on":"2026-03-20","documentNumber":""}' where dispute_id = ${one.disputeId}`;
    expect(await plainly(decided)).toBe('disputes.decision-incomplete');
  });
});

describe('what has been signed, in plain SQL', () => {
  it('keeps its text: no other version and no other words under the same version', async () => {
    const raise = ({ disputeId }: Dispute) => sql`update disputes.dispute set settlement_version = settlement_version + 1 where dispute_id = ${disputeId}`;
    const rewrite = ({ disputeId }: Dispute) => sql`update disputes.dispute set settlement = '{"title":"another"}' where dispute_id = ${disputeId}`;
    const [half, whole, done] = [await halfSigned(), await agreed(), await filed()];
    for (const one of [half, whole, done]) expect(await plainly(rewrite(one))).toBe('disputes.settlement-fixed');
    for (const one of [whole, done]) expect(await plainly(raise(one))).not.toBe('nothing');
    const lower = sql`update disputes.dispute set settlement_version = settlement_version - 1 where dispute_id = ${half.disputeId}`;
    expect(await plainly(lower)).toBe('disputes.settlement-fixed');
    // nor by signing the next version beforehand and raising it then
    expect(await plainly(signFor(done, water, 2), signFor(done, city, 2), raise(done))).not.toBe('nothing');
  });

  it('keeps its signatures: none is taken back, altered, or given for another version', async () => {
    const one = await filed();
    const of = sql`where dispute_id = ${one.disputeId} and department_id = ${city}`;
    expect(await plainly(sql`delete from disputes.signature ${of}`)).toBe('disputes.signature-final');
    expect(await plainly(sql`update disputes.signature set signed_by = 'nobody' ${of}`)).toBe('disputes.signature-final');
    expect(await plainly(sql`truncate disputes.signature`)).toBe('disputes.signature-final');
    const half = await halfSigned();
    expect(await plainly(sql`update disputes.signature set department_id = ${city} where dispute_id = ${half.disputeId}`)).toBe('disputes.signature-final');
    expect(await plainly(signFor(half, city, 2))).toBe('disputes.settlement-changed');
    expect(await plainly(signFor(half, city, 0))).toBe('disputes.settlement-changed');
  });

  it('takes no signature from a party that has not agreed to this very text, or objects to it', async () => {
    const half = await halfSigned();
    expect(await plainly(signFor(half, city, 1))).toBe('disputes.position-needed');
    const objecting = await district.call(cityHead, disputesOperations.takePosition, { ...seen(half), kind: 'OBJECT', reason: '不属于本部门职责' });
    expect(await plainly(signFor(objecting, city, 1))).toBe('disputes.position-needed');
  });

  it('keeps its parties and what they said: nobody joins, leaves or is exchanged', async () => {
    for (const one of [await halfSigned(), await agreed(), await filed()]) {
      const of = sql`where dispute_id = ${one.disputeId}`;
      expect(await plainly(join(one, housing))).toBe('disputes.parties-fixed');
      expect(await plainly(sql`delete from disputes.party ${of} and department_id = ${city}`)).toBe('disputes.parties-fixed');
      expect(await plainly(sql`update disputes.party set department_id = ${housing} ${of} and department_id = ${city}`)).toBe('disputes.parties-fixed');
      expect(await plainly(sql`delete from disputes.position ${of}`)).toBe('disputes.record-final');
      expect(await plainly(sql`update disputes.position set kind = 'AGREE' ${of}`)).toBe('disputes.record-final');
      expect(await plainly(sql`delete from disputes.dispute_event ${of}`)).toBe('disputes.record-final');
    }
  });

  it('stays ended once it is settled or withdrawn', async () => {
    const withdrawn = await district.step(waterHead, await halfSigned(), 'withdraw', '已自行解决');
    expect(await plainly(moveTo(withdrawn, 'CONSULTING'))).toBe('disputes.step-closed');
  });

  it('is unsigned again when a new text is written at the moment of the last signature', async () => {
    const half = await district.agree(cityHead, await halfSigned());
    const outcomes = await Promise.all([
      refusalOf(district.sign(cityHead, half)),
      refusalOf(district.propose(waterHead, half, half.settlement?.matterId as never, 1)),
    ]);
    expect(outcomes.toSorted()).toEqual(['common.stale', 'nothing']);
  });
});
