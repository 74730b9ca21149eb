import { parentPort, workerData } from 'node:worker_threads';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { openDatabase, type ConnectionOptions } from '../platform/database.ts';
import { openKeeper } from './knowledge-keeper.ts';
import { makeKnowledgeSource } from './knowledge.ts';
import { makeCard, type CardSubject, type MadeCard } from './made-card.ts';

/** What the thread of cards is started with. */
export interface CardPlace {
  readonly connection: ConnectionOptions;
  readonly jurisdictionId: JurisdictionId;
}

/** One card to be computed; the answer bears its number. */
export interface CardOrder {
  readonly number: number;
  readonly subject: CardSubject;
  /** The moment the card is of. */
  readonly at: Instant;
  /** The moment whose knowledge it is computed from. */
  readonly now: Instant;
  /** By what is remembered, without asking the database whether it is still so. */
  readonly asRemembered: boolean;
}

/** Without a card: only the knowledge is to be at hand. */
export interface ReadingOrder {
  readonly number: number;
  readonly now: Instant;
}

export type CardAnswer = { readonly number: number } & ({ readonly made: MadeCard | null } | { readonly fault: string });

const { connection, jurisdictionId } = workerData as CardPlace;
const database = openDatabase(connection);
const source = makeKnowledgeSource(openKeeper(database));

async function answer(order: CardOrder | ReadingOrder): Promise<MadeCard | null> {
  const remembered = 'subject' in order && order.asRemembered ? source.remembered(jurisdictionId, order.now) : undefined;
  const known = remembered ?? (await source.current(database.reading, jurisdictionId, order.now));
  return 'subject' in order ? makeCard(known, order.subject, order.at) : null;
}

/** So many answers are told at once where cards are waited for: the server's thread is woken once for them. */
const TOLD_AT_ONCE = 4;
const answers: CardAnswer[] = [];

/** The bytes of cards are handed over, not copied. */
function tell(): void {
  const told = answers.splice(0);
  if (told.length > 0) parentPort?.postMessage(told, told.flatMap((one) => ('made' in one && one.made !== null ? [one.made.json.buffer as ArrayBuffer] : [])));
}

function send(said: CardAnswer): void {
  answers.push(said);
  if (answers.length === TOLD_AT_ONCE) tell();
  else if (answers.length === 1) setImmediate(tell);
}

parentPort?.on('message', (order: CardOrder | ReadingOrder) => {
  const { number } = order;
  answer(order).then(
    (made) => send({ number, made }),
    (fault: unknown) => send({ number, fault: String(fault instanceof Error ? fault.stack : fault) }),
  );
});
