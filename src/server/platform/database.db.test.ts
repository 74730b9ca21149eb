import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('leaves its connection usable after a failure', async () => {
    for (let round = 0; round < 30; round += 1) await expect(district.database.inTransaction((tx) => Promise.all([write(tx, 1), write(tx, 100 + round)]))).rejects.toMatchObject({ code: '23505' });
    expect(await ids()).toEqual([1, 2, 6, 7]);
  });
});
