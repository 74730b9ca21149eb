import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { workOrderIdSchema } from '../appeals/model.ts';
import { downloadSchema, pageInput, pageOf, type Operations } from '../kernel/operation.ts';
import { daySchema, instantSchema } from '../kernel/time.ts';
import { word } from '../kernel/words.ts';
import { departmentIdSchema, matterIdSchema } from '../registry/model.ts';
import { costsSchema } from './costs.ts';
import { modelHealthSchema } from './model-health.ts';
import { dispatchOutcomeSchema, healthPartSchema } from './model.ts';

/** The days whose cards are looked at, both included; two years up to today when left out. */
const period = { from: daySchema.optional(), to: daySchema.optional(), matterClassId: matterIdSchema.optional() };

const costVersionSchema = costsSchema.extend({ v: z.number().int(), validFrom: instantSchema, source: z.string(), reason: z.string(), recordedBy: z.string().nullable(), recordedAt: instantSchema.nullable() });

const share = z.coerce.number().min(0).max(1).optional();

export const healthOperations = {
  viewModelHealth: {
    name: 'dispatch.viewModelHealth', method: 'GET', path: '/model-health', title: word('派单模型运行情况', 'Health of the dispatch model'), effect: 'read', permission: 'dispatch:read-health',
    input: z.object(period), result: modelHealthSchema, refuses: ['dispatch.period-reversed'],
  },
  exportModelHealth: {
    name: 'dispatch.exportModelHealth', method: 'GET', path: '/model-health/export', title: word('导出模型运行情况', 'Export the health of the model'), effect: 'read', permission: 'dispatch:read-health',
    input: z.object({ ...period, part: healthPartSchema }), result: downloadSchema, refuses: ['dispatch.period-reversed'],
  },
  listJudgedCards: {
    name: 'dispatch.listJudgedCards', method: 'GET', path: '/model-health/cards', title: word('模型运行情况所依据的派单卡', 'The cards behind the health of the model'), effect: 'read', permission: 'dispatch:review',
    input: z.object({
      ...period, week: daySchema.optional(), outcome: dispatchOutcomeSchema.optional(), withoutClass: z.stringbool().optional(),
      /** Of ranked leads: `[probabilityFrom, probabilityTo)`. */
      probabilityFrom: share, probabilityTo: share,
      judged: z.stringbool().optional(), right: z.stringbool().optional(), covered: z.stringbool().optional(), ...pageInput,
    }),
    result: pageOf(z.object({
      dispatchCardId: z.uuid(), appealId: z.uuid(), number: z.string(), title: z.string(), workOrderId: workOrderIdSchema.nullable(), computedAt: instantSchema,
      outcome: dispatchOutcomeSchema, probability: z.number().nullable(), leadDepartmentId: departmentIdSchema.nullable(), leadDepartmentName: z.string().nullable(),
      /** Who handled and accepted it; null while the order is open. */
      handledById: departmentIdSchema.nullable(), handledByName: z.string().nullable(), isRight: z.boolean().nullable(), isCovered: z.boolean().nullable(),
    })),
    refuses: ['dispatch.period-reversed'],
  },
  viewCosts: {
    name: 'dispatch.viewCosts', method: 'GET', path: '/dispatch-costs', title: word('派单成本参数', 'Costs of dispatching'), effect: 'read', permission: 'dispatch:read',
    input: z.object({}), result: z.object({ costs: costVersionSchema, cutOffs: z.object({ automatic: z.number(), dispatch: z.number() }), versions: z.array(costVersionSchema) }), refuses: [],
  },
  setCosts: {
    name: 'dispatch.setCosts', method: 'POST', path: '/dispatch-costs', title: word('另定派单成本参数', 'Set the costs of dispatching'), effect: 'change', permission: 'dispatch:govern',
    input: costsSchema.extend({ validFrom: daySchema, source: z.string().trim().min(2).max(300), reason: z.string().trim().min(4).max(1000) }),
    result: costVersionSchema, refuses: ['dispatch.costs-in-past'],
  },
} as const satisfies Operations<Permission>;
