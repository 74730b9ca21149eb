import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { registryOperations } from '../../src/core/registry/operations.ts';
import { verifyJournal } from '../../src/server/journal/verify.ts';
import { actorOf, openDistrict, type TestDistrict } from '../support/district.ts';

const office = actorOf('ESTABLISHMENT_OFFICER');
let district: TestDistrict;

beforeAll(async () => {
  district = await openDistrict();
});
afterAll(() => district.close());

const department = (code: string) => ({ code, name: `区${code}局`, shortName: `${code}局`, kind: 'GOVERNMENT_DEPARTMENT' as const });
const verify = () => verifyJournal(district.database.reading, district.system.jurisdictionId);
const countOf = async (table: string) => Number((await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(table)}`.execute(district.database.reading)).rows[0]?.n);
/** What somebody with the keys of the database could do behind the server's back. */
const tamper = async (statement: string) => {
  await district.database.execute(`alter table journal.record disable trigger all; ${statement}; alter table journal.record enable trigger all`);
};

describe('the journal', () => {
  it('holds one record for each change and none for what was refused', async () => {
    const before = await countOf('journal.record');
    await district.call(office, registryOperations.createDepartment, department('alpha'));
    await expect(district.call(office, registryOperations.createDepartment, department('alpha'))).rejects.toMatchObject({ code: 'registry.code-taken' });
    expect(await countOf('journal.record')).toBe(before + 1);
    expect(await countOf('registry.department')).toBe(1);
    expect(await verify()).toMatchObject({ valid: true, records: before + 1 });
  });

  it('stays whole whatever number of writers write at once', async () => {
    const before = (await verify()).records;
    await Promise.all(Array.from({ length: 60 }, (_, index) => district.call(office, registryOperations.createMatter, { parentId: null, code: `9${String(index).padStart(3, '0')}`, name: `事项${index}`, isClass: true })));
    expect(await verify()).toMatchObject({ valid: true, records: before + 60, faults: [] });
  });

  it('cannot be changed through the database as it stands', async () => {
    await expect(district.database.execute(`update journal.record set actor = 'somebody'`)).rejects.toThrow(/append-only/);
    await expect(district.database.execute('delete from journal.record')).rejects.toThrow(/append-only/);
    await expect(district.database.execute('truncate journal.record')).rejects.toThrow(/append-only/);
  });

  describe('after somebody has got behind it', () => {
    let records: { lane: number; sequence: number }[];

    beforeEach(async () => {
      records = (await sql<{ lane: number; sequence: number }>`select lane, sequence from journal.record order by lane, sequence`.execute(district.database.reading)).rows;
      await district.database.execute('drop table if exists public.kept; create table public.kept as select * from journal.record');
    });
    const restore = () => tamper('delete from journal.record; insert into journal.record select * from public.kept');

    it('tells an altered record from any place in it', async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.constantFrom("actor = 'x'", "operation = 'x.y'", `input = '{"other":1}'`, "recorded_at = recorded_at + interval '1 second'", "subject = 'x:1'"), async (at, change) => {
          const victim = records[at % records.length] as (typeof records)[number];
          await tamper(`update journal.record set ${change} where lane = ${victim.lane} and sequence = ${victim.sequence}`);
          const found = await verify();
          await restore();
          expect(found.valid).toBe(false);
          expect(found.faults.some((fault) => fault.at === `${victim.lane}/${victim.sequence}` && fault.kind === 'ALTERED')).toBe(true);
        }),
        { numRuns: 15 },
      );
    });

    it('tells a removed record and a cut tail', async () => {
      const longest = records.at(-1) as (typeof records)[number];
      await tamper(`delete from journal.record where lane = ${longest.lane} and sequence = ${longest.sequence}`);
      const cut = await verify();
      await restore();
      expect(cut.faults.map((fault) => fault.kind)).toContain('CUT');

      const early = records.find((record) => record.sequence === 1 && records.some((other) => other.lane === record.lane && other.sequence === 2));
      expect(early).toBeDefined();
      await tamper(`delete from journal.record where lane = ${early?.lane ?? -1} and sequence = 1`);
      const removed = await verify();
      await restore();
      expect(removed.faults.map((fault) => fault.kind)).toContain('REMOVED');
      expect((await verify()).valid).toBe(true);
    });
  });
});
