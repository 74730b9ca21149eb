import { z } from 'zod';
import { idSchema } from '../kernel/ids.ts';
import { reasonSchema, wordSchema } from '../kernel/reasons.ts';
import { instantSchema } from '../kernel/time.ts';
import { word, type Words } from '../kernel/words.ts';
import { departmentIdSchema, matterIdSchema } from '../registry/model.ts';

export const appealIdSchema = idSchema('appeal');
export type AppealId = z.infer<typeof appealIdSchema>;
export const workOrderIdSchema = idSchema('workOrder');
export type WorkOrderId = z.infer<typeof workOrderIdSchema>;

export const channels = ['TELEPHONE', 'WEB', 'APP', 'LETTER', 'VISIT', 'LEADER_MAILBOX', 'SYSTEM'] as const;
export const channelSchema = z.enum(channels);
export type Channel = z.infer<typeof channelSchema>;
export const channelWords: Words<Channel> = {
  TELEPHONE: word('电话', 'Telephone'),
  WEB: word('网站', 'Web'),
  APP: word('移动端', 'App'),
  LETTER: word('来信', 'Letter'),
  VISIT: word('来访', 'Visit'),
  LEADER_MAILBOX: word('领导信箱', "Leader's mailbox"),
  SYSTEM: word('系统对接', 'Connected system'),
};

export const appealTypes = ['INQUIRY', 'HELP', 'COMPLAINT', 'REPORT', 'SUGGESTION'] as const;
export const appealTypeSchema = z.enum(appealTypes);
export type AppealType = z.infer<typeof appealTypeSchema>;
export const appealTypeWords: Words<AppealType> = {
  INQUIRY: word('咨询', 'Inquiry'),
  HELP: word('求助', 'Request for help'),
  COMPLAINT: word('投诉', 'Complaint'),
  REPORT: word('举报', 'Report'),
  SUGGESTION: word('意见建议', 'Suggestion'),
};

export const urgencies = ['NORMAL', 'URGENT', 'EMERGENCY'] as const;
export const urgencySchema = z.enum(urgencies);
export type Urgency = z.infer<typeof urgencySchema>;
export const urgencyWords: Words<Urgency> = {
  NORMAL: word('一般', 'Normal'),
  URGENT: word('紧急', 'Urgent'),
  EMERGENCY: word('突发', 'Emergency'),
};

export const appealStates = ['RECEIVED', 'DISPATCHED', 'CLOSED'] as const;
export const appealStateSchema = z.enum(appealStates);
export type AppealState = z.infer<typeof appealStateSchema>;
export const appealStateWords: Words<AppealState> = {
  RECEIVED: word('待派单', 'Waiting for dispatch'),
  DISPATCHED: word('办理中', 'In hand'),
  CLOSED: word('已办结', 'Closed'),
};

export const workOrderStates = ['DISPATCHED', 'SIGNED_IN', 'RETURNED', 'REPLIED', 'CLOSED', 'WITHDRAWN'] as const;
export const workOrderStateSchema = z.enum(workOrderStates);
export type WorkOrderState = z.infer<typeof workOrderStateSchema>;
export const workOrderStateWords: Words<WorkOrderState> = {
  DISPATCHED: word('已派单，待签收', 'Dispatched'),
  SIGNED_IN: word('已签收，办理中', 'Signed in'),
  RETURNED: word('已退单，待裁定', 'Returned'),
  REPLIED: word('已答复，待回访', 'Replied'),
  CLOSED: word('已办结', 'Closed'),
  WITHDRAWN: word('已撤回', 'Taken back'),
};

export const outcomes = ['RESOLVED', 'EXPLAINED', 'UNRESOLVED', 'TRANSFERRED'] as const;
export const outcomeSchema = z.enum(outcomes);
export type Outcome = z.infer<typeof outcomeSchema>;
export const outcomeWords: Words<Outcome> = {
  RESOLVED: word('已解决', 'Resolved'),
  EXPLAINED: word('已解释说明', 'Explained'),
  UNRESOLVED: word('未解决', 'Unresolved'),
  TRANSFERRED: word('转其他途径', 'Passed to another route'),
};

