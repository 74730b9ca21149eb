export interface Phrase<Tag> {
  readonly text: string;
  readonly tag: Tag;
}

export interface Found<Tag> extends Phrase<Tag> {
  readonly at: number;
}

/** Phrases by their first two characters: a text is read once, however many phrases there are. */
export type PhraseBook<Tag> = ReadonlyMap<number, readonly Phrase<Tag>[]>;

/** Both in 32 bits with a sign: what is larger the engine keeps outside of tables, and finds more slowly. */
const keyAt = (text: string, at: number): number => (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);

/** Phrases of one character are left out: they say nothing. Longer phrases are tried first. */
export function makePhraseBook<Tag>(phrases: readonly Phrase<Tag>[]): PhraseBook<Tag> {
  const book = new Map<number, Phrase<Tag>[]>();
  for (const phrase of phrases) {
    if (phrase.text.length < 2) continue;
    const key = keyAt(phrase.text, 0);
    const list = book.get(key);
    if (list === undefined) book.set(key, [phrase]);
    else list.push(phrase);
  }
  for (const list of book.values()) list.sort((a, b) => b.text.length - a.text.length);
  return book;
}

/** Every place where a phrase stands; of those that begin at one place, all with `every`, else only the longest. */
export function findPhrases<Tag>(book: PhraseBook<Tag>, text: string, every: boolean): Found<Tag>[] {
  const found: Found<Tag>[] = [];
  for (let at = 0; at + 1 < text.length; at++) {
    const list = book.get(keyAt(text, at));
    if (list === undefined) continue;
    for (const phrase of list) {
      if (!text.startsWith(phrase.text, at)) continue;
      found.push({ ...phrase, at });
      if (!every) break;
    }
  }
  return found;
}
