import type { Actor } from '../../core/access/model.ts';
import type { DisputeFacts } from '../../core/disputes/guards.ts';
import type { Dispute, DisputeId, DisputeOrigin, DisputeState, InterimRule, PositionKind, Settlement } from '../../core/disputes/model.ts';
import { isOfficeRecused } from '../../core/disputes/roles.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reason } from '../../core/kernel/reasons.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DepartmentId, MatterId } from '../../core/registry/model.ts';
import { listDepartmentsOfRole } from '../access/queries.ts';
import type { Reading } from '../platform/database.ts';
import { procedureOf } from './procedure.ts';
import { word } from '../../core/kernel/words.ts';

export interface StoredDispute {
  readonly disputeId: DisputeId;
  readonly number: string;
  readonly title: string;
  readonly matterId: MatterId | null;
  readonly claim: string;
  readonly facts: string;
  readonly origin: DisputeOrigin;
  readonly level: number;
  readonly state: DisputeState;
  readonly machineVersion: number;
  readonly rulesVersion: number;
  readonly hostDepartmentId: DepartmentId;
  readonly hostReasons: Reason[];
  readonly interimRule: InterimRule;
  readonly interimLeadDepartmentId: DepartmentId | null;
  readonly settlement: Settlement | null;
  readonly settlementVersion: number;
  readonly opinion: string | null;
  readonly decision: Dispute['decision'];
  readonly round: number;
  readonly divisionDraftId: string | null;
  readonly divisionEntryId: string | null;
  readonly openedAt: Instant;
  readonly stateSince: Instant;
  readonly dueAt: Instant | null;
  readonly remindedAt: Instant | null;
  readonly deadlineAt: Instant | null;
  readonly version: number;
}

export interface StoredParty {
  readonly departmentId: DepartmentId;
  readonly departmentName: string;
  readonly ordinal: number;
  readonly isListedLead: boolean;
  readonly claim: string;
}

export interface StoredPosition {
  readonly departmentId: DepartmentId;
  readonly ordinal: number;
  readonly kind: PositionKind;
  readonly reason: string;
  readonly basis: string;
  readonly settlementVersion: number;
  readonly round: number;
  readonly takenAt: Instant;
  readonly takenBy: string;
}

export interface StoredSignature {
  readonly departmentId: DepartmentId;
  readonly settlementVersion: number;
  readonly signedAt: Instant;
  readonly signedBy: string;
}

export interface StoredEvent {
  readonly ordinal: number;
  readonly at: Instant;
  readonly action: string;
  readonly fromState: DisputeState | null;
  readonly toState: DisputeState;
  readonly by: string;
  readonly note: string;
}

/** A dispute with all that belongs to it. */
export interface DisputeFile {
  readonly dispute: StoredDispute;
  /** In the order in which they are listed. */
  readonly parties: readonly StoredParty[];
  /** In the order in which they were taken. */
  readonly positions: readonly StoredPosition[];
  /** Those on the present settlement. */
  readonly signatures: readonly StoredSignature[];
  readonly events: readonly StoredEvent[];
  /** The department of every establishment officer, null for one without. */
  readonly officeDepartments: readonly (DepartmentId | null)[];
}

export async function readDisputeFile(db: Reading, jurisdictionId: JurisdictionId, disputeId: DisputeId): Promise<DisputeFile> {
  const dispute = await db.selectFrom('disputes.dispute').selectAll().where('jurisdictionId', '=', jurisdictionId).where('disputeId', '=', disputeId).$castTo<StoredDispute>().executeTakeFirst();
  if (dispute === undefined) throw refuseCommon('common.not-found', { what: word('争议', 'The dispute') });
  const parties = await db
    .selectFrom('disputes.party as p')
    .innerJoin('registry.department as d', (join) => join.onRef('d.jurisdictionId', '=', 'p.jurisdictionId').onRef('d.departmentId', '=', 'p.departmentId'))
    .select(['p.departmentId', 'd.name as departmentName', 'p.ordinal', 'p.isListedLead', 'p.claim'])
    .where('p.jurisdictionId', '=', jurisdictionId)
    .where('p.disputeId', '=', disputeId)
    .orderBy('p.ordinal')
    .$castTo<StoredParty>()
    .execute();
  const positions = await db
    .selectFrom('disputes.position').selectAll().where('jurisdictionId', '=', jurisdictionId).where('disputeId', '=', disputeId)
    .orderBy('takenAt').orderBy('departmentId').orderBy('ordinal').$castTo<StoredPosition>().execute();
  const signatures = await db
    .selectFrom('disputes.signature').selectAll().where('jurisdictionId', '=', jurisdictionId).where('disputeId', '=', disputeId)
    .where('settlementVersion', '=', dispute.settlementVersion).$castTo<StoredSignature>().execute();
  const events = await db
    .selectFrom('disputes.disputeEvent').selectAll().where('jurisdictionId', '=', jurisdictionId).where('disputeId', '=', disputeId)
    .orderBy('ordinal').$castTo<StoredEvent>().execute();
  return { dispute, parties, positions, signatures, events, officeDepartments: await listDepartmentsOfRole(db, jurisdictionId, 'ESTABLISHMENT_OFFICER') };
}

const failures = ['failConsultation', 'closeSpecialCoordination'];

/** What the guards of the transition table ask about this file and this actor. */
export function factsOf({ dispute, parties, positions, signatures, events, officeDepartments }: DisputeFile, actor: Actor, at: Instant): DisputeFacts {
  return {
    level: dispute.level,
    round: dispute.round,
    parties,
    settlementVersion: dispute.settlementVersion,
    positions,
    signedBy: signatures.map(({ departmentId }) => departmentId),
    levelFailed: events.some((event) => failures.includes(event.action) && event.toState === dispute.state && event.at >= dispute.stateSince),
    overdue: dispute.dueAt !== null && dispute.dueAt < at,
    reminderLapsed: dispute.remindedAt !== null && dispute.deadlineAt !== null && dispute.deadlineAt < at,
    roundsBeforeMeeting: procedureOf(dispute).writtenRounds.beforeMeeting,
    officeRecused: isOfficeRecused(officeDepartments, parties.map(({ departmentId }) => departmentId)),
    actorDepartmentId: actor.departmentId,
    actorIsHead: actor.roles.includes('DEPARTMENT_HEAD'),
  };
}
