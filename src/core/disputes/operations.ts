import { z } from 'zod';
import type { Permission } from '../access/permissions.ts';
import { decisionSchema } from '../division/model.ts';
import { pageInput, pageOf, versionSchema, type Operations } from '../kernel/operation.ts';
import { word } from '../kernel/words.ts';
import { departmentIdSchema, matterIdSchema } from '../registry/model.ts';
import { disputeIdSchema, disputeSchema, disputeStateSchema, disputeSummarySchema, interimRuleSchema, positionKindSchema, settlementSchema } from './model.ts';

const seen = { disputeId: disputeIdSchema, version: versionSchema };
const note = z.string().trim().max(2000).default('');

/** Steps of the ladder that carry nothing but a note: taken by name from the transition table. */
export const plainSteps = [
  'withdraw', 'failConsultation', 'convene', 'closeSpecialCoordination', 'apply', 'requestSupplement', 'supplement', 'accept', 'reject', 'forward',
  'openFirstRound', 'openSecondRound', 'callMeeting', 'report', 'takeUp',
] as const;

export const disputesOperations = {
  listDisputes: {
    name: 'disputes.listDisputes', method: 'GET', path: '/disputes', title: word('职责争议', 'Disputes'), effect: 'read', permission: 'disputes:read',
    input: z.object({ q: z.string().trim().max(100).optional(), state: disputeStateSchema.optional(), level: z.coerce.number().int().min(1).max(4).optional(), departmentId: departmentIdSchema.optional(), matterId: matterIdSchema.optional(), pending: z.stringbool().optional(), ...pageInput }),
    result: pageOf(disputeSummarySchema), refuses: [],
  },
  viewDispute: {
    name: 'disputes.viewDispute', method: 'GET', path: '/disputes/:disputeId', title: word('争议卷宗', 'Dispute file'), effect: 'read', permission: 'disputes:read',
    input: z.object({ disputeId: disputeIdSchema }), result: disputeSchema, refuses: ['common.not-found'],
  },
  openDispute: {
    name: 'disputes.openDispute', method: 'POST', path: '/disputes', title: word('提出职责争议', 'Open a dispute'), effect: 'change', permission: 'disputes:open',
    input: z.object({
      title: z.string().trim().min(4).max(120), matterId: matterIdSchema.nullable().default(null), claim: z.string().trim().min(4).max(2000), facts: z.string().trim().max(4000).default(''),
      /** In the order in which they are listed: the order decides the host (procedures.md 3.3). */
      parties: z.array(z.object({ departmentId: departmentIdSchema, claim: z.string().trim().max(1000).default(''), isListedLead: z.boolean().default(false) })).min(2).max(10),
      /** Without one, the rule of the place holds. */
      interimRule: interimRuleSchema.optional(), interimLeadDepartmentId: departmentIdSchema.nullable().default(null),
    }),
    result: disputeSchema, refuses: ['disputes.party-twice', 'disputes.not-a-party', 'disputes.interim-lead-needed', 'disputes.abolished-party', 'common.not-found'],
  },
  takePosition: {
    name: 'disputes.takePosition', method: 'POST', path: '/disputes/:disputeId/positions', title: word('表明意见', 'Take a position'), effect: 'change', permission: 'disputes:take-part',
    input: z.object({ ...seen, kind: positionKindSchema, reason: z.string().trim().max(2000).default(''), basis: z.string().trim().max(1000).default('') }), result: disputeSchema,
    refuses: ['disputes.not-a-party', 'disputes.step-closed', 'disputes.reason-needed', 'common.stale', 'common.not-found'],
  },
  proposeSettlement: {
    name: 'disputes.proposeSettlement', method: 'PUT', path: '/disputes/:disputeId/settlement', title: word('提出分工方案', 'Propose a settlement'), effect: 'change', permission: 'disputes:step',
    input: settlementSchema.extend(seen), result: disputeSchema,
    refuses: ['disputes.not-a-party', 'disputes.step-closed', 'disputes.wrong-role', 'disputes.lead-not-a-party', 'common.stale', 'common.not-found'],
  },
  signSettlement: {
    name: 'disputes.signSettlement', method: 'POST', path: '/disputes/:disputeId/signatures', title: word('签署协商工作纪要', 'Sign the consultation record'), effect: 'change', permission: 'disputes:sign',
    input: z.object({ ...seen, settlementVersion: z.number().int() }), result: disputeSchema,
    refuses: ['disputes.not-a-party', 'disputes.step-closed', 'disputes.no-settlement', 'disputes.settlement-changed', 'disputes.position-needed', 'disputes.already-signed', 'common.stale', 'common.not-found'],
  },
  fileAgreement: {
    name: 'disputes.fileAgreement', method: 'POST', path: '/disputes/:disputeId/filing', title: word('报备协商结果', 'File the agreement'), effect: 'change', permission: 'disputes:host',
    input: z.object({ ...seen, note }), result: disputeSchema,
    refuses: ['disputes.unsigned-party', 'disputes.step-closed', 'disputes.wrong-role', 'common.stale', 'common.not-found'],
  },
  setInterimRule: {
    name: 'disputes.setInterimRule', method: 'PUT', path: '/disputes/:disputeId/interim-rule', title: word('确定待决期间规则', 'Set the interim rule'), effect: 'change', permission: 'disputes:step',
    input: z.object({ ...seen, interimRule: interimRuleSchema, interimLeadDepartmentId: departmentIdSchema.nullable().default(null), note }), result: disputeSchema,
    refuses: ['disputes.step-closed', 'disputes.wrong-role', 'disputes.interim-lead-needed', 'common.stale', 'common.not-found'],
  },
  takeStep: {
    name: 'disputes.takeStep', method: 'POST', path: '/disputes/:disputeId/steps', title: word('办理争议程序', 'Take a step'), effect: 'change', permission: 'disputes:step',
    input: z.object({ ...seen, action: z.enum(plainSteps), note }), result: disputeSchema,
    refuses: ['disputes.step-closed', 'disputes.wrong-role', 'disputes.recused', 'disputes.reason-needed', 'common.stale', 'common.not-found'],
  },
  issueOpinion: {
    name: 'disputes.issueOpinion', method: 'POST', path: '/disputes/:disputeId/opinion', title: word('出具协调意见', 'Issue the coordination opinion'), effect: 'change', permission: 'disputes:coordinate',
    input: z.object({ ...seen, opinion: z.string().trim().min(4).max(4000), settlement: settlementSchema }), result: disputeSchema,
    refuses: ['disputes.step-closed', 'disputes.wrong-role', 'disputes.recused', 'common.stale', 'common.not-found'],
  },
  decideDispute: {
    name: 'disputes.decideDispute', method: 'POST', path: '/disputes/:disputeId/decision', title: word('记录议定事项', 'Record the decision'), effect: 'change', permission: 'disputes:step',
    input: z.object({ ...seen, decision: decisionSchema, settlement: settlementSchema.nullable().default(null), note }), result: disputeSchema,
    refuses: ['disputes.step-closed', 'disputes.wrong-role', 'disputes.recused', 'disputes.no-settlement', 'disputes.decision-incomplete', 'disputes.wrong-authority', 'common.stale', 'common.not-found'],
  },
  passDeadline: {
    name: 'disputes.passDeadline', method: 'POST', path: '/disputes/:disputeId/deadline', title: word('争议到期处理', 'A deadline of a dispute has passed'), effect: 'change', permission: 'disputes:pass-deadline',
    /** `action`: a reminder, or on to the next state. */
    input: z.object({ disputeId: disputeIdSchema }), result: z.object({ disputeId: disputeIdSchema, action: z.string(), state: disputeStateSchema }),
    refuses: ['disputes.not-due', 'common.not-found'],
  },
} as const satisfies Operations<Permission>;
