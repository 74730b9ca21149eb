import { fitConditions, readSaid, type Condition, type ConditionFit, type SaidSides } from './conditions.ts';
import { plainText, readText, type ReadText } from './features.ts';
import { findComplainedOf, explainGuards } from './guard.ts';
import type { AppealText, KnownClause, KnownDispute, KnownEntry, KnownMatter, KnownPrecedent } from './model.ts';
import type { Reason } from '../kernel/reasons.ts';
import { findPhrases, type Found } from './phrases.ts';
import type { MatterPhrase, PreparedKnowledge, Standing } from './prepared.ts';
import { termsOf, type Terms } from './terms.ts';
import { countTexts, search, type Hit, type Question, type TextIndex } from './text-index.ts';

export interface Likeness<Item> {
  readonly item: Item;
  /** 0 nothing in common, 1 every telling word. */
  readonly likeness: number;
  /** How what it is limited to goes with the appeal; absent where nothing is said of that. */
  readonly conditions?: readonly ConditionFit[];
}

export interface MatterGuess {
  readonly matter: KnownMatter;
  readonly probability: number;
  readonly phrases: readonly string[];
}

/** An entry or a dispute that speaks about the appeal. */
export interface Match<Item> {
  readonly id: string;
  readonly item: Item;
  readonly strength: number;
  readonly matter: MatterGuess | null;
  /** Likeness to an appeal that led to it, and to its own wording. */
  readonly exemplar: number;
  readonly wording: number;
  /** How what it is limited to goes with the appeal. */
  readonly conditions: readonly ConditionFit[];
}

/** All that is known about one appeal before anything is decided. */
export interface Evidence {
  readonly plain: string;
  readonly text: ReadText;
  readonly title: ReadText | undefined;
  readonly warnings: readonly Reason[];
  readonly complainedOf: ReadonlyMap<string, Reason>;
  readonly precedents: readonly Likeness<KnownPrecedent>[];
  readonly clauses: readonly Likeness<KnownClause>[];
  readonly laws: readonly Likeness<KnownClause>[];
  /** Every phrase of a matter in the text, wherever it stands. */
  readonly matterPhrases: readonly Found<MatterPhrase>[];
  readonly matters: readonly MatterGuess[];
  readonly entries: readonly Match<KnownEntry>[];
  readonly disputes: readonly Match<KnownDispute>[];
  /** What the model says of each department in being, and how much of the text it knows. */
  readonly model: { readonly shares: ReadonlyMap<string, number>; readonly known: number } | null;
}

const TELLING_TERMS = 32;
const NEIGHBOURS = 8;
const CLAUSES = 24;
const LAWS = 8;
const STANDINGS = 16;
/** With fewer texts than this, counting them says little about how rare a word is. */
const LEAST_TEXTS = 50;

/** A clause without a verb of the table still names its department; it counts as a weak one. */
const NO_VERB = 0.6;

/** How much the clause gives its department the lead, 0 to 1: its strongest verb. */
export const clauseStrength = (clause: KnownClause): number =>
  clause.verbs.length === 0 ? NO_VERB : Math.max(...clause.verbs.map((verb) => verb.strength));

/** So many places where a telling term stands are looked at, so that a card takes as long among a million precedents as among ten thousand. */
const PLACES = 20_000;
const FEWEST_TERMS = 2;

/** How many of the telling terms, the rarest first, are looked for: with a million precedents the commoner ones tell little and cost much. */
function countAffordable(prepared: PreparedKnowledge, terms: Terms, telling: readonly number[]): number {
  let places = 0;
  const end = telling.findIndex((place, at) => {
    places += countTexts(prepared.precedents, terms.hashes[place] as number);
    return places > PLACES && at >= FEWEST_TERMS;
  });
  return end < 0 ? telling.length : end;
}

/** The places of so many highest values, highest first; of equal ones the first. */
function listHighest(values: Float32Array, count: number): number[] {
  const least = values.toSorted().at(-count) ?? -Infinity;
  const places: number[] = [];
  for (let place = 0; place < values.length; place++) if ((values[place] as number) >= least) places.push(place);
  return places.sort((a, b) => (values[b] as number) - (values[a] as number)).slice(0, count);
}

