import { systemActor } from '../core/access/model.ts';
import type { ModelGuard } from '../core/dispatch/model-guard.ts';
import { dispatchOperations } from '../core/dispatch/operations.ts';
import { Refused } from '../core/kernel/refusal.ts';
import { trainNow, type TrainingParts } from './dispatch/training.ts';
import { countSinceTraining } from './dispatch/training-queries.ts';
import type { Pipe } from './pipe.ts';

export const NIGHTLY_TRAINING_QUEUE = 'nightly-training';
/** When the hotline is quiet. */
export const NIGHTLY_TRAINING_CRON = '30 2 * * *';

/** Asks, as the system and through the pipe, for a training when there are enough orders that the model in use has not seen; a night without them leaves no trace. */
export async function trainNightly({ pipe, guard, ...parts }: TrainingParts & { readonly pipe: Pick<Pipe, 'act'>; readonly guard: ModelGuard }): Promise<void> {
  const { hasModel, fresh } = await countSinceTraining(parts.database.reading, parts.jurisdictionId);
  if (!hasModel) {
    await trainNow(parts);
    return;
  }
  if (fresh * guard.heldOutShare.value < guard.leastHeldOut.value) return;
  try {
    await pipe.act(systemActor, dispatchOperations.startTraining, {});
  } catch (fault) {
    // one that an administrator has asked for goes on
    if (!(fault instanceof Refused && fault.code === 'dispatch.training-open')) throw fault;
  }
}
