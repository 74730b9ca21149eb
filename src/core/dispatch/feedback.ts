import { z } from 'zod';
import { instantSchema } from '../kernel/time.ts';
import { departmentIdSchema, type DepartmentId } from '../registry/model.ts';
import { feedbackVerdictSchema, type DispatchCard, type FeedbackVerdict, type KnownPrecedent } from './model.ts';
import { refuseDispatch } from './refusals.ts';
import { decideReceiver, type OrderDepartment } from './returns.ts';

/** What an officer has said of a card. */
export const cardFeedbackSchema = z.object({
  cardFeedbackId: z.uuid(),
  verdict: feedbackVerdictSchema,
  /** Who should handle it; null where nobody has the duty. */
  departmentId: departmentIdSchema.nullable(),
  dutyClauseId: z.uuid().nullable(),
  clause: z.string(),
  note: z.string(),
  givenBy: z.string(),
  givenAt: instantSchema,
});
export type CardFeedback = z.infer<typeof cardFeedbackSchema>;

export interface FeedbackFacts {
  readonly card: Pick<DispatchCard, 'leadDepartment'>;
  readonly verdict: FeedbackVerdict;
  /** Who should handle it instead, when that was said. */
  readonly named: OrderDepartment | null;
  readonly complainedDepartmentId: DepartmentId | null;
  /** Whether a ruling or the closing of its order has already said who handles the appeal. */
  readonly isDecided: boolean;
}

export interface FeedbackDecision {
  readonly departmentId: DepartmentId | null;
  /** What the next card learns from it. */
  readonly precedents: readonly { readonly departmentId: DepartmentId; readonly outcome: KnownPrecedent['outcome'] }[];
}

/** A card that was wrong names who should handle it, and never the unit complained of or one that is no more. */
function decideWrong({ card, named, complainedDepartmentId }: FeedbackFacts): FeedbackDecision {
  if (named === null) throw refuseDispatch('dispatch.feedback-without-department');
  const lead = card.leadDepartment?.departmentId ?? null;
  if (named.departmentId === lead) throw refuseDispatch('dispatch.feedback-agrees');
  decideReceiver(named, complainedDepartmentId);
  const accepted = { departmentId: named.departmentId, outcome: 'ACCEPTED' as const };
  return { departmentId: named.departmentId, precedents: lead === null ? [accepted] : [accepted, { departmentId: lead, outcome: 'OVERTURNED' }] };
}

/** That nobody has the duty is listed as a gap; the next card warns of the department that was named for it. */
function decideMissing({ card: { leadDepartment } }: FeedbackFacts): FeedbackDecision {
  return { departmentId: null, precedents: leadDepartment === null ? [] : [{ departmentId: leadDepartment.departmentId, outcome: 'OVERTURNED' }] };
}

/**
 * What is kept of a verdict and what is learned from it, whether the order is finished or has not even gone out. A ruling or a closing ranks above what anybody says of the
 * card: what comes after it is kept on record and teaches nothing.
 */
export function decideFeedback(facts: FeedbackFacts): FeedbackDecision {
  const decided = judge(facts);
  return facts.isDecided ? { ...decided, precedents: [] } : decided;
}

function judge(facts: FeedbackFacts): FeedbackDecision {
  switch (facts.verdict) {
    case 'WRONG':
      return decideWrong(facts);
    case 'MISSING_DUTY':
      return decideMissing(facts);
    case 'RIGHT': {
      const lead = facts.card.leadDepartment;
      if (lead === null) throw refuseDispatch('dispatch.card-without-lead');
      return { departmentId: lead.departmentId, precedents: [{ departmentId: lead.departmentId, outcome: 'ACCEPTED' }] };
    }
  }
}
