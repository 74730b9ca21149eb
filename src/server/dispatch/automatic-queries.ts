import { sql } from 'kysely';
import type { AutomaticRule } from '../../core/dispatch/automatic.ts';
import type { DispatchCard } from '../../core/dispatch/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import { word } from '../../core/kernel/words.ts';
import type { MatterId } from '../../core/registry/model.ts';
import type { Reading, Tx } from '../platform/database.ts';
import type { NewAssessment } from './automatic-store.ts';

/** What is switched on, each class with the matters that stand under it, at whatever depth. */
export async function listAutomaticRules(db: Reading, jurisdictionId: JurisdictionId): Promise<AutomaticRule[]> {
  const { rows } = await sql<AutomaticRule>`
    select c.matter_id as matter_class_id, m.name as class_name, c.threshold, i.impact_assessment_id, i.assessed_by, i.assessed_on, i.next_review_on,
      array(with recursive under as (
        select c.matter_id union all select n.matter_id from registry.matter n join under u on n.parent_id = u.matter_id where n.jurisdiction_id = c.jurisdiction_id
      ) select matter_id from under) as matter_ids
    from dispatch.automatic_confirmation c
    join dispatch.impact_assessment i using (jurisdiction_id, impact_assessment_id)
    join registry.matter m on m.jurisdiction_id = c.jurisdiction_id and m.matter_id = c.matter_id
    where c.jurisdiction_id = ${jurisdictionId} and c.switched_off_at is null order by c.matter_id`.execute(db);
  return rows;
}

/** The newest card of an appeal, whole. Refuses `common.not-found`. */
export async function findCardOf(db: Reading, jurisdictionId: JurisdictionId, appealId: string): Promise<DispatchCard> {
  const { rows } = await sql<{ card: DispatchCard }>`
    select card from dispatch.dispatch_card where jurisdiction_id = ${jurisdictionId} and appeal_id = ${appealId} order by dispatch_card_id desc limit 1`.execute(db);
  if (rows[0] === undefined) throw refuseCommon('common.not-found', { what: word('派单卡', 'The dispatch card') });
  return rows[0].card;
}

export interface StoredAssessment extends NewAssessment {
  readonly matterName: string;
  readonly withdrawnAt: Instant | null;
  readonly withdrawnBy: string | null;
  readonly withdrawalReason: string | null;
}

/** Newest first. */
export async function listAssessments(db: Reading, jurisdictionId: JurisdictionId, { matterId, impactAssessmentId }: { matterId?: string | undefined; impactAssessmentId?: string | undefined } = {}): Promise<StoredAssessment[]> {
  const { rows } = await sql<StoredAssessment>`
    select i.impact_assessment_id, i.matter_id, m.name as matter_name, i.purpose, i.necessity, i.effect_on_rights, i.safeguards, i.assessed_by, i.assessed_on, i.next_review_on, i.retained_until,
      i.recorded_by, i.recorded_at, i.withdrawn_at, i.withdrawn_by, i.withdrawal_reason
    from dispatch.impact_assessment i join registry.matter m using (jurisdiction_id, matter_id)
    where i.jurisdiction_id = ${jurisdictionId} ${matterId === undefined ? sql`` : sql`and i.matter_id = ${matterId}`} ${impactAssessmentId === undefined ? sql`` : sql`and i.impact_assessment_id = ${impactAssessmentId}`}
    order by i.assessed_on desc, i.impact_assessment_id desc`.execute(db);
  return rows;
}

export interface StoredSwitch {
  readonly automaticConfirmationId: string;
  readonly matterId: MatterId;
  readonly name: string;
  readonly impactAssessmentId: string;
  readonly threshold: number;
  readonly leastThreshold: number;
  readonly switchedOnAt: Instant;
  readonly switchedOnBy: string;
  readonly switchedOffAt: Instant | null;
  readonly switchedOffBy: string | null;
  readonly offReason: string | null;
  readonly dispatched: number;
  readonly withdrawn: number;
  readonly returned: number;
}

/** Every switch there has been, newest first, with the orders sent out by it. */
export async function listSwitches(db: Reading, jurisdictionId: JurisdictionId): Promise<StoredSwitch[]> {
  const { rows } = await sql<StoredSwitch>`
    select c.automatic_confirmation_id, c.matter_id, m.name, c.impact_assessment_id, c.threshold, c.least_threshold, c.switched_on_at, c.switched_on_by, c.switched_off_at, c.switched_off_by, c.off_reason,
      o.dispatched, o.withdrawn, o.returned
    from dispatch.automatic_confirmation c
    join registry.matter m using (jurisdiction_id, matter_id)
    cross join lateral (
      select count(*)::int as dispatched, count(*) filter (where w.state = 'WITHDRAWN')::int as withdrawn,
        count(*) filter (where exists (select from appeals.order_return r where r.jurisdiction_id = w.jurisdiction_id and r.work_order_id = w.work_order_id))::int as returned
      from appeals.work_order w
      where w.jurisdiction_id = c.jurisdiction_id and w.automatic_reasons is not null and w.dispatched_at >= c.switched_on_at and w.dispatched_at < coalesce(c.switched_off_at, 'infinity')
        and w.automatic_reasons->0->'sources'->0->>'id' = c.matter_id::text) o
    where c.jurisdiction_id = ${jurisdictionId} order by c.automatic_confirmation_id desc`.execute(db);
  return rows;
}

/** The switches that are on and rest on an assessment, locked. */
export async function takeSwitchesOn(tx: Tx, jurisdictionId: JurisdictionId, impactAssessmentId: string): Promise<string[]> {
  const rows = await tx.selectFrom('dispatch.automaticConfirmation').select('automaticConfirmationId').where('jurisdictionId', '=', jurisdictionId).where('impactAssessmentId', '=', impactAssessmentId)
    .where('switchedOffAt', 'is', null).forUpdate().execute();
  return rows.map(({ automaticConfirmationId }) => automaticConfirmationId);
}

export const listClasses = (db: Reading, jurisdictionId: JurisdictionId): Promise<{ matterId: MatterId; name: string }[]> =>
  db.selectFrom('registry.matter').select(['matterId', 'name']).where('jurisdictionId', '=', jurisdictionId).where('isClass', '=', true).where('parentId', 'is', null).orderBy('code')
    .$castTo<{ matterId: MatterId; name: string }>().execute();

export const findClass = (db: Reading, jurisdictionId: JurisdictionId, matterId: string): Promise<{ name: string; isClass: boolean } | undefined> =>
  db.selectFrom('registry.matter').select(['name', 'isClass']).where('jurisdictionId', '=', jurisdictionId).where('matterId', '=', matterId).executeTakeFirst();
