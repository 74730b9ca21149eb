import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CostVersion } from '../../core/dispatch/costs.ts';
import type { CellFact, WeekFact } from '../../core/dispatch/model-health.ts';
import type { DispatchOutcome, FeedbackVerdict } from '../../core/dispatch/model.ts';
import { CELLS } from '../../core/dispatch/reliability.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Day, Instant } from '../../core/kernel/time.ts';
import { addDays, startOfDay } from '../../core/kernel/time.ts';
import type { MatterId } from '../../core/registry/model.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, oneMore, pageAfter, splitCursor, type Page } from '../platform/pages.ts';

export interface Period {
  readonly from: Day;
  /** Included. */
  readonly to: Day;
}

/** The class at the top of the tree under which each matter stands. */
const classes = (jurisdictionId: JurisdictionId) => sql`
  with recursive class_of as (
    select matter_id, matter_id as class_id from registry.matter where jurisdiction_id = ${jurisdictionId} and parent_id is null
    union all select m.matter_id, p.class_id from registry.matter m join class_of p on m.parent_id = p.matter_id where m.jurisdiction_id = ${jurisdictionId}
  )`;

/**
 * Cards of the days with their order: `w` only when the dispatch rested on the card, `is_judged` once its department has accepted and
 * finished it. An interim lead's work says nothing about whose duty it is.
 */
const cards = (jurisdictionId: JurisdictionId, { from, to }: Period, joined = sql``) => sql`
  from dispatch.dispatch_card c ${joined}
  left join class_of k on k.matter_id = c.found_matter_id
  left join appeals.work_order w on w.jurisdiction_id = ${jurisdictionId} and w.dispatch_card_id = c.dispatch_card_id and w.state <> 'WITHDRAWN'
  cross join lateral (select w.state = 'CLOSED' and not w.interim_lead as is_judged) j
  where c.jurisdiction_id = ${jurisdictionId} and c.computed_at >= ${startOfDay(from)} and c.computed_at < ${addDays(startOfDay(to), 1)}`;

const week = sql`date_trunc('week', c.computed_at at time zone 'Asia/Shanghai')::date`;
const isRight = sql`c.lead_department_id = w.lead_department_id`;
const isCovered = sql`w.lead_department_id = any(c.prediction_set)`;

type WeekRow = Omit<WeekFact, 'unknown'> & { readonly unknown: readonly number[] };

/** Counted by PostgreSQL: what comes back grows with weeks and classes, not with cards. */
export async function countWeeks(db: Reading, jurisdictionId: JurisdictionId, period: Period): Promise<WeekFact[]> {
  const { rows } = await sql<WeekRow>`${classes(jurisdictionId)}
    select ${week}::text as week, k.class_id as matter_class_id, c.outcome, count(*)::int as cards,
      count(*) filter (where j.is_judged)::int as judged,
      count(*) filter (where j.is_judged and ${isRight})::int as "right",
      count(*) filter (where j.is_judged and w.hop = 1)::int as first_kept,
      count(*) filter (where j.is_judged and c.promised_coverage is not null)::int as promised,
      coalesce(sum(c.promised_coverage) filter (where j.is_judged), 0) as promised_sum,
      count(*) filter (where j.is_judged and c.promised_coverage is not null and ${isCovered})::int as covered,
      array[count(*) filter (where c.known_share > 0.9), count(*) filter (where c.known_share > 0.8 and c.known_share <= 0.9), count(*) filter (where c.known_share > 0.7 and c.known_share <= 0.8),
        count(*) filter (where c.known_share > 0.6 and c.known_share <= 0.7), count(*) filter (where c.known_share <= 0.6)]::int[] as unknown,
      coalesce(sum(1 - c.known_share), 0) as unknown_sum
    ${cards(jurisdictionId, period)} group by 1, 2, 3`.execute(db);
  return rows;
}

/** Judged cards with a ranked lead, by class and by cell of probability. */
export async function countCells(db: Reading, jurisdictionId: JurisdictionId, period: Period): Promise<CellFact[]> {
  const { rows } = await sql<CellFact>`${classes(jurisdictionId)}
    select k.class_id as matter_class_id, least(${CELLS - 1}, floor(c.lead_probability * ${CELLS}))::int as cell, count(*)::int as count, count(*) filter (where ${isRight})::int as "right", sum(c.lead_probability) as sum
    ${cards(jurisdictionId, period)} and c.lead_probability is not null and j.is_judged group by 1, 2`.execute(db);
  return rows;
}

export async function countFeedback(db: Reading, jurisdictionId: JurisdictionId, { from, to }: Period): Promise<ReadonlyMap<FeedbackVerdict, number>> {
  const { rows } = await sql<{ verdict: FeedbackVerdict; count: number }>`
    select verdict, count(*)::int as count from dispatch.card_feedback
    where jurisdiction_id = ${jurisdictionId} and undone_at is null and given_at >= ${startOfDay(from)} and given_at < ${addDays(startOfDay(to), 1)} group by 1`.execute(db);
  return new Map(rows.map(({ verdict, count }) => [verdict, count]));
}

