import type { DepartmentId } from '../../core/access/model.ts';
import { refuseAccess } from '../../core/access/refusals.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { ChangeContext } from '../context.ts';
import { insertMove, loadAccount, loadMovesDue, saveAccount, saveMoveDone } from './store.ts';

export interface MoveOrder {
  readonly accountIds: readonly string[];
  /** The departments that end; an account of another one is refused. */
  readonly fromIds: readonly DepartmentId[];
  readonly toId: DepartmentId;
  readonly effectiveAt: Instant;
}

/**
 * Has accounts go over to a department from a moment on; roles stay as they are. Sessions go on: who is signed in belongs to the other department with the next
 * request but for the two seconds in which a session is remembered. Refuses `access.account-elsewhere`, `common.not-found`.
 */
export async function orderMoves(context: ChangeContext, { accountIds, fromIds, toId, effectiveAt }: MoveOrder): Promise<void> {
  const { tx, jurisdictionId, at, actor } = context;
  for (const accountId of new Set(accountIds)) {
    const { departmentId, displayName } = await loadAccount(tx, jurisdictionId, accountId);
    if (departmentId === null || !fromIds.includes(departmentId)) throw refuseAccess('access.account-elsewhere', { name: displayName });
    await insertMove(tx, jurisdictionId, { accountMoveId: context.newId<'accountMove'>(), accountId, fromDepartmentId: departmentId, toDepartmentId: toId, effectiveAt, orderedBy: actor.name, recordedAt: at });
  }
  if (effectiveAt <= at) await carryOutMoves(context);
}

/** Carries out the moves whose day has come. An account that was given another department meanwhile stays there. */
export async function carryOutMoves({ tx, jurisdictionId, at }: ChangeContext): Promise<void> {
  for (const { accountMoveId, accountId, fromDepartmentId, toDepartmentId } of await loadMovesDue(tx, jurisdictionId, at)) {
    const { departmentId, version } = await loadAccount(tx, jurisdictionId, accountId);
    if (departmentId === fromDepartmentId) await saveAccount(tx, jurisdictionId, accountId, version, { departmentId: toDepartmentId });
    await saveMoveDone(tx, jurisdictionId, accountMoveId, at);
  }
}
