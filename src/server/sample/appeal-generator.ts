import { outcomes, type Outcome } from '../../core/appeals/model.ts';
import { addHours, dayOf, type Day, type Instant } from '../../core/kernel/time.ts';
import { makeCalendar, type Calendar } from './appeal-calendar.ts';
import { drawRoute, type Route } from './appeal-route.ts';
import { drawFacts, drawName, drawPlace, fillSlots, groupPlaces, tellAppeal, type PersonalChannel } from './appeal-voice.ts';
import { makeChance, type Chance } from './random.ts';
import { LOCAL_TOWNSHIP, type Claims, type Place, type Situation } from './situations.ts';

export interface SampleDepartment {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
}

export interface GeneratedAppeal extends Route {
  /** Day and number within the day, `20250312-0007`. */
  readonly externalNumber: string;
  /** The situation it was made from, and the second one when the person told two things. */
  readonly situation: string;
  readonly otherSituation: string | null;
  readonly receivedAt: Instant;
  readonly channel: PersonalChannel;
  readonly type: Situation['type'];
  readonly title: string;
  readonly text: string;
  readonly place: string;
  readonly township: string;
  readonly appellant: { readonly name: string; readonly phone: string };
  readonly matter: string | null;
  readonly complainedParty?: string;
  /** The department that handled it in the end. */
  readonly lead: string;
  readonly responsible: readonly string[];
  readonly outcome: Outcome;
  /** Null where nobody answered the follow-up. */
  readonly satisfied: boolean | null;
  readonly signedAt: Instant;
  readonly repliedAt: Instant;
  readonly reply: string;
}

export interface AppealOrder {
  readonly situations: readonly Situation[];
  readonly places: readonly Place[];
  readonly departments: readonly SampleDepartment[];
  readonly claims: Claims;
  readonly count: number;
  readonly seed: number;
  /** The first and the last day on which appeals arrive; replies may follow up to 20 days later. */
  readonly from: Day;
  readonly to: Day;
}

/** Something that happened at one place, before anybody tells it. */
interface Event {
  readonly situation: Situation;
  readonly place: Place;
  readonly receivedAt: Instant;
  readonly duplicate: boolean;
  /** Which wording the teller takes: those who tell the same thing take different ones. */
  readonly telling: number;
}

interface Workshop {
  readonly order: AppealOrder;
  readonly chance: Chance;
  readonly calendar: Calendar;
  readonly groups: ReadonlyMap<string, readonly Place[]>;
  readonly townships: readonly string[];
  readonly departmentNames: ReadonlyMap<string, string>;
}

const HOT_SPOT_EVERY = 200;
const DUPLICATE_RATE = 0.07;
const TWO_MATTER_RATE = 0.05;

const channelWeights: readonly (readonly [PersonalChannel, number])[] = [['TELEPHONE', 56], ['WEB', 13], ['APP', 17], ['LEADER_MAILBOX', 8], ['VISIT', 3], ['LETTER', 3]];
/** Days until the reply, least and most, by kind: enquiries are answered at once, complaints are looked into. */
const replyDays: Readonly<Record<Situation['type'], readonly [number, number]>> = { INQUIRY: [0.3, 3], HELP: [0.5, 8], SUGGESTION: [2, 8], COMPLAINT: [2, 13], REPORT: [3, 16] };

function drawEvents(shop: Workshop): Event[] {
  const { order, chance, calendar, groups } = shop;
  const events: Event[] = [];
  const repeat = (first: Event, times: number, days: number): void => {
    for (let telling = 1; telling <= times; telling += 1) events.push({ ...first, telling, duplicate: true, receivedAt: calendar.near(first.receivedAt, days) });
  };
  const happen = (): Event => {
    const situation = chance.pickWeighted(order.situations, (item) => item.weight);
    return { situation, place: drawPlace(situation.placeKind, groups, chance), receivedAt: calendar.draw(situation), duplicate: false, telling: chance.between(0, situation.texts.length - 1) };
  };
  /** Each situation happens at least once in a large enough order. */
  if (order.count >= order.situations.length * 2) {
    for (const situation of order.situations) events.push({ ...happen(), situation, place: drawPlace(situation.placeKind, groups, chance), receivedAt: calendar.draw(situation) });
  }
  while (events.length < order.count) {
    const event = happen();
    events.push(event);
    if (chance.happens(1 / HOT_SPOT_EVERY)) repeat(event, chance.between(5, 16), 9);
    else if (chance.happens(DUPLICATE_RATE)) repeat(event, chance.between(1, 2), 5);
  }
  return events.slice(0, order.count).sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0));
}

const wordingOf = (event: Event): string => event.situation.texts[event.telling % event.situation.texts.length] ?? '';

/** A second thing that can have happened at the same kind of place, told in the same breath. */
function drawOther(event: Event, { order, chance }: Workshop): Situation | null {
  if (event.situation.complainedParty !== undefined || !chance.happens(TWO_MATTER_RATE)) return null;
  const others = order.situations.filter((item) => item.placeKind === event.situation.placeKind && item.matter !== event.situation.matter && item.complainedParty === undefined && item.since === undefined);
  return others.length === 0 ? null : chance.pick(others);
}

const outcomeWeights: Readonly<Record<Outcome, number>> = { RESOLVED: 63, EXPLAINED: 21, UNRESOLVED: 11, TRANSFERRED: 5 };
const satisfiedRate: Readonly<Record<Outcome, number>> = { RESOLVED: 0.93, EXPLAINED: 0.72, UNRESOLVED: 0.16, TRANSFERRED: 0.48 };

