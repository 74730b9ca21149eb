import { hashWord, isHan, isSpoken, type ReadText } from './features.ts';

/** The words of a text that can be looked up, hashed, with how often they stand there; in the order of first appearance. */
export interface Terms {
  readonly hashes: Uint32Array;
  readonly counts: Float32Array;
}

const isTelling = (word: string): boolean => isSpoken(word) && (word.length > 1 || !isHan(word.charCodeAt(0)));

/** A part of a long word counts half: 物业 is found in 物业服务, but whole words count more. */
const PART = 0.5;

/** Hashes as numbers of 32 bits with a sign: larger ones the engine keeps outside of tables, and finds four times more slowly. */
const keyOf = (word: string): number => hashWord(word) | 0;

function addParts(word: string, counts: Map<number, number>): void {
  for (let at = 0; at + 2 <= word.length; at++) {
    const key = keyOf(word.slice(at, at + 2));
    counts.set(key, (counts.get(key) ?? 0) + PART);
  }
}

/** Words of two characters and more, and the pairs of characters inside longer ones. */
export function termsOf(...texts: readonly ReadText[]): Terms {
  const counts = new Map<number, number>();
  for (const { words } of texts) {
    for (const word of words) {
      if (!isTelling(word)) continue;
      const key = keyOf(word);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      if (word.length > 2 && isHan(word.charCodeAt(0))) addParts(word, counts);
    }
  }
  return { hashes: new Uint32Array([...counts.keys()]), counts: new Float32Array([...counts.values()]) };
}
