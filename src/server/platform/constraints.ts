import { word } from '../../core/kernel/words.ts';
import { refuseAccess } from '../../core/access/refusals.ts';
import { refuseDisputes } from '../../core/disputes/refusals.ts';
import { refuseDivision } from '../../core/division/refusals.ts';
import { refuseDispatch } from '../../core/dispatch/refusals.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { Refused } from '../../core/kernel/refusal.ts';

/** The rule in code that a constraint stands behind: broken by two who act at once, it must read the same. */
const refusals: Readonly<Record<string, () => Refused>> = {
  account_user_name_taken: () => refuseAccess('access.user-name-taken', { userName: '' }),
  department_code_taken: () => refuseRegistry('registry.code-taken', { code: '' }),
  matter_code_taken: () => refuseRegistry('registry.code-taken', { code: '' }),
  department_alias_one_owner: () => refuseRegistry('registry.name-taken', { name: '' }),
  matter_scheme_name_taken: () => refuseRegistry('registry.scheme-taken', { name: '' }),
  account_separated_roles: () => refuseAccess('access.separated-roles'),
  work_order_one_per_appeal: () => refuseDispatch('dispatch.already-dispatched'),
  work_order_complained_unit: () => refuseDispatch('dispatch.complained-unit', { department: '该部门' }),
  training_one_open: () => refuseDispatch('dispatch.training-open'),
  automatic_confirmation_assessed: () => refuseDispatch('dispatch.not-assessed', { matter: '该类事项' }),
  automatic_confirmation_threshold: () => refuseDispatch('dispatch.threshold-too-low', { threshold: '—', cutOff: '—' }),
  automatic_confirmation_one_on: () => refuseDispatch('dispatch.already-automatic', { matter: '该类事项' }),
  impact_assessment_retention: () => refuseDispatch('dispatch.retention-too-short', { earliest: '三年' }),
  impact_assessment_review: () => refuseDispatch('dispatch.review-too-late', { latest: '—' }),
  card_feedback_one_standing: () => refuseDispatch('dispatch.feedback-given'),
  dispatch_record_final: () => refuseDispatch('dispatch.record-final'),
  order_return_once: () => refuseDispatch('dispatch.already-returned'),
  order_return_named_itself: () => refuseDispatch('dispatch.named-itself'),
  order_return_without_clause: () => refuseDispatch('dispatch.return-without-clause'),
  division_entry_one_lead: () => refuseDivision('division.two-leads'),
  division_entry_has_basis: () => refuseDivision('division.does-not-compile', { count: 1 }),
  division_entry_period: () => refuseDivision('division.does-not-compile', { count: 1 }),
  division_entry_immutable: () => refuseDivision('division.entry-immutable'),
  dispute_unsigned_party: () => refuseDisputes('disputes.unsigned-party', { detail: word('协商工作纪要须各方全部签署。', 'All parties must have signed the record.') }),
  dispute_settlement_fixed: () => refuseDisputes('disputes.settlement-fixed'),
  dispute_decision: () => refuseDisputes('disputes.decision-incomplete', { missing: '决定机关', missingEn: 'the deciding body' }),
  dispute_ended: () => refuseDisputes('disputes.step-closed', { title: word('办理争议程序', 'a step of the dispute'), detail: word('争议已经结束。', 'the dispute has ended.') }),
  dispute_draft_needed: () => refuseDisputes('disputes.step-closed', { title: word('报备或记录议定事项', 'filing or recording the decision'), detail: word('尚未生成分工草案。', 'there is no draft entry yet.') }),
  dispute_rests_on_draft: () => refuseDivision('division.reason-needed'),
  signature_version: () => refuseDisputes('disputes.settlement-changed', { seen: '—', current: '—' }),
  signature_position: () => refuseDisputes('disputes.position-needed', { detail: word('该部门对现方案未表明“一致”或“保留”，不能签署。', 'the department has taken no position of consent or reservation on this text.') }),
  signature_final: () => refuseDisputes('disputes.signature-final'),
  party_fixed: () => refuseDisputes('disputes.parties-fixed'),
  dispute_record_final: () => refuseDisputes('disputes.record-final'),
  dispute_interim_lead: () => refuseDisputes('disputes.interim-lead-needed'),
};

export const refusalOfConstraint = (constraint: string): Refused | undefined => refusals[constraint]?.();
