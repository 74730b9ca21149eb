import { sql } from 'kysely';
import type { AppealId } from '../../core/appeals/model.ts';
import { withoutPerson } from '../../core/appeals/masking.ts';
import type { AppealText, DispatchCard } from '../../core/dispatch/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Reading, Tx } from '../platform/database.ts';
import { encodeCard } from '../dispatch/encoded-card.ts';
import { newCard } from '../dispatch/store.ts';
import { together } from '../platform/unit-of-work.ts';

interface HistoryRow {
  readonly appealId: AppealId;
  readonly title: string;
  readonly text: string;
  readonly place: string;
  readonly township: string | null;
  readonly complainedParty: string | null;
  readonly appellantName: string;
  readonly appellantPhone: string;
  readonly receivedAt: Instant;
}

export interface HistoryAppeal {
  readonly appealId: AppealId;
  readonly receivedAt: Instant;
  readonly text: AppealText;
}

/** Appeals received from `cut` on, oldest first, as they were when they came: nobody had classed them yet. */
export async function listHistoryAppeals(db: Reading, jurisdictionId: JurisdictionId, cut: Instant): Promise<HistoryAppeal[]> {
  const { rows } = await sql<HistoryRow>`
    select a.appeal_id, a.title, a.text, a.place, t.name as township, c.name as complained_party, a.received_at, a.appellant_name, a.appellant_phone from appeals.appeal a
    left join registry.department t on t.jurisdiction_id = a.jurisdiction_id and t.department_id = a.township_department_id
    left join registry.department c on c.jurisdiction_id = a.jurisdiction_id and c.department_id = a.complained_department_id
    where a.jurisdiction_id = ${jurisdictionId} and a.received_at >= ${cut} order by a.received_at, a.appeal_id`.execute(db);
  return rows.map(({ appealId, receivedAt, title, text, place, township, complainedParty, ...person }) => ({
    appealId, receivedAt, text: { title: withoutPerson(title, person), text: withoutPerson(text, person), place: withoutPerson(place, person), ...(township === null ? {} : { township }), ...(complainedParty === null ? {} : { complainedParty }) },
  }));
}

/** From when on each precedent could be known, and each entry held. */
export async function listPrecedentTimes(db: Reading, jurisdictionId: JurisdictionId): Promise<{ precedents: ReadonlyMap<string, Instant>; entries: ReadonlyMap<string, Instant> }> {
  const precedents = await sql<{ id: string; at: Instant }>`select precedent_id as id, recorded_at as at from dispatch.precedent where jurisdiction_id = ${jurisdictionId}`.execute(db);
  const entries = await sql<{ id: string; at: Instant }>`select division_entry_id as id, valid_from as at from division.division_entry where jurisdiction_id = ${jurisdictionId} and superseded_at is null`.execute(db);
  const byId = (rows: readonly { id: string; at: Instant }[]) => new Map(rows.map(({ id, at }) => [id, at]));
  return { precedents: byId(precedents.rows), entries: byId(entries.rows) };
}

export interface HistoryCard {
  readonly dispatchCardId: string;
  readonly appealId: AppealId;
  readonly card: DispatchCard;
}

/** Writes the cards, and on each order the one its dispatch would have rested on. */
export async function insertHistoryCards(tx: Tx, jurisdictionId: JurisdictionId, cards: readonly HistoryCard[]): Promise<void> {
  await Promise.all(cards.map(({ dispatchCardId, appealId, card }) => tx.executeQuery(together(newCard(jurisdictionId, dispatchCardId, appealId, encodeCard(card), { title: 'historic', matterId: null })))));
  await sql`
    update appeals.work_order w set dispatch_card_id = c.dispatch_card_id from dispatch.dispatch_card c
    where w.jurisdiction_id = ${jurisdictionId} and c.jurisdiction_id = w.jurisdiction_id and c.appeal_id = w.appeal_id and w.dispatch_card_id is null`.execute(tx);
}
