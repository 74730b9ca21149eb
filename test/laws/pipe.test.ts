import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessOperations } from '../../src/core/access/operations.ts';
import { journalOperations } from '../../src/core/journal/operations.ts';
import { registryOperations } from '../../src/core/registry/operations.ts';
import type { Role } from '../../src/core/access/model.ts';
import { hashPassword } from '../../src/server/access/handlers.ts';
import { insertAccount } from '../../src/server/access/store.ts';
import { openDistrict, type TestDistrict } from '../support/district.ts';

const PASSWORD = 'Sentence2026';
let district: TestDistrict;

beforeAll(async () => {
  district = await openDistrict();
  const passwordHash = await hashPassword(PASSWORD);
  const accounts: [string, Role[]][] = [['officer', ['ESTABLISHMENT_OFFICER']], ['system', ['SYSTEM_ADMIN']], ['security', ['SECURITY_ADMIN']], ['trail', ['AUDIT_ADMIN']], ['locked', ['AUDITOR']]];
  for (const [userName, roles] of accounts) {
    await district.database.inTransaction((tx) =>
      insertAccount(tx, district.system.jurisdictionId, { accountId: district.clock.newId<'account'>(), userName, displayName: userName, roles, departmentId: null, state: 'ACTIVE', passwordHash }),
    );
  }
});
afterAll(() => district.close());

const signIn = async (userName: string, password = PASSWORD): Promise<string> =>
  ((await district.system.pipe.call({ operation: accessOperations.signIn, input: { userName, password }, token: null })) as { sessionToken: string }).sessionToken;
const matter = (code: string, name = '测试事项') => ({ parentId: null, code, name, isClass: true });
const createMatter = (token: string, idempotencyKey: string, input: unknown) => district.system.pipe.call({ operation: registryOperations.createMatter, input, token, idempotencyKey });

describe('the one way in', () => {
  it('gives a repeated call the answer of the first and does nothing twice', async () => {
    const token = await signIn('officer');
    const first = await createMatter(token, 'key-1', matter('A1'));
    expect(await createMatter(token, 'key-1', matter('A1'))).toEqual(first);
    const listed = (await district.system.pipe.call({ operation: registryOperations.listMatters, input: {}, token })) as { items: { code: string }[] };
    expect(listed.items.filter((item) => item.code === 'A1')).toHaveLength(1);
  });

  it('lets one of many equal calls at once do the work and answers all of them alike', async () => {
    const token = await signIn('officer');
    const answers = await Promise.all(Array.from({ length: 8 }, () => createMatter(token, 'key-2', matter('A2'))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('refuses a text the database cannot keep, says where in both languages, and does not fail', async () => {
    const token = await signIn('officer');
    for (const name of ['测试\0事项', '测试\ud800事项']) {
      await expect(createMatter(token, `key-${name.length}`, matter('A9', name))).rejects.toMatchObject({ code: 'common.invalid-input', text: { zh: expect.stringContaining('name 含有无法保存') as unknown, en: expect.stringContaining('cannot be kept') as unknown }, places: [{ path: 'name' }] });
    }
  });

  it('refuses a key that was used for something else', async () => {
    const token = await signIn('officer');
    await createMatter(token, 'key-3', matter('A3'));
    await expect(createMatter(token, 'key-3', matter('A4'))).rejects.toMatchObject({ code: 'common.idempotency-key-reused' });
  });

  it('names the place of what is wrong with an input', async () => {
    const token = await signIn('officer');
    await expect(createMatter(token, 'key-4', { ...matter('A5'), name: '' })).rejects.toMatchObject({ code: 'common.invalid-input', places: [{ path: 'name' }] });
  });

  it('keeps no answer that is a secret, even for a call with a key', async () => {
    const security = await signIn('security');
    const { items } = (await district.system.pipe.call({ operation: accessOperations.listAccounts, input: { q: 'officer' }, token: security })) as { items: { accountId: string }[] };
    const input = { accountId: items[0]?.accountId, label: '对接', expiresAt: '2027-01-01T00:00:00.000Z' };
    const make = () => district.system.pipe.call({ operation: accessOperations.createServiceToken, input, token: security, idempotencyKey: 'key-7' }) as Promise<{ token: string }>;
    expect((await make()).token).not.toBe((await make()).token);
    const kept = await district.database.reading.selectFrom('journal.record').select('answer').where('operation', '=', 'access.createServiceToken').execute();
    expect(kept).toEqual([{ answer: null }, { answer: null }]);
  });

  it('records an attempt without the right', async () => {
    const token = await signIn('system');
    await expect(createMatter(token, 'key-5', matter('A6'))).rejects.toMatchObject({ code: 'common.forbidden' });
    const trail = await signIn('trail');
    const { items } = (await district.system.pipe.call({ operation: journalOperations.listRecords, input: { operation: 'registry.createMatter' }, token: trail })) as { items: { input: unknown }[] };
    expect(items[0]?.input).toEqual({ refused: 'common.forbidden' });
  });

  it('keeps no password in the journal', async () => {
    await signIn('officer');
    const trail = await signIn('trail');
    const { items } = (await district.system.pipe.call({ operation: journalOperations.listRecords, input: { operation: 'access.signIn' }, token: trail })) as { items: { input: unknown }[] };
    expect(items.length).toBeGreaterThan(0);
    expect(JSON.stringify(items)).not.toContain(PASSWORD);
  });
});

describe('signing in', () => {
  it('locks an account after five wrong passwords, until half an hour has passed', async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      await expect(signIn('locked', 'wrong')).rejects.toMatchObject({ code: 'access.wrong-credentials' });
      // the count is written beside the refused call, not by it
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await expect(signIn('locked')).rejects.toMatchObject({ code: 'access.locked' });
    district.clock.moveHours(0.51);
    expect(await signIn('locked')).toBeTruthy();
  });

  it('ends at once when the session is signed out', async () => {
    const token = await signIn('officer');
    await district.system.pipe.call({ operation: accessOperations.signOut, input: {}, token });
    await expect(createMatter(token, 'key-6', matter('A7'))).rejects.toMatchObject({ code: 'common.sign-in-required' });
  });

  it('says the same of an unknown name and of a wrong password', async () => {
    const unknown = await signIn('nobody').catch((refused: unknown) => refused);
    const wrong = await signIn('officer', 'wrong').catch((refused: unknown) => refused);
    expect(unknown).toMatchObject({ code: 'access.wrong-credentials', message: (wrong as Error).message });
  });

  it('never lets one person be two of the three administrators', async () => {
    const token = await signIn('security');
    const { items } = (await district.system.pipe.call({ operation: accessOperations.listAccounts, input: { q: 'locked' }, token })) as { items: { accountId: string; version: number }[] };
    const grant = (roles: Role[]) => district.system.pipe.call({ operation: accessOperations.grantRoles, input: { accountId: items[0]?.accountId, version: items[0]?.version, roles, departmentId: null }, token });
    await expect(grant(['SYSTEM_ADMIN', 'AUDIT_ADMIN'])).rejects.toMatchObject({ code: 'access.separated-roles' });
    await expect(grant(['SECURITY_ADMIN', 'DISPATCHER'])).rejects.toMatchObject({ code: 'access.separated-roles' });
    await expect(district.database.execute(`update access.account set roles = '{SYSTEM_ADMIN,AUDIT_ADMIN}' where user_name = 'locked'`)).rejects.toThrow(/account_separated_roles/);
  });
});
