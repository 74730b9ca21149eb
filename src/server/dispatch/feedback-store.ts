import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { FeedbackVerdict } from '../../core/dispatch/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { word } from '../../core/kernel/words.ts';
import type { DepartmentId } from '../../core/registry/model.ts';
import type { Tx } from '../platform/database.ts';

export interface NewFeedback {
  readonly cardFeedbackId: string;
  readonly dispatchCardId: string;
  readonly appealId: string;
  readonly verdict: FeedbackVerdict;
  readonly departmentId: DepartmentId | null;
  readonly dutyClauseId: string | null;
  readonly clause: string;
  readonly note: string;
  readonly givenBy: string | null;
  readonly givenByName: string;
  readonly givenAt: Instant;
}

export async function insertFeedback(tx: Tx, jurisdictionId: JurisdictionId, feedback: NewFeedback): Promise<void> {
  await tx.insertInto('dispatch.cardFeedback').values({ ...feedback, jurisdictionId }).execute();
}

/** Whether it stands, locked. Refuses `common.not-found`. */
export async function loadStanding(tx: Tx, jurisdictionId: JurisdictionId, cardFeedbackId: string): Promise<boolean> {
  const found = await tx.selectFrom('dispatch.cardFeedback').select('undoneAt').where('jurisdictionId', '=', jurisdictionId).where('cardFeedbackId', '=', cardFeedbackId).forUpdate().executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('反馈', 'The feedback') });
  return found.undoneAt === null;
}

export async function saveUndone(tx: Tx, jurisdictionId: JurisdictionId, cardFeedbackId: string, change: { undoneAt: Instant; undoneByName: string }): Promise<void> {
  await tx.updateTable('dispatch.cardFeedback').set(change).where('jurisdictionId', '=', jurisdictionId).where('cardFeedbackId', '=', cardFeedbackId).execute();
}
