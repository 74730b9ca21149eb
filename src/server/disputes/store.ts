import type { DisputeId } from '../../core/disputes/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Tx } from '../platform/database.ts';
import { readDisputeFile, type DisputeFile, type StoredDispute, type StoredEvent, type StoredParty, type StoredPosition, type StoredSignature } from './file.ts';

/** Reads a file and keeps everybody else from changing it until the transaction ends. */
export async function loadDisputeFile(tx: Tx, jurisdictionId: JurisdictionId, disputeId: DisputeId): Promise<DisputeFile> {
  await tx.selectFrom('disputes.dispute').select('disputeId').where('jurisdictionId', '=', jurisdictionId).where('disputeId', '=', disputeId).forUpdate().execute();
  return readDisputeFile(tx, jurisdictionId, disputeId);
}

/** Locks a dispute whose deadline has passed; false when it has not, or when somebody else has it in hand. */
export async function lockDueDispute(tx: Tx, jurisdictionId: JurisdictionId, disputeId: DisputeId, at: Instant): Promise<boolean> {
  const found = await tx.selectFrom('disputes.dispute').select('disputeId').where('jurisdictionId', '=', jurisdictionId).where('disputeId', '=', disputeId)
    .where('deadlineAt', '<', at).forUpdate().skipLocked().executeTakeFirst();
  return found !== undefined;
}

type NewDispute = Omit<StoredDispute, 'settlement' | 'settlementVersion' | 'opinion' | 'decision' | 'round' | 'divisionDraftId' | 'divisionEntryId' | 'remindedAt' | 'version'>;

export async function insertDispute(tx: Tx, jurisdictionId: JurisdictionId, { hostReasons, ...dispute }: NewDispute, parties: readonly Omit<StoredParty, 'departmentName'>[]): Promise<void> {
  await tx.insertInto('disputes.dispute').values({ ...dispute, hostReasons: JSON.stringify(hostReasons), jurisdictionId }).execute();
  await tx.insertInto('disputes.party').values(parties.map((party) => ({ ...party, jurisdictionId, disputeId: dispute.disputeId }))).execute();
}

export type DisputeChange = Partial<
  Pick<
    StoredDispute,
    'matterId' | 'level' | 'state' | 'interimRule' | 'interimLeadDepartmentId' | 'settlement' | 'settlementVersion' | 'opinion' | 'decision' | 'round' | 'divisionDraftId' | 'divisionEntryId' | 'stateSince' | 'dueAt' | 'remindedAt' | 'deadlineAt'
  >
>;

/** Saves when the dispute is still at `version`; refuses `common.stale` when it has moved on. */
export async function saveDispute(tx: Tx, jurisdictionId: JurisdictionId, disputeId: DisputeId, version: number, { settlement, decision, ...change }: DisputeChange): Promise<void> {
  const saved = await tx
    .updateTable('disputes.dispute')
    .set({
      ...change,
      ...(settlement === undefined ? {} : { settlement: JSON.stringify(settlement) }),
      ...(decision === undefined ? {} : { decision: decision === null ? null : JSON.stringify(decision) }),
      version: version + 1,
    })
    .where('jurisdictionId', '=', jurisdictionId)
    .where('disputeId', '=', disputeId)
    .where('version', '=', version)
    .executeTakeFirst();
  if (saved.numUpdatedRows === 0n) throw refuseCommon('common.stale', { seen: version, current: (await readDisputeFile(tx, jurisdictionId, disputeId)).dispute.version });
}

export async function insertPosition(tx: Tx, jurisdictionId: JurisdictionId, disputeId: DisputeId, position: StoredPosition): Promise<void> {
  await tx.insertInto('disputes.position').values({ ...position, jurisdictionId, disputeId }).execute();
}

export async function insertSignature(tx: Tx, jurisdictionId: JurisdictionId, disputeId: DisputeId, signature: StoredSignature): Promise<void> {
  await tx.insertInto('disputes.signature').values({ ...signature, jurisdictionId, disputeId }).execute();
}

export async function insertEvent(tx: Tx, jurisdictionId: JurisdictionId, disputeId: DisputeId, event: StoredEvent): Promise<void> {
  await tx.insertInto('disputes.disputeEvent').values({ ...event, jurisdictionId, disputeId }).execute();
}
