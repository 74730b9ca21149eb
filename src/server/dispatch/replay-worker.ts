import { parentPort, workerData } from 'node:worker_threads';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { openDatabase, type ConnectionOptions } from '../platform/database.ts';
import { makeReplayer } from './replay.ts';

/** What the thread of replays is started with. */
export interface ReplayPlace {
  readonly connection: ConnectionOptions;
  readonly jurisdictionId: JurisdictionId;
}

const { connection, jurisdictionId } = workerData as ReplayPlace;
const database = openDatabase(connection);
const replayer = makeReplayer(database.reading, jurisdictionId);

parentPort?.on('message', (dispatchCardId: string) => {
  replayer.replay(dispatchCardId).then(
    (replay) => parentPort?.postMessage({ replay }),
    (fault: unknown) => parentPort?.postMessage({ fault: String(fault instanceof Error ? fault.stack : fault) }),
  );
});
