import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { pageInput, pageOf, type Operations } from '../kernel/operation.ts';
import { instantSchema } from '../kernel/time.ts';
import { word, type Words } from '../kernel/words.ts';
import { trialFiguresSchema } from './model-guard.ts';

/** LIVE: in use since; REFUSED: worse than the model in use; SKIPPED: too few orders to learn from or to judge by. */
export const trainingStateSchema = z.enum(['WAITING', 'RUNNING', 'LIVE', 'REFUSED', 'SKIPPED', 'FAILED']);
export type TrainingState = z.infer<typeof trainingStateSchema>;
export const trainingStateWords: Words<TrainingState> = {
  WAITING: word('等待训练', 'Waiting'),
  RUNNING: word('训练中', 'Training'),
  LIVE: word('已上线', 'Went live'),
  REFUSED: word('未上线：差于现用模型', 'Refused: worse than the model in use'),
  SKIPPED: word('未训练：工单不足', 'Skipped: too few orders'),
  FAILED: word('失败', 'Failed'),
};

export const trainingReasonSchema = z.enum(['FIRST', 'NIGHTLY', 'ASKED']);
export type TrainingReason = z.infer<typeof trainingReasonSchema>;
export const trainingReasonWords: Words<TrainingReason> = {
  FIRST: word('首次训练', 'First training'),
  NIGHTLY: word('夜间例行', 'Nightly'),
  ASKED: word('人工发起', 'Asked for'),
};

export const trainingSchema = z.object({
  trainingId: z.uuid(),
  reason: trainingReasonSchema,
  state: trainingStateSchema,
  requestedBy: z.string(),
  requestedAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** How often it was begun: again after an instance died in the middle of it. */
  tries: z.number().int(),
  /** From 0 to 1. */
  progress: z.number(),
  seed: z.number().int(),
  /** Version of the rules that decided whether the model goes live. */
  guardVersion: z.number().int(),
  /** Orders the candidate learned from when it was judged, and orders held out. */
  learned: z.number().int().nullable(),
  heldOut: z.number().int().nullable(),
  candidate: trialFiguresSchema.nullable(),
  incumbent: trialFiguresSchema.nullable(),
  incumbentId: z.uuid().nullable(),
  modelId: z.uuid().nullable(),
  /** Why it went live, or not. */
  reasons: z.array(z.object({ zh: z.string(), en: z.string() })),
});
export type Training = z.infer<typeof trainingSchema>;

export const trainingOperations = {
  listTrainings: {
    name: 'dispatch.listTrainings', method: 'GET', path: '/model-trainings', title: word('模型训练记录', 'Trainings of the model'), effect: 'read', permission: 'dispatch:read-trainings',
    input: z.object(pageInput), result: pageOf(trainingSchema), refuses: [],
  },
  startTraining: {
    name: 'dispatch.startTraining', method: 'POST', path: '/model-trainings', title: word('发起模型训练', 'Train a new model'), effect: 'change', permission: 'dispatch:train',
    input: z.object({ seed: z.number().int().min(0).max(2_147_483_647).default(1) }), result: trainingSchema, refuses: ['dispatch.training-open'],
  },
} as const satisfies Operations<Permission>;
