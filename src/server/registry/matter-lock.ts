import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Matter, MatterId } from '../../core/registry/model.ts';
import type { Tx } from '../platform/database.ts';

/** Locks a matter, so that two who publish for it act one after the other; nothing when there is none. */
export async function lockMatter(tx: Tx, jurisdictionId: JurisdictionId, matterId: MatterId): Promise<Matter | undefined> {
  return tx.selectFrom('registry.matter').selectAll().where('jurisdictionId', '=', jurisdictionId).where('matterId', '=', matterId).forUpdate().$castTo<Matter>().executeTakeFirst();
}
