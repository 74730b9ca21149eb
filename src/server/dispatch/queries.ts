import { sql } from 'kysely';
import type { AppealId, AppealState } from '../../core/appeals/model.ts';
import type { CardFeedback } from '../../core/dispatch/feedback.ts';
import type { DispatchCard } from '../../core/dispatch/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { DepartmentId, MatterId } from '../../core/registry/model.ts';
import type { Reading } from '../platform/database.ts';
import { fixedStatement } from '../platform/statement.ts';
import { word } from '../../core/kernel/words.ts';

interface CardView {
  readonly dispatchCardId: string;
  readonly appealId: AppealId;
  readonly card: DispatchCard;
  /** What an officer has said of it and not taken back. */
  readonly feedback: CardFeedback | null;
  /** Departments that have or had the order of the appeal. */
  readonly handledBy: readonly string[];
}

export async function findCard(db: Reading, jurisdictionId: JurisdictionId, dispatchCardId: string): Promise<CardView> {
  const { rows } = await sql<CardView>`
    select c.dispatch_card_id, c.appeal_id, c.card,
      (select json_build_object('cardFeedbackId', f.card_feedback_id, 'verdict', f.verdict, 'departmentId', f.department_id, 'dutyClauseId', f.duty_clause_id, 'clause', f.clause, 'note', f.note,
          'givenBy', f.given_by_name, 'givenAt', to_char(f.given_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
        from dispatch.card_feedback f where f.jurisdiction_id = c.jurisdiction_id and f.dispatch_card_id = c.dispatch_card_id and f.undone_at is null) as feedback,
      coalesce((select w.handled_by from appeals.work_order w where w.jurisdiction_id = c.jurisdiction_id and w.appeal_id = c.appeal_id and w.state <> 'WITHDRAWN'), '{}') as handled_by
    from dispatch.dispatch_card c where c.jurisdiction_id = ${jurisdictionId} and c.dispatch_card_id = ${dispatchCardId}`.execute(db);
  if (rows[0] === undefined) throw refuseCommon('common.not-found', { what: word('派单卡', 'The dispatch card') });
  return rows[0];
}

/** What of a stored appeal is ranked, and where it stands. */
export interface RankedAppeal {
  readonly title: string;
  readonly text: string;
  readonly place: string;
  readonly townshipDepartmentId: DepartmentId | null;
  readonly matterId: MatterId | null;
  readonly complainedDepartmentId: DepartmentId | null;
  readonly appellantName: string;
  readonly appellantPhone: string;
  readonly state: AppealState;
}

export async function findAppealToRank(db: Reading, jurisdictionId: JurisdictionId, appealId: AppealId): Promise<RankedAppeal> {
  const found = await db
    .selectFrom('appeals.appeal')
    .select(['title', 'text', 'place', 'townshipDepartmentId', 'matterId', 'complainedDepartmentId', 'appellantName', 'appellantPhone', 'state'])
    .where('jurisdictionId', '=', jurisdictionId)
    .where('appealId', '=', appealId)
    .$castTo<RankedAppeal>()
    .executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('诉求', 'The appeal') });
  return found;
}

const newestCard = fixedStatement((db, { jurisdictionId, appealId }: { jurisdictionId: JurisdictionId; appealId: AppealId }) =>
  db.selectFrom('dispatch.dispatchCard').select(['dispatchCardId', 'divisionEntryId']).where('jurisdictionId', '=', jurisdictionId).where('appealId', '=', appealId).orderBy('dispatchCardId', 'desc').limit(sql.lit(1)));

/** The newest card of an appeal: its id and the entry it found to fit. */
export async function findNewestCard(db: Reading, jurisdictionId: JurisdictionId, appealId: AppealId): Promise<{ dispatchCardId: string; divisionEntryId: string | null } | undefined> {
  const [newest] = await newestCard(db, { jurisdictionId, appealId });
  return newest;
}
