import { sql } from 'kysely';
import type { TrainingReason } from '../../core/dispatch/training-operations.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Word } from '../../core/kernel/words.ts';
import type { Tx } from '../platform/database.ts';
import type { TrialResult } from './training-worker.ts';

export interface NewTraining {
  readonly trainingId: string;
  readonly reason: TrainingReason;
  readonly requestedBy: string;
  readonly requestedAt: Instant;
  readonly seed: number;
  readonly guardVersion: number;
}

/** The database refuses a second one that waits or runs (`dispatch.training-open`). */
export async function insertTraining(tx: Tx, jurisdictionId: JurisdictionId, training: NewTraining): Promise<void> {
  await tx.insertInto('dispatch.training').values({ ...training, jurisdictionId, state: 'WAITING', touchedAt: training.requestedAt, reasons: '[]' }).execute();
}

const open = (tx: Tx, jurisdictionId: JurisdictionId, trainingId: string) =>
  tx.updateTable('dispatch.training').where('jurisdictionId', '=', jurisdictionId).where('trainingId', '=', trainingId).where('state', 'in', ['WAITING', 'RUNNING']);

/** Begins a training that waits, or once more one whose instance has died; false when it has ended already. */
export async function beginTraining(tx: Tx, jurisdictionId: JurisdictionId, trainingId: string, at: Instant): Promise<boolean> {
  const begun = await open(tx, jurisdictionId, trainingId)
    .set({ state: 'RUNNING', startedAt: sql`coalesce(started_at, ${at})`, touchedAt: at, progress: 0, tries: sql`tries + 1` }).executeTakeFirst();
  return begun.numUpdatedRows > 0n;
}

/** Says how far it is, and that somebody is still at it. */
export async function touchTraining(tx: Tx, jurisdictionId: JurisdictionId, trainingId: string, progress: number, at: Instant): Promise<void> {
  await open(tx, jurisdictionId, trainingId).set({ progress, touchedAt: at }).execute();
}

export interface TrainingEnd {
  readonly state: 'LIVE' | 'REFUSED' | 'SKIPPED' | 'FAILED';
  readonly at: Instant;
  readonly reasons: readonly Word[];
  readonly learned?: number;
  readonly heldOut?: number;
  readonly trial?: Pick<TrialResult, 'candidate' | 'incumbent'> | undefined;
  readonly incumbentId?: string | null;
  readonly modelId?: string;
}

/** False when it has ended already: another instance has taken it over. */
export async function endTraining(tx: Tx, jurisdictionId: JurisdictionId, trainingId: string, { state, at, reasons, learned, heldOut, trial, incumbentId, modelId }: TrainingEnd): Promise<boolean> {
  const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  const ended = await open(tx, jurisdictionId, trainingId).set({
    state, endedAt: at, touchedAt: at, progress: 1, reasons: JSON.stringify(reasons), learned: learned ?? null, heldOut: heldOut ?? null,
    candidate: json(trial?.candidate), incumbent: json(trial?.incumbent), incumbentId: incumbentId ?? null, modelId: modelId ?? null,
  }).executeTakeFirst();
  return ended.numUpdatedRows > 0n;
}

/** Ends trainings that nobody has been at since `before`: their job is lost, and they would keep the next one out. */
export async function endLostTrainings(tx: Tx, jurisdictionId: JurisdictionId, before: Instant, { at, reasons }: Pick<TrainingEnd, 'at' | 'reasons'>): Promise<void> {
  await tx.updateTable('dispatch.training').set({ state: 'FAILED', endedAt: at, reasons: JSON.stringify(reasons) })
    .where('jurisdictionId', '=', jurisdictionId).where('state', 'in', ['WAITING', 'RUNNING']).where('touchedAt', '<', before).execute();
}
