import { withoutPerson } from '../../core/appeals/masking.ts';
import { decideFeedback } from '../../core/dispatch/feedback.ts';
import type { feedbackOperations } from '../../core/dispatch/feedback-operations.ts';
import { refuseDispatch } from '../../core/dispatch/refusals.ts';
import type { Handlers } from '../context.ts';
import { findDutyClause } from '../registry/document-queries.ts';
import { insertFeedback, loadStanding, saveUndone } from './feedback-store.ts';
import { findOrderDepartment } from './order-facts.ts';
import { isAppealDecided } from './precedent-queries.ts';
import { holdPrecedents, recordPrecedents, takeBackFeedback } from './precedents.ts';
import { findAppealToRank, findCard } from './queries.ts';

/** What officers say of cards: kept with who and when, learned from at once, and taken back as easily. */
export const feedbackHandlers = {
  async giveFeedback(context, { dispatchCardId, verdict, departmentId, dutyClauseId, clause, note }) {
    const { tx, jurisdictionId, at, actor } = context;
    const { card, appealId, feedback } = await findCard(tx, jurisdictionId, dispatchCardId);
    if (feedback !== null) throw refuseDispatch('dispatch.feedback-given');
    const appeal = await findAppealToRank(tx, jurisdictionId, appealId);
    if (dutyClauseId !== null) await findDutyClause(tx, jurisdictionId, dutyClauseId);
    const named = verdict === 'WRONG' && departmentId !== null ? await findOrderDepartment(context, departmentId) : null;
    await holdPrecedents(tx, jurisdictionId);
    const isDecided = await isAppealDecided(tx, jurisdictionId, appealId);
    const decided = decideFeedback({ card, verdict, named, complainedDepartmentId: appeal.complainedDepartmentId, isDecided });
    const cardFeedbackId = context.newId<'cardFeedback'>();
    const kept = { cardFeedbackId, verdict, departmentId: decided.departmentId, dutyClauseId, clause, note };
    await insertFeedback(tx, jurisdictionId, { ...kept, dispatchCardId, appealId, givenBy: actor.accountId, givenByName: actor.name, givenAt: at });
    await recordPrecedents(tx, jurisdictionId, decided.precedents.map((learned) => ({
      ...learned, precedentId: context.newId<'precedent'>(), appealId, title: withoutPerson(appeal.title, appeal), text: withoutPerson(appeal.text, appeal), matterId: appeal.matterId ?? card.matter?.matterId ?? null,
      responsible: [], divisionEntryId: null, disputeId: null, recordedAt: at, cardFeedbackId,
    })));
    context.about('dispatchCard', dispatchCardId);
    return { ...kept, givenBy: actor.name, givenAt: at };
  },

  async undoFeedback(context, { cardFeedbackId }) {
    const { tx, jurisdictionId, at, actor } = context;
    if (!(await loadStanding(tx, jurisdictionId, cardFeedbackId))) throw refuseDispatch('dispatch.feedback-undone');
    await saveUndone(tx, jurisdictionId, cardFeedbackId, { undoneAt: at, undoneByName: actor.name });
    await takeBackFeedback(tx, jurisdictionId, cardFeedbackId);
    context.about('cardFeedback', cardFeedbackId);
    return { cardFeedbackId };
  },
} satisfies Handlers<typeof feedbackOperations>;
