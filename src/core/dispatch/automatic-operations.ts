import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { appealIdSchema, workOrderIdSchema, workOrderSchema } from '../appeals/model.ts';
import { versionSchema, type Operations } from '../kernel/operation.ts';
import { daySchema, instantSchema } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';
import { matterIdSchema } from '../registry/model.ts';

const paragraph = z.string().trim().min(10).max(4000);
const reason = z.string().trim().min(4).max(500);

/** 个人信息保护影响评估 (个人信息保护法 55, 56). */
export const impactAssessmentSchema = z.object({
  impactAssessmentId: z.uuid(),
  matterId: matterIdSchema,
  matterName: z.string(),
  purpose: z.string(),
  necessity: z.string(),
  effectOnRights: z.string(),
  safeguards: z.string(),
  assessedBy: z.string(),
  assessedOn: daySchema,
  nextReviewOn: daySchema,
  retainedUntil: daySchema,
  recordedBy: z.string(),
  recordedAt: instantSchema,
  withdrawnAt: instantSchema.nullable(),
  withdrawnBy: z.string().nullable(),
  withdrawalReason: z.string().nullable(),
  isInForce: z.boolean(),
});

export const automaticSwitchSchema = z.object({
  automaticConfirmationId: z.uuid(),
  matterId: matterIdSchema,
  impactAssessmentId: z.uuid(),
  threshold: z.number(),
  leastThreshold: z.number(),
  switchedOnAt: instantSchema,
  switchedOnBy: z.string(),
  switchedOffAt: instantSchema.nullable(),
  switchedOffBy: z.string().nullable(),
  offReason: z.string().nullable(),
  /** Orders sent out while it was on, and what became of them. */
  dispatched: z.number().int(),
  withdrawn: z.number().int(),
  returned: z.number().int(),
});

const seenOrder = { workOrderId: workOrderIdSchema, version: versionSchema };

export const automaticOperations = {
  listImpactAssessments: {
    name: 'dispatch.listImpactAssessments', method: 'GET', path: '/impact-assessments', title: word('个人信息保护影响评估', 'Impact assessments'), effect: 'read', permission: 'dispatch:read-health',
    input: z.object({ matterId: matterIdSchema.optional() }), result: z.object({ items: z.array(impactAssessmentSchema) }), refuses: [],
  },
  recordImpactAssessment: {
    name: 'dispatch.recordImpactAssessment', method: 'POST', path: '/impact-assessments', title: word('登记影响评估', 'Record an impact assessment'), effect: 'change', permission: 'dispatch:govern',
    input: z.object({
      matterId: matterIdSchema, purpose: paragraph, necessity: paragraph, effectOnRights: paragraph, safeguards: paragraph,
      assessedBy: z.string().trim().min(2).max(200), assessedOn: daySchema, nextReviewOn: daySchema,
      /** Three years after the assessment when left out. */
      retainedUntil: daySchema.optional(),
    }),
    result: impactAssessmentSchema,
    refuses: ['dispatch.not-a-class', 'dispatch.assessment-in-future', 'dispatch.review-too-late', 'dispatch.retention-too-short', 'common.not-found'],
  },
  withdrawImpactAssessment: {
    name: 'dispatch.withdrawImpactAssessment', method: 'POST', path: '/impact-assessments/:impactAssessmentId/withdrawal', title: word('撤回影响评估', 'Withdraw an impact assessment'), effect: 'change', permission: 'dispatch:govern',
    input: z.object({ impactAssessmentId: z.uuid(), reason }), result: impactAssessmentSchema, refuses: ['dispatch.assessment-withdrawn', 'common.not-found'],
  },
  viewAutomaticConfirmation: {
    name: 'dispatch.viewAutomaticConfirmation', method: 'GET', path: '/automatic-confirmations', title: word('自动确认', 'Automatic confirmation'), effect: 'read', permission: 'dispatch:read-health',
    input: z.object({}),
    result: z.object({
      cutOff: z.number(),
      classes: z.array(z.object({
        matterId: matterIdSchema, name: z.string(), assessment: impactAssessmentSchema.nullable(), current: automaticSwitchSchema.nullable(),
        /** Whether it dispatches now: on, its review not due, its threshold not below what the costs ask. */
        isWorking: z.boolean(),
      })),
      past: z.array(automaticSwitchSchema.extend({ name: z.string() })),
    }),
    refuses: [],
  },
  switchAutomaticOn: {
    name: 'dispatch.switchAutomaticOn', method: 'POST', path: '/automatic-confirmations', title: word('开通自动确认', 'Switch automatic confirmation on'), effect: 'change', permission: 'dispatch:govern',
    input: z.object({ matterId: matterIdSchema, impactAssessmentId: z.uuid(), threshold: z.number().min(0.5).max(1) }), result: automaticSwitchSchema,
    refuses: ['dispatch.not-assessed', 'dispatch.threshold-too-low', 'dispatch.already-automatic', 'common.not-found'],
  },
  switchAutomaticOff: {
    name: 'dispatch.switchAutomaticOff', method: 'POST', path: '/automatic-confirmations/:automaticConfirmationId/switching-off', title: word('停用自动确认', 'Switch automatic confirmation off'), effect: 'change', permission: 'dispatch:govern',
    input: z.object({ automaticConfirmationId: z.uuid(), reason }), result: automaticSwitchSchema, refuses: ['dispatch.switched-off', 'common.not-found'],
  },
  confirmAutomatically: {
    name: 'dispatch.confirmAutomatically', method: 'POST', path: '/appeals/:appealId/automatic-confirmation', title: word('自动派单', 'Automatic dispatch'), effect: 'change', permission: 'dispatch:confirm-automatically',
    input: z.object({ appealId: appealIdSchema }), result: workOrderSchema,
    refuses: ['dispatch.not-automatic', 'dispatch.already-dispatched', 'dispatch.complained-unit', 'dispatch.abolished-department', 'dispatch.entry-says-otherwise', 'dispatch.interim-rule', 'dispatch.emergency', 'dispatch.co-handling-repeats', 'common.not-found'],
  },
  withdrawOrder: {
    name: 'dispatch.withdrawOrder', method: 'POST', path: '/orders/:workOrderId/withdrawal', title: word('撤回自动派单', 'Take an automatic dispatch back'), effect: 'change', permission: 'dispatch:dispatch',
    input: z.object({ ...seenOrder, reason }), result: workOrderSchema, refuses: ['appeals.step-closed', 'common.stale', 'common.not-found'],
  },
} as const satisfies Operations<Permission>;
