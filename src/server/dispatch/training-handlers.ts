import { systemActor } from '../../core/access/model.ts';
import type { ModelGuard } from '../../core/dispatch/model-guard.ts';
import type { trainingOperations } from '../../core/dispatch/training-operations.ts';
import { addHours } from '../../core/kernel/time.ts';
import { word } from '../../core/kernel/words.ts';
import type { ChangeContext, Handlers } from '../context.ts';
import { findTraining, listTrainings } from './training-queries.ts';
import { endLostTrainings, insertTraining } from './training-store.ts';

export interface TrainingDesk {
  readonly guard: ModelGuard;
  /** Queues the work in the transaction that asks for it. */
  queueTraining(context: ChangeContext, training: { readonly trainingId: string }): Promise<void>;
}

/** A training that runs says so every few seconds; its job is taken up again within a minute when its instance dies. */
const LOST_AFTER_HOURS = 0.25;
const LOST = word('训练任务已丢失，多半因实例停机。', 'The job of the training was lost, most likely with its instance.');

export const makeTrainingHandlers = ({ guard, queueTraining }: TrainingDesk): Handlers<typeof trainingOperations> => ({
  listTrainings: ({ db, jurisdictionId }, page) => listTrainings(db, jurisdictionId, page),

  async startTraining(context, { seed }) {
    const { tx, jurisdictionId, at, actor } = context;
    await endLostTrainings(tx, jurisdictionId, addHours(at, -LOST_AFTER_HOURS), { at, reasons: [LOST] });
    const trainingId = context.newId<'training'>();
    await insertTraining(tx, jurisdictionId, { trainingId, reason: actor === systemActor ? 'NIGHTLY' : 'ASKED', requestedBy: actor.name, requestedAt: at, seed, guardVersion: guard.v });
    await queueTraining(context, { trainingId });
    context.about('training', trainingId);
    return findTraining(tx, jurisdictionId, trainingId);
  },
});