function drawOutcome(situation: Situation, route: Route, chance: Chance): { outcome: Outcome; satisfied: boolean | null } {
  const wandered = route.hops.filter((hop) => hop.returned).length;
  const outcome: Outcome = situation.statutoryRoute === true ? 'TRANSFERRED' : situation.type === 'INQUIRY' ? 'EXPLAINED'
    : chance.pickWeighted(outcomes, (item) => outcomeWeights[item] * (item === 'UNRESOLVED' ? 1 + wandered : 1));
  const satisfied = chance.happens(0.22) ? null : chance.happens(satisfiedRate[outcome] - 0.12 * wandered);
  return { outcome, satisfied };
}

const endings: Readonly<Record<Outcome, readonly string[]>> = {
  RESOLVED: ['已电话告知诉求人办理结果。', '诉求人对办理结果表示认可。', '后续将加强巡查，防止反弹。', '如有问题可直接联系承办科室。'],
  EXPLAINED: ['已向诉求人解释说明相关政策。', '诉求人表示知晓。', '如有疑问可到窗口或来电咨询。'],
  UNRESOLVED: ['因涉及资金和多方协商，目前尚未彻底解决，将持续跟进。', '当事各方暂未达成一致，下一步继续组织协调。'],
  TRANSFERRED: ['已告知诉求人通过法定途径主张权利。', '已按规定转送有权处理的机关，并告知诉求人。'],
};

function writeReply(situation: Situation, lead: string, outcome: Outcome, shop: Workshop, filled: (template: string) => string): string {
  const name = shop.departmentNames.get(lead) ?? lead;
  const full = situation.statutoryRoute === true || outcome === 'RESOLVED' || outcome === 'EXPLAINED';
  const kept = full ? filled(situation.reply) : '所反映的情况已登记。';
  const visited = situation.type === 'INQUIRY' ? `${name}电话联系诉求人答复：` : `${name}工作人员到现场了解后答复：`;
  const opening = shop.chance.pick([kept.startsWith('经') ? '' : `经${name}核实，`, `您好，您反映的问题已收悉。${name}回复：`, visited, '']);
  return `${opening}${kept}${shop.chance.pick(endings[outcome])}`;
}

function listResponsible([first, other]: readonly [Situation, Situation | null], lead: string, complainedParty: string | undefined, local: (code: string) => string): string[] {
  const all = [...first.responsible, ...(other === null ? [] : [other.lead])].map(local);
  return [...new Set(all)].filter((code) => code !== lead && code !== complainedParty);
}

/** The last moment at which the appeal was placed with the department that handled it. */
const settledAt = (route: Route, receivedAt: Instant): Instant => route.ruledAt ?? route.hops.at(-1)?.at ?? receivedAt;

function drawAppeal(event: Event, shop: Workshop): Omit<GeneratedAppeal, 'externalNumber'> {
  const { situation, place, receivedAt, duplicate } = event;
  const { order, chance, groups, townships } = shop;
  const local = (code: string): string => (code === LOCAL_TOWNSHIP ? place.township : code);
  const facts = drawFacts(place, groups, chance);
  const filled = (template: string): string => fillSlots(template, facts);
  const lead = local(situation.lead);
  const complainedParty = situation.complainedParty === undefined ? undefined : local(situation.complainedParty);
  const other = drawOther(event, shop);
  const channel = chance.pickWeighted(channelWeights, ([, weight]) => weight)[0];
  const parts = [wordingOf(event), ...(other === null ? [] : [chance.pick(other.texts)])];
  const route = drawRoute({ situation, township: place.township, townships, lead, complainedParty, receivedAt, duplicate, claims: order.claims }, chance);
  const { outcome, satisfied } = drawOutcome(situation, route, chance);
  const signedAt = addHours(settledAt(route, receivedAt), chance.between(1, 80) / 10);
  const [least, most] = replyDays[situation.type];
  const responsible = listResponsible([situation, other], lead, complainedParty, local);
  return {
    situation: situation.id, otherSituation: other?.id ?? null, receivedAt, channel, type: situation.type,
    title: filled(situation.titles[event.telling % situation.titles.length] ?? ''), text: tellAppeal(parts.map(filled), situation.type, channel, chance),
    place: place.name, township: place.township,
    appellant: { name: drawName(chance), phone: `1900000${String(chance.between(0, 9_999)).padStart(4, '0')}` },
    matter: situation.matter, ...(complainedParty === undefined ? {} : { complainedParty }),
    lead, responsible,
    ...route, outcome, satisfied, signedAt,
    repliedAt: addHours(signedAt, Math.round(240 * (least + (most - least) * chance.next() ** 1.6)) / 10),
    reply: writeReply(situation, lead, outcome, shop, filled),
  };
}

/**
 * Makes the appeals of two years in the order they arrived. The same order gives the same bytes: chance comes from `seed` alone.
 * Throws a RangeError when a situation happens at a kind of place the district does not have.
 */
export function generateAppeals(order: AppealOrder): GeneratedAppeal[] {
  const chance = makeChance(order.seed);
  const shop: Workshop = {
    order, chance, calendar: makeCalendar(order.from, order.to, chance), groups: groupPlaces(order.places),
    townships: order.departments.filter((item) => item.kind === 'TOWNSHIP').map((item) => item.code),
    departmentNames: new Map(order.departments.map((item) => [item.code, item.name])),
  };
  const inDay = new Map<string, number>();
  return drawEvents(shop).map((event) => {
    const day = dayOf(event.receivedAt);
    const number = (inDay.get(day) ?? 0) + 1;
    inDay.set(day, number);
    return { externalNumber: `${day.replaceAll('-', '')}-${String(number).padStart(4, '0')}`, ...drawAppeal(event, shop) };
  });
}
