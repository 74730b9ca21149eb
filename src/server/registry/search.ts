import type { InputOf } from '../../core/kernel/operation.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { documentKinds, type DocumentKind, type DutyClause } from '../../core/registry/model.ts';
import type { searchOperations } from '../../core/registry/search-operations.ts';
import { searchKinds, type SearchItem } from '../../core/registry/search-model.ts';
import { foldWords, readSearchWords, type AskedWords } from '../../core/registry/search-words.ts';
import type { Handlers, ReadContext } from '../context.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, pageAfter, splitCursor } from '../platform/pages.ts';
import { findHighlights } from '../platform/search.ts';
import type { Clocks } from './clock-queries.ts';
import { listClausesByIds, listDocumentsByIds } from './document-queries.ts';
import { loadHeirs } from './heirs.ts';
import { weightOfRank } from './rank-weights.ts';
import { rankAll, rankAny, type Ranked, type RankedSet, type SearchScope } from './search-candidates.ts';
import { listMatterWordsWithin, listNamesWithin, type NameInQuestion } from './search-queries.ts';

/** With fewer found that hold all the words, what holds some of them is shown after it. */
const ENOUGH = 8;

interface Understood extends AskedWords {
  readonly names: readonly NameInQuestion[];
}

/** A name out of use leads to whoever carries on. */
async function withHeirs(db: Reading, jurisdictionId: JurisdictionId, names: readonly NameInQuestion[], { on }: Clocks): Promise<NameInQuestion[]> {
  if (names.every(({ isCurrent }) => isCurrent)) return [...names];
  const heirOf = await loadHeirs(db, jurisdictionId, on);
  return names.map((one) => (one.isCurrent ? one : { ...one, departmentIds: [...new Set([...one.departmentIds.map((id) => heirOf(id)), ...one.departmentIds])] }));
}

async function understand(db: Reading, jurisdictionId: JurisdictionId, q: string, clocks: Clocks): Promise<Understood> {
  const folded = foldWords(q);
  if (folded === '') return { words: [], pieces: [], units: [], names: [] };
  const [found, ownWords] = await Promise.all([listNamesWithin(db, jurisdictionId, folded, clocks), listMatterWordsWithin(db, jurisdictionId, folded)]);
  const names = await withHeirs(db, jurisdictionId, found, clocks);
  const asked = readSearchWords(q, names, ownWords);
  const taken = new Set(asked.words.filter(({ departmentIds }) => departmentIds.length > 0).map(({ text }) => text));
  return { ...asked, names: names.filter(({ name }) => taken.has(foldWords(name))) };
}

const byScore = (a: Ranked, b: Ranked): number => Number(a.isPartial) - Number(b.isPartial) || b.score - a.score || b.id.localeCompare(a.id);

async function rank(db: Reading, jurisdictionId: JurisdictionId, { words, pieces, units }: AskedWords, scope: SearchScope): Promise<RankedSet> {
  const whole = await rankAll(db, jurisdictionId, scope, words);
  if (whole.ranked.length >= ENOUGH || words.length === 0) return { ...whole, ranked: whole.ranked.toSorted(byScore) };
  const isCutFurther = pieces.length > words.length;
  const [cut, some] = await Promise.all([isCutFurther ? rankAll(db, jurisdictionId, scope, pieces) : { ranked: [], isCut: false }, rankAny(db, jurisdictionId, scope, units)]);
  const known = new Map<string, Ranked>();
  for (const one of [...whole.ranked, ...cut.ranked, ...some.ranked]) if (!known.has(one.id)) known.set(one.id, one);
  return { ranked: [...known.values()].sort(byScore), isCut: whole.isCut || cut.isCut || some.isCut };
}

/** The kinds of paper a search is limited to; nothing when to none. */
function kindsOf(documentKind: DocumentKind | undefined, leastRank: DocumentKind | undefined): readonly DocumentKind[] | undefined {
  if (documentKind === undefined && leastRank === undefined) return undefined;
  const least = leastRank === undefined ? 0 : weightOfRank(leastRank);
  return documentKinds.filter((kind) => weightOfRank(kind) >= least && (documentKind === undefined || kind === documentKind));
}

type Order = InputOf<typeof searchOperations.search>;

/** From where a page goes on: after the last of the one before it. */
function after(ranked: readonly Ranked[], cursor: string | undefined): readonly Ranked[] {
  const [isPartial, score, id] = splitCursor(cursor) ?? [];
  if (typeof score !== 'number' || typeof id !== 'string') return ranked;
  const last = { isPartial: isPartial === 1, score, id } as Ranked;
  return ranked.filter((one) => byScore(last, one) < 0);
}