function ask(prepared: PreparedKnowledge, texts: readonly ReadText[]): Question {
  const terms = termsOf(...texts);
  const total = Math.max(prepared.precedents.size + prepared.clauses.size, LEAST_TEXTS);
  const rarity = new Float32Array(terms.hashes.length);
  terms.hashes.forEach((hash, place) => {
    const count = Math.min(countTexts(prepared.precedents, hash) + countTexts(prepared.clauses, hash), total);
    rarity[place] = Math.log(1 + (total - count + 0.5) / (count + 0.5)) * (1 + Math.log(Math.max(terms.counts[place] as number, 1)));
  });
  const telling = listHighest(rarity, TELLING_TERMS);
  return { terms, rarity, telling: telling.slice(0, countAffordable(prepared, terms, telling)) };
}

/** The score a text would reach that holds every telling word once. */
const fullScore = (question: Question): number => question.telling.reduce((sum, place) => sum + (question.rarity[place] as number), 0) || 1;

/** A clause is short: it fits wholly when it holds this many telling words, however long the appeal is. */
const CLAUSE_WORDS = 8;

const clauseScore = (question: Question): number => fullScore(question) * Math.min(1, CLAUSE_WORDS / Math.max(question.telling.length, 1));

function likest<Item>(index: TextIndex<Item>, question: Question, limit: number, order: (item: Item) => string, full = fullScore(question)): Likeness<Item>[] {
  return search(index, question, limit, order).map((hit: Hit<Item>) => ({ item: hit.ref, likeness: Math.min(hit.score / full, 1) }));
}

type MatterPhrases = readonly Found<MatterPhrase>[];

/** What the phrases of each matter, each heard once, leave of the doubt that it is meant; the phrases are put down by matter in `phrases`. */
function addPhrases(found: MatterPhrases, phrases: Map<KnownMatter, Set<string>>): Map<KnownMatter, number> {
  const doubts = new Map<KnownMatter, number>();
  for (const { tag, text } of found) {
    const seen = phrases.get(tag.matter) ?? new Set<string>();
    if (seen.has(text)) continue;
    phrases.set(tag.matter, seen.add(text));
    const doubt = doubts.get(tag.matter) ?? 1;
    doubts.set(tag.matter, tag.weight > 0 ? doubt * (1 - tag.weight) : Math.min(1, doubt / (1 + tag.weight)));
  }
  return doubts;
}

/** From so much belief on, words alone name a matter. */
const NAMES_MATTER = 0.4;
/** Beliefs put together in another order differ by less. */
const ROUNDING = 1e-9;

/** The matter that a short text names by its words, or nothing. */
export function guessByPhrases(prepared: PreparedKnowledge, plain: string): KnownMatter | null {
  let best: { matter: KnownMatter; doubt: number } | null = null;
  for (const [matter, doubt] of addPhrases(findPhrases(prepared.matterPhrases, plain, true), new Map())) {
    if (best === null || doubt < best.doubt || (doubt === best.doubt && matter.matterId < best.matter.matterId)) best = { matter, doubt };
  }
  return best !== null && 1 - best.doubt >= NAMES_MATTER ? best.matter : null;
}

/** The matters that some piece of a text might name, whatever piece: with all that speaks for them in the whole, and nothing that speaks against them. */
export function listNameable(found: MatterPhrases): KnownMatter[] {
  const doubts = addPhrases(found.filter(({ tag }) => tag.weight > 0), new Map());
  return [...doubts].flatMap(([matter, doubt]) => (1 - doubt >= NAMES_MATTER - ROUNDING ? [matter] : []));
}

function addNeighbours(prepared: PreparedKnowledge, precedents: readonly Likeness<KnownPrecedent>[], doubts: Map<KnownMatter, number>): void {
  const total = precedents.reduce((sum, neighbour) => sum + neighbour.likeness, 0.3);
  for (const { item, likeness } of precedents) {
    const matter = item.matterId == null ? undefined : prepared.matters.get(item.matterId);
    if (matter !== undefined) doubts.set(matter, (doubts.get(matter) ?? 1) * (1 - (0.8 * likeness) / total));
  }
}

