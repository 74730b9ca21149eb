import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { openDatabase, type Database, type Reading, type Tx } from './database.ts';
import type { UnitOfWork } from './unit-of-work.ts';
import { once, written } from './written.ts';

let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict();
  await district.database.execute('create table public.note (id int primary key, said text not null constraint note_said check (length(said) > 0))');
});
afterAll(() => district.close());

const write = (tx: Tx, id: number, said = 'x') => sql`insert into public.note (id, said) values (${id}, ${said})`.execute(tx);
const note = (id: number, said = 'x') => written`insert into public.note (id, said) values (${id}, ${said})`;
const ids = async () => (await sql<{ id: number }>`select id from public.note order by id`.execute(district.database.reading)).rows.map(({ id }) => id);

describe('a transaction whose statements are sent one behind the other', () => {
  it('keeps what nobody waited for', async () => {
    expect(await district.database.inTransaction(async (_tx, unit) => {
      unit.send({ note: note(1) });
      await Promise.resolve();
      unit.send({ note: note(2) });
      return 'done';
    })).toBe('done');
    expect(await ids()).toEqual([1, 2]);
  });

  it('is undone as a whole by the last write, and says what it stumbled over', async () => {
    await expect(district.database.inTransaction(async (tx, unit) => {
      await write(tx, 3);
      unit.send({ note: note(4, '') });
      unit.send({ note: note(5) });
    })).rejects.toMatchObject({ constraint: 'note_said' });
    expect(await ids()).toEqual([1, 2]);
  });

  it('finds in what it asks what it has sent to be written before', async () => {
    await expect(district.database.inTransaction(async (tx, unit) => {
      unit.send({ note: note(3) });
      expect((await sql<{ id: number }>`select id from public.note where id = 3`.execute(tx)).rows).toEqual([{ id: 3 }]);
      throw new Error('undone');
    })).rejects.toThrow('undone');
    expect(await ids()).toEqual([1, 2]);
  });

  it('is tried again from the start when what it assumed does not hold, and writes nothing on the way', async () => {
    const tries: number[] = [];
    await district.database.inTransaction((_tx, unit) => {
      tries.push(unit.tries);
      unit.assume(written`(select count(*) = ${unit.tries === 1 ? 99 : 2} from public.note)`);
      unit.send({ note: note(3) });
      return Promise.resolve();
    });
    expect(tries).toEqual([1, 2]);
    await district.database.execute('delete from public.note where id = 3');
    await expect(district.database.inTransaction((_tx, unit) => {
      unit.assume(written`false`);
      unit.send({ note: note(3) });
      return Promise.resolve();
    })).rejects.toMatchObject({ code: '40001' });
    expect(await ids()).toEqual([1, 2]);
  });

  it('looks without beginning, and is tried again where the row it looked at was written by somebody quicker', async () => {
    const rename = (from: string, to: string) => once(written`update public.note set said = ${to} where id = 1 and said = ${from}`);
    const saidAt = async (db: Reading) => (await sql<{ said: string; isInside: boolean }>`select said, now() < statement_timestamp() as "isInside" from public.note where id = 1`.execute(db)).rows[0] as { said: string; isInside: boolean };
    const seen: string[] = [];
    await district.database.inTransaction(async (_tx, unit) => {
      await saidAt(unit.look);
      const { said, isInside } = await saidAt(unit.look);
      expect(isInside).toBe(false);
      seen.push(said);
      if (seen.length === 1) await district.database.inTransaction((_other, quicker) => Promise.resolve(quicker.send({ note: rename('x', 'quicker') })));
      unit.send({ note: rename(said, `${said}, then this`) });
    });
    expect(seen).toEqual(['x', 'quicker']);
    expect((await saidAt(district.database.reading)).said).toBe('quicker, then this');
  });

  it('finds what it has sent to be written even where it only looks', async () => {
    await district.database.inTransaction(async (_tx, unit) => {
      unit.send({ note: note(3) });
      expect((await sql<{ id: number }>`select id from public.note where id = 3`.execute(unit.look)).rows).toEqual([{ id: 3 }]);
    });
    await district.database.execute('delete from public.note where id = 3');
  });

  it('refuses a statement that comes behind its end', async () => {
    let late: Promise<unknown> | undefined;
    const ended = Promise.withResolvers<undefined>();
    await district.database.inTransaction((tx) => {
      late = ended.promise.then(() => write(tx, 3));
      late.catch(() => undefined);
      return write(tx, 4);
    });
    ended.resolve(undefined);
    await expect(late).rejects.toThrow('over');
    let kept: UnitOfWork | undefined;
    await district.database.inTransaction((_tx, unit) => {
      kept = unit;
      return Promise.resolve();
    });
    expect(() => kept?.send({ note: note(3) })).toThrow('over');
    expect(() => kept?.assume(written`true`)).toThrow('over');
    await district.database.execute('delete from public.note where id = 4');
    expect(await ids()).toEqual([1, 2]);
  });

  it('sees its own writes in the order in which they were asked for', async () => {
    await district.database.inTransaction(async (tx) => {
      const [, { rows }] = await Promise.all([write(tx, 6), sql<{ id: number }>`select id from public.note where id = 6`.execute(tx), write(tx, 7)]);
      expect(rows).toEqual([{ id: 6 }]);
    });
    expect(await ids()).toEqual([1, 2, 6, 7]);
  });

  it.each([true, false])('lets nothing slip out behind its end, with prepared statements (%s) or without', async (prepares) => {
    const { host, port, user, password, database: name } = district.database.pool.options as { host: string; port: number; user: string; password?: string; database: string };
    const database: Database = openDatabase({ host, port, user, password, database: name, poolSize: 4, prepares });
    try {
      for (let round = 0; round < 40; round += 1) {
        await expect(database.inTransaction((tx) => {
          void write(tx, 200 + round).catch(() => undefined);
          throw new Error('refused');
        })).rejects.toThrow('refused');
        await expect(database.inTransaction((_tx, unit) => {
          unit.send({ note: note(300 + round) });
          unit.send({ note: note(1) });
          return Promise.resolve();
        })).rejects.toMatchObject({ code: '23505' });
      }
      expect(await ids()).toEqual([1, 2, 6, 7]);
    } finally {
      await database.close();
    }
  });

  it('holds no connection while it only works something out, and gives back the one it took', async () => {
    const { host, port, user, password, database: name } = district.database.pool.options as { host: string; port: number; user: string; password?: string; database: string };
    const database: Database = openDatabase({ host, port, user, password, database: name, poolSize: 1 });
    const others = async () => (await sql<{ n: number }>`select 1 as n`.execute(database.reading)).rows;
    try {
      for (const fails of [false, true]) {
        const work = database.inTransaction(async (tx) => {
          expect(await others()).toEqual([{ n: 1 }]);
          await sql`select 1`.execute(tx);
          if (fails) throw new Error('refused');
        });
        if (fails) await expect(work).rejects.toThrow('refused');
        else await work;
        expect(await others()).toEqual([{ n: 1 }]);
      }
    } finally {
      await database.close();
    }
  });

  describe('that only writes', () => {
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

    it('goes out by itself where it is new to the connection', async () => {
      await untilOpen();
      const anew = (id: number) => district.database.inTransaction((_tx, unit) => Promise.resolve(unit.send({ note: written`insert into public.note (said, id) values ('anew', ${id})` })));
      await Promise.all([takeDown(401), anew(402), anew(403)]);
      expect(await Promise.all([402, 403].map(saidOf))).toEqual(['anew', 'anew']);
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

  it('leaves its connection usable after a failure', async () => {
    for (let round = 0; round < 30; round += 1) await expect(district.database.inTransaction((tx) => Promise.all([write(tx, 1), write(tx, 100 + round)]))).rejects.toMatchObject({ code: '23505' });
    expect(await ids()).toEqual([1, 2, 6, 7]);
  });
});
