import { decideSight } from '../../core/appeals/rules.ts';
import type { dispatchOperations } from '../../core/dispatch/operations.ts';
import { refuseDispatch } from '../../core/dispatch/refusals.ts';
import type { Handlers } from '../context.ts';
import { findCard } from './queries.ts';
import { isModelKept } from './replay-queries.ts';
import type { ReplayThread } from './replay-thread.ts';

/** Recomputing past cards; refused here where it can be told without recalling anything. */
export const makeReplayHandlers = (thread: Pick<ReplayThread, 'replay'>): Pick<Handlers<typeof dispatchOperations>, 'replayCard'> => ({
  async replayCard({ db, jurisdictionId, actor }, { dispatchCardId }) {
    const { handledBy, card } = await findCard(db, jurisdictionId, dispatchCardId);
    decideSight(actor, handledBy);
    const { state, engine, model } = card.knowledge;
    if (state === undefined || engine === undefined) throw refuseDispatch('dispatch.not-replayable');
    if (model !== 'none' && !(await isModelKept(db, jurisdictionId, model))) throw refuseDispatch('dispatch.model-not-kept', { modelId: model });
    return thread.replay(dispatchCardId);
  },
});
