import type { AccountId, AccountState, DepartmentId, Role } from '../../core/access/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Tx } from '../platform/database.ts';
import { word } from '../../core/kernel/words.ts';

export interface StoredAccount {
  readonly accountId: AccountId;
  readonly userName: string;
  readonly displayName: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  readonly departmentId: DepartmentId | null;
  readonly state: AccountState;
  readonly failedSignIns: number;
  readonly lockedUntil: Instant | null;
  readonly version: number;
}

const accounts = (tx: Tx, jurisdictionId: JurisdictionId) =>
  tx.selectFrom('access.account').selectAll().where('jurisdictionId', '=', jurisdictionId).forUpdate().$castTo<StoredAccount>();

export async function findAccountByName(tx: Tx, jurisdictionId: JurisdictionId, userName: string): Promise<StoredAccount | undefined> {
  return accounts(tx, jurisdictionId).where('userName', '=', userName).executeTakeFirst();
}

export async function loadAccount(tx: Tx, jurisdictionId: JurisdictionId, accountId: string): Promise<StoredAccount> {
  const found = await accounts(tx, jurisdictionId).where('accountId', '=', accountId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('账号', 'The account') });
  return found;
}

export async function insertAccount(tx: Tx, jurisdictionId: JurisdictionId, account: Omit<StoredAccount, 'failedSignIns' | 'lockedUntil' | 'version'>): Promise<void> {
  await tx.insertInto('access.account').values({ ...account, roles: [...account.roles], jurisdictionId }).execute();
}

type AccountChange = Partial<Pick<StoredAccount, 'passwordHash' | 'departmentId' | 'state' | 'failedSignIns' | 'lockedUntil'> & { roles: Role[] }>;

/** Saves when the account is still at `version`; refuses `common.stale` when it has moved on. */
export async function saveAccount(tx: Tx, jurisdictionId: JurisdictionId, accountId: string, version: number, change: AccountChange): Promise<void> {
  const saved = await tx
    .updateTable('access.account')
    .set({ ...change, version: version + 1 })
    .where('jurisdictionId', '=', jurisdictionId)
    .where('accountId', '=', accountId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (saved.numUpdatedRows === 0n) throw refuseCommon('common.stale', { seen: version, current: (await loadAccount(tx, jurisdictionId, accountId)).version });
}

/** Counts a wrong password, or forgets the count; no change that anybody else must have seen. */
export async function saveSignInCount(tx: Tx, jurisdictionId: JurisdictionId, accountId: string, count: { failedSignIns: number; lockedUntil: Instant | null }): Promise<void> {
  await tx.updateTable('access.account').set(count).where('jurisdictionId', '=', jurisdictionId).where('accountId', '=', accountId).execute();
}

export async function insertSession(tx: Tx, jurisdictionId: JurisdictionId, session: { tokenHash: string; accountId: string; label: string | null; createdAt: Instant; expiresAt: Instant }): Promise<void> {
  await tx.insertInto('access.session').values({ ...session, jurisdictionId }).execute();
}

export async function deleteSession(tx: Tx, jurisdictionId: JurisdictionId, tokenHash: string): Promise<void> {
  await tx.deleteFrom('access.session').where('jurisdictionId', '=', jurisdictionId).where('tokenHash', '=', tokenHash).execute();
}

/** Ends every session of an account: after a new password, new roles, or when it is disabled. */
export async function deleteSessionsOf(tx: Tx, jurisdictionId: JurisdictionId, accountId: string): Promise<void> {
  await tx.deleteFrom('access.session').where('jurisdictionId', '=', jurisdictionId).where('accountId', '=', accountId).execute();
}

export interface AccountMove {
  readonly accountMoveId: string;
  readonly accountId: string;
  readonly fromDepartmentId: DepartmentId;
  readonly toDepartmentId: DepartmentId;
  readonly effectiveAt: Instant;
  readonly orderedBy: string;
  readonly recordedAt: Instant;
}

export async function insertMove(tx: Tx, jurisdictionId: JurisdictionId, move: AccountMove): Promise<void> {
  await tx.insertInto('access.accountMove').values({ ...move, jurisdictionId, doneAt: null }).execute();
}

/** Moves whose day has come and that were not made yet, locked, in the order in which they were ordered. */
export const loadMovesDue = (tx: Tx, jurisdictionId: JurisdictionId, at: Instant): Promise<AccountMove[]> =>
  tx.selectFrom('access.accountMove').selectAll().where('jurisdictionId', '=', jurisdictionId).where('doneAt', 'is', null).where('effectiveAt', '<=', at).orderBy('recordedAt').orderBy('accountMoveId').forUpdate().$castTo<AccountMove>().execute();

export async function saveMoveDone(tx: Tx, jurisdictionId: JurisdictionId, accountMoveId: string, doneAt: Instant): Promise<void> {
  await tx.updateTable('access.accountMove').set({ doneAt }).where('jurisdictionId', '=', jurisdictionId).where('accountMoveId', '=', accountMoveId).execute();
}
