import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import type { Segment } from '../../core/dispatch/model.ts';

const HAN = /[㐀-鿿]/;
const LETTER_WORDS = /[\p{L}\p{N}]+/gu;
/** Rare enough in the dictionary's own counts not to break common words, common enough to hold together. */
const USER_WORD_COUNT = 10_000;

/** Words of the registry (departments, aliases, matters, duty terms) that must never be cut in two. */
const wordLines = (words: readonly string[]): string =>
  words
    .filter((text) => text.length >= 2 && !/\s/.test(text))
    .map((text) => `${text} ${USER_WORD_COUNT} n`)
    .join('\n');

/**
 * Chinese is cut by dictionary; a text without a Chinese character by its letters, so that English is read as English.
 * Loading the dictionary takes about half a second: make one and keep it.
 */
export function makeSegmenter(userWords: readonly string[] = []): Segment {
  const jieba = Jieba.withDict(dict);
  if (userWords.length > 0) jieba.loadDict(Buffer.from(wordLines(userWords)));
  return (text) => (HAN.test(text) ? jieba.cut(text, true) : (text.match(LETTER_WORDS) ?? []));
}
