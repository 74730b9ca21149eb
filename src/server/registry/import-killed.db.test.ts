import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { killProgram, startProgram } from '../../../test/support/program.ts';

const PAPERS = 40;
const CLAUSES = 60;

let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict();
}, 180_000);
afterAll(() => district.close());

const order = (child: ReturnType<typeof startProgram>, line: string): boolean | undefined => child.stdin?.write(`${line}\n`);

async function countIn(state: string): Promise<number> {
  const { rows } = await district.database.pool.query<{ count: number }>('select count(*)::int as count from registry.import_file where state = $1', [state]);
  return rows[0]?.count ?? 0;
}

async function until(isReached: () => Promise<boolean>): Promise<void> {
  while (!(await isReached())) await wait(10);
}

/** Documents that are there, with how many clauses each. */
async function documents(): Promise<{ title: string; clauses: number; events: number }[]> {
  const { rows } = await district.database.pool.query<{ title: string; clauses: number; events: number }>(`
    select o.title, (select count(*)::int from registry.duty_clause c where c.document_id = o.document_id) as clauses, (select count(*)::int from registry.basis_change b where b.document_id = o.document_id) as events
    from registry.document o order by o.title`);
  return rows;
}

const allWhole = (found: { clauses: number; events: number }[]): boolean => found.every(({ clauses, events }) => clauses === CLAUSES && events === 1);

it('a batch whose program is killed is never half written, and goes on when the program starts again', async () => {
  const first = startProgram(district);
  order(first, `import ${PAPERS} ${CLAUSES}`);
  const [documentImportId] = (await once(createInterface({ input: first.stdout as NodeJS.ReadableStream }), 'line')) as [string];
  await until(async () => (await countIn('READY')) + (await countIn('QUEUED')) === PAPERS && (await countIn('READY')) >= 1);
  await killProgram(first);
  const waiting = await countIn('QUEUED');
  expect(await documents()).toEqual([]);

  const second = startProgram(district);
  await until(async () => (await countIn('READY')) === PAPERS);
  order(second, `confirm ${documentImportId}`);
  await until(async () => (await countIn('CONFIRMED')) >= 2);
  await killProgram(second);
  await wait(200);
  const [written, there] = [await countIn('CONFIRMED'), await documents()];
  expect(there).toHaveLength(written);
  expect(allWhole(there)).toBe(true);
  expect(written + (await countIn('CONFIRMING'))).toBe(PAPERS);

  startProgram(district);
  await until(async () => (await countIn('CONFIRMED')) === PAPERS);
  const done = await documents();
  expect(done.map(({ title }) => title).toSorted()).toEqual(Array.from({ length: PAPERS }, (_, index) => `第${index + 1}号设施管理办法`).toSorted());
  expect(allWhole(done)).toBe(true);
  // both kills struck in the middle
  expect({ waiting: waiting > 0, written: written < PAPERS }).toEqual({ waiting: true, written: true });
}, 180_000);
