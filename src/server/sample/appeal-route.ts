import type { ReturnReason } from '../../core/appeals/model.ts';
import { addHours, type Instant } from '../../core/kernel/time.ts';
import type { Chance } from './random.ts';
import { LOCAL_TOWNSHIP, type Claims, type Situation } from './situations.ts';

/** One department that held the appeal, and why it gave it back if it did. */
export interface Hop {
  readonly department: string;
  readonly at: Instant;
  readonly returned: boolean;
  readonly reason?: ReturnReason;
  /** Words of a duty the returning department points to. */
  readonly clauseHint?: string;
  readonly namedDepartment?: string;
}

export interface Route {
  readonly firstDispatch: string;
  /** At most two; when both were returned, `ruledAt` says when the dispatcher or the establishment office named the lead. */
  readonly hops: readonly Hop[];
  readonly ruledAt: Instant | null;
}

export interface RouteFacts {
  readonly situation: Situation;
  readonly township: string;
  readonly townships: readonly string[];
  readonly lead: string;
  readonly complainedParty: string | undefined;
  readonly receivedAt: Instant;
  readonly duplicate: boolean;
  readonly claims: Claims;
}

/** Share of appeals that first go to a department other than the lead. */
function missRate(situation: Situation): number {
  if (situation.ownerless === true) return 0.5;
  if (situation.disputed === true) return 0.3;
  return situation.confusable.length === 0 ? 0.02 : 0.1;
}

/** A department that could be taken for the owner: the first confusable one is the likeliest, the unit complained of never. */
function drawConfusable({ situation, township, lead, complainedParty }: RouteFacts, chance: Chance): string | undefined {
  const local = situation.confusable.map((code) => (code === LOCAL_TOWNSHIP ? township : code));
  const others = local.filter((code) => code !== lead && code !== complainedParty);
  return others.length === 0 ? undefined : chance.pickWeighted(others, (code) => 1 / (1 + others.indexOf(code)));
}

/** The department the dispatcher took for the owner; what a township handles may go to the neighbouring one. */
function drawMiss(facts: RouteFacts, chance: Chance): string | undefined {
  const { situation, township, townships, complainedParty } = facts;
  if (situation.lead === LOCAL_TOWNSHIP && chance.happens(0.25)) return chance.pick(townships.filter((code) => code !== township && code !== complainedParty));
  return drawConfusable(facts, chance);
}

function drawReason(facts: RouteFacts, from: string, chance: Chance): ReturnReason {
  if (facts.townships.includes(from) && facts.townships.includes(facts.lead)) return 'JURISDICTION';
  if (facts.situation.statutoryRoute === true) return 'STATUTORY_ROUTE';
  if (facts.situation.disputed === true || facts.situation.ownerless === true) return chance.happens(0.55) ? 'DUTY_OVERLAP' : 'NOT_OUR_DUTY';
  return chance.happens(0.88) ? 'NOT_OUR_DUTY' : 'JURISDICTION';
}

const pairsOf = (text: string): string[] => Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2));

/** The duty of the named department that shares most words with what happened. */
function findClaim(claims: readonly string[], situation: Situation): string {
  const told = [...situation.titles, ...situation.texts, situation.reply].join(' ');
  const scored = claims.map((claim) => ({ claim, score: pairsOf(claim).filter((pair) => told.includes(pair)).length }));
  return scored.reduce((best, item) => (item.score > best.score ? item : best)).claim;
}

function returnHop(facts: RouteFacts, department: string, at: Instant, named: string | undefined, reason: ReturnReason): Hop {
  const claims = named === undefined ? undefined : facts.claims[facts.townships.includes(named) ? LOCAL_TOWNSHIP : named];
  return {
    department, at, returned: true, reason,
    ...(claims === undefined ? {} : { clauseHint: findClaim(claims, facts.situation) }),
    ...(named === undefined ? {} : { namedDepartment: named }),
  };
}

/** Two departments that both refuse: the third word is a ruling, not a third hop. */
function contest(facts: RouteFacts, first: string, second: string, at: Instant, later: Instant, chance: Chance): Route {
  const ruledAt = addHours(later, chance.between(30, 220));
  return {
    firstDispatch: first,
    hops: [
      returnHop(facts, first, at, second, drawReason(facts, first, chance)),
      returnHop(facts, second, later, facts.lead === second ? first : facts.lead, drawReason(facts, second, chance)),
    ],
    ruledAt,
  };
}

const kept = (department: string, at: Instant): Hop => ({ department, at, returned: false });

/** First to the wrong department: it names the lead, or, on contested ground, a third one that refuses too. */
function miss(facts: RouteFacts, wrong: string, at: Instant, later: Instant, chance: Chance): Route {
  const { situation, lead, townships } = facts;
  const strayed = townships.includes(wrong) && townships.includes(lead);
  const stubborn = strayed ? 0 : situation.ownerless === true ? 0.6 : situation.disputed === true ? 0.3 : 0;
  if (!chance.happens(stubborn)) return { firstDispatch: wrong, hops: [returnHop(facts, wrong, at, lead, drawReason(facts, wrong, chance)), kept(lead, later)], ruledAt: null };
  const third = drawConfusable(facts, chance) ?? lead;
  return contest(facts, wrong, third === wrong ? lead : third, at, later, chance);
}

/** First to the lead, which may still give it back: told already, or told wrongly. */
function hit(facts: RouteFacts, at: Instant, later: Instant, chance: Chance): Route {
  const { lead, duplicate } = facts;
  const reason: ReturnReason | undefined = duplicate && chance.happens(0.12) ? 'DUPLICATE' : chance.happens(0.012) ? 'WRONG_FACTS' : undefined;
  if (reason === undefined) return { firstDispatch: lead, hops: [kept(lead, at)], ruledAt: null };
  return { firstDispatch: lead, hops: [returnHop(facts, lead, at, undefined, reason), kept(lead, later)], ruledAt: null };
}

/** The way one appeal took from the dispatcher to the department that handled it. */
export function drawRoute(facts: RouteFacts, chance: Chance): Route {
  const { situation, lead } = facts;
  const at = addHours(facts.receivedAt, chance.between(1, 60) / 12);
  const later = addHours(at, chance.between(3, 52));
  const wrong = drawMiss(facts, chance);
  if (wrong === undefined) return hit(facts, at, later, chance);
  if (chance.happens(missRate(situation))) return miss(facts, wrong, at, later, chance);
  const torn = situation.disputed === true || situation.ownerless === true;
  if (torn && situation.confusable.includes(wrong) && chance.happens(0.06)) return contest(facts, lead, wrong, at, later, chance);
  return hit(facts, at, later, chance);
}
