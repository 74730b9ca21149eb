import { sql } from 'kysely';
import type { AppealId } from '../../core/appeals/model.ts';
import type { CostVersion } from '../../core/dispatch/costs.ts';
import type { KnownPrecedent } from '../../core/dispatch/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Tx } from '../platform/database.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import type { Writes } from '../platform/unit-of-work.ts';
import { written } from '../platform/written.ts';
import type { EncodedCard } from './encoded-card.ts';

/** What of the appeal was ranked, where the appeal itself may come to say otherwise. */
export interface Asked {
  readonly title: string;
  readonly matterId: string | null;
}

export function newCard(jurisdictionId: JurisdictionId, dispatchCardId: string, appealId: AppealId, { json, columns }: EncodedCard, { title, matterId }: Asked): Writes {
  const { outcome, divisionEntryId, computedAt, leadDepartmentId, probability, set, promised, foundMatterId, known } = columns;
  return {
    dispatchCard: written`
      insert into dispatch.dispatch_card (jurisdiction_id, dispatch_card_id, appeal_id, outcome, division_entry_id, card, computed_at, asked_matter_id, titled, lead_department_id, lead_probability, prediction_set, promised_coverage, found_matter_id, known_share)
      values (${jurisdictionId}, ${dispatchCardId}, ${appealId}, ${outcome}, ${divisionEntryId}, ${json}, ${computedAt}, ${matterId}, ${title !== ''}, ${leadDepartmentId}, ${probability}, ${set}::uuid[], ${promised},
        ${foundMatterId}, ${known})`,
  };
}

export interface NewCosts extends CostVersion {
  readonly recordedBy: string;
  readonly recordedAt: Instant;
}

export async function insertCosts(tx: Tx, jurisdictionId: JurisdictionId, costs: NewCosts): Promise<void> {
  await tx.insertInto('dispatch.costVersion').values({ ...costs, jurisdictionId }).execute();
  // the cut-off for automatic confirmation moves with them
  await bumpKnowledge(tx, jurisdictionId, 'automatic');
}

export interface NewPrecedent {
  readonly precedentId: string;
  readonly appealId: string | null;
  readonly title: string;
  readonly text: string;
  readonly matterId: string | null;
  readonly departmentId: string;
  /** Who handled it beside the lead. */
  readonly responsible: readonly string[];
  readonly outcome: KnownPrecedent['outcome'];
  readonly divisionEntryId: string | null;
  readonly disputeId: string | null;
  readonly recordedAt: Instant;
  /** What was said of a card, when that is where it comes from. */
  readonly cardFeedbackId?: string;
}

/** PostgreSQL takes 65,535 parameters in a statement. */
const BATCH = 2_000;

const reached = (jurisdictionId: JurisdictionId) => sql<number>`(select version from dispatch.knowledge_version where jurisdiction_id = ${jurisdictionId} and part = 'precedents')`;

/** The title is kept as the first line of the text. Each takes a number of its own: the counter of the precedents has been moved by as many, in this transaction. */
export async function insertPrecedents(tx: Tx, jurisdictionId: JurisdictionId, precedents: readonly NewPrecedent[]): Promise<void> {
  for (let from = 0; from < precedents.length; from += BATCH) {
    const rows = precedents.slice(from, from + BATCH).map(({ title, text, responsible, ...row }, place) => ({
      ...row, jurisdictionId, responsible: [...responsible], text: `${title.replaceAll('\n', ' ')}\n${text}`, number: sql<number>`${reached(jurisdictionId)} - ${precedents.length - 1 - from - place}::int`,
    }));
    await tx.insertInto('dispatch.precedent').values(rows).execute();
  }
}

/**
 * Earlier precedents of the same appeal follow a ruling: where its lead handled it they stand with it, the others are left as warnings. What their outcome was
 * until then the database keeps on record.
 */
export async function overturnPrecedents(tx: Tx, jurisdictionId: JurisdictionId, { appealId, departmentId }: Pick<NewPrecedent, 'appealId' | 'departmentId'>): Promise<void> {
  if (appealId === null) return;
  const earlier = tx.updateTable('dispatch.precedent').where('jurisdictionId', '=', jurisdictionId).where('appealId', '=', appealId).where('outcome', '<>', 'WITHDRAWN');
  await earlier.set({ outcome: 'UPHELD' }).where('departmentId', '=', departmentId).execute();
  await earlier.set({ outcome: 'OVERTURNED' }).where('departmentId', '<>', departmentId).where('outcome', 'in', ['ACCEPTED', 'UPHELD']).execute();
}

