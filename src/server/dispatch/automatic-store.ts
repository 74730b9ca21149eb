import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Day, Instant } from '../../core/kernel/time.ts';
import type { MatterId } from '../../core/registry/model.ts';
import type { Tx } from '../platform/database.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';

export interface NewAssessment {
  readonly impactAssessmentId: string;
  readonly matterId: MatterId;
  readonly purpose: string;
  readonly necessity: string;
  readonly effectOnRights: string;
  readonly safeguards: string;
  readonly assessedBy: string;
  readonly assessedOn: Day;
  readonly nextReviewOn: Day;
  readonly retainedUntil: Day;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
}

export async function insertAssessment(tx: Tx, jurisdictionId: JurisdictionId, assessment: NewAssessment): Promise<void> {
  await tx.insertInto('dispatch.impactAssessment').values({ ...assessment, jurisdictionId }).execute();
}

export async function withdrawAssessment(tx: Tx, jurisdictionId: JurisdictionId, impactAssessmentId: string, change: { withdrawnAt: Instant; withdrawnBy: string; withdrawalReason: string }): Promise<void> {
  await tx.updateTable('dispatch.impactAssessment').set(change).where('jurisdictionId', '=', jurisdictionId).where('impactAssessmentId', '=', impactAssessmentId).execute();
}

export interface NewSwitch {
  readonly automaticConfirmationId: string;
  readonly matterId: string;
  readonly impactAssessmentId: string;
  readonly threshold: number;
  readonly leastThreshold: number;
  readonly switchedOnAt: Instant;
  readonly switchedOnBy: string;
}

/** Whoever ranks next, on any instance, knows of it. */
export async function insertSwitch(tx: Tx, jurisdictionId: JurisdictionId, given: NewSwitch): Promise<void> {
  await tx.insertInto('dispatch.automaticConfirmation').values({ ...given, jurisdictionId }).execute();
  await bumpKnowledge(tx, jurisdictionId, 'automatic');
}

export async function saveSwitchOff(tx: Tx, jurisdictionId: JurisdictionId, ids: readonly string[], change: { switchedOffAt: Instant; switchedOffBy: string; offReason: string }): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable('dispatch.automaticConfirmation').set(change).where('jurisdictionId', '=', jurisdictionId).where('automaticConfirmationId', 'in', [...ids]).execute();
  await bumpKnowledge(tx, jurisdictionId, 'automatic');
}