/** Of the model's many matters few have a share worth looking at. */
const LEAST_SHARE = 0.05;

function addModel(prepared: PreparedKnowledge, text: ReadText, title: ReadText | undefined, doubts: Map<KnownMatter, number>): void {
  if (prepared.matterRanker === null) return;
  const { probabilities } = prepared.matterRanker.rank(text, title);
  prepared.matterRanker.model.labels.forEach((label, index) => {
    const share = probabilities[index] as number;
    if (share <= LEAST_SHARE) return;
    const matter = prepared.matters.get(label);
    if (matter !== undefined) doubts.set(matter, (doubts.get(matter) ?? 1) * (1 - 0.9 * share));
  });
}

function guessMatters(prepared: PreparedKnowledge, found: MatterPhrases, precedents: readonly Likeness<KnownPrecedent>[], text: ReadText, title?: ReadText): MatterGuess[] {
  const phrases = new Map<KnownMatter, Set<string>>();
  const doubts = addPhrases(found, phrases);
  addNeighbours(prepared, precedents, doubts);
  addModel(prepared, text, title, doubts);
  const guesses = [...doubts].map(([matter, doubt]) => ({ matter, probability: 1 - doubt, phrases: [...(phrases.get(matter) ?? [])] }));
  const best = guesses.sort((a, b) => b.probability - a.probability || (a.matter.matterId < b.matter.matterId ? -1 : 1)).slice(0, 5);
  // Two matters that speak equally loud leave each only a part of the belief.
  return best.map((guess, place) => {
    const rival = best[place === 0 ? 1 : 0]?.probability ?? 0;
    return { ...guess, probability: guess.probability * Math.min(1, (1.6 * guess.probability) / (guess.probability + rival)) };
  });
}

/** A clause whose stage is the one told of is meant rather than one that says nothing of stages. */
const FIT = 1.25;
const UNLIMITED: readonly Condition[] = [];

const EXEMPLAR_FROM = 0.1;
const EXEMPLAR_FULL = 0.3;

/** Likeness as belief: chance likeness is nothing, from EXEMPLAR_FULL on it is certain. */
export const grown = (likeness: number): number => Math.max(0, Math.min(1, (likeness - EXEMPLAR_FROM) / (EXEMPLAR_FULL - EXEMPLAR_FROM)));

/** What is left of an entry or a clause that is limited to another place or stage than the appeal tells of; so it settles nothing by itself. */
export const UNFIT = 0.6;

const weighConditions = (conditions: readonly ConditionFit[]): number => (conditions.some(({ fits }) => !fits) ? UNFIT : 1);

/** Limited clauses count by how their stage goes with the appeal; the others stay as they are. */
function weighClauses(prepared: PreparedKnowledge, clauses: readonly Likeness<KnownClause>[], said: SaidSides): readonly Likeness<KnownClause>[] {
  const weighed = clauses.map((near) => {
    const conditions = fitConditions(prepared.clauseConditions.get(near.item) ?? UNLIMITED, said);
    if (conditions.length === 0) return near;
    const weight = conditions.some(({ fits }) => !fits) ? UNFIT : FIT;
    return { ...near, likeness: Math.min(1, near.likeness * weight), conditions };
  });
  return weighed.every((near, place) => near === clauses[place]) ? clauses : weighed.sort((a, b) => b.likeness - a.likeness);
}

type Spoken = { readonly matterId: string | null };

/** For each item the best likeness among its texts of one kind. */
function bestOf<Item>(standings: readonly Likeness<Standing<Item>>[], kind: Standing<Item>['kind']): Map<Item, number> {
  const best = new Map<Item, number>();
  for (const { item: standing, likeness } of standings) {
    if (standing.kind === kind) best.set(standing.item, Math.max(best.get(standing.item) ?? 0, likeness));
  }
  return best;
}

