import type { Segment } from './model.ts';

/** A text made plain and cut into words once, for all who read it. */
export interface ReadText {
  readonly plain: string;
  readonly words: readonly string[];
}

/** A text as hashed features with their counts, in step. Valid until the same reader reads another text. */
export interface Features {
  size: number;
  hashes: Uint32Array;
  counts: Float32Array;
}

export interface FeatureOptions {
  /** Pairs of neighbouring words, of scripts that are written with blanks; Chinese is told better by its runs of characters. */
  readonly pairs: boolean;
  /** Shortest and longest run of Chinese characters taken as a feature; 0 takes none. */
  readonly charsFrom: number;
  readonly charsTo: number;
  readonly titleWeight: number;
}

const FNV_PRIME = 0x01000193;
const WORD_SEED = 0x811c9dc5;
const PAIR_SEED = 0x2f0b4c47;
const CHARS_SEED = 0x6b43a9b5;
/** More different features than this are not read of one text. */
export const MAX_FEATURES = 1 << 15;
const SLOTS = MAX_FEATURES * 2;

/** Numbers of five digits and more are telephone numbers, identity numbers and the like, and so are those set apart as telephones are: nothing to learn from, and personal. */
const LONG_NUMBER = /(?<!\d)1\d{2}[- ]\d{4}[- ]\d{4}(?!\d)|\d{5,}/g;
const BLANK = /\s+/g;

const mix = (hash: number): number => {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

function hashText(text: string, seed: number): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), FNV_PRIME);
  return hash;
}

/** The hash of one word as the model and the index know it. */
export const hashWord = (text: string): number => mix(hashText(text, WORD_SEED));

export const isHan = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;

const isWordChar = (code: number): boolean =>
  isHan(code) || (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code > 0xbf && code < 0x2000) || code > 0xffff;

/** Whether the word carries something: a letter, a digit or a character, not a comma. */
export const isSpoken = (text: string): boolean => isWordChar(text.charCodeAt(0));

export const plainText = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(LONG_NUMBER, ' ').replaceAll(BLANK, ' ');

export function readText(text: string, segment: Segment): ReadText {
  const plain = plainText(text);
  return { plain, words: segment(plain) };
}

/** A short text has few features: they are counted in a part of the slots that stays in the processor's nearest memory. A character begins a word and its pair at most, and a run of each length. */
function maskFor(length: number, charsTo: number): number {
  let slots = 1024;
  while (slots < SLOTS && slots < 2 * length * (2 + charsTo)) slots *= 2;
  return slots - 1;
}

export type FeatureReader = (text: ReadText, title?: ReadText) => Features;

/** Whether both hear the same features in every text. */
export const hearAlike = (one: FeatureOptions, other: FeatureOptions): boolean =>
  one.pairs === other.pairs && one.charsFrom === other.charsFrom && one.charsTo === other.charsTo && one.titleWeight === other.titleWeight;

/**
 * A reader with buffers of its own, so that reading ten thousand texts makes no garbage; asked for the text it has just read, it does not read it again. What stands in the
 * title counts `titleWeight` times.
 */
export function makeFeatureReader(options: FeatureOptions): FeatureReader {
  const slots = new Int32Array(SLOTS).fill(-1);
  const used = new Int32Array(MAX_FEATURES);
  const out: Features = { size: 0, hashes: new Uint32Array(MAX_FEATURES), counts: new Float32Array(MAX_FEATURES) };

  let mask = SLOTS - 1;
  let lastText: ReadText | undefined;
  let lastTitle: ReadText | undefined;

  const add = (raw: number, weight: number): void => {
    const hash = mix(raw);
    let slot = hash & mask;
    for (;;) {
      const index = slots[slot] as number;
      if (index < 0) break;
      if (out.hashes[index] === hash) {
        out.counts[index] = (out.counts[index] as number) + weight;
        return;
      }
      slot = (slot + 1) & mask;
    }
    if (out.size === MAX_FEATURES) return;
    slots[slot] = out.size;
    used[out.size] = slot;
    out.hashes[out.size] = hash;
    out.counts[out.size] = weight;
    out.size += 1;
  };

  const addWords = (words: readonly string[], weight: number): void => {
    let before = 0;
    for (const text of words) {
      if (!isSpoken(text)) continue;
      const hash = hashText(text, WORD_SEED);
      add(hash, weight);
      const isPaired = options.pairs && !isHan(text.charCodeAt(0));
      if (isPaired && before !== 0) add(Math.imul(before ^ PAIR_SEED, FNV_PRIME) ^ hash, weight);
      before = isPaired ? hash : 0;
    }
  };

  const addChars = (text: string, weight: number): void => {
    for (let start = 0; start < text.length; start++) {
      let hash = CHARS_SEED;
      for (let length = 1; length <= options.charsTo; length++) {
        const code = text.charCodeAt(start + length - 1);
        if (!isHan(code)) break;
        hash = Math.imul(hash ^ code, FNV_PRIME);
        if (length >= options.charsFrom) add(hash, weight);
      }
    }
  };

  const addText = ({ plain, words }: ReadText, weight: number): void => {
    addWords(words, weight);
    if (options.charsTo > 0) addChars(plain, weight);
  };

  return (text, title) => {
    if (text === lastText && title === lastTitle) return out;
    [lastText, lastTitle] = [text, title];
    for (let index = 0; index < out.size; index++) slots[used[index] as number] = -1;
    out.size = 0;
    mask = maskFor((title?.plain.length ?? 0) + text.plain.length, options.charsTo);
    if (title !== undefined) addText(title, options.titleWeight);
    addText(text, 1);
    return out;
  };
}
