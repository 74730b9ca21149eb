import type { ClauseKind } from './parser/model.ts';
import { foldWords, type SearchWord } from './search-words.ts';

/** What a clause is worth by its kind: a duty before an office's share of it, those before what only frames them. */
const kindWeights: Readonly<Record<ClauseKind, number>> = {
  MAIN_DUTY: 1, DIVISION_RULE: 1, LAW_DUTY: 0.9, LIST_ITEM: 0.9, TASK: 0.8, RESOLUTION: 0.8, PRACTICE: 0.6, INTERNAL_OFFICE: 0.6, FUNCTION_TRANSFORMATION: 0.6, OTHER: 0.5,
  NATURE: 0.3, LEAD_IN: 0.3, STAFFING: 0.2, BASIS: 0.2, SUPPLEMENT: 0.2,
};

/** What a clause is worth whatever is asked for, 0 to 1: its kind, and the rank of its paper (0 to 1, `parameters/basis-ranks.yaml`). */
export const standingOf = (clauseKind: ClauseKind, rankWeight: number): number => kindWeights[clauseKind] * (0.6 + 0.4 * rankWeight);

/** The classes of clauses that are looked through one after the other, best last. */
export const TIERS = 16;
/** A clause of so many letters is worth half of a very short one. */
const HALF_LETTERS = 80;

/** The class of a clause: its standing, and that a short clause says more about its words than a long one. */
export function tierOf(clauseKind: ClauseKind, rankWeight: number, length: number): number {
  return Math.min(TIERS - 1, Math.floor((standingOf(clauseKind, rankWeight) * TIERS) / (1 + length / HALF_LETTERS)));
}

/** One thing found, as it is compared with others. */
export interface RankedFacts {
  /** Title, name. */
  readonly name: string;
  /** Keywords, number of the paper. */
  readonly keywords: string;
  readonly text: string;
  readonly departmentId: string | null;
  /** Departments it names beside its own. */
  readonly partnerIds: readonly string[];
  readonly standing: number;
}

export interface WeighedWord extends SearchWord {
  /** How much finding it says: 1 for what was asked for as a whole, less for a part that stands everywhere. */
  readonly weight: number;
}

interface FoldedFacts {
  readonly name: string;
  readonly keywords: string;
  readonly text: string;
}

const IN_NAME = 0.85;
const IS_NAME = 1;
const IN_KEYWORDS = 0.75;
const IN_TEXT = 0.5;

function valueInText({ text }: FoldedFacts, word: string): number {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  const early = 1 - at / text.length;
  const dense = Math.min(1, (4 * word.length) / text.length);
  return IN_TEXT + 0.15 * early + 0.1 * dense;
}

function valueOf(folded: FoldedFacts, { departmentId, partnerIds }: RankedFacts, { text: word, departmentIds }: SearchWord): number {
  if (departmentId !== null && departmentIds.includes(departmentId)) return 1;
  if (folded.name === word) return IS_NAME;
  if (folded.name.includes(word)) return IN_NAME;
  if (folded.keywords.includes(word)) return IN_KEYWORDS;
  const inText = valueInText(folded, word);
  return inText === 0 && partnerIds.some((id) => departmentIds.includes(id)) ? IN_TEXT : inText;
}

const NEAR_LETTERS = 24;

/** Words that stand close to each other are likelier to be about one thing. */
function nearness({ text }: FoldedFacts, words: readonly SearchWord[]): number {
  const places = words.filter(({ departmentIds }) => departmentIds.length === 0).map((word) => text.indexOf(word.text)).filter((at) => at >= 0);
  if (places.length < 2) return 0;
  return Math.max(...places) - Math.min(...places) <= NEAR_LETTERS ? 0.1 : 0;
}

export interface Scored {
  readonly score: number;
  /** How many of the words were found. */
  readonly found: number;
}

/** How well something answers, 0 to about 1: where its words stand, how near each other, and what it is worth by itself. */
export function computeSearchScore(facts: RankedFacts, words: readonly WeighedWord[]): Scored {
  const folded = { name: foldWords(facts.name), keywords: foldWords(facts.keywords), text: foldWords(facts.text) };
  const values = words.map((word) => valueOf(folded, facts, word));
  const whole = words.reduce((sum, { weight }) => sum + weight, 0);
  const relevance = whole === 0 ? 1 : words.reduce((sum, { weight }, place) => sum + weight * (values[place] as number), 0) / whole;
  const score = (relevance + nearness(folded, words)) * (0.5 + 0.5 * facts.standing);
  return { score: Number(score.toFixed(6)), found: values.filter((value) => value > 0).length };
}

/** What a part says that stands in `count` of what was looked at; `isFrequent`: in more than that. */
export const rarityOf = (count: number, isFrequent: boolean): number => (count === 0 ? 0 : isFrequent ? 0.15 : 1 / (1 + Math.log2(count)));
