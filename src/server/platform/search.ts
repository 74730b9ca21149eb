/** How much a field counts in the ranking of a search: A most. */
export type Weight = 'A' | 'B' | 'C' | 'D';

const RUN = /[\u3400-\u9fff]+|[\p{L}\p{N}]+/gu;
const LETTERS = /[\p{L}\p{N}]+/gu;
const HAN = /^[\u3400-\u9fff]/;
/** PostgreSQL keeps no position beyond this one. */
const LAST_POSITION = 16_383;

/** Chinese runs as overlapping pairs of characters, so that 物业 is found in 物业服务; other words whole, in lower case. */
function termsOf(text: string): string[][] {
  return (text.normalize('NFKC').match(RUN) ?? []).map((run) => {
    if (!HAN.test(run)) return [run.toLowerCase()];
    if (run.length === 1) return [run];
    return Array.from({ length: run.length - 1 }, (_, index) => run.slice(index, index + 2));
  });
}

const quoted = (term: string): string => `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

/**
 * The text form of a tsvector, to be cast with `::tsvector`. Positions are kept, so that a query is found as a phrase and nothing else is;
 * between runs and fields a position is left out, so that no phrase reaches across.
 */
export function toSearchVector(fields: readonly { readonly text: string; readonly weight: Weight }[]): string {
  const lexemes: string[] = [];
  let position = 0;
  for (const { text, weight } of fields) {
    for (const run of termsOf(text)) {
      for (const term of run) {
        position = Math.min(position + 1, LAST_POSITION);
        lexemes.push(`${quoted(term)}:${position}${weight}`);
      }
      position += 1;
    }
  }
  return lexemes.join(' ');
}

/** What a person typed as the text form of a tsquery: every word as a phrase, all (`&`) or any (`|`) of them; nothing when no letter was typed. */
export function toSearchQuery(typed: string, joint: '&' | '|' = '&'): string | undefined {
  const phrases = termsOf(typed).map((run) => {
    const single = run.length === 1 && run[0]?.length === 1 && HAN.test(run[0]);
    return single ? `${quoted(run[0] as string)}:*` : `(${run.map(quoted).join(' <-> ')})`;
  });
  return phrases.length === 0 ? undefined : phrases.join(` ${joint} `);
}

/**
 * Every two neighbouring letters of the text as one number, each once: what is enough to find a text that many are taken in of, and costs a third of a
 * tsvector to write. Which texts hold the pairs one behind the other is asked of them themselves. Ascending, as the database's index wants them.
 */
export function toPairs(...texts: readonly string[]): number[] {
  const all: number[] = [];
  for (const text of texts) {
    for (const run of foldText(text).match(LETTERS) ?? []) {
      for (let at = 1; at < run.length; at += 1) all.push((run.charCodeAt(at - 1) << 16) | run.charCodeAt(at));
    }
  }
  const sorted = Int32Array.from(all).sort();
  const pairs: number[] = [];
  for (const pair of sorted) if (pair !== pairs.at(-1)) pairs.push(pair);
  return pairs;
}

/** As texts are compared: widths and cases alike. The database says it as `lower(normalize(…, NFKC))`. */
export const foldText = (text: string): string => text.normalize('NFKC').toLowerCase();

/** What a person typed: its pairs, and the words that stand in no single pair and must be looked for as they are. Nothing when no letter was typed. */
export function toPairQuery(typed: string): { readonly pairs: readonly number[]; readonly words: readonly string[] } | undefined {
  const runs = foldText(typed).match(LETTERS);
  return runs === null ? undefined : { pairs: toPairs(typed), words: runs.filter((run) => run.length !== 2) };
}

/** Where in `text` the words typed stand, in order and without overlap. */
export function findHighlights(text: string, typed: string): { start: number; end: number }[] {
  const words = [...new Set(typed.match(RUN) ?? [])].sort((a, b) => b.length - a.length);
  if (words.length === 0) return [];
  const pattern = new RegExp(words.map((found) => found.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('|'), 'giu');
  return [...text.matchAll(pattern)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}
