import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { appealIdSchema, appealInputSchema, appealSchema, outcomeSchema, returnReasonSchema, workOrderIdSchema, workOrderSchema, workOrderStateSchema, workOrderSummarySchema } from '../appeals/model.ts';
import { pageInput, pageOf, versionSchema, type Operations } from '../kernel/operation.ts';
import { looseInstantSchema } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';
import { departmentIdSchema, matterIdSchema } from '../registry/model.ts';
import { automaticOperations } from './automatic-operations.ts';
import { feedbackOperations } from './feedback-operations.ts';
import { cardFeedbackSchema } from './feedback.ts';
import { healthOperations } from './health-operations.ts';
import { dispatchCardSchema } from './model.ts';
import { replaySchema } from './replay.ts';
import { trainingOperations } from './training-operations.ts';

const seen = { workOrderId: workOrderIdSchema, version: versionSchema };

export const dispatchOperations = {
  ...trainingOperations,
  ...healthOperations,
  ...automaticOperations,
  ...feedbackOperations,
  rankText: {
    name: 'dispatch.rankText', method: 'POST', path: '/dispatch-cards', title: word('试派（不留存）', 'Rank a text without storing it'), effect: 'read', permission: 'dispatch:rank',
    input: z.object({ text: z.string().trim().min(1).max(10_000), title: z.string().trim().max(200).optional(), place: z.string().trim().max(200).optional(), category: z.string().trim().max(100).optional(), at: looseInstantSchema.optional() }),
    result: dispatchCardSchema, refuses: [],
  },
  submitAppeal: {
    name: 'dispatch.submitAppeal', method: 'POST', path: '/appeals', title: word('受理诉求并生成派单卡', 'Take an appeal in'), effect: 'change', permission: 'appeals:take-in',
    input: appealInputSchema, result: z.object({ appeal: appealSchema, card: dispatchCardSchema }), refuses: ['common.not-found', 'appeals.received-in-future'], secret: ['appellantName', 'appellantPhone'],
  },
  viewCard: {
    name: 'dispatch.viewCard', method: 'GET', path: '/dispatch-cards/:dispatchCardId', title: word('派单卡', 'Dispatch card'), effect: 'read', permission: 'dispatch:read',
    input: z.object({ dispatchCardId: z.uuid() }), result: z.object({ dispatchCardId: z.uuid(), appealId: appealIdSchema, card: dispatchCardSchema, feedback: cardFeedbackSchema.nullable() }), refuses: ['common.not-found', 'appeals.not-yours'],
  },
  replayCard: {
    name: 'dispatch.replayCard', method: 'GET', path: '/dispatch-cards/:dispatchCardId/replay', title: word('重算核对派单卡', 'Recompute a past card and compare'), effect: 'read', permission: 'dispatch:read',
    input: z.object({ dispatchCardId: z.uuid() }), result: replaySchema, refuses: ['common.not-found', 'appeals.not-yours', 'dispatch.not-replayable', 'dispatch.model-not-kept'],
  },
  recomputeCard: {
    name: 'dispatch.recomputeCard', method: 'POST', path: '/appeals/:appealId/dispatch-cards', title: word('按最新分工重新研判', 'Rank again'), effect: 'change', permission: 'dispatch:dispatch',
    input: z.object({ appealId: appealIdSchema }), result: z.object({ dispatchCardId: z.uuid(), card: dispatchCardSchema }), refuses: ['common.not-found', 'dispatch.already-dispatched'],
  },
  dispatchAppeal: {
    name: 'dispatch.dispatchAppeal', method: 'POST', path: '/appeals/:appealId/orders', title: word('派单', 'Dispatch'), effect: 'change', permission: 'dispatch:dispatch',
    input: z.object({
      appealId: appealIdSchema, version: versionSchema, leadDepartmentId: departmentIdSchema,
      coHandlingUnits: z.array(z.object({ departmentId: departmentIdSchema, task: z.string().trim().max(500).default('') })).max(10).default([]),
      matterId: matterIdSchema.nullable().default(null), designated: z.boolean().default(false), instructions: z.string().trim().max(1000).default(''),
    }),
    result: workOrderSchema,
    refuses: ['dispatch.already-dispatched', 'dispatch.complained-unit', 'dispatch.abolished-department', 'dispatch.entry-says-otherwise', 'dispatch.interim-rule', 'dispatch.emergency', 'dispatch.co-handling-repeats', 'common.stale', 'common.not-found'],
  },
  listOrders: {
    name: 'dispatch.listOrders', method: 'GET', path: '/orders', title: word('工单列表', 'Work orders'), effect: 'read', permission: 'dispatch:read',
    input: z.object({ q: z.string().trim().max(100).optional(), state: workOrderStateSchema.optional(), departmentId: departmentIdSchema.optional(), overdue: z.stringbool().optional(), automatic: z.stringbool().optional(), ...pageInput }), result: pageOf(workOrderSummarySchema), refuses: [],
  },
  viewOrder: {
    name: 'dispatch.viewOrder', method: 'GET', path: '/orders/:workOrderId', title: word('工单', 'Work order'), effect: 'read', permission: 'dispatch:read',
    input: z.object({ workOrderId: workOrderIdSchema }), result: workOrderSchema, refuses: ['common.not-found', 'appeals.not-yours'],
  },
  signInOrder: {
    name: 'dispatch.signInOrder', method: 'POST', path: '/orders/:workOrderId/sign-in', title: word('签收', 'Sign in'), effect: 'change', permission: 'dispatch:handle',
    input: z.object(seen), result: workOrderSchema, refuses: ['appeals.not-yours', 'appeals.step-closed', 'common.stale', 'common.not-found'],
  },
  replyOrder: {
    name: 'dispatch.replyOrder', method: 'POST', path: '/orders/:workOrderId/reply', title: word('答复', 'Reply'), effect: 'change', permission: 'dispatch:handle',
    input: z.object({ ...seen, reply: z.string().trim().min(4).max(4000), outcome: outcomeSchema }), result: workOrderSchema,
    refuses: ['appeals.not-yours', 'appeals.step-closed', 'common.stale', 'common.not-found'],
  },
  closeOrder: {
    name: 'dispatch.closeOrder', method: 'POST', path: '/orders/:workOrderId/closing', title: word('回访办结', 'Follow up and close'), effect: 'change', permission: 'dispatch:dispatch',
    input: z.object({ ...seen, reached: z.boolean(), resolved: z.boolean().nullable(), satisfied: z.boolean().nullable(), note: z.string().trim().max(1000).default('') }), result: workOrderSchema,
    refuses: ['appeals.step-closed', 'common.stale', 'common.not-found'],
  },
  returnOrder: {
    name: 'dispatch.returnOrder', method: 'POST', path: '/orders/:workOrderId/returns', title: word('退单', 'Return an order'), effect: 'change', permission: 'dispatch:handle',
    input: z.object({
      ...seen, reason: returnReasonSchema,
      /** The clause relied on, and the department said to be responsible: without them there is no return. Kept optional here so that their absence is refused by name, not as a shape. */
      clause: z.string().trim().max(1000).default(''), dutyClauseId: z.uuid().nullable().default(null), namedDepartmentId: departmentIdSchema.nullable().default(null), explanation: z.string().trim().max(2000).default(''),
    }),
    result: workOrderSchema,
    refuses: ['dispatch.return-without-clause', 'dispatch.return-without-department', 'dispatch.designated', 'dispatch.already-returned', 'dispatch.named-itself', 'dispatch.complained-unit', 'dispatch.abolished-department', 'appeals.not-yours', 'appeals.step-closed', 'common.stale', 'common.not-found'],
  },
  ruleReturn: {
    name: 'dispatch.ruleReturn', method: 'POST', path: '/orders/:workOrderId/ruling', title: word('裁定退单', 'Rule on a return'), effect: 'change', permission: 'dispatch:dispatch',
    input: z.object({ ...seen, ruling: z.enum(['ACCEPTED', 'OVERRULED']), note: z.string().trim().max(1000).default('') }), result: workOrderSchema,
    refuses: ['appeals.step-closed', 'dispatch.complained-unit', 'dispatch.abolished-department', 'common.stale', 'common.not-found'],
  },
} as const satisfies Operations<Permission>;
