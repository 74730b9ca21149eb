import type { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { Handlers } from '../context.ts';
import type { KnowledgeSource } from './knowledge.ts';
import { orderHandlers } from './order-handlers.ts';
import { makeRankHandlers } from './rank-handlers.ts';
import { makeReplayHandlers } from './replay-handlers.ts';
import type { ReplayThread } from './replay-thread.ts';
import { makeTrainingHandlers, type TrainingDesk } from './training-handlers.ts';

export interface DispatchParts {
  readonly knowledge: KnowledgeSource;
  readonly replays: Pick<ReplayThread, 'replay'>;
  readonly trainings: TrainingDesk;
}

export const makeDispatchHandlers = ({ knowledge, replays, trainings }: DispatchParts) => ({ ...makeTrainingHandlers(trainings), ...makeRankHandlers(knowledge), ...makeReplayHandlers(replays), ...orderHandlers }) satisfies Handlers<typeof dispatchOperations>;
