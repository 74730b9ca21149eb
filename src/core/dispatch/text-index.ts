import { FeatureTable } from './feature-table.ts';
import type { Terms } from './terms.ts';

/**
 * Texts found by their words. An index is a value: adding gives a new one that shares all the old parts, in time that
 * hardly depends on how much is in it. What is found does not depend on the order or the parts in which texts came.
 */
export interface TextIndex<Ref> {
  readonly parts: readonly IndexPart<Ref>[];
  readonly size: number;
}

interface IndexPart<Ref> {
  readonly refs: readonly Ref[];
  readonly texts: readonly Terms[];
  readonly table: FeatureTable;
  /** Term t stands in the texts `postings[starts[t]]` to `postings[starts[t + 1]]`. */
  readonly starts: Int32Array;
  readonly postings: Int32Array;
  readonly weights: Float32Array;
  /** All nothing between two searches. */
  readonly scores: Float32Array;
}

/** BM25 with a fixed usual length: a text's weight must not change because another one came. */
const SATURATION = 1.2;
const LENGTH_SHARE = 0.5;
const USUAL_LENGTH = 80;

const emptyIndex = { parts: [], size: 0 };

function buildPart<Ref>(refs: readonly Ref[], texts: readonly Terms[]): IndexPart<Ref> {
  let total = 0;
  for (const text of texts) total += text.hashes.length;
  const all = new Uint32Array(total);
  let at = 0;
  for (const text of texts) {
    all.set(text.hashes, at);
    at += text.hashes.length;
  }
  const hashes = all.sort().filter((hash, index) => index === 0 || hash !== all[index - 1]);
  const table = new FeatureTable(hashes);
  const starts = new Int32Array(hashes.length + 1);
  for (const text of texts) for (const hash of text.hashes) starts[table.find(hash) + 1] = (starts[table.find(hash) + 1] as number) + 1;
  for (let term = 0; term < hashes.length; term++) starts[term + 1] = (starts[term + 1] as number) + (starts[term] as number);
  const next = starts.slice();
  const postings = new Int32Array(total);
  const weights = new Float32Array(total);
  texts.forEach((text, document) => {
    const length = text.counts.reduce((sum, count) => sum + count, 0);
    const brake = SATURATION * (1 - LENGTH_SHARE + (LENGTH_SHARE * length) / USUAL_LENGTH);
    text.hashes.forEach((hash, index) => {
      const term = table.find(hash);
      const place = next[term] as number;
      next[term] = place + 1;
      const count = text.counts[index] as number;
      postings[place] = document;
      weights[place] = (count * (SATURATION + 1)) / (count + brake);
    });
  });
  return { refs, texts, table, starts, postings, weights, scores: new Float32Array(texts.length) };
}

export const makeIndex = <Ref>(items: readonly { ref: Ref; terms: Terms }[]): TextIndex<Ref> =>
  items.length === 0 ? emptyIndex : { parts: [buildPart(items.map((item) => item.ref), items.map((item) => item.terms))], size: items.length };

/** Small parts are merged as they gather, so that there are never more than a handful. */
export function addToIndex<Ref>(index: TextIndex<Ref>, ref: Ref, terms: Terms): TextIndex<Ref> {
  let newest = { refs: [ref] as readonly Ref[], texts: [terms] as readonly Terms[] };
  const parts = [...index.parts];
  for (;;) {
    const last = parts.at(-1);
    if (last === undefined || last.refs.length > 2 * newest.refs.length) break;
    parts.pop();
    newest = { refs: [...last.refs, ...newest.refs], texts: [...last.texts, ...newest.texts] };
  }
  parts.push(buildPart(newest.refs, newest.texts));
  return { parts, size: index.size + 1 };
}

export function removeFromIndex<Ref>(index: TextIndex<Ref>, isGone: (ref: Ref) => boolean): TextIndex<Ref> {
  const parts: IndexPart<Ref>[] = [];
  for (const part of index.parts) {
    const kept = part.refs.flatMap((ref, at) => (isGone(ref) ? [] : [at]));
    if (kept.length === part.refs.length) parts.push(part);
    else if (kept.length > 0) parts.push(buildPart(kept.map((at) => part.refs[at] as Ref), kept.map((at) => part.texts[at] as Terms)));
  }
  return { parts, size: parts.reduce((sum, part) => sum + part.refs.length, 0) };
}

/** In how many texts the term stands. */
export function countTexts<Ref>(index: TextIndex<Ref>, hash: number): number {
  let count = 0;
  for (const part of index.parts) {
    const term = part.table.find(hash);
    if (term >= 0) count += (part.starts[term + 1] as number) - (part.starts[term] as number);
  }
  return count;
}

/** How telling each term of a question is: `rarity` in step with the terms. */
export interface Question {
  readonly terms: Terms;
  readonly rarity: Float32Array;
  /** The most telling terms, by place: all that is searched for. */
  readonly telling: readonly number[];
}

export interface Hit<Ref> {
  readonly ref: Ref;
  readonly score: number;
  readonly terms: Terms;
}

/** The best texts for the question, best first; ties go by `order` of the refs, so that the same knowledge gives the same list. */
export function search<Ref>(index: TextIndex<Ref>, question: Question, limit: number, order: (ref: Ref) => string): Hit<Ref>[] {
  const hits: Hit<Ref>[] = [];
  for (const part of index.parts) {
    const touched = scorePart(part, question);
    let least = hits.length < limit ? 0 : (hits[limit - 1] as Hit<Ref>).score;
    for (const document of touched) {
      const score = part.scores[document] as number;
      part.scores[document] = 0;
      if (score < least || score === 0) continue;
      insert(hits, { ref: part.refs[document] as Ref, score, terms: part.texts[document] as Terms }, order);
      if (hits.length > limit) hits.pop();
      if (hits.length === limit) least = (hits[limit - 1] as Hit<Ref>).score;
    }
  }
  return hits;
}

function scorePart<Ref>({ table, starts, postings, weights, scores }: IndexPart<Ref>, { telling, terms, rarity }: Question): number[] {
  const touched: number[] = [];
  for (const place of telling) {
    const term = table.find(terms.hashes[place] as number);
    if (term < 0) continue;
    const rare = rarity[place] as number;
    const end = starts[term + 1] as number;
    for (let at = starts[term] as number; at < end; at++) {
      const document = postings[at] as number;
      const had = scores[document] as number;
      if (had === 0) touched.push(document);
      scores[document] = had + rare * (weights[at] as number);
    }
  }
  return touched;
}

function insert<Ref>(hits: Hit<Ref>[], hit: Hit<Ref>, order: (ref: Ref) => string): void {
  let at = hits.length;
  while (at > 0) {
    const before = hits[at - 1] as Hit<Ref>;
    if (before.score > hit.score || (before.score === hit.score && order(before.ref) <= order(hit.ref))) break;
    at -= 1;
  }
  hits.splice(at, 0, hit);
}
