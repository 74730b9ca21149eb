import { systemActor } from '../../core/access/model.ts';
import type { Appeal, AppealId, AppealInput } from '../../core/appeals/model.ts';
import { computeNumber } from '../../core/appeals/numbers.ts';
import { decideSight } from '../../core/appeals/rules.ts';
import type { DispatchCard } from '../../core/dispatch/model.ts';
import type { dispatchOperations } from '../../core/dispatch/operations.ts';
import { refuseDispatch } from '../../core/dispatch/refusals.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { takeIn, type IntakeContext } from '../appeals/intake.ts';
import { masked, viewAppeal } from '../appeals/queries.ts';
import type { Handlers } from '../context.ts';
import { Encoded, encodeWith } from '../platform/encoded.ts';
import type { CardThread } from './card-thread.ts';
import type { EncodedCard } from './encoded-card.ts';
import { given, type RecordNames } from './made-card.ts';
import { findAppealToRank, findCard } from './queries.ts';
import { newCard } from './store.ts';

type RankHandlers = Pick<Handlers<typeof dispatchOperations>, 'rankText' | 'submitAppeal' | 'viewCard' | 'recomputeCard'>;

/** The appeal as its page shows it, from what has just been taken in: no further query on this busiest way. */
function describeAppeal(names: RecordNames, input: AppealInput, appealId: AppealId, dispatchCardId: string, at: Instant): Appeal {
  const { receivedAt = at, ...rest } = input;
  return {
    ...rest,
    appealId,
    number: computeNumber(receivedAt, appealId),
    receivedAt,
    ...masked(input),
    ...names,
    state: 'RECEIVED',
    leadDepartmentId: null,
    leadDepartmentName: null,
    workOrderId: null,
    dispatchCardId,
    version: 1,
  };
}

const bytesOf = ({ json }: EncodedCard): Buffer => Buffer.from(json.buffer, json.byteOffset, json.byteLength);

/** Queues, in the transaction of the intake, that the system dispatches an appeal by itself. */
export type AutomaticQueue = (context: Pick<IntakeContext, 'tx'>, appealId: AppealId) => Promise<void>;

/** Takes an appeal in and keeps its card, in the transaction of the caller: a call, or a bulk intake for each of its rows. Refuses what `takeIn` refuses. */
async function submit(cards: CardThread, queue: AutomaticQueue, context: IntakeContext, input: AppealInput): Promise<{ appeal: Appeal; cardJson: Buffer }> {
  const { tx, jurisdictionId, at } = context;
  const made = await cards.computeForChange(context, { kind: 'APPEAL', appeal: input });
  const appealId = context.newId<'appeal'>();
  const dispatchCardId = context.newId<'dispatchCard'>();
  await takeIn(context, appealId, input);
  await context.send(newCard(jurisdictionId, dispatchCardId, appealId, made, input));
  // nothing is asked and nothing queued as long as no class is switched on
  if (made.isAutomatic) await queue(context, appealId);
  const appeal = made.names === null ? await viewAppeal({ ...context, db: tx, actor: systemActor, token: null }, appealId) : describeAppeal(made.names, input, appealId, dispatchCardId, at);
  return { appeal, cardJson: bytesOf(made) };
}

/** Ranking: with or without keeping the card. */
export const makeRankHandlers = (cards: CardThread, queue: AutomaticQueue): RankHandlers => ({
  async rankText({ at: now }, { text, title, place, category, at = now }) {
    const made = await cards.compute({ kind: 'TEXT', text: { text, ...given('title', title ?? null), ...given('place', place ?? null), ...given('category', category ?? null) } }, at, now);
    return new Encoded<DispatchCard>(bytesOf(made));
  },

  async submitAppeal(context, input) {
    const { appeal, cardJson } = await submit(cards, queue, context, input);
    context.about('appeal', appeal.appealId);
    return new Encoded<{ appeal: Appeal; card: DispatchCard }>(encodeWith({ appeal }, 'card', cardJson));
  },

  async viewCard({ db, jurisdictionId, actor }, { dispatchCardId }) {
    const { handledBy, ...view } = await findCard(db, jurisdictionId, dispatchCardId);
    decideSight(actor, handledBy);
    return view;
  },

  async recomputeCard(context, { appealId }) {
    const { tx, jurisdictionId, at } = context;
    const appeal = await findAppealToRank(tx, jurisdictionId, appealId);
    if (appeal.state !== 'RECEIVED') throw refuseDispatch('dispatch.already-dispatched');
    const made = await cards.compute({ kind: 'APPEAL', appeal }, at, at);
    const dispatchCardId = context.newId<'dispatchCard'>();
    await context.send(newCard(jurisdictionId, dispatchCardId, appealId, made, appeal));
    context.about('appeal', appealId);
    return new Encoded<{ dispatchCardId: string; card: DispatchCard }>(encodeWith({ dispatchCardId }, 'card', bytesOf(made)));
  },
});
