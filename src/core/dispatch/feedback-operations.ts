import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import type { Operations } from '../kernel/operation.ts';
import { word } from '../kernel/words.ts';
import { departmentIdSchema } from '../registry/model.ts';
import { cardFeedbackSchema } from './feedback.ts';
import { feedbackVerdictSchema } from './model.ts';

export const feedbackOperations = {
  giveFeedback: {
    name: 'dispatch.giveFeedback', method: 'POST', path: '/dispatch-cards/:dispatchCardId/feedback', title: word('反馈派单卡', 'Say whether a card is right'), effect: 'change', permission: 'dispatch:review',
    input: z.object({
      dispatchCardId: z.uuid(), verdict: feedbackVerdictSchema, departmentId: departmentIdSchema.nullable().default(null),
      dutyClauseId: z.uuid().nullable().default(null), clause: z.string().trim().max(1000).default(''), note: z.string().trim().max(1000).default(''),
    }),
    result: cardFeedbackSchema,
    refuses: ['dispatch.feedback-without-department', 'dispatch.feedback-agrees', 'dispatch.card-without-lead', 'dispatch.feedback-given', 'dispatch.complained-unit', 'dispatch.abolished-department', 'common.not-found'],
  },
  undoFeedback: {
    name: 'dispatch.undoFeedback', method: 'POST', path: '/card-feedback/:cardFeedbackId/undoing', title: word('撤销反馈', 'Take feedback back'), effect: 'change', permission: 'dispatch:review',
    input: z.object({ cardFeedbackId: z.uuid() }), result: z.object({ cardFeedbackId: z.uuid() }), refuses: ['dispatch.feedback-undone', 'common.not-found'],
  },
} as const satisfies Operations<Permission>;