export const findLiveTraining = (db: Reading, jurisdictionId: JurisdictionId): Promise<{ modelId: string; trainedAt: Instant; precedents: number } | undefined> =>
  db.selectFrom('dispatch.model').select(['modelId', 'trainedAt', 'precedents']).where('jurisdictionId', '=', jurisdictionId).where('live', '=', true).$castTo<{ modelId: string; trainedAt: Instant; precedents: number }>().executeTakeFirst();

export interface CardFilter extends Period {
  readonly matterClassId?: MatterId | undefined;
  readonly withoutClass?: boolean | undefined;
  readonly week?: Day | undefined;
  readonly outcome?: DispatchOutcome | undefined;
  readonly probabilityFrom?: number | undefined;
  readonly probabilityTo?: number | undefined;
  readonly judged?: boolean | undefined;
  readonly right?: boolean | undefined;
  readonly covered?: boolean | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface JudgedCard {
  readonly dispatchCardId: string;
  readonly appealId: string;
  readonly number: string;
  readonly title: string;
  readonly workOrderId: string | null;
  readonly computedAt: Instant;
  readonly outcome: DispatchOutcome;
  readonly probability: number | null;
  readonly leadDepartmentId: string | null;
  readonly handledById: string | null;
  readonly isRight: boolean | null;
  readonly isCovered: boolean | null;
}

const said = (condition: RawBuilder<unknown>, wanted: boolean) => (wanted ? condition : sql`not coalesce(${condition}, false)`);

/** The conditions of a filter; what is right or covered is asked only of judged cards. */
function* conditions({ matterClassId, withoutClass, week: monday, outcome, probabilityFrom, probabilityTo, judged, right, covered }: CardFilter): Generator<RawBuilder<unknown>> {
  if (matterClassId !== undefined) yield sql`k.class_id = ${matterClassId}`;
  if (withoutClass === true) yield sql`k.class_id is null`;
  if (monday !== undefined) yield sql`${week} = ${monday}::date`;
  if (outcome !== undefined) yield sql`c.outcome = ${outcome}`;
  if (probabilityFrom !== undefined) yield sql`c.lead_probability >= ${probabilityFrom}`;
  if (probabilityTo !== undefined) yield sql`(c.lead_probability < ${probabilityTo} or ${probabilityTo} >= 1)`;
  if (judged !== undefined) yield said(sql`j.is_judged`, judged);
  if (right !== undefined) yield sql`j.is_judged and ${said(isRight, right)}`;
  if (covered !== undefined) yield sql`j.is_judged and c.promised_coverage is not null and ${said(isCovered, covered)}`;
}

/** The cards behind a figure, newest first. */
export async function listJudgedCards(db: Reading, jurisdictionId: JurisdictionId, filter: CardFilter): Promise<Page<JudgedCard>> {
  const after = splitCursor(filter.cursor);
  const wanted = [...conditions(filter), ...(after === undefined ? [] : [sql<SqlBool>`(c.computed_at, c.dispatch_card_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`])];
  const { rows } = await sql<JudgedCard>`${classes(jurisdictionId)}
    select c.dispatch_card_id, c.appeal_id, a.number, a.title, w.work_order_id, c.computed_at, c.outcome, c.lead_probability as probability, c.lead_department_id,
      case when j.is_judged then w.lead_department_id end as handled_by_id,
      case when j.is_judged then coalesce(${isRight}, false) end as is_right,
      case when j.is_judged and c.promised_coverage is not null then ${isCovered} end as is_covered
    ${cards(jurisdictionId, filter, sql`join appeals.appeal a on a.jurisdiction_id = c.jurisdiction_id and a.appeal_id = c.appeal_id`)}
      ${wanted.length === 0 ? sql`` : sql`and ${sql.join(wanted, sql` and `)}`}
    order by c.computed_at desc, c.dispatch_card_id desc limit ${oneMore(filter.limit)}`.execute(db);
  return pageAfter(rows, filter.limit, (last) => joinCursor(last.computedAt, last.dispatchCardId));
}

export type StoredCosts = CostVersion & { readonly recordedBy: string; readonly recordedAt: Instant };

/** The versions a district has set itself, oldest first. */
export const listCosts = (db: Reading, jurisdictionId: JurisdictionId): Promise<StoredCosts[]> =>
  db.selectFrom('dispatch.costVersion').select(['v', 'validFrom', 'wrongDispatchMinutes', 'confirmationMinutes', 'consultationMinutes', 'noticedShare', 'source', 'reason', 'recordedBy', 'recordedAt'])
    .where('jurisdictionId', '=', jurisdictionId).orderBy('v').$castTo<StoredCosts>().execute();
