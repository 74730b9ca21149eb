import type { Outcome, ReturnReason, AppealType, Channel } from '../../core/appeals/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DepartmentId, MatterId } from '../../core/registry/model.ts';
import type { Tx } from '../platform/database.ts';
import { toPairs } from '../platform/search.ts';

/** An appeal with all that became of it. */
export interface AppealHistory {
  readonly stage: 'RECEIVED' | 'DISPATCHED' | 'SIGNED_IN' | 'CLOSED';
  readonly appealId: string;
  readonly workOrderId: string;
  readonly precedentId: string;
  readonly externalNumber: string;
  readonly channel: Channel;
  readonly type: AppealType;
  readonly title: string;
  readonly text: string;
  readonly place: string;
  readonly townshipDepartmentId: DepartmentId;
  readonly matterId: MatterId | null;
  readonly complainedDepartmentId: DepartmentId | null;
  readonly appellantName: string;
  readonly appellantPhone: string;
  readonly receivedAt: Instant;
  readonly leadDepartmentId: DepartmentId;
  readonly coHandlingUnits: readonly { departmentId: DepartmentId; task: string }[];
  readonly returns: readonly { orderReturnId: string; departmentId: DepartmentId; namedDepartmentId: DepartmentId; clause: string; reason: ReturnReason; returnedAt: Instant }[];
  readonly dispatchedAt: Instant;
  readonly dueAt: Instant;
  readonly signedAt: Instant;
  readonly repliedAt: Instant;
  readonly reply: string;
  readonly outcome: Outcome;
  readonly satisfied: boolean | null;
}

const BATCH = 400;

/** Writes history in batches: appeals, orders, returns. */
export async function insertAppealHistory(tx: Tx, jurisdictionId: JurisdictionId, history: readonly AppealHistory[]): Promise<void> {
  for (let start = 0; start < history.length; start += BATCH) await insertBatch(tx, jurisdictionId, history.slice(start, start + BATCH));
}

async function insertBatch(tx: Tx, jurisdictionId: JurisdictionId, batch: readonly AppealHistory[]): Promise<void> {
  await tx.insertInto('appeals.appeal').values(batch.map((appeal) => appealRow(jurisdictionId, appeal))).execute();
  const searched = batch.map(({ appealId, receivedAt, title, text, place }) => ({ jurisdictionId, receivedAt, appealId, pairs: toPairs(title, text, place) }));
  await tx.insertInto('appeals.appealSearch').values(searched).execute();
  const dispatched = batch.filter((appeal) => appeal.stage !== 'RECEIVED');
  if (dispatched.length > 0) await tx.insertInto('appeals.workOrder').values(dispatched.map((appeal) => orderRow(jurisdictionId, appeal))).execute();
  const returns = dispatched.flatMap((appeal) => appeal.returns.map((claim) => ({ ...claim, jurisdictionId, workOrderId: appeal.workOrderId, isLate: false, ruling: 'ACCEPTED', ruledAt: claim.returnedAt })));
  // a department returns an order once; the generator may let it hold the order twice
  if (returns.length > 0) await tx.insertInto('appeals.orderReturn').values(returns).onConflict((conflict) => conflict.doNothing()).execute();
}

const appealRow = (jurisdictionId: JurisdictionId, appeal: AppealHistory) => ({
  jurisdictionId,
  appealId: appeal.appealId,
  number: appeal.externalNumber,
  channel: appeal.channel,
  type: appeal.type,
  title: appeal.title,
  text: appeal.text,
  place: appeal.place,
  townshipDepartmentId: appeal.townshipDepartmentId,
  matterId: appeal.stage === 'RECEIVED' ? null : appeal.matterId,
  urgency: 'NORMAL',
  appellantName: appeal.appellantName,
  appellantPhone: appeal.appellantPhone,
  complainedDepartmentId: appeal.complainedDepartmentId,
  externalNumber: appeal.externalNumber,
  state: appeal.stage === 'SIGNED_IN' ? 'DISPATCHED' : appeal.stage,
  receivedAt: appeal.receivedAt,
  recordedAt: appeal.receivedAt,
});

const orderRow = (jurisdictionId: JurisdictionId, appeal: AppealHistory) => {
  const closed = appeal.stage === 'CLOSED';
  return {
    jurisdictionId,
    workOrderId: appeal.workOrderId,
    number: `G${appeal.externalNumber}`,
    appealId: appeal.appealId,
    leadDepartmentId: appeal.leadDepartmentId,
    coHandlingUnits: JSON.stringify(appeal.coHandlingUnits),
    handledBy: [appeal.leadDepartmentId, ...appeal.coHandlingUnits.map((unit) => unit.departmentId), ...appeal.returns.map((claim) => claim.departmentId)],
    state: appeal.stage,
    hop: appeal.returns.length > 0 ? 2 : 1,
    dispatchedAt: appeal.dispatchedAt,
    dueAt: appeal.dueAt,
    limitReasons: '[]',
    signedAt: appeal.stage === 'DISPATCHED' ? null : appeal.signedAt,
    repliedAt: closed ? appeal.repliedAt : null,
    closedAt: closed ? appeal.repliedAt : null,
    reply: closed ? appeal.reply : null,
    outcome: closed ? appeal.outcome : null,
    resolved: closed ? appeal.outcome === 'RESOLVED' : null,
    satisfied: closed ? appeal.satisfied : null,
  };
};