/** Precedents that come from what was said of a card, of one feedback or of an appeal, are taken out of use; what they were stays on record. */
export async function withdrawFeedbackPrecedents(tx: Tx, jurisdictionId: JurisdictionId, { cardFeedbackId = null, appealId = null }: { cardFeedbackId?: string | null; appealId?: string | null }): Promise<void> {
  await sql`
    update dispatch.precedent set outcome = 'WITHDRAWN'
    where jurisdiction_id = ${jurisdictionId} and card_feedback_id is not null and (card_feedback_id = ${cardFeedbackId}::uuid or appeal_id = ${appealId}::uuid) and outcome <> 'WITHDRAWN'`.execute(tx);
}

/** What was said for a department by feedback is out of use once it has rightly sent the order back. */
export async function withdrawFeedbackFor(tx: Tx, jurisdictionId: JurisdictionId, { appealId, departmentId }: Pick<NewPrecedent, 'appealId' | 'departmentId'>): Promise<void> {
  await tx.updateTable('dispatch.precedent').set({ outcome: 'WITHDRAWN' }).where('jurisdictionId', '=', jurisdictionId).where('appealId', '=', appealId).where('departmentId', '=', departmentId)
    .where('cardFeedbackId', 'is not', null).where('outcome', 'in', ['ACCEPTED', 'UPHELD']).execute();
}

/** A part of what cards are computed from, as it was seen. */
export interface KnowledgePartRow {
  readonly hash: string;
  readonly content: string;
}

/** Keeps parts under the hashes of their contents; those that are kept already stay as they are. */
export async function insertKnowledgeParts(tx: Tx, jurisdictionId: JurisdictionId, parts: readonly KnowledgePartRow[]): Promise<void> {
  await sql`
    insert into dispatch.knowledge_part (jurisdiction_id, part_hash, content)
    select ${jurisdictionId}, part.hash, part.content::json from unnest(${parts.map(({ hash }) => hash)}::text[], ${parts.map(({ content }) => content)}::text[]) as part (hash, content)
    order by part.hash on conflict do nothing`.execute(tx);
}

export interface NewModel {
  readonly modelId: string;
  readonly bytes: Uint8Array;
  readonly seed: number;
  readonly precedents: number;
  /** The version of the precedents up to which it has learned. */
  readonly learnedTo: number;
  readonly trainedAt: Instant;
}

/** The model takes over from the one in use. That one is kept: cards name it. */
export async function putModelLive(tx: Tx, jurisdictionId: JurisdictionId, { bytes, ...model }: NewModel): Promise<void> {
  await tx.updateTable('dispatch.model').set({ live: false, retiredAt: model.trainedAt }).where('jurisdictionId', '=', jurisdictionId).where('live', '=', true).execute();
  await tx.insertInto('dispatch.model').values({ ...model, bytes: Buffer.from(bytes), jurisdictionId, live: true, retiredAt: null }).execute();
}

/** A day after it went out of use whoever ranked by a model has long committed; after nine its case has been looked into. */
const LET_GO_AFTER = '1 day';
const LOOKED_INTO_FOR = '9 days';
/** A card may bear an earlier time than the model it came to read. */
const EARLIER = '1 hour';

/** Empties models that have gone out of use and that no card names: nobody will ask for them again. */
export async function dropUnusedModels(tx: Tx, jurisdictionId: JurisdictionId, at: Instant): Promise<void> {
  await sql`
    update dispatch.model m set bytes = ''
    where m.jurisdiction_id = ${jurisdictionId} and m.retired_at between ${at}::timestamptz - ${LOOKED_INTO_FOR}::interval and ${at}::timestamptz - ${LET_GO_AFTER}::interval and m.bytes <> '' and not exists (
      select from dispatch.dispatch_card c
      where c.jurisdiction_id = m.jurisdiction_id and c.computed_at >= m.trained_at - ${EARLIER}::interval and c.card->'knowledge'->>'model' = m.model_id::text)`.execute(tx);
}
