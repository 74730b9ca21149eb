import { systemActor } from '../../core/access/model.ts';
import type { Appeal, AppealId, AppealInput } from '../../core/appeals/model.ts';
import { computeNumber } from '../../core/appeals/numbers.ts';
import { withoutPerson } from '../../core/appeals/masking.ts';
import { decideSight } from '../../core/appeals/rules.ts';
import { decideAutomatic } from '../../core/dispatch/automatic.ts';
import { computeCard } from '../../core/dispatch/card.ts';
import type { AppealText, DispatchCard } from '../../core/dispatch/model.ts';
import type { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { PreparedKnowledge } from '../../core/dispatch/prepared.ts';
import { refuseDispatch } from '../../core/dispatch/refusals.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { takeIn, type IntakeContext } from '../appeals/intake.ts';
import { masked, viewAppeal } from '../appeals/queries.ts';
import type { Handlers } from '../context.ts';
import type { KnowledgeSource } from './knowledge.ts';
import { findAppealToRank, findCard } from './queries.ts';
import { newCard } from './store.ts';

type RankHandlers = Pick<Handlers<typeof dispatchOperations>, 'rankText' | 'submitAppeal' | 'viewCard' | 'recomputeCard'>;

const nameOf = (known: PreparedKnowledge, departmentId: string | null): string | null => (departmentId === null ? null : (known.departments.get(departmentId)?.name ?? null));
const matterNameOf = (known: PreparedKnowledge, matterId: string | null): string | null => (matterId === null ? null : (known.matters.get(matterId)?.name ?? null));

export type Ranked = Pick<AppealInput, 'title' | 'text' | 'place' | 'townshipDepartmentId' | 'matterId' | 'complainedDepartmentId' | 'appellantName' | 'appellantPhone'>;

const given = <Field extends string>(field: Field, value: string | null): { [Name in Field]?: string } => (value === null || value === '' ? {} : ({ [field]: value } as { [Name in Field]: string }));

/** What the engine reads of an appeal: the records it names by their names, and nothing of who wrote it. */
export const toText = (known: PreparedKnowledge, appeal: Ranked): AppealText => ({
  text: withoutPerson(appeal.text, appeal),
  ...given('title', withoutPerson(appeal.title, appeal)),
  ...given('place', withoutPerson(appeal.place, appeal)),
  ...given('township', nameOf(known, appeal.townshipDepartmentId)),
  ...given('category', matterNameOf(known, appeal.matterId)),
  ...given('complainedParty', nameOf(known, appeal.complainedDepartmentId)),
});

/** The appeal as its page shows it, from what has just been taken in: no further query on this busiest way. */
function describeAppeal(known: PreparedKnowledge, input: AppealInput, appealId: AppealId, dispatchCardId: string, at: Instant): Appeal {
  const { receivedAt = at, ...rest } = input;
  return {
    ...rest,
    appealId,
    number: computeNumber(receivedAt, appealId),
    receivedAt,
    ...masked(input),
    matterName: matterNameOf(known, input.matterId),
    townshipName: nameOf(known, input.townshipDepartmentId),
    complainedDepartmentName: nameOf(known, input.complainedDepartmentId),
    state: 'RECEIVED',
    leadDepartmentId: null,
    leadDepartmentName: null,
    workOrderId: null,
    dispatchCardId,
    version: 1,
  };
}

/** Whether the knowledge at hand names every record the appeal names: not a class of matters, not a department that is no more. */
const isNamed = (known: PreparedKnowledge, { townshipDepartmentId, complainedDepartmentId, matterId }: AppealInput): boolean =>
  [townshipDepartmentId, complainedDepartmentId].every((id) => id === null || known.departments.has(id)) && (matterId === null || known.matters.has(matterId));

/** Queues, in the transaction of the intake, that the system dispatches an appeal by itself. */
export type AutomaticQueue = (context: Pick<IntakeContext, 'tx'>, appealId: AppealId) => Promise<void>;

/** Takes an appeal in and keeps its card, in the transaction of the caller: a call, or a bulk intake for each of its rows. Refuses what `takeIn` refuses. */
async function submit(knowledge: KnowledgeSource, queue: AutomaticQueue, context: IntakeContext, input: AppealInput): Promise<{ appeal: Appeal; card: DispatchCard }> {
  const { tx, jurisdictionId, at } = context;
  const known = await knowledge.forChange(context);
  const card = computeCard(known, toText(known, input), at);
  const appealId = context.newId<'appeal'>();
  const dispatchCardId = context.newId<'dispatchCard'>();
  await takeIn(context, appealId, input);
  await context.send(newCard(jurisdictionId, dispatchCardId, appealId, card, input));
  // nothing is asked and nothing queued as long as no class is switched on
  if (decideAutomatic(knowledge.automatic(jurisdictionId), card, input, at)?.open === true) await queue(context, appealId);
  const appeal = isNamed(known, input) ? describeAppeal(known, input, appealId, dispatchCardId, at) : await viewAppeal({ ...context, db: tx, actor: systemActor, token: null }, appealId);
  return { appeal, card };
}

/** Ranking: with or without keeping the card. */
export const makeRankHandlers = (knowledge: KnowledgeSource, queue: AutomaticQueue): RankHandlers => ({
  async rankText({ db, jurisdictionId, at: now }, { text, title, place, category, at = now }) {
    const known = await knowledge.current(db, jurisdictionId, now);
    return computeCard(known, { text, ...given('title', title ?? null), ...given('place', place ?? null), ...given('category', category ?? null) }, at);
  },

  async submitAppeal(context, input) {
    const answer = await submit(knowledge, queue, context, input);
    context.about('appeal', answer.appeal.appealId);
    return answer;
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
    const known = await knowledge.current(tx, jurisdictionId, at);
    const card = computeCard(known, toText(known, appeal), at);
    const dispatchCardId = context.newId<'dispatchCard'>();
    await context.send(newCard(jurisdictionId, dispatchCardId, appealId, card, appeal));
    context.about('appeal', appealId);
    return { dispatchCardId, card };
  },
});
