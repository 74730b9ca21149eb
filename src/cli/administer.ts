import { randomBytes, randomInt } from 'node:crypto';
import type { separatedRoles} from '../core/access/model.ts';
import { roleWords, type Account, type Role } from '../core/access/model.ts';
import { accessOperations } from '../core/access/operations.ts';
import { addDays } from '../core/kernel/time.ts';
import { systemClock } from '../server/platform/clock.ts';
import type { Instance } from './instance.ts';
import { refuseCommand } from './refusals.ts';

type Administrator = (typeof separatedRoles)[number];

export interface NewAccount {
  readonly userName: string;
  readonly displayName: string;
  readonly role: Administrator;
  /** Absent: one is made and shown once. */
  readonly password?: string | undefined;
}

/** An account as it is handed over; the password stands here only when it was made here. */
export interface HandedAccount {
  readonly userName: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly password?: string;
}

/** The three administrators by their usual names. */
export const threeAdministrators: readonly NewAccount[] = [
  { userName: 'system-admin', displayName: roleWords.SYSTEM_ADMIN.zh, role: 'SYSTEM_ADMIN' },
  { userName: 'security-admin', displayName: roleWords.SECURITY_ADMIN.zh, role: 'SECURITY_ADMIN' },
  { userName: 'audit-admin', displayName: roleWords.AUDIT_ADMIN.zh, role: 'AUDIT_ADMIN' },
];

/** Letters and at least two digits, 18 places. */
const makePassword = (): string => `Ls${randomBytes(10).toString('base64url').slice(0, 14)}${randomInt(10, 100)}`;

async function listAll(instance: Instance): Promise<Account[]> {
  const accounts: Account[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await instance.call(accessOperations.listAccounts, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    accounts.push(...page.items);
    cursor = page.nextCursor;
  }
  return accounts;
}

/**
 * Makes first administrators: each role once, as long as nobody holds it. From then on the system administrator makes accounts and
 * the security administrator grants roles (product.md 1). Throws `command.administrator-exists`, and what the operations refuse.
 */
export async function createFirstAdministrators(instance: Instance, wanted: readonly NewAccount[]): Promise<HandedAccount[]> {
  const holders = await listAll(instance);
  for (const { role } of wanted) {
    const holder = holders.find((account) => account.state === 'ACTIVE' && account.roles.includes(role));
    if (holder !== undefined) throw refuseCommand('command.administrator-exists', { role: roleWords[role].zh, userName: holder.userName });
  }
  const made: HandedAccount[] = [];
  for (const { userName, displayName, role, password } of wanted) {
    const given = password ?? makePassword();
    const account = await instance.call(accessOperations.createAccount, { userName, displayName, password: given });
    const granted = await instance.call(accessOperations.grantRoles, { accountId: account.accountId, version: account.version, roles: [role], departmentId: null });
    made.push({ userName, displayName, roles: granted.roles, ...(password === undefined ? { password: given } : {}) });
  }
  return made;
}

/** Makes a token for an account, for other systems to call with. */
export async function createToken(instance: Instance, userName: string, label: string, days: number): Promise<{ token: string; label: string; expiresAt: string }> {
  const account = (await listAll(instance)).find((one) => one.userName === userName);
  if (account === undefined) throw refuseCommand('command.unknown-account', { userName });
  return instance.call(accessOperations.createServiceToken, { accountId: account.accountId, label, expiresAt: addDays(systemClock.now(), days) });
}

/** Accounts as lines for people. */
export const describeAccounts = (accounts: readonly HandedAccount[]): string =>
  accounts
    .map(({ userName, displayName, password }) => `${displayName}  ${userName}${password === undefined ? '' : `  初始密码 ${password}（只显示这一次，首次登录后请修改）`}`)
    .join('\n');
