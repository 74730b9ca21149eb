import type { Logger } from 'pino';
import { systemActor } from '../../core/access/model.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { Refused } from '../../core/kernel/refusal.ts';
import type { Pipe } from '../pipe.ts';
import type { Job } from '../platform/jobs.ts';

export const AUTOMATIC_QUEUE = 'automaticConfirmation';

/** Dispatches what was queued at its intake, as the system. What is refused waits for a person, as every appeal does. */
export const makeAutomaticWorker = (pipe: Pick<Pipe, 'act'>, log: Pick<Logger, 'info'>) => async ({ data: { appealId } }: Job<{ appealId: string }>): Promise<void> => {
  try {
    await pipe.act(systemActor, dispatchOperations.confirmAutomatically, { appealId });
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    log.info({ appealId, code: fault.code }, 'not dispatched automatically: left to a person');
  }
};