function matchAll<Item extends Spoken>(
  items: ReadonlyMap<string, Item>,
  standings: readonly Likeness<Standing<Item>>[],
  matters: readonly MatterGuess[],
  fitsOf: (id: string) => readonly ConditionFit[],
): Match<Item>[] {
  const exemplars = bestOf(standings, 'EXEMPLAR');
  const wordings = bestOf(standings, 'WORDING');
  const byMatter = new Map<string | null, MatterGuess>(matters.map((guess) => [guess.matter.matterId, guess]));
  const matches: Match<Item>[] = [];
  for (const [id, item] of items) {
    const matter = byMatter.get(item.matterId) ?? null;
    const exemplar = exemplars.get(item) ?? 0;
    const wording = wordings.get(item) ?? 0;
    const doubt = (1 - (matter?.probability ?? 0)) * (1 - 0.95 * grown(exemplar)) * (1 - 0.6 * grown(wording));
    if (doubt === 1) continue;
    const conditions = fitsOf(id);
    matches.push({ id, item, strength: (1 - doubt) * weighConditions(conditions), matter, exemplar, wording, conditions });
  }
  return matches.sort((a, b) => b.strength - a.strength || b.wording - a.wording || (a.id < b.id ? -1 : 1));
}

function askModel(prepared: PreparedKnowledge, text: ReadText, title: ReadText | undefined): Evidence['model'] {
  const ranker = prepared.departmentRanker;
  if (ranker === null) return null;
  const { probabilities, known } = ranker.rank(text, title);
  const shares = new Map<string, number>();
  ranker.model.labels.forEach((label, index) => {
    if (prepared.departments.has(label)) shares.set(label, probabilities[index] as number);
  });
  return { shares, known };
}

const isInTownship = (entry: KnownEntry, township: string): boolean =>
  entry.townships.length === 0 || entry.townships.some((name) => township !== '' && (township.includes(name) || name.includes(township)));

/** One sentence may give something to several departments. */
const clauseOrder = ({ dutyClauseId, departmentId }: KnownClause): string => `${dutyClauseId} ${departmentId}`;

/** Gathers from every source what speaks about the appeal. */
export function gatherEvidence(prepared: PreparedKnowledge, appeal: AppealText): Evidence {
  const { segment } = prepared;
  const text = readText(appeal.text, segment);
  const title = appeal.title === undefined || appeal.title === '' ? undefined : readText(appeal.title, segment);
  const plain = [title?.plain ?? '', text.plain, plainText(appeal.category ?? '')].join('\n');
  const question = ask(prepared, title === undefined ? [text] : [title, text]);
  const precedents = likest(prepared.precedents, question, NEIGHBOURS, (precedent) => precedent.precedentId);
  const matterPhrases = findPhrases(prepared.matterPhrases, plain, true);
  const matters = guessMatters(prepared, matterPhrases, precedents.filter(isModel), text, title);
  const standingOrder = (standing: Standing<unknown>) => `${standing.kind} ${standing.id}`;
  const township = appeal.township ?? '';
  const said = readSaid(prepared.conditions, plain);
  const fitsOf = (id: string) => fitConditions(prepared.entryConditions.get(id) ?? UNLIMITED, said);
  const entries = matchAll(prepared.entries, likest(prepared.entryTexts, question, STANDINGS, standingOrder), matters, fitsOf);
  return {
    plain,
    text,
    title,
    warnings: explainGuards(plain, prepared.guard),
    complainedOf: findComplainedOf(plain, plainText(appeal.complainedParty ?? ''), prepared.names, prepared.guard),
    precedents,
    clauses: weighClauses(prepared, likest(prepared.clauses, question, CLAUSES, clauseOrder, clauseScore(question)), said),
    laws: likest(prepared.laws, question, LAWS, clauseOrder, clauseScore(question)),
    matterPhrases,
    matters,
    entries: entries.filter(({ item }) => isInTownship(item, township)),
    disputes: matchAll(prepared.disputes, likest(prepared.disputeTexts, question, STANDINGS, standingOrder), matters, () => []),
    model: askModel(prepared, text, title),
  };
}

/** Only what stood may be followed: a returned or overturned dispatch is a warning. */
export function isModel({ item }: Likeness<KnownPrecedent>): boolean {
  return item.outcome === 'ACCEPTED' || item.outcome === 'UPHELD';
}
