import type { Actor } from '../../core/access/model.ts';
import { listActors } from '../../core/disputes/actors.ts';
import { computeMovesTo } from '../../core/disputes/deadlines.ts';
import { disputeActionWords, finalStates, type DisputeAction } from '../../core/disputes/machine.ts';
import type { Dispute, DisputeId, DisputeState, DisputeSummary, InterimRule } from '../../core/disputes/model.ts';
import type { DisputeProcedure } from '../../core/disputes/procedure.ts';
import { listDisputeSteps } from '../../core/disputes/rules.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { DepartmentId, MatterId } from '../../core/registry/model.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, pageAfter, splitCursor, type Page } from '../platform/pages.ts';
import { factsOf, readDisputeFile, type DisputeFile } from './file.ts';
import { procedureOf } from './procedure.ts';
import { standingOf } from './progress.ts';

export interface DisputeFilter {
  readonly q?: string | undefined;
  readonly state?: DisputeState | undefined;
  readonly level?: number | undefined;
  /** Disputes to which this department is a party. */
  readonly departmentId?: string | undefined;
  readonly matterId?: string | undefined;
  readonly pending?: boolean | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

type SummaryRow = Omit<DisputeSummary, 'parties'> & { readonly hostDepartmentId: DepartmentId };

const summaries = (db: Reading, jurisdictionId: JurisdictionId) =>
  db
    .selectFrom('disputes.dispute as d')
    .leftJoin('registry.matter as m', (join) => join.onRef('m.jurisdictionId', '=', 'd.jurisdictionId').onRef('m.matterId', '=', 'd.matterId'))
    .select([
      'd.disputeId', 'd.number', 'd.title', 'd.level', 'd.state', 'd.matterId', 'm.name as matterName', 'd.hostDepartmentId', 'd.origin', 'd.openedAt', 'd.stateSince', 'd.dueAt', 'd.remindedAt', 'd.version',
    ])
    .where('d.jurisdictionId', '=', jurisdictionId);

function filtered(db: Reading, jurisdictionId: JurisdictionId, { q, state, level, departmentId, matterId, pending }: DisputeFilter) {
  let rows = summaries(db, jurisdictionId);
  if (q !== undefined && q !== '') rows = rows.where((eb) => eb.or(['d.title', 'd.number', 'd.claim', 'm.name'].map((column) => eb(eb.ref(column as 'd.title'), 'like', `%${q}%`))));
  if (state !== undefined) rows = rows.where('d.state', '=', state);
  if (level !== undefined) rows = rows.where('d.level', '=', level);
  if (matterId !== undefined) rows = rows.where('d.matterId', '=', matterId);
  if (pending !== undefined) rows = rows.where('d.state', pending ? 'not in' : 'in', finalStates);
  if (departmentId === undefined) return rows;
  return rows.where('d.disputeId', 'in', (eb) => eb.selectFrom('disputes.party as p').select('p.disputeId').where('p.jurisdictionId', '=', jurisdictionId).where('p.departmentId', '=', departmentId));
}

/** Disputes, newest first. */
export async function listDisputes(db: Reading, jurisdictionId: JurisdictionId, filter: DisputeFilter): Promise<Page<DisputeSummary>> {
  const after = splitCursor(filter.cursor);
  let rows = filtered(db, jurisdictionId, filter).orderBy('d.openedAt', 'desc').orderBy('d.disputeId', 'desc').limit(filter.limit + 1);
  if (after !== undefined) rows = rows.where((eb) => eb(eb.refTuple('d.openedAt', 'd.disputeId'), '<', eb.tuple(after[0] as Instant, after[1] as string)));
  const page = pageAfter(await rows.$castTo<SummaryRow>().execute(), filter.limit, (last) => joinCursor(last.openedAt, last.disputeId));
  const parties = await listPartiesOf(db, jurisdictionId, page.items.map(({ disputeId }) => disputeId));
  const items = page.items.map(({ hostDepartmentId, ...row }) => ({
    ...row,
    parties: parties
      .filter((party) => party.disputeId === row.disputeId)
      .map(({ departmentId, departmentName }) => ({ departmentId, departmentName, isHost: departmentId === hostDepartmentId })),
  }));
  return { ...page, items };
}

async function listPartiesOf(db: Reading, jurisdictionId: JurisdictionId, disputeIds: readonly DisputeId[]) {
  if (disputeIds.length === 0) return [];
  return db
    .selectFrom('disputes.party as p')
    .innerJoin('registry.department as r', (join) => join.onRef('r.jurisdictionId', '=', 'p.jurisdictionId').onRef('r.departmentId', '=', 'p.departmentId'))
    .select(['p.disputeId', 'p.departmentId', 'r.name as departmentName'])
    .where('p.jurisdictionId', '=', jurisdictionId)
    .where('p.disputeId', 'in', disputeIds)
    .orderBy('p.ordinal')
    .$castTo<{ disputeId: DisputeId; departmentId: DepartmentId; departmentName: string }>()
    .execute();
}

export interface PendingDispute {
  readonly disputeId: DisputeId;
  readonly number: string;
  readonly title: string;
  readonly matterId: MatterId | null;
  readonly interimRule: InterimRule;
  readonly interimLeadDepartmentId: DepartmentId | null;
  readonly hostDepartmentId: DepartmentId;
}

/** Every dispute that has not ended, oldest first: what dispatch must obey (product.md 3.3). */
export const listPendingDisputes = (db: Reading, jurisdictionId: JurisdictionId): Promise<PendingDispute[]> =>
  db
    .selectFrom('disputes.dispute')
    .select(['disputeId', 'number', 'title', 'matterId', 'interimRule', 'interimLeadDepartmentId', 'hostDepartmentId'])
    .where('jurisdictionId', '=', jurisdictionId)
    .where('state', 'not in', finalStates)
    .orderBy('openedAt')
    .orderBy('disputeId')
    .$castTo<PendingDispute>()
    .execute();

/** The whole file as `actor` sees it, with the steps open to him. */
export async function viewDispute(db: Reading, jurisdictionId: JurisdictionId, disputeId: DisputeId, actor: Actor, at: Instant): Promise<Dispute> {
  const file = await readDisputeFile(db, jurisdictionId, disputeId);
  const facts = factsOf(file, actor, at);
  return {
    ...pickDispute(file.dispute),
    ...(await namesOf(db, jurisdictionId, file)),
    procedure: withoutClocks(procedureOf(file.dispute)),
    parties: partiesOf(file),
    positions: file.positions.map((position) => ({ ...pickPosition(position), departmentName: nameOf(file, position.departmentId) })),
    orders: await listOrdersOf(db, jurisdictionId, disputeId),
    timeline: file.events.map(({ at: moment, action, fromState, toState, by, note }) => ({ at: moment, action, title: disputeActionWords[action as DisputeAction], from: fromState, to: toState, by, note })),
    steps: listDisputeSteps(file.dispute.state, standingOf(file, actor), facts),
    movesTo: computeMovesTo(file.dispute.state, facts),
    actors: listActors(file.dispute.state, facts, file.dispute.hostDepartmentId),
  };
}

/** The columns that the view shows as they are stored. */
const pickDispute = ({
  disputeId, number, title, level, state, matterId, origin, openedAt, stateSince, dueAt, version, claim, facts, hostReasons, interimRule, interimLeadDepartmentId, settlement, settlementVersion,
  opinion, decision, divisionDraftId, divisionEntryId, remindedAt, deadlineAt,
}: DisputeFile['dispute']) => ({
  disputeId, number, title, level, state, matterId, origin, openedAt, stateSince, dueAt, version, claim, facts, hostReasons, interimRule, interimLeadDepartmentId, settlement, settlementVersion,
  opinion, decision, divisionDraftId, divisionEntryId, remindedAt, deadlineAt,
});

/** The limits show as the due moment of each state. */
const withoutClocks = ({ clocks: _clocks, ...procedure }: DisputeProcedure): Dispute['procedure'] => procedure;

const nameOf = ({ parties }: DisputeFile, departmentId: DepartmentId): string => parties.find((party) => party.departmentId === departmentId)?.departmentName ?? '';

const pickPosition = ({ departmentId, kind, reason, basis, settlementVersion, round, takenAt, takenBy }: DisputeFile['positions'][number]) => ({
  departmentId, kind, reason, basis, settlementVersion, round, takenAt, takenBy,
});

const partiesOf = ({ dispute, parties, signatures }: DisputeFile): Dispute['parties'] =>
  parties.map((party) => {
    const signature = signatures.find(({ departmentId }) => departmentId === party.departmentId);
    return { ...party, isHost: party.departmentId === dispute.hostDepartmentId, signedAt: signature?.signedAt ?? null, signedBy: signature?.signedBy ?? null };
  });

async function namesOf(db: Reading, jurisdictionId: JurisdictionId, { dispute }: DisputeFile) {
  const matter = await db.selectFrom('registry.matter').select('name').where('jurisdictionId', '=', jurisdictionId).where('matterId', '=', dispute.matterId ?? dispute.disputeId).executeTakeFirst();
  const lead = await db.selectFrom('registry.department').select('name').where('jurisdictionId', '=', jurisdictionId).where('departmentId', '=', dispute.interimLeadDepartmentId ?? dispute.disputeId).executeTakeFirst();
  return { matterName: matter?.name ?? null, interimLeadDepartmentName: lead?.name ?? null };
}

const listOrdersOf = (db: Reading, jurisdictionId: JurisdictionId, disputeId: DisputeId): Promise<Dispute['orders']> =>
  db
    .selectFrom('appeals.workOrder as w')
    .innerJoin('appeals.appeal as a', (join) => join.onRef('a.jurisdictionId', '=', 'w.jurisdictionId').onRef('a.appealId', '=', 'w.appealId'))
    .select(['w.workOrderId', 'w.number', 'a.title'])
    .where('w.jurisdictionId', '=', jurisdictionId)
    .where('w.disputeId', '=', disputeId)
    .orderBy('w.dispatchedAt')
    .execute();

/** Disputes whose deadline has passed, the longest first. */
export async function listDueDisputes(db: Reading, jurisdictionId: JurisdictionId, at: Instant, limit: number): Promise<DisputeId[]> {
  const rows = await db.selectFrom('disputes.dispute').select('disputeId').where('jurisdictionId', '=', jurisdictionId).where('deadlineAt', '<', at)
    .orderBy('deadlineAt').orderBy('disputeId').limit(limit).$castTo<{ disputeId: DisputeId }>().execute();
  return rows.map(({ disputeId }) => disputeId);
}
