import { z } from 'zod';
import { basisSchema, boundarySchema, responsibleSchema } from '../division/model.ts';
import { idSchema } from '../kernel/ids.ts';
import { reasonSchema, wordSchema } from '../kernel/reasons.ts';
import { daySchema, instantSchema } from '../kernel/time.ts';
import { word, type Words } from '../kernel/words.ts';
import { departmentIdSchema, matterIdSchema } from '../registry/model.ts';

export const disputeIdSchema = idSchema('dispute');
export type DisputeId = z.infer<typeof disputeIdSchema>;

/** The state machine of procedures.md 3.10; the levels 1 to 4 of 3.2 are read off the state. */
export const disputeStates = [
  'CONSULTING', 'AGREED', 'FILED', 'SPECIAL_COORDINATION', 'APPLIED', 'SUPPLEMENT_REQUESTED', 'ACCEPTED', 'WRITTEN_ROUND_1', 'WRITTEN_ROUND_2',
  'MEETING', 'OPINION_ISSUED', 'REPORTED', 'DECIDED', 'SETTLED', 'REJECTED', 'FORWARDED', 'WITHDRAWN',
] as const;
export const disputeStateSchema = z.enum(disputeStates);
export type DisputeState = z.infer<typeof disputeStateSchema>;
export const disputeStateWords: Words<DisputeState> = {
  CONSULTING: word('部门协商中', 'Departments consult'),
  AGREED: word('已达成一致', 'Agreed'),
  FILED: word('已报备', 'Filed'),
  SPECIAL_COORDINATION: word('专题协调中', 'Special coordination'),
  APPLIED: word('已申请编办协调', 'Applied to the establishment office'),
  SUPPLEMENT_REQUESTED: word('待补正材料', 'Supplement requested'),
  ACCEPTED: word('编办已受理', 'Accepted'),
  WRITTEN_ROUND_1: word('第一轮书面征求意见', 'First written round'),
  WRITTEN_ROUND_2: word('第二轮书面征求意见', 'Second written round'),
  MEETING: word('协调会议', 'Coordination meeting'),
  OPINION_ISSUED: word('已出具协调意见', 'Opinion issued'),
  REPORTED: word('已提请专题研究', 'Reported to leaders'),
  DECIDED: word('已议定', 'Decided'),
  SETTLED: word('已纳入分工表', 'Settled in the division table'),
  REJECTED: word('不予受理', 'Rejected'),
  FORWARDED: word('已转其他机关', 'Forwarded'),
  WITHDRAWN: word('已撤回', 'Withdrawn'),
};

export const interimRules = ['KEEP_CURRENT', 'FREEZE', 'ACT_FIRST'] as const;
export const interimRuleSchema = z.enum(interimRules);
export type InterimRule = z.infer<typeof interimRuleSchema>;
export const interimRuleWords: Words<InterimRule> = {
  KEEP_CURRENT: word('待决期间维持现状', 'Keep the current division'),
  FREEZE: word('待决期间各方不得单方行动', 'Nobody acts alone'),
  ACT_FIRST: word('先办后议，临时牵头', 'Act first under an interim lead'),
};

/** Who hosts where no lead is named (procedures.md 12.7). */
export const hostRules = ['FIRST_PROPOSER', 'FIRST_OBJECTOR'] as const;
export type HostRule = (typeof hostRules)[number];
export const hostRuleWords: Words<HostRule> = {
  FIRST_PROPOSER: word('最先提出协商的部门', 'The first to propose consultation'),
  FIRST_OBJECTOR: word('最先提出异议的部门', 'The first to object'),
};

/** Who decides in the end (procedures.md 12.1). */
export const decisionAuthorities = ['GOVERNMENT', 'ESTABLISHMENT_COMMITTEE', 'PARTY_AND_GOVERNMENT'] as const;
export type DecisionAuthority = (typeof decisionAuthorities)[number];
export const decisionAuthorityWords: Words<DecisionAuthority> = {
  GOVERNMENT: word('本级政府', 'The government of the level'),
  ESTABLISHMENT_COMMITTEE: word('机构编制委员会', 'The establishment committee'),
  PARTY_AND_GOVERNMENT: word('区委区政府', 'Party committee and government'),
};

const sourced = { source: z.string() };

/** The rules of procedure that differ between places, as one version of them has it (`parameters/disputes.yaml`), without the limits. */
export const procedureSchema = z.object({
  v: z.number().int(),
  /** From which day on disputes are opened under it. */
  on: daySchema,
  hostWithoutLead: z.object({ rule: z.enum(hostRules), ...sourced }),
  interimRule: z.object({ rule: interimRuleSchema, ...sourced }),
  /** The deciding body of a decision contains one of `names`. */
  decisionAuthority: z.object({ rule: z.enum(decisionAuthorities), names: z.array(z.string().min(2)).min(1), ...sourced }),
  writtenRounds: z.object({ beforeMeeting: z.number().int().min(0).max(2), ...sourced }),
  afterReminder: z.object({ workingDays: z.number().int().min(1), ...sourced }),
});

