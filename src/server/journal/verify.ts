import { LANE_START, verifyHead, verifyRecords, type ChainFault } from '../../core/kernel/chain.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reading } from '../platform/database.ts';
import { sha256 } from '../platform/journal.ts';
import { listHeads, readLane } from './queries.ts';

export interface Verification {
  readonly valid: boolean;
  readonly records: number;
  readonly faults: ChainFault[];
}

/** Recomputes every hash of every lane up to the heads of this moment. */
export async function verifyJournal(db: Reading, jurisdictionId: JurisdictionId, onProgress: (records: number) => void = () => undefined): Promise<Verification> {
  const faults: ChainFault[] = [];
  let count = 0;
  for (const head of await listHeads(db, jurisdictionId)) {
    let state = LANE_START;
    for await (const batch of readLane(db, jurisdictionId, head.lane)) {
      const upToHead = batch.filter((record) => record.sequence <= head.sequence);
      const checked = verifyRecords(upToHead, state, sha256);
      state = checked.state;
      faults.push(...checked.faults);
      count += upToHead.length;
      onProgress(count);
    }
    faults.push(...verifyHead(state, head));
  }
  return { valid: faults.length === 0, records: count, faults };
}
