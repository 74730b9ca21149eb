import { hash, verify } from '@node-rs/argon2';
import { publicActor, type AccountId } from '../../core/access/model.ts';
import type { accessOperations } from '../../core/access/operations.ts';
import { listPermissions } from '../../core/access/permissions.ts';
import { refuseAccess } from '../../core/access/refusals.ts';
import { computeFailedSignIn, decidePassword, decideRoles, LOCK_MINUTES, SESSION_HOURS, SIGN_IN_TRIES } from '../../core/access/rules.ts';
import { addHours } from '../../core/kernel/time.ts';
import type { ChangeContext, Handlers, ReadContext } from '../context.ts';
import { hashToken, newToken } from '../platform/sign-on.ts';
import { listAccounts, viewAccount, viewDistrict } from './queries.ts';
import { deleteSession, deleteSessionsOf, findAccountByName, insertAccount, insertSession, loadAccount, saveAccount, saveSignInCount } from './store.ts';

/** argon2id at the library's defaults (19 MiB, 2 passes): OWASP's first choice for passwords. */
export const hashPassword = (password: string): Promise<string> => hash(password);

async function session(context: ReadContext, accountId: AccountId | null) {
  const account = accountId === null ? null : await viewAccount(context.db, context.jurisdictionId, accountId);
  return { account, permissions: listPermissions(account?.roles ?? []), district: await viewDistrict(context.db, context.jurisdictionId) };
}

async function account(context: ChangeContext, accountId: string) {
  context.about('account', accountId);
  return viewAccount(context.tx, context.jurisdictionId, accountId);
}

export function makeAccessHandlers({ forget, countFailure }: { forget: () => void; countFailure: CountFailure }) {
  return {
    async signIn(context, { userName, password }) {
      const { tx, jurisdictionId, at } = context;
      const found = await findAccountByName(tx, jurisdictionId, userName);
      if (found === undefined) throw refuseAccess('access.wrong-credentials', { limit: SIGN_IN_TRIES, minutes: LOCK_MINUTES });
      if (found.lockedUntil !== null && found.lockedUntil > at) throw refuseAccess('access.locked', { until: found.lockedUntil });
      if (!(await verify(found.passwordHash, password))) {
        countFailure(found.accountId, computeFailedSignIn(found.failedSignIns, at));
        throw refuseAccess('access.wrong-credentials', { limit: SIGN_IN_TRIES, minutes: LOCK_MINUTES });
      }
      if (found.state === 'DISABLED') throw refuseAccess('access.disabled');
      const sessionToken = newToken();
      await saveSignInCount(tx, jurisdictionId, found.accountId, { failedSignIns: 0, lockedUntil: null });
      await insertSession(tx, jurisdictionId, { tokenHash: hashToken(sessionToken), accountId: found.accountId, label: null, createdAt: at, expiresAt: addHours(at, SESSION_HOURS) });
      context.about('account', found.accountId);
      return { ...(await session(context, found.accountId)), sessionToken };
    },

    async signOut(context) {
      if (context.token !== null) await deleteSession(context.tx, context.jurisdictionId, hashToken(context.token));
      forget();
      return {};
    },

    viewSession: (context) => session(context, context.actor === publicActor ? null : context.actor.accountId),

    async changePassword(context, { oldPassword, newPassword }) {
      const { tx, jurisdictionId } = context;
      const own = await loadAccount(tx, jurisdictionId, context.actor.accountId ?? '');
      if (!(await verify(own.passwordHash, oldPassword))) throw refuseAccess('access.wrong-credentials', { limit: SIGN_IN_TRIES, minutes: LOCK_MINUTES });
      decidePassword(newPassword, own.userName);
      await saveAccount(tx, jurisdictionId, own.accountId, own.version, { passwordHash: await hashPassword(newPassword) });
      context.about('account', own.accountId);
      return {};
    },

    listAccounts: ({ db, jurisdictionId }, input) => listAccounts(db, jurisdictionId, input),

    async createAccount(context, { password, ...given }) {
      decidePassword(password, given.userName);
      const { tx, jurisdictionId } = context;
      if ((await findAccountByName(tx, jurisdictionId, given.userName)) !== undefined) throw refuseAccess('access.user-name-taken', given);
      const accountId = context.newId<'account'>();
      await insertAccount(tx, jurisdictionId, { ...given, accountId, roles: [], state: 'ACTIVE', passwordHash: await hashPassword(password) });
      return account(context, accountId);
    },

    async resetPassword(context, { accountId, version, password }) {
      const { tx, jurisdictionId } = context;
      decidePassword(password, (await loadAccount(tx, jurisdictionId, accountId)).userName);
      await saveAccount(tx, jurisdictionId, accountId, version, { passwordHash: await hashPassword(password), failedSignIns: 0, lockedUntil: null });
      await deleteSessionsOf(tx, jurisdictionId, accountId);
      forget();
      return account(context, accountId);
    },

    async changeAccountState(context, { accountId, version, state }) {
      await loadAccount(context.tx, context.jurisdictionId, accountId);
      await saveAccount(context.tx, context.jurisdictionId, accountId, version, { state });
      await deleteSessionsOf(context.tx, context.jurisdictionId, accountId);
      forget();
      return account(context, accountId);
    },

    async grantRoles(context, { accountId, version, roles, departmentId }) {
      if (accountId === context.actor.accountId) throw refuseAccess('access.own-roles');
      decideRoles(roles, departmentId);
      await loadAccount(context.tx, context.jurisdictionId, accountId);
      await saveAccount(context.tx, context.jurisdictionId, accountId, version, { roles, departmentId });
      await deleteSessionsOf(context.tx, context.jurisdictionId, accountId);
      forget();
      return account(context, accountId);
    },

    async createServiceToken(context, { accountId, label, expiresAt }) {
      await loadAccount(context.tx, context.jurisdictionId, accountId);
      const token = newToken();
      await insertSession(context.tx, context.jurisdictionId, { tokenHash: hashToken(token), accountId, label, createdAt: context.at, expiresAt });
      context.about('account', accountId);
      return { token, label, expiresAt };
    },
  } satisfies Handlers<typeof accessOperations>;
}

/** A wrong password is counted in a transaction of its own: the refusal rolls back the call's. */
export type CountFailure = (accountId: AccountId, count: { failedSignIns: number; lockedUntil: ReturnType<typeof addHours> | null }) => void;
