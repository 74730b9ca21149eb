import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appealStates, appealTypes, urgencies } from '../../src/core/appeals/model.ts';
import { dispatchOutcomeSchema } from '../../src/core/dispatch/model.ts';
import { openDistrict, type TestDistrict } from '../support/district.ts';

const OURS = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public', 'pgboss') and n.nspname not like 'pg\\_%'`;

let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict();
});
afterAll(() => district.close());

const rowsOf = async <Row extends object>(text: string): Promise<Row[]> => (await district.database.pool.query<Row>(text)).rows;

const keyColumns = (kind: 'p' | 'u' | 'f', side: 'conkey' | 'confkey') => `
  select n.nspname || '.' || c.relname as table, k.conname as name,
    array(select a.attname::text from unnest(k.${side}) with ordinality as u(number, place)
      join pg_attribute a on a.attrelid = ${side === 'conkey' ? 'k.conrelid' : 'k.confrelid'} and a.attnum = u.number order by u.place) as columns
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where ${OURS} and k.contype = '${kind}'`;

interface Key {
  readonly table: string;
  readonly name: string;
  readonly columns: string[];
}

describe('the schema', () => {
  test('every table has a primary key that begins with the jurisdiction', async () => {
    const tables = await rowsOf<{ table: string }>(`select n.nspname || '.' || c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('r', 'p')`);
    const keys = await rowsOf<Key>(keyColumns('p', 'conkey'));
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.map(({ table }) => table).filter((table) => keys.find((key) => key.table === table)?.columns[0] !== 'jurisdiction_id')).toEqual([]);
  });

  test('every foreign key begins with the jurisdiction on both sides', async () => {
    const keys = [...(await rowsOf<Key>(keyColumns('f', 'conkey'))), ...(await rowsOf<Key>(keyColumns('f', 'confkey')))];
    expect(keys.length).toBeGreaterThan(40);
    expect(keys.filter(({ columns }) => columns[0] !== 'jurisdiction_id')).toEqual([]);
  });

  test('what must be unique is unique within a jurisdiction', async () => {
    const keys = await rowsOf<Key>(keyColumns('u', 'conkey'));
    expect(keys.filter(({ columns, table }) => columns[0] !== 'jurisdiction_id' && table !== 'platform.jurisdiction')).toEqual([]);
  });

  test.each([
    ['appeals.appeal_type', appealTypes],
    ['appeals.urgency', urgencies],
    ['appeals.appeal_state', appealStates],
    ['dispatch.card_outcome', dispatchOutcomeSchema.options],
  ])('%s holds the values of the code and no others', async (type, values) => {
    const [check] = await rowsOf<{ text: string }>(`select pg_get_constraintdef(oid) as text from pg_constraint where contypid = '${type}'::regtype`);
    expect([...(check?.text ?? '').matchAll(/'(\w+)'/g)].map(([, value]) => value)).toEqual(values);
  });

  test('instants have a zone and JSON is kept as it was written', async () => {
    const loose = await rowsOf(`select n.nspname, c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where ${OURS} and c.relkind = 'r' and a.attnum > 0 and a.atttypid in ('timestamp'::regtype, 'jsonb'::regtype, 'float4'::regtype)`);
    expect(loose).toEqual([]);
  });
});
