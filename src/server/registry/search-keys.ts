import type { BasisRank } from '../../core/registry/model.ts';
import type { ParsedClause } from '../../core/registry/parser/model.ts';
import { tierOf, TIERS } from '../../core/registry/search-ranking.ts';
import type { SearchWord } from '../../core/registry/search-words.ts';
import { toPairs } from '../platform/search.ts';
import { weightOfRank } from './basis-ranks.ts';

/**
 * What a clause or a document is found by, as numbers: pairs of letters, its own department, departments it names, the kind of its paper. Each stands beside
 * the class of the clause (`tierOf`), so that the index can be asked for the best class alone and the search stops as soon as it has enough.
 */
const PAIR = 0;
const OWN = 1;
const NAMED = 2;
const KIND = 3;
const VALUES = 2 ** 32;

const keyOf = (type: number, value: number): number => type * VALUES + (value >>> 0);
const inTier = (tier: number, key: number): number => tier * 4 * VALUES + key;

/** The last eight digits of an id: random, and told apart by the row itself. */
const digits = (id: string): number => Number.parseInt(id.slice(-8), 16);
const kindNumber = (kind: string): number => Array.from(kind, (letter) => letter.charCodeAt(0)).reduce((sum, letter) => (sum * 31 + letter) | 0, 7);

export const ownKey = (departmentId: string): number => keyOf(OWN, digits(departmentId));
export const namedKey = (departmentId: string): number => keyOf(NAMED, digits(departmentId));
export const kindKey = (kind: BasisRank): number => keyOf(KIND, kindNumber(kind));
const pairKeys = (...texts: readonly string[]): number[] => toPairs(...texts).map((pair) => keyOf(PAIR, pair));

/** The pairs of a word; of a single letter the letter itself, which only titles are found by. */
export const wordKeys = ({ text }: SearchWord): number[] => (text.length === 1 ? [keyOf(PAIR, text.charCodeAt(0))] : pairKeys(text));

/** Sets of keys, one for each class, best first. */
export const overTiers = (keys: readonly number[]): string[] => Array.from({ length: TIERS }, (_, place) => `{${keys.map((key) => inTier(TIERS - 1 - place, key)).join(',')}}`);
export const inOneTier = (keys: readonly number[]): string => `{${keys.join(',')}}`;

interface KeyedClause extends Pick<ParsedClause, 'kind' | 'text' | 'partners'> {
  readonly departmentId: string | null;
}

const owned = (departmentId: string | null): number[] => (departmentId === null ? [] : [ownKey(departmentId)]);

export function keysOfClause({ kind, text, partners, departmentId }: KeyedClause, documentKind: BasisRank): number[] {
  const tier = tierOf(kind, weightOfRank(documentKind), text.length);
  const named = [...new Set(partners.flatMap(({ department }) => (department === undefined ? [] : [namedKey(department)])))];
  return [...pairKeys(text), ...owned(departmentId), ...named, kindKey(documentKind)].map((key) => inTier(tier, key));
}

export function keysOfDocument({ title, documentNumber, kind, departmentId }: { readonly title: string; readonly documentNumber: string | null; readonly kind: BasisRank; readonly departmentId: string | null }): number[] {
  const letters = [...new Set(title.normalize('NFKC').toLowerCase())].filter((letter) => letter.length === 1).map((letter) => keyOf(PAIR, letter.charCodeAt(0)));
  return [...pairKeys(title, documentNumber ?? ''), ...letters, ...owned(departmentId), kindKey(kind)];
}
