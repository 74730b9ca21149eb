import { withoutPerson } from '../../core/appeals/masking.ts';
import { addDays, startOfDay, type Day, type Instant } from '../../core/kernel/time.ts';
import type { ChangeContext } from '../context.ts';
import { recordPrecedents, type NewPrecedent } from '../dispatch/precedents.ts';
import type { SampleDistrict } from './district.ts';
import { generateAppeals, type GeneratedAppeal } from './appeal-generator.ts';
import { idOf, type SampleIds } from './load-registry.ts';
import { readAppealSample } from './situations.ts';
import { sampleFolder } from './district.ts';
import { insertAppealHistory, type AppealHistory } from './history-store.ts';

const COUNT = 3_200;
const SEED = 20_261_101;
export const HISTORY_FROM = '2024-11-01' as Day;
const TO = '2026-10-31' as Day;
/** The newest ones are still on somebody's desk, so that the inboxes of the sample are not empty. */
const UNDISPATCHED = 18;
const UNSIGNED = 24;
const IN_HAND = 24;

/** The appeals of two years with their orders, returns and outcomes: history, so written as it happened and not acted again. */
export async function loadAppeals(context: ChangeContext, { departments }: SampleDistrict, ids: SampleIds): Promise<number> {
  const appeals = generateAppeals({ ...readAppealSample(sampleFolder), departments, count: COUNT, seed: SEED, from: HISTORY_FROM, to: TO });
  const newestFirst = appeals.toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1));
  const history = newestFirst.map((appeal, age) => historyOf(context, appeal, ids, stageOf(age)));
  await insertAppealHistory(context.tx, context.jurisdictionId, history);
  const closed = history.filter(({ stage }) => stage === 'CLOSED').toSorted((a, b) => (a.repliedAt < b.repliedAt ? -1 : 1));
  await recordPrecedents(context.tx, context.jurisdictionId, closed.map(precedentOf));
  return appeals.length;
}

/** What a finished order teaches, in the order in which they were finished. */
const precedentOf = (appeal: AppealHistory): NewPrecedent => ({
  precedentId: appeal.precedentId, appealId: appeal.appealId, title: withoutPerson(appeal.title, appeal), text: withoutPerson(appeal.text, appeal), matterId: appeal.matterId, departmentId: appeal.leadDepartmentId, responsible: appeal.coHandlingUnits.map(({ departmentId }) => departmentId),
  outcome: 'ACCEPTED', divisionEntryId: null, disputeId: null, recordedAt: appeal.repliedAt,
});

type Stage = AppealHistory['stage'];

function stageOf(age: number): Stage {
  if (age < UNDISPATCHED) return 'RECEIVED';
  if (age < UNDISPATCHED + UNSIGNED) return 'DISPATCHED';
  return age < UNDISPATCHED + UNSIGNED + IN_HAND ? 'SIGNED_IN' : 'CLOSED';
}

/** Before the system there was no computed limit: ten calendar days stand for what was usual. */
const USUAL_DAYS = 10;

function historyOf(context: ChangeContext, appeal: GeneratedAppeal, ids: SampleIds, stage: Stage): AppealHistory {
  const department = (code: string) => idOf(ids.departments, code);
  const first = appeal.hops[0];
  const dispatchedAt: Instant = first?.at ?? appeal.receivedAt;
  // what no department was named for is no return by today's rule; such an order simply went on
  const returns = appeal.hops.flatMap((hop) => {
    const { namedDepartment, clauseHint, reason } = hop;
    if (!hop.returned || namedDepartment === undefined || clauseHint === undefined || reason === undefined || namedDepartment === hop.department) return [];
    return [{ orderReturnId: context.newId(), departmentId: department(hop.department), namedDepartmentId: department(namedDepartment), clause: clauseHint, reason, returnedAt: hop.at }];
  });
  return {
    stage,
    appealId: context.newId(),
    workOrderId: context.newId(),
    precedentId: context.newId(),
    externalNumber: appeal.externalNumber,
    channel: appeal.channel,
    type: appeal.type,
    title: appeal.title,
    text: appeal.text,
    place: appeal.place,
    townshipDepartmentId: department(appeal.township),
    matterId: appeal.matter === null ? null : idOf(ids.matters, appeal.matter),
    complainedDepartmentId: appeal.complainedParty === undefined ? null : department(appeal.complainedParty),
    appellantName: appeal.appellant.name,
    appellantPhone: appeal.appellant.phone,
    receivedAt: appeal.receivedAt,
    leadDepartmentId: department(appeal.lead),
    coHandlingUnits: appeal.responsible.map((code) => ({ departmentId: department(code), task: '' })),
    returns: stage === 'CLOSED' ? returns : [],
    dispatchedAt,
    dueAt: addDays(startOfDay(dispatchedAt.slice(0, 10) as Day), USUAL_DAYS),
    signedAt: appeal.signedAt,
    repliedAt: appeal.repliedAt,
    reply: appeal.reply,
    outcome: appeal.outcome,
    satisfied: appeal.satisfied,
  };
}
