import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { connectionOf } from './connection-apart.ts';
import { openDatabase, type Reading } from './database.ts';
import { written } from './written.ts';

let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict();
  await district.database.execute('create table public.note (id int primary key, said text not null)');
});
afterAll(() => district.close());

describe('a transaction that only writes', () => {
  const own = '20ms ';
  const backend = (id: number) => written`insert into public.note (id, said) values (${id}, current_setting('lock_timeout') || ' ' || pg_backend_pid())`;
  const takeDown = (id: number) => district.database.inTransaction((_tx, unit) => Promise.resolve(unit.send({ note: backend(id) })));
  const saidOf = async (id: number) => (await sql<{ said: string }>`select said from public.note where id = ${id}`.execute(district.database.reading)).rows[0]?.said ?? '';
  /** Its connection is opened at the first such statement, which goes by itself. */
  const untilOpen = () => vi.waitFor(async () => {
    await district.database.execute('delete from public.note where id = 400');
    await takeDown(400);
    expect(await saidOf(400)).toContain(own);
  });

  afterEach(() => district.database.execute('delete from public.note where id >= 400'));

  it('goes out on one connection with the others of its kind, and together with those that came while others were written', async () => {
    await untilOpen();
    const said = await saidOf(400);
    await Promise.all([401, 402, 403, 404].map(takeDown));
    expect(await Promise.all([401, 402, 403, 404].map(saidOf))).toEqual(Array.from({ length: 4 }, () => said));
    const transactions = (await sql<{ xmin: string }>`select xmin::text from public.note where id > 400 order by id`.execute(district.database.reading)).rows.map(({ xmin }) => xmin);
    expect(transactions).toEqual([transactions[0], transactions[1], transactions[1], transactions[1]]);
    expect(transactions[0]).not.toBe(transactions[1]);
  });

  it('is done whatever becomes of one that was to be written together with it', async () => {
    await untilOpen();
    const several = await Promise.allSettled([401, 402, 400, 403].map(takeDown));
    expect(several.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await Promise.all([401, 402, 403].map(saidOf))).not.toContain('');
  });

  it('is done whatever one that was written together with it stumbles over at the commit', async () => {
    await district.database.execute('create table public.page (note_id int references public.note deferrable initially deferred)');
    const turn = (id: number) => district.database.inTransaction((_tx, unit) => Promise.resolve(unit.send({ page: written`insert into public.page (note_id) values (${id})` })));
    try {
      await untilOpen();
      await turn(400);
      const several = await Promise.allSettled([turn(400), turn(400), turn(499), turn(400)]);
      expect(several.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
      expect((await sql<{ pages: number }>`select count(*) as pages from public.page`.execute(district.database.reading)).rows).toEqual([{ pages: 4 }]);
    } finally {
      await district.database.execute('drop table public.page');
    }
  });

  it('goes alone where it is new to the connection, and with the others from then on', async () => {
    await untilOpen();
    const anew = (id: number) => district.database.inTransaction((_tx, unit) => Promise.resolve(unit.send({ note: written`insert into public.note (said, id) values (current_setting('lock_timeout') || ' ' || pg_backend_pid(), ${id})` })));
    await Promise.all([takeDown(401), anew(402)]);
    await Promise.all([takeDown(403), anew(404), anew(405)]);
    const said = await saidOf(400);
    expect(await Promise.all([401, 402, 403, 404, 405].map(saidOf))).toEqual(Array.from({ length: 5 }, () => said));
    const { rows } = await sql<{ xmin: string }>`select xmin::text from public.note where id > 400 order by id`.execute(district.database.reading);
    const [first, second, third, ...together] = rows.map(({ xmin }) => xmin);
    expect(new Set([first, second, third, ...together]).size).toBe(4);
    expect(together[0]).toBe(together[1]);
  });

  it('goes out on another connection when its own is lost while it waits', async () => {
    await untilOpen();
    const own400 = await saidOf(400);
    const sleep = (id: number, seconds: number) => district.database.inTransaction((_tx, unit) => Promise.resolve(unit.send({ note: written`insert into public.note (id, said) select ${id}::int, 'slow' from pg_sleep(${seconds}::float8)` })));
    await sleep(401, 0);
    const failed = expect(sleep(404, 5)).rejects.toThrow();
    const waiting = [takeDown(402), takeDown(403)];
    await delay(50);
    await district.database.execute(`select pg_terminate_backend(${own400.slice(own.length)})`);
    await failed;
    await Promise.all(waiting);
    expect(await Promise.all([402, 403].map(saidOf))).not.toContain('');
  });

  it('is still done when the database is closed', async () => {
    const closing = openDatabase({ ...connectionOf(district.database), prepares: true });
    const takeAway = (id: number) => closing.inTransaction((_tx, unit) => Promise.resolve(unit.send({ note: backend(id) })));
    await vi.waitFor(async () => {
      await district.database.execute('delete from public.note where id = 401');
      await takeAway(401);
      expect(await saidOf(401)).toContain(own);
    });
    const several = [402, 403, 404].map(takeAway);
    await Promise.resolve();
    await closing.close();
    await Promise.all(several);
    expect(await Promise.all([402, 403, 404].map(saidOf))).not.toContain('');
  });

  it('looks on that connection too, until it begins', async () => {
    await untilOpen();
    const patience = async (db: Reading) => (await sql<{ lockTimeout: string }>`select current_setting('lock_timeout') as lock_timeout`.execute(db)).rows[0]?.lockTimeout;
    await district.database.inTransaction(async (tx, unit) => {
      expect(await patience(unit.look)).toBe(own.trim());
      expect(await patience(tx)).toBe('15s');
      expect(await patience(unit.look)).toBe('15s');
    });
  });

  it('keeps nobody waiting while it waits for a row that another transaction holds', async () => {
    await untilOpen();
    const held = Promise.withResolvers<undefined>();
    const free = Promise.withResolvers<undefined>();
    const holder = district.database.inTransaction(async (tx) => {
      await sql`select 1 from public.note where id = 400 for update`.execute(tx);
      held.resolve(undefined);
      await free.promise;
    });
    await held.promise;
    const done: string[] = [];
    const waits = district.database.inTransaction((_tx, unit) => Promise.resolve(unit.send({ note: written`update public.note set said = 'late' where id = 400` }))).then(() => done.push('waits'));
    try {
      await takeDown(401);
      expect(done).toEqual([]);
      expect(await saidOf(401)).toContain(own);
    } finally {
      free.resolve(undefined);
      await Promise.all([holder, waits]);
    }
    expect(await saidOf(400)).toBe('late');
  });

  it('goes out by itself while one before it takes long', async () => {
    await untilOpen();
    const slow = district.database.inTransaction((_tx, unit) => Promise.resolve(unit.send({ note: written`insert into public.note (id, said) select 401, 'slow' from pg_sleep(0.5)` })));
    await delay(150);
    await takeDown(402);
    expect(await saidOf(402)).not.toContain(own);
    expect(await saidOf(401)).toBe('');
    await slow;
    expect(await saidOf(401)).toBe('slow');
  });

  it('goes out on another connection when its own is lost', async () => {
    await untilOpen();
    const before = await saidOf(400);
    await district.database.execute(`select pg_terminate_backend(${before.slice(own.length)})`);
    await untilOpen();
    expect(await saidOf(400)).not.toBe(before);
  });
});
