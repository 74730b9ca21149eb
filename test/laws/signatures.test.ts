import fc from 'fast-check';
import { sql, type RawBuilder } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dispute, DisputeId } from '../../src/core/disputes/model.ts';
import { disputesOperations } from '../../src/core/disputes/operations.ts';
import { divisionOperations } from '../../src/core/division/operations.ts';
import type { MatterId } from '../../src/core/registry/model.ts';
import { openDisputeDistrict, refusalOf, seen, type DisputeDistrict } from '../support/dispute-district.ts';
import { actorOf } from '../support/district.ts';

let district: DisputeDistrict;
let matterId: MatterId;
const office = actorOf('ESTABLISHMENT_OFFICER');

beforeAll(async () => {
  district = await openDisputeDistrict();
  matterId = await district.newMatter();
});
afterAll(() => district.close());

interface Move {
  readonly kind: 'propose' | 'agree' | 'object' | 'sign' | 'consent' | 'file' | 'sendBack' | 'plain';
  readonly who: number;
  readonly pick: number;
}

/** What somebody with a connection of the application might write past the rules in code. */
const plain: readonly ((disputeId: DisputeId, who: number) => RawBuilder<unknown>)[] = [
  (id: DisputeId) => sql`update disputes.dispute set state = 'AGREED' where dispute_id = ${id}`,
  (id: DisputeId) => sql`update disputes.dispute set state = 'FILED', division_draft_id = (select division_draft_id from division.division_draft limit 1) where dispute_id = ${id}`,
  (id: DisputeId) => sql`update disputes.dispute set state = 'SETTLED' where dispute_id = ${id}`,
  (id: DisputeId) => sql`update disputes.dispute set settlement_version = settlement_version + 1 where dispute_id = ${id}`,
  (id: DisputeId) => sql`update disputes.dispute set settlement_version = 1 where dispute_id = ${id}`,
  (id: DisputeId) => sql`delete from disputes.signature where dispute_id = ${id}`,
  (id: DisputeId) => sql`update disputes.signature set settlement_version = settlement_version + 1 where dispute_id = ${id}`,
  (id: DisputeId) => sql`delete from disputes.party p where dispute_id = ${id} and not exists (select from disputes.position o where o.dispute_id = p.dispute_id and o.department_id = p.department_id)`,
  (id: DisputeId, who: number) => sql`insert into disputes.party (jurisdiction_id, dispute_id, department_id, ordinal, is_listed_lead) values (${district.system.jurisdictionId}, ${id}, ${district.departments[who]?.departmentId}, 9, false)`,
  (id: DisputeId, who: number) => sql`insert into disputes.signature select jurisdiction_id, dispute_id, ${district.departments[who]?.departmentId}, settlement_version, now(), 'nobody' from disputes.dispute where dispute_id = ${id}`,
];

const written = (one: Dispute, { who, pick }: Move): Promise<unknown> =>
  district.database.inTransaction((tx) => (plain[pick % plain.length] as (typeof plain)[number])(one.disputeId, who).execute(tx)).catch(() => undefined);

async function take(one: Dispute, move: Move): Promise<void> {
  const head = (district.departments[move.who] as DisputeDistrict['departments'][0]).head;
  const taken: Readonly<Record<Move['kind'], () => Promise<unknown>>> = {
    propose: () => district.propose(head, one, matterId, move.pick % 2),
    agree: () => district.agree(head, one),
    object: () => district.call(head, disputesOperations.takePosition, { ...seen(one), kind: 'OBJECT', reason: '不属于本部门职责' }),
    sign: () => district.sign(head, one),
    consent: async () => district.sign(head, await district.agree(head, one)),
    file: () => district.call(head, disputesOperations.fileAgreement, seen(one)),
    sendBack: () => district.call(office, divisionOperations.discardDraft, { divisionDraftId: one.divisionDraftId as never, version: 1, reason: '依据不足' }),
    plain: () => written(one, move),
  };
  await refusalOf(taken[move.kind]());
}

/** Leads histories far: somebody proposes first, and what all have signed is mostly filed by the host, the party listed first. */
function steer({ settlement, state }: Dispute, move: Move): Move {
  if (settlement === null) return { ...move, kind: 'propose', who: 0 };
  return state === 'AGREED' && (move.kind === 'agree' || move.kind === 'consent') ? { ...move, kind: 'file', who: 0 } : move;
}

/** Disputes that stand as agreed by all although somebody has not signed what stands there, having agreed or reserved. */
const listUnlawful = async (): Promise<unknown[]> =>
  (
    await sql`select d.state, d.settlement_version, p.department_id from disputes.dispute d
      left join disputes.party p on p.dispute_id = d.dispute_id
      left join disputes.signature s on s.dispute_id = d.dispute_id and s.department_id = p.department_id and s.settlement_version = d.settlement_version
      where d.state in ('AGREED', 'FILED', 'SETTLED') and (p.department_id is null or s.department_id is null
        or 'OBJECT' = (select o.kind from disputes.position o where o.dispute_id = d.dispute_id and o.department_id = p.department_id and o.settlement_version = d.settlement_version
                       and o.taken_at <= s.signed_at order by o.ordinal desc limit 1))`.execute(district.database.reading)
  ).rows;

const anyMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom<Move['kind'][]>('propose', 'agree', 'sign', 'consent', 'consent', 'consent', 'consent', 'file', 'object', 'sendBack', 'plain', 'plain'),
  who: fc.integer({ min: 0, max: 2 }),
  pick: fc.nat(plain.length - 1),
});

describe('an agreement', () => {
  it('is never agreed, filed or settled without the signature of every party, whatever people and plain SQL do in whatever order', async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 3 }), fc.array(anyMove, { minLength: 15, maxLength: 30, size: 'max' }), async (count, moves) => {
        const { disputeId } = await district.open(office, { parties: district.departments.slice(0, count).map(({ departmentId }) => ({ departmentId })) });
        for (const move of moves) {
          const one = await district.call(office, disputesOperations.viewDispute, { disputeId });
          reached.add(one.state);
          await take(one, steer(one, move));
        }
        expect(await listUnlawful()).toEqual([]);
      }),
      { numRuns: 20, seed: 2026, endOnFailure: true },
    );
    expect([...reached]).toEqual(expect.arrayContaining(['ACCEPTED', 'AGREED', 'FILED']));
  }, 180_000);
});
