import { sql } from 'kysely';
import type { Account, Actor, DepartmentId, Role } from '../../core/access/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { pageAfter, type Page } from '../platform/pages.ts';
import type { Reading } from '../platform/database.ts';
import { word } from '../../core/kernel/words.ts';

const accountRows = (db: Reading, jurisdictionId: JurisdictionId) =>
  db
    .selectFrom('access.account as a')
    .leftJoin('registry.department as d', (join) => join.onRef('d.departmentId', '=', 'a.departmentId').onRef('d.jurisdictionId', '=', 'a.jurisdictionId'))
    .select(['a.accountId', 'a.userName', 'a.displayName', 'a.roles', 'a.departmentId', 'a.state', 'a.lockedUntil', 'a.version', 'd.name as departmentName'])
    .where('a.jurisdictionId', '=', jurisdictionId)
    .$castTo<Account>();

export async function viewAccount(db: Reading, jurisdictionId: JurisdictionId, accountId: string): Promise<Account> {
  const found = await accountRows(db, jurisdictionId).where('a.accountId', '=', accountId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('账号', 'The account') });
  return found;
}

export async function listAccounts(db: Reading, jurisdictionId: JurisdictionId, { q, limit, cursor }: { q?: string | undefined; limit: number; cursor?: string | undefined }): Promise<Page<Account>> {
  let rows = accountRows(db, jurisdictionId).orderBy('a.userName').limit(limit + 1);
  if (q !== undefined && q !== '') rows = rows.where((eb) => eb.or([eb('a.userName', 'like', `%${q}%`), eb('a.displayName', 'like', `%${q}%`), eb('d.name', 'like', `%${q}%`)]));
  if (cursor !== undefined) rows = rows.where('a.userName', '>', cursor);
  return pageAfter(await rows.execute(), limit, (account) => account.userName);
}

/** Who holds this token now, if anybody. */
export async function findActor(db: Reading, jurisdictionId: JurisdictionId, tokenHash: string, at: Instant): Promise<Actor | undefined> {
  const found = await sql<Actor>`
    select a.account_id, a.display_name as name, a.roles, a.department_id from access.session s
    join access.account a on a.jurisdiction_id = s.jurisdiction_id and a.account_id = s.account_id
    where s.jurisdiction_id = ${jurisdictionId} and s.token_hash = ${tokenHash} and s.expires_at > ${at} and a.state = 'ACTIVE'`.execute(db);
  return found.rows[0];
}

export async function viewDistrict(db: Reading, jurisdictionId: JurisdictionId): Promise<string> {
  const found = await db.selectFrom('platform.jurisdiction').select('name').where('jurisdictionId', '=', jurisdictionId).executeTakeFirst();
  return found?.name ?? '';
}

/** The department of every active account with the role, null for one without: who would act in it. */
export async function listDepartmentsOfRole(db: Reading, jurisdictionId: JurisdictionId, role: Role): Promise<(DepartmentId | null)[]> {
  const { rows } = await sql<{ departmentId: DepartmentId | null }>`
    select distinct department_id from access.account where jurisdiction_id = ${jurisdictionId} and state = 'ACTIVE' and ${role} = any(roles)`.execute(db);
  return rows.map(({ departmentId }) => departmentId);
}
