import type { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { Handlers } from '../context.ts';
import { automaticHandlers } from './automatic-handlers.ts';
import { feedbackHandlers } from './feedback-handlers.ts';
import { healthHandlers } from './health-handlers.ts';
import type { CardThread } from './card-thread.ts';
import { orderHandlers } from './order-handlers.ts';
import { makeRankHandlers, type AutomaticQueue } from './rank-handlers.ts';
import { makeReplayHandlers } from './replay-handlers.ts';
import type { ReplayThread } from './replay-thread.ts';
import { makeTrainingHandlers, type TrainingDesk } from './training-handlers.ts';

export interface DispatchParts {
  readonly cards: CardThread;
  readonly replays: Pick<ReplayThread, 'replay'>;
  readonly trainings: TrainingDesk;
  readonly queue: AutomaticQueue;
}

export const makeDispatchHandlers = ({ cards, replays, trainings, queue }: DispatchParts) => ({ ...healthHandlers, ...automaticHandlers, ...feedbackHandlers, ...makeTrainingHandlers(trainings), ...makeRankHandlers(cards, queue), ...makeReplayHandlers(replays), ...orderHandlers }) satisfies Handlers<typeof dispatchOperations>;