export const positionKinds = ['AGREE', 'RESERVE', 'OBJECT'] as const;
export const positionKindSchema = z.enum(positionKinds);
export type PositionKind = z.infer<typeof positionKindSchema>;
export const positionKindWords: Words<PositionKind> = {
  AGREE: word('一致', 'Agrees'),
  RESERVE: word('保留', 'Reserves'),
  OBJECT: word('不同意', 'Objects'),
};

export const disputeOrigins = ['DEPARTMENT', 'DISPATCHER', 'ESTABLISHMENT_OFFICE', 'LEADERS', 'ORDER_RETURN'] as const;
export const disputeOriginSchema = z.enum(disputeOrigins);
export type DisputeOrigin = z.infer<typeof disputeOriginSchema>;
export const disputeOriginWords: Words<DisputeOrigin> = {
  DEPARTMENT: word('部门提出', 'Raised by a department'),
  DISPATCHER: word('派单部门提出', 'Raised by the dispatcher'),
  ESTABLISHMENT_OFFICE: word('编办主动启动', 'Started by the establishment office'),
  LEADERS: word('区领导交办', 'Ordered by leaders'),
  ORDER_RETURN: word('工单二次异议自动立案', 'Opened by a second contradiction'),
};

/** What a party of a dispute is to it: the roles of the transition table. */
export const disputeRoles = ['host', 'party', 'dispatcher', 'establishmentOffice', 'leader', 'system'] as const;
export type DisputeRole = (typeof disputeRoles)[number];

/** What the parties agree on, or what is proposed or decided in their stead: becomes the draft division entry. */
export const settlementSchema = z.object({
  matterId: matterIdSchema,
  title: z.string().trim().min(2).max(120),
  boundary: boundarySchema,
  leadDepartmentId: departmentIdSchema,
  responsible: z.array(responsibleSchema).max(20).default([]),
  bases: z.array(basisSchema).max(20).default([]),
  measures: z.string().trim().max(2000).default(''),
  handOver: z.string().trim().max(1000).default(''),
  reviewOn: daySchema.nullable().default(null),
});
export type Settlement = z.infer<typeof settlementSchema>;

export const positionSchema = z.object({
  departmentId: departmentIdSchema,
  departmentName: z.string(),
  kind: positionKindSchema,
  reason: z.string(),
  basis: z.string(),
  settlementVersion: z.number().int(),
  round: z.number().int(),
  takenAt: instantSchema,
  takenBy: z.string(),
});

export const partySchema = z.object({
  departmentId: departmentIdSchema,
  departmentName: z.string(),
  ordinal: z.number().int(),
  isHost: z.boolean(),
  isListedLead: z.boolean(),
  claim: z.string(),
  signedAt: instantSchema.nullable(),
  signedBy: z.string().nullable(),
});

export const disputeSummarySchema = z.object({
  disputeId: disputeIdSchema,
  number: z.string(),
  title: z.string(),
  level: z.number().int().min(1).max(4),
  state: disputeStateSchema,
  matterId: matterIdSchema.nullable(),
  matterName: z.string().nullable(),
  parties: z.array(z.object({ departmentId: departmentIdSchema, departmentName: z.string(), isHost: z.boolean() })),
  origin: disputeOriginSchema,
  openedAt: instantSchema,
  stateSince: instantSchema,
  dueAt: instantSchema.nullable(),
  /** When it was last reminded in its present state. */
  remindedAt: instantSchema.nullable(),
  version: z.number().int(),
});
export type DisputeSummary = z.infer<typeof disputeSummarySchema>;

export const disputeStepSchema = z.object({
  action: z.string(),
  title: wordSchema,
  open: z.boolean(),
  /** Why it is closed, or what will follow. */
  reasons: z.array(reasonSchema),
});

export const disputeSchema = disputeSummarySchema.omit({ parties: true }).extend({
  claim: z.string(),
  facts: z.string(),
  parties: z.array(partySchema),
  hostReasons: z.array(reasonSchema),
  interimRule: interimRuleSchema,
  interimLeadDepartmentId: departmentIdSchema.nullable(),
  interimLeadDepartmentName: z.string().nullable(),
  settlement: settlementSchema.nullable(),
  settlementVersion: z.number().int(),
  positions: z.array(positionSchema),
  opinion: z.string().nullable(),
  decision: z.object({ body: z.string(), meeting: z.string(), on: daySchema.nullable(), documentNumber: z.string() }).nullable(),
  orders: z.array(z.object({ workOrderId: z.uuid(), number: z.string(), title: z.string() })),
  divisionDraftId: z.uuid().nullable(),
  divisionEntryId: z.uuid().nullable(),
  /** The rules it began with and keeps. */
  procedure: procedureSchema,
  /** When the system acts next by itself, and to which state that leads once a reminder was in vain. */
  deadlineAt: instantSchema.nullable(),
  movesTo: disputeStateSchema.nullable(),
  actors: z.array(z.object({ role: z.enum(disputeRoles), title: wordSchema, departments: z.array(z.string()), actions: z.array(wordSchema) })),
  timeline: z.array(z.object({ at: instantSchema, action: z.string(), title: wordSchema, from: disputeStateSchema.nullable(), to: disputeStateSchema, by: z.string(), note: z.string() })),
  steps: z.array(disputeStepSchema),
});
export type Dispute = z.infer<typeof disputeSchema>;
