import type { InputOf } from '../../core/kernel/operation.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { documentKinds, type DepartmentId, type DocumentKind, type DutyClause } from '../../core/registry/model.ts';
import type { searchOperations } from '../../core/registry/search-operations.ts';
import { searchKinds, type SearchItem } from '../../core/registry/search-model.ts';
import { foldWords, readSearchWords, type AskedWords, type OwnName } from '../../core/registry/search-words.ts';
import type { Handlers, ReadContext } from '../context.ts';
import type { Reading } from '../platform/database.ts';
import { joinCursor, pageAfter, splitCursor } from '../platform/pages.ts';
import { findHighlights } from '../platform/search.ts';
import type { AskedClocks, Clocks } from './clock-queries.ts';
import { listClausesByIds, listDocumentsByIds } from './document-queries.ts';
import { loadHeirs } from './heirs.ts';
import { weightOfRank } from './basis-ranks.ts';
import { rankAll, rankAny, type Ranked, type RankedSet, type SearchScope } from './search-candidates.ts';
import { listVocabulary, type NamePeriod } from './search-queries.ts';

/** With fewer found that hold all the words, as typed or cut by the district's own words, what holds some of them is shown after it. */
const ENOUGH = 8;

interface NameInQuestion extends OwnName {
  readonly departmentIds: readonly DepartmentId[];
  /** The name stands for the department on the day asked about, not only at some other time. */
  readonly isCurrent: boolean;
}

interface Understood extends AskedWords {
  readonly names: readonly NameInQuestion[];
}

/** Whoever goes by a name on the day takes it before those who did at another time. */
function readNames(names: readonly NamePeriod[], on: Instant): NameInQuestion[] {
  return [...Map.groupBy(names, ({ name }) => name)].map(([name, periods]) => {
    const current = periods.filter(({ validFrom, validTo }) => (validFrom === null || validFrom <= on) && (validTo === null || on < validTo));
    return { name, isCurrent: current.length > 0, departmentIds: [...new Set((current.length > 0 ? current : periods).map(({ departmentId }) => departmentId))] };
  });
}

/** A name out of use leads to whoever carries on. */
async function withHeirs(db: Reading, jurisdictionId: JurisdictionId, names: readonly NameInQuestion[], { on }: Clocks): Promise<NameInQuestion[]> {
  if (names.every(({ isCurrent }) => isCurrent)) return [...names];
  const heirOf = await loadHeirs(db, jurisdictionId, on);
  return names.map((one) => (one.isCurrent ? one : { ...one, departmentIds: [...new Set([...one.departmentIds.map((id) => heirOf(id)), ...one.departmentIds])] }));
}

async function understand({ db, jurisdictionId, names: remembered }: ReadContext, q: string, clocks: Clocks): Promise<Understood> {
  const folded = foldWords(q);
  if (folded === '') return { words: [], pieces: [], units: [], names: [] };
  const vocabulary = await (clocks.known === undefined ? remembered.vocabulary(db, jurisdictionId) : listVocabulary(db, jurisdictionId, clocks.known));
  const names = await withHeirs(db, jurisdictionId, readNames(vocabulary.names.filter(({ name }) => folded.includes(name)), clocks.on), clocks);
  const asked = readSearchWords(q, names, vocabulary.matterWords.filter((word) => folded.includes(word)));
  const taken = new Set(asked.words.filter(({ departmentIds }) => departmentIds.length > 0).map(({ text }) => text));
  return { ...asked, names: names.filter(({ name }) => taken.has(name)) };
}

const byScore = (a: Ranked, b: Ranked): number => Number(a.isPartial) - Number(b.isPartial) || b.score - a.score || b.id.localeCompare(a.id);

async function rank(db: Reading, jurisdictionId: JurisdictionId, { words, pieces, units }: AskedWords, scope: SearchScope): Promise<RankedSet> {
  const whole = await rankAll(db, jurisdictionId, scope, words);
  if (whole.ranked.length >= ENOUGH || words.length === 0) return { ...whole, ranked: whole.ranked.toSorted(byScore) };
  const sets = [whole, ...(pieces.length > words.length ? [await rankAll(db, jurisdictionId, scope, pieces)] : [])];
  if (sets.reduce((sum, { ranked }) => sum + ranked.length, 0) < ENOUGH) sets.push(await rankAny(db, jurisdictionId, scope, units));
  const known = new Map<string, Ranked>();
  for (const one of sets.flatMap(({ ranked }) => ranked)) if (!known.has(one.id)) known.set(one.id, one);
  return { ranked: [...known.values()].sort(byScore), isCut: sets.some(({ isCut }) => isCut) };
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

async function fill(db: Reading, jurisdictionId: JurisdictionId, page: readonly Ranked[], asked: AskedWords, clocks: AskedClocks): Promise<SearchItem[]> {
  const idsOf = (kind: Ranked['kind']): string[] => page.filter((one) => one.kind === kind).map(({ id }) => id);
  const [clauses, documents] = await Promise.all([listClausesByIds(db, jurisdictionId, idsOf('CLAUSE'), clocks), listDocumentsByIds(db, jurisdictionId, idsOf('DOCUMENT'), clocks)]);
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

async function search(context: ReadContext, { q = '', kind, departmentId, documentKind, leastRank, on: day, known, limit, cursor }: Order) {
  const { db, jurisdictionId } = context;
  const on = day ?? context.at;
  const asked = await understand(context, q, { on, known });
  const kinds = kindsOf(documentKind, leastRank);
  const isOfPapers = departmentId !== undefined || kinds !== undefined;
  const { ranked, isCut } = await rank(db, jurisdictionId, asked, { filter: { on, known, departmentId, kinds }, withDocuments: true, withMatters: !isOfPapers });
  const counts = Object.fromEntries(searchKinds.map((one) => [one, ranked.filter((item) => item.kind === one).length])) as Record<(typeof searchKinds)[number], number>;
  const shown = kind === undefined ? ranked : ranked.filter((item) => item.kind === kind);
  const page = pageAfter(after(shown, cursor).slice(0, limit + 1), limit, (last) => joinCursor(Number(last.isPartial), last.score, last.id));
  return {
    // what is called so now is known without looking for what it was called then
    items: await fill(db, jurisdictionId, page.items, asked, { on: day, known }), nextCursor: page.nextCursor, counts, isCut,
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
export async function findClausesAbout(context: ReadContext, q: string, clocks: Clocks, most: number): Promise<ClauseHit[]> {
  const { db, jurisdictionId } = context;
  const asked = await understand(context, q, clocks);
  const { ranked } = await rank(db, jurisdictionId, asked, { filter: clocks, withDocuments: false, withMatters: false });
  const items = await fill(db, jurisdictionId, ranked.slice(0, most), asked, clocks);
  return items.flatMap((item) => (item.kind === 'CLAUSE' ? [{ ...item.clause, score: item.score, highlights: item.highlights }] : []));
}

