import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { toIntArray } from './written.ts';

let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict();
  await district.database.execute('create table public.thing (id int primary key, name text, at timestamptz)');
}, 180_000);
afterAll(() => district.close());

it('a statement run again on its connection gives its rows as the first time: none, one, many, and after it has failed', async () => {
  const client = await district.database.pool.connect();
  const find = (id: unknown) => client.query('select id, name, at, id::bigint * 2 as twice from public.thing where id >= $1 order by id', [id]).then(({ rows }) => rows as unknown[]);
  const add = (id: number, name: string | null) => client.query('insert into public.thing (id, name, at) values ($1, $2, $3)', [id, name, '2026-03-01T08:00:00.120Z']).then(({ rowCount, rows }) => [rowCount, rows]);
  try {
    expect(await find(1)).toEqual([]);
    expect(await add(1, '路灯')).toEqual([1, []]);
    expect(await add(2, null)).toEqual([1, []]);
    await expect(add(2, 'twice')).rejects.toMatchObject({ code: '23505' });
    expect(await add(3, 'c')).toEqual([1, []]);
    await expect(find('no number')).rejects.toMatchObject({ code: '22P02' });
    const at = '2026-03-01T08:00:00.120Z';
    const two = [{ id: 2, name: null, at, twice: 4 }, { id: 3, name: 'c', at, twice: 6 }];
    expect(await Promise.all([find(2), find(9), find(3)])).toEqual([two, [], [two[1]]]);
    expect(await find(1)).toEqual([{ id: 1, name: '路灯', at, twice: 2 }, ...two]);
  } finally {
    client.release();
  }
});

it('every kind of value comes to PostgreSQL as it was given, the first time and again', async () => {
  const client = await district.database.pool.connect();
  const values = ['路灯“不亮”𠮷\n', '', null, -3, 2.5, true, ['a"b\\', '物业', null], [1, 2], Buffer.from([0, 255, 1]), new Uint8Array([7, 0]), { 区: ['一', 2] }];
  const tell = () =>
    client.query('select $1::text as a, $2::text as b, $3::text as c, $4::int as d, $5::float8 as e, $6::boolean as f, $7::text[] as g, $8::int[] as h, $9::bytea as i, $10::bytea as j, $11::jsonb as k', values).then(({ rows }) => Object.values(rows[0] as Record<string, unknown>));
  try {
    const expected = [...values.slice(0, 9), Buffer.from([7, 0]), values[10]];
    for (let round = 0; round < 3; round += 1) expect(await tell()).toEqual(expected);
  } finally {
    client.release();
  }
});

it.each([[[]], [[7]], [[0, -1, 2_147_483_647, -2_147_483_648]]])('whole numbers given in binary form come to PostgreSQL as they are: %j', async (numbers) => {
  const { rows } = await district.database.pool.query<{ told: number[] }>('select $1::int[] as told', [toIntArray(numbers)]);
  expect(rows).toEqual([{ told: numbers }]);
});

it('a statement that PostgreSQL would now answer with other columns is refused, not read wrongly', async () => {
  const client = await district.database.pool.connect();
  const all = () => client.query('select * from public.thing where id > $1', [0]);
  try {
    await all();
    await all();
    await district.database.execute('alter table public.thing add column more text');
    await expect(all()).rejects.toThrow('cached plan must not change result type');
  } finally {
    client.release(true);
  }
});
