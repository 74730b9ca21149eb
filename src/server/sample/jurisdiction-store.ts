import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reading, Tx } from '../platform/database.ts';

export async function isDistrictEmpty(db: Reading, jurisdictionId: JurisdictionId): Promise<boolean> {
  return (await db.selectFrom('registry.department').select('departmentId').where('jurisdictionId', '=', jurisdictionId).limit(1).executeTakeFirst()) === undefined;
}

export async function nameDistrict(tx: Tx, jurisdictionId: JurisdictionId, { name, city }: { name: string; city: string }): Promise<void> {
  await tx.updateTable('platform.jurisdiction').set({ name, city }).where('jurisdictionId', '=', jurisdictionId).execute();
}
