import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { DocumentKind, DutyClauseId, Matter } from '../../core/registry/model.ts';
import { computeSearchScore, rarityOf, standingOf, TIERS, type RankedFacts, type WeighedWord } from '../../core/registry/search-ranking.ts';
import type { SearchKind } from '../../core/registry/search-model.ts';
import type { SearchWord } from '../../core/registry/search-words.ts';
import type { Reading } from '../platform/database.ts';
import { toSearchQuery } from '../platform/search.ts';
import { weightOfRank } from './basis-ranks.ts';
import { inOneTier, kindKey, namedKey, overTiers, ownKey, wordKeys } from './search-keys.ts';
import { listClauseCandidates, listDocumentCandidates, listMatterCandidates, type ClauseCandidate, type DocumentCandidate, type KeySets, type PaperFilter } from './search-queries.ts';

/** How many are compared with each other: more are only counted as more. */
const MOST_CLAUSES = 240;
const MOST_DOCUMENTS = 60;
const MOST_MATTERS = 60;
/** Of clauses that hold one part of what was asked for. */
const LEAST_EACH = 20;
const DOCUMENTS_EACH = 10;
/** Departments of one question whose every way of standing in a clause is asked for. */
const MOST_NAMED = 2;

/** Where the words are looked for. */
export interface SearchScope {
  readonly filter: PaperFilter;
  /** Words of the papers alone: matters are in none. */
  readonly withMatters: boolean;
  readonly withDocuments: boolean;
}

export interface Ranked {
  readonly kind: SearchKind;
  readonly id: string;
  readonly score: number;
  readonly isPartial: boolean;
  /** What a list shows of a matter, which needs no second look. */
  readonly matter: Matter | null;
}

export interface RankedSet {
  readonly ranked: readonly Ranked[];
  readonly isCut: boolean;
}

interface Candidates {
  readonly clauses: readonly ClauseCandidate[];
  readonly documents: readonly DocumentCandidate[];
  readonly matters: readonly Matter[];
}

/** The keys a filter adds to every set: of one kind of paper and one department the index finds the rows itself. */
function keysOfFilter({ departmentId, kinds }: PaperFilter): number[] {
  const kind = kinds?.length === 1 ? (kinds[0] as DocumentKind) : undefined;
  return [...(departmentId === undefined ? [] : [ownKey(departmentId)]), ...(kind === undefined ? [] : [kindKey(kind)])];
}

/** The ways in which a word may stand in a clause: as its own department, as one it names, or as written. */
function waysOf(word: SearchWord): number[][] {
  return [...word.departmentIds.map((id) => [ownKey(id)]), ...word.departmentIds.map((id) => [namedKey(id)]), wordKeys(word)];
}

/** Every way of all the words together; from the third department on only as written. */
export function waysOfAll(words: readonly SearchWord[]): number[][] {
  const named = words.filter(({ departmentIds }) => departmentIds.length > 0).slice(0, MOST_NAMED);
  return words.reduce<number[][]>((ways, word) => {
    const own = named.includes(word) ? waysOf(word) : [wordKeys(word)];
    return ways.flatMap((way) => own.map((keys) => [...way, ...keys]));
  }, [[]]);
}

async function load(db: Reading, jurisdictionId: JurisdictionId, scope: SearchScope, clauses: KeySets, documents: KeySets, matters: string | undefined): Promise<Candidates> {
  const [foundClauses, foundDocuments, foundMatters] = await Promise.all([
    clauses.sets.length === 0 ? [] : listClauseCandidates(db, jurisdictionId, clauses, scope.filter),
    !scope.withDocuments || documents.sets.length === 0 ? [] : listDocumentCandidates(db, jurisdictionId, documents, scope.filter),
    matters === undefined || !scope.withMatters ? [] : listMatterCandidates(db, jurisdictionId, matters, MOST_MATTERS, scope.filter),
  ]);
  return { clauses: foundClauses, documents: foundDocuments, matters: foundMatters };
}

const factsOfClause = ({ text, departmentId, clauseKind, documentKind }: ClauseCandidate, partnerIds: readonly string[]): RankedFacts =>
  ({ name: '', keywords: '', text, departmentId, partnerIds, standing: standingOf(clauseKind, weightOfRank(documentKind)) });