/** What the marks stand on: words that were found whole, parts of words otherwise. */
const marked = ({ words, pieces, units }: AskedWords, isPartial: boolean): string =>
  (isPartial ? [...words, ...pieces, ...units] : words.concat(pieces)).map(({ text }) => text).filter((text) => text.length > 1 || words.length === 1).join(' ');

async function fill(db: Reading, jurisdictionId: JurisdictionId, page: readonly Ranked[], asked: AskedWords, known: Clocks['known']): Promise<SearchItem[]> {
  const idsOf = (kind: Ranked['kind']): string[] => page.filter((one) => one.kind === kind).map(({ id }) => id);
  const [clauses, documents] = await Promise.all([listClausesByIds(db, jurisdictionId, idsOf('CLAUSE')), listDocumentsByIds(db, jurisdictionId, idsOf('DOCUMENT'), known)]);
  const clauseOf = new Map(clauses.map((one): [string, DutyClause] => [one.dutyClauseId, one]));
  const documentOf = new Map(documents.map((one): [string, (typeof documents)[number]] => [one.documentId, one]));
  return page.flatMap(({ kind, id, score, isPartial, matter }): SearchItem[] => {
    const words = marked(asked, isPartial);
    const found = (name: string, text: string) => ({ score, isPartial, highlights: findHighlights(text, words), nameHighlights: findHighlights(name, words) });
    const clause = clauseOf.get(id);
    const document = documentOf.get(id);
    if (kind === 'CLAUSE' && clause !== undefined) return [{ kind, clause, ...found('', clause.text) }];
    if (kind === 'DOCUMENT' && document !== undefined) return [{ kind, document, ...found(document.title, '') }];
    return kind === 'MATTER' && matter !== null ? [{ kind, matter, ...found(matter.name, matter.description) }] : [];
  });
}

async function search({ db, jurisdictionId, at }: ReadContext, { q = '', kind, departmentId, documentKind, leastRank, on = at, known, limit, cursor }: Order) {
  const asked = await understand(db, jurisdictionId, q, { on, known });
  const kinds = kindsOf(documentKind, leastRank);
  const isOfPapers = departmentId !== undefined || kinds !== undefined;
  const { ranked, isCut } = await rank(db, jurisdictionId, asked, { filter: { on, known, departmentId, kinds }, withDocuments: true, withMatters: !isOfPapers });
  const counts = Object.fromEntries(searchKinds.map((one) => [one, ranked.filter((item) => item.kind === one).length])) as Record<(typeof searchKinds)[number], number>;
  const shown = kind === undefined ? ranked : ranked.filter((item) => item.kind === kind);
  const page = pageAfter(after(shown, cursor).slice(0, limit + 1), limit, (last) => joinCursor(Number(last.isPartial), last.score, last.id));
  return {
    items: await fill(db, jurisdictionId, page.items, asked, known), nextCursor: page.nextCursor, counts, isCut,
    understood: asked.names.flatMap(({ name, departmentIds }) => departmentIds.slice(0, 1).map((id) => ({ typed: name, departmentId: id }))),
  };
}

export const searchHandlers = {
  async search(context, order) {
    const { understood, ...page } = await search(context, order);
    const nameOf = await context.names.of(context.db, context.jurisdictionId, understood.map(({ departmentId }) => departmentId));
    return { ...page, understood: understood.map(({ typed, departmentId }) => ({ typed, departmentId, name: nameOf(departmentId) ?? typed })) };
  },
} satisfies Handlers<typeof searchOperations>;

export type ClauseHit = DutyClause & { score: number; highlights: { start: number; end: number }[] };

/** Clauses that may belong to what the words say, best first; for those who look for clauses alone. */
export async function findClausesAbout(db: Reading, jurisdictionId: JurisdictionId, q: string, clocks: Clocks, most: number): Promise<ClauseHit[]> {
  const asked = await understand(db, jurisdictionId, q, clocks);
  const { ranked } = await rank(db, jurisdictionId, asked, { filter: clocks, withDocuments: false, withMatters: false });
  const items = await fill(db, jurisdictionId, ranked.slice(0, most), asked, clocks.known);
  return items.flatMap((item) => (item.kind === 'CLAUSE' ? [{ ...item.clause, score: item.score, highlights: item.highlights }] : []));
}

