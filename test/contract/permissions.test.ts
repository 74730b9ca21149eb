import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { roles, type Role } from '../../src/core/access/model.ts';
import { permissions, type Permission } from '../../src/core/access/permissions.ts';
import { allOperations } from '../../src/core/catalogue.ts';
import { Refused } from '../../src/core/kernel/refusal.ts';
import type { Operation } from '../../src/core/kernel/operation.ts';
import { addHours } from '../../src/core/kernel/time.ts';
import { hashToken, newToken } from '../../src/server/platform/sign-on.ts';
import { actorOf, openDistrict, type TestDistrict } from '../support/district.ts';
import { SAMPLE_ID, sampleInput } from '../support/sample-input.ts';

/** What any call may be refused with besides the codes its operation declares. */
const everywhere = ['common.invalid-input', 'common.not-found'];

let district: TestDistrict;
const accounts = new Map<Role, string>();

beforeAll(async () => {
  district = await openDistrict();
  const passwordHash = await hash('not the one that is tried');
  for (const role of roles) {
    const accountId = randomUUID();
    accounts.set(role, accountId);
    await district.database.pool.query(
      `insert into access.account (jurisdiction_id, account_id, user_name, display_name, password_hash, roles) values ($1, $2, $3, $3, $4, array[$5])`,
      [district.system.jurisdictionId, accountId, role.toLowerCase(), passwordHash, role],
    );
  }
  await insertSamples();
});
afterAll(() => district.close());

/** One department and one matter under the id that every made-up input names. */
async function insertSamples(): Promise<void> {
  const values = [district.system.jurisdictionId, SAMPLE_ID, district.clock.now()];
  await district.database.pool.query(`insert into registry.department (jurisdiction_id, department_id, code, name, short_name, kind, valid_from, recorded_at) values ($1, $2, 'sample', '区城市管理局', '城管局', 'GOVERNMENT_DEPARTMENT', $3, $3)`, values);
  await district.database.pool.query(`insert into registry.department_version (jurisdiction_id, department_id, version, name, short_name, kind, valid_from, recorded_at) values ($1, $2, 1, '区城市管理局', '城管局', 'GOVERNMENT_DEPARTMENT', $3, $3)`, values);
  await district.database.pool.query(`insert into registry.matter (jurisdiction_id, matter_id, code, name, is_class, search) values ($1, $2, 'SAMPLE', '夜市管理', true, ''::tsvector)`, values.slice(0, 2));
  await district.database.pool.query(`insert into registry.matter_version (jurisdiction_id, matter_id, version, code, name, is_class, search, recorded_at) values ($1, $2, 1, 'SAMPLE', '夜市管理', true, ''::tsvector, $3)`, values);
}

/** A session of its own for each call, since signing out is one of the operations. */
async function signIn(role: Role): Promise<string> {
  const token = newToken();
  const at = district.clock.now();
  await district.database.pool.query('insert into access.session (jurisdiction_id, token_hash, account_id, created_at, expires_at) values ($1, $2, $3, $4, $5)', [district.system.jurisdictionId, hashToken(token), accounts.get(role), at, addHours(at, 1)]);
  return token;
}

const countRecords = async (): Promise<number> => Number((await district.database.pool.query<{ count: string }>('select count(*)::text as count from journal.record')).rows[0]?.count);

/** @returns the refusal's code, or `done`; a fault goes through and fails the test */
async function outcomeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'done';
  } catch (fault) {
    if (fault instanceof Refused) return fault.code;
    throw fault;
  }
}

const callAs = async (role: Role | null, operation: Operation, input: unknown = sampleInput(operation)): Promise<string> =>
  outcomeOf(district.system.pipe.call({ operation, input, token: role === null ? null : await signIn(role) }));

const mayCall = (role: Role, { permission }: Operation): boolean => permission === 'public' || permission === 'signed-in' || (permissions[permission as Permission] as readonly Role[]).includes(role);

/** Somebody who may call it, named to the pipe without a session. */
const permitted = (operation: Operation) => actorOf(roles.find((role) => mayCall(role, operation)) ?? 'SYSTEM');

const byName = allOperations.map((operation) => [operation.name, operation] as const);

describe.each(byName)('%s', (_, operation) => {
  test('without a session: refused, unless it is public', async () => {
    const outcome = await callAs(null, operation);
    if (operation.permission === 'public') expect(outcome).not.toBe('common.sign-in-required');
    else expect(outcome).toBe('common.sign-in-required');
  });

  test('each role: refused exactly when the permissions say so', async () => {
    const refused: Role[] = [];
    for (const role of roles) if ((await callAs(role, operation)) === 'common.forbidden') refused.push(role);
    expect(refused).toEqual(roles.filter((role) => !mayCall(role, operation)));
  });

  test('an input that fits its schema is done, or refused by a code that it declares', async () => {
    for (const role of roles.filter((held) => mayCall(held, operation))) {
      expect(['done', ...operation.refuses, ...everywhere]).toContain(await callAs(role, operation));
    }
  });

  test('a wrong value in any field is refused as wrong input', async () => {
    const right = sampleInput(operation);
    for (const field of Object.keys(operation.input.shape)) {
      const outcome = await outcomeOf(district.system.pipe.act(permitted(operation), operation, { ...right, [field]: [{ wrong: true }] }));
      expect([field, outcome]).toEqual([field, 'common.invalid-input']);
    }
  });
});

describe.each(byName.filter(([, { effect }]) => effect === 'change'))('%s and the journal', (_, operation) => {
  test('done: one record; refused by a rule: none; refused for want of the right: one that says so', async () => {
    for (const role of roles) {
      const before = await countRecords();
      const outcome = await callAs(role, operation);
      expect([role, outcome, (await countRecords()) - before]).toEqual([role, outcome, outcome === 'done' || outcome === 'common.forbidden' ? 1 : 0]);
    }
  });
});

describe('what only reads', () => {
  test('leaves no record', async () => {
    const before = await countRecords();
    for (const operation of allOperations.filter(({ effect, permission }) => effect === 'read' && permission !== 'public')) {
      await outcomeOf(district.system.pipe.act(permitted(operation), operation, sampleInput(operation)));
    }
    expect(await countRecords()).toBe(before);
  });
});