/** The fields of an appeal a person or a system hands in (procedures.md 7.5). */
export const appealInputSchema = z.object({
  channel: channelSchema.default('WEB'),
  type: appealTypeSchema.default('HELP'),
  title: z.string().trim().max(200).default(''),
  /** Up to 10,000 characters: a longer one is refused, not cut. */
  text: z.string().trim().min(4).max(10_000),
  place: z.string().trim().max(200).default(''),
  townshipDepartmentId: departmentIdSchema.nullable().default(null),
  matterId: matterIdSchema.nullable().default(null),
  urgency: urgencySchema.default('NORMAL'),
  appellantName: z.string().trim().max(60).default(''),
  appellantPhone: z.string().trim().max(40).default(''),
  confidential: z.boolean().default(false),
  /** The unit complained of: never receives the appeal (信访工作条例 art. 30). */
  complainedDepartmentId: departmentIdSchema.nullable().default(null),
  externalNumber: z.string().trim().max(60).default(''),
  receivedAt: instantSchema.optional(),
});
export type AppealInput = z.infer<typeof appealInputSchema>;

export const appealSummarySchema = z.object({
  appealId: appealIdSchema,
  number: z.string(),
  channel: channelSchema,
  type: appealTypeSchema,
  title: z.string(),
  excerpt: z.string(),
  place: z.string(),
  urgency: urgencySchema,
  state: appealStateSchema,
  matterId: matterIdSchema.nullable(),
  matterName: z.string().nullable(),
  leadDepartmentId: departmentIdSchema.nullable(),
  leadDepartmentName: z.string().nullable(),
  receivedAt: instantSchema,
  version: z.number().int(),
});
export type AppealSummary = z.infer<typeof appealSummarySchema>;

export const appealSchema = appealSummarySchema.omit({ excerpt: true }).extend({
  text: z.string(),
  townshipDepartmentId: departmentIdSchema.nullable(),
  townshipName: z.string().nullable(),
  /** Masked (张*，138****0000) unless unmasking was recorded (product.md 3.10). */
  appellantName: z.string(),
  appellantPhone: z.string(),
  confidential: z.boolean(),
  complainedDepartmentId: departmentIdSchema.nullable(),
  complainedDepartmentName: z.string().nullable(),
  externalNumber: z.string(),
  dispatchCardId: z.uuid().nullable(),
  workOrderId: workOrderIdSchema.nullable(),
});
export type Appeal = z.infer<typeof appealSchema>;

export const workOrderSummarySchema = z.object({
  workOrderId: workOrderIdSchema,
  number: z.string(),
  appealId: appealIdSchema,
  title: z.string(),
  state: workOrderStateSchema,
  leadDepartmentId: departmentIdSchema,
  leadDepartmentName: z.string(),
  /** Which department in line this is: 1 first dispatch, 2 after an upheld return. There is no third (product.md 3.4). */
  hop: z.number().int().min(1).max(2),
  disputeId: z.uuid().nullable(),
  dispatchedAt: instantSchema,
  dueAt: instantSchema,
  signedAt: instantSchema.nullable(),
  repliedAt: instantSchema.nullable(),
  /** When it was reminded that its limit has run out; once. */
  remindedAt: instantSchema.nullable(),
  /** Whether the system sent it out by itself. */
  isAutomatic: z.boolean(),
  version: z.number().int(),
});
export type WorkOrderSummary = z.infer<typeof workOrderSummarySchema>;

export const returnReasons = ['JURISDICTION', 'NOT_OUR_DUTY', 'DUTY_OVERLAP', 'STATUTORY_ROUTE', 'DUPLICATE', 'WRONG_FACTS'] as const;
export const returnReasonSchema = z.enum(returnReasons);
export type ReturnReason = z.infer<typeof returnReasonSchema>;
/** Reasons used in practice: procedures.md 7.6. */
export const returnReasonWords: Words<ReturnReason> = {
  JURISDICTION: word('属地不符', 'Another place'),
  NOT_OUR_DUTY: word('职能不符', 'Not our duty'),
  DUTY_OVERLAP: word('职能交叉', 'Duties overlap'),
  STATUTORY_ROUTE: word('已进入或应走法定途径', 'Statutory route'),
  DUPLICATE: word('重复工单', 'Duplicate'),
  WRONG_FACTS: word('事实有误或要素缺失', 'Wrong or missing facts'),
};

