import type { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { Handlers } from '../context.ts';
import type { KnowledgeSource } from './knowledge.ts';
import { orderHandlers } from './order-handlers.ts';
import { makeRankHandlers } from './rank-handlers.ts';

export const makeDispatchHandlers = (knowledge: KnowledgeSource) => ({ ...makeRankHandlers(knowledge), ...orderHandlers }) satisfies Handlers<typeof dispatchOperations>;