const factsOfDocument = ({ title, documentNumber, departmentId, kind }: DocumentCandidate): RankedFacts =>
  ({ name: title, keywords: documentNumber ?? '', text: '', departmentId, partnerIds: [], standing: 0.6 + 0.4 * weightOfRank(kind) });
const MATTER_STANDING = 0.9;
const factsOfMatter = ({ name, keywords, includes, description, isClass }: Matter): RankedFacts =>
  ({ name, keywords: [...keywords, ...includes].join('，'), text: description, departmentId: null, partnerIds: [], standing: isClass ? MATTER_STANDING / 2 : MATTER_STANDING });

interface Judged extends Ranked {
  readonly found: number;
}

function judge({ clauses, documents, matters }: Candidates, words: readonly WeighedWord[], isPartial: boolean): Judged[] {
  // what was found by all the words and holds a department's name in none of its own letters names it in others
  const named = isPartial ? [] : words.flatMap(({ departmentIds }) => departmentIds);
  const seen = new Map<DutyClauseId, ClauseCandidate>();
  for (const clause of clauses) if (!seen.has(clause.dutyClauseId)) seen.set(clause.dutyClauseId, clause);
  const items: { kind: SearchKind; id: string; facts: RankedFacts; matter: Matter | null }[] = [
    ...[...seen.values()].map((clause) => ({ kind: 'CLAUSE' as const, id: clause.dutyClauseId, facts: factsOfClause(clause, named), matter: null })),
    ...[...new Map(documents.map((one) => [one.documentId, one])).values()].map((document) => ({ kind: 'DOCUMENT' as const, id: document.documentId, facts: factsOfDocument(document), matter: null })),
    ...matters.map((matter) => ({ kind: 'MATTER' as const, id: matter.matterId, facts: factsOfMatter(matter), matter })),
  ];
  return items.map(({ facts, ...item }) => ({ ...item, isPartial, ...computeSearchScore(facts, words) }));
}

/** What holds all the words. The words of a longer one stand there one behind the other: its pairs alone do not make it. */
export async function rankAll(db: Reading, jurisdictionId: JurisdictionId, scope: SearchScope, words: readonly SearchWord[]): Promise<RankedSet> {
  const fixed = keysOfFilter(scope.filter);
  const ways = waysOfAll(words).map((way) => [...way, ...fixed]).filter((keys) => keys.length > 0);
  const sets = ways.flatMap(overTiers);
  const clauses: KeySets = { sets, size: sets.length, each: MOST_CLAUSES };
  const documents: KeySets = { sets: words.length === 0 ? [] : ways.map(inOneTier), size: ways.length, each: MOST_DOCUMENTS };
  const candidates = await load(db, jurisdictionId, scope, clauses, documents, toSearchQuery(words.map(({ text }) => text).join(' ')));
  const judged = judge(candidates, words.map((word) => ({ ...word, weight: 1 })), false);
  return { ranked: judged.filter(({ found }) => found === words.length), isCut: candidates.clauses.length >= MOST_CLAUSES || candidates.documents.length >= MOST_DOCUMENTS };
}

/** What holds any of the parts, rare ones counting more; every score below those of `rankAll`. */
export async function rankAny(db: Reading, jurisdictionId: JurisdictionId, scope: SearchScope, units: readonly SearchWord[]): Promise<RankedSet> {
  if (units.length === 0) return { ranked: [], isCut: false };
  const fixed = keysOfFilter(scope.filter);
  const ways = units.map((word) => (word.departmentIds.length === 0 ? wordKeys(word) : [ownKey(word.departmentIds[0] as string)])).map((way) => [...way, ...fixed]);
  const each = Math.max(LEAST_EACH, Math.floor(MOST_CLAUSES / units.length));
  const clauses: KeySets = { sets: ways.flatMap(overTiers), size: TIERS, each };
  const documents: KeySets = { sets: ways.map(inOneTier), size: 1, each: DOCUMENTS_EACH };
  const candidates = await load(db, jurisdictionId, scope, clauses, documents, toSearchQuery(units.map(({ text }) => text).join(' '), '|'));
  const counts = units.map(() => 0);
  for (const { place } of candidates.clauses) counts[place] = (counts[place] ?? 0) + 1;
  const weighed = units.map((word, unit) => ({ ...word, weight: Math.max(0.02, rarityOf(counts[unit] as number, (counts[unit] as number) >= each)) }));
  return { ranked: judge(candidates, weighed, true).filter(({ found }) => found > 0), isCut: counts.some((count) => count >= each) };
}