export const returnRulings = ['PENDING', 'ACCEPTED', 'OVERRULED', 'DISPUTED'] as const;
export const returnRulingSchema = z.enum(returnRulings);
export type ReturnRuling = z.infer<typeof returnRulingSchema>;
export const returnRulingWords: Words<ReturnRuling> = {
  PENDING: word('待裁定', 'Waiting for a ruling'),
  ACCEPTED: word('成立，已改派', 'Upheld'),
  OVERRULED: word('不成立，维持原派', 'Overruled'),
  DISPUTED: word('二次异议，已立案', 'Second contradiction: a dispute'),
};

/** 退单: a claim, with its reason, its clause and the department said to be responsible (product.md 2.3). */
export const orderReturnSchema = z.object({
  orderReturnId: z.uuid(),
  departmentId: departmentIdSchema,
  departmentName: z.string(),
  reason: returnReasonSchema,
  clause: z.string(),
  dutyClauseId: z.uuid().nullable(),
  namedDepartmentId: departmentIdSchema,
  namedDepartmentName: z.string(),
  explanation: z.string(),
  returnedAt: instantSchema,
  isLate: z.boolean(),
  ruling: returnRulingSchema,
  rulingNote: z.string(),
  ruledAt: instantSchema.nullable(),
});

export const orderEventSchema = z.object({ at: instantSchema, action: z.string(), title: wordSchema, by: z.string(), note: z.string() });

export const workOrderSchema = workOrderSummarySchema.extend({
  text: z.string(),
  place: z.string(),
  matterId: matterIdSchema.nullable(),
  matterName: z.string().nullable(),
  appellantName: z.string(),
  appellantPhone: z.string(),
  coHandlingUnits: z.array(z.object({ departmentId: departmentIdSchema, departmentName: z.string(), task: z.string() })),
  designated: z.boolean(),
  interimLead: z.boolean(),
  divisionEntryId: z.uuid().nullable(),
  dispatchCardId: z.uuid().nullable(),
  limitReasons: z.array(reasonSchema),
  /** Why the system sent it out by itself; null where a person did. */
  automaticReasons: z.array(reasonSchema).nullable(),
  instructions: z.string(),
  reply: z.string().nullable(),
  outcome: outcomeSchema.nullable(),
  returns: z.array(orderReturnSchema),
  events: z.array(orderEventSchema),
  steps: z.array(z.object({ action: z.string(), title: wordSchema, open: z.boolean(), reasons: z.array(reasonSchema) })),
});
export type WorkOrder = z.infer<typeof workOrderSchema>;

export const importStates = ['QUEUED', 'RUNNING', 'DONE', 'FAILED'] as const;
export const importStateSchema = z.enum(importStates);
export type ImportState = z.infer<typeof importStateSchema>;
export const importStateWords: Words<ImportState> = {
  QUEUED: word('排队中', 'Queued'),
  RUNNING: word('导入中', 'Running'),
  DONE: word('已完成', 'Done'),
  FAILED: word('已中断', 'Failed'),
};

export const refusedRowSchema = z.object({ row: z.number().int(), code: z.string(), column: z.string(), text: wordSchema });
export type RefusedRow = z.infer<typeof refusedRowSchema>;

export const appealImportSchema = z.object({
  appealImportId: z.uuid(),
  fileName: z.string(),
  state: importStateSchema,
  total: z.number().int(),
  done: z.number().int(),
  accepted: z.number().int(),
  refused: z.array(refusedRowSchema),
  refusedCount: z.number().int(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
});
export type AppealImport = z.infer<typeof appealImportSchema>;
