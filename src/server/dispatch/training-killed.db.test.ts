import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { killProgram, startProgram } from '../../../test/support/program.ts';
import { furnish, putPrecedents } from '../../../test/support/ranked-district.ts';
import { trainNow } from './training.ts';

const ORDERS = 2_400;
const THINGS = ['水管漏水', '流动摊贩', '食品过期', '物业收费'];

let district: TestDistrict;
const place = () => ({ database: district.database, jurisdictionId: district.system.jurisdictionId });

beforeAll(async () => {
  district = await openDistrict();
  const { water, urban, market, housing } = await furnish(place());
  const owners = [water, urban, market, housing];
  const orders = Array.from({ length: ORDERS }, (_order, count) => ({
    title: THINGS[count % 4] as string, text: `${'东西南北中'.charAt(count % 5)}街第${count}号${THINGS[count % 4] as string}，反映了${count % 7}次，没有人处理，影响周边几百户居民的生活。`, departmentId: owners[count % 4] as typeof water,
  }));
  await putPrecedents(place(), orders.slice(0, 200));
  await trainNow({ ...place(), clock: district.clock });
  await putPrecedents(place(), orders.slice(200));
}, 180_000);
afterAll(() => district.close());

interface Row {
  readonly state: string;
  readonly tries: number;
  readonly modelId: string | null;
}

async function training(): Promise<Row | undefined> {
  return (await district.database.pool.query<Row>('select state, tries, model_id as "modelId" from dispatch.training')).rows[0];
}

async function liveModel(): Promise<string | undefined> {
  return (await district.database.pool.query<{ modelId: string }>('select model_id as "modelId" from dispatch.model where live')).rows[0]?.modelId;
}

async function until(isReached: () => Promise<boolean>): Promise<void> {
  while (!(await isReached())) await wait(20);
}

it('a training whose program is killed in the middle leaves the model in use as it is, and is begun anew and finished by another program', async () => {
  const before = await liveModel();
  const first = startProgram(district);
  first.stdin?.write('train\n');
  await until(async () => (await training())?.state === 'RUNNING');
  // it learns by now, in its thread
  await wait(300);
  await killProgram(first);
  expect(await training()).toEqual({ state: 'RUNNING', tries: 1, modelId: null });
  expect(await liveModel()).toBe(before);

  startProgram(district);
  await until(async () => !['RUNNING', 'WAITING'].includes((await training())?.state ?? ''));
  const done = await training();
  expect(done).toMatchObject({ state: 'LIVE', tries: 2 });
  expect(done?.modelId).toBe(await liveModel());
  expect(await liveModel()).not.toBe(before);
}, 300_000);
