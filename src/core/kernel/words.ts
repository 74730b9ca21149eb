/** One thing said in both languages of the product: `zh` for the officer, `en` for the visitor. */
export interface Word {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Word;

export const word = (zh: string, en: string): Word => ({ zh, en });

/** Labels of a closed set of values: one word for each, checked by the compiler. */
export type Words<Value extends string> = Readonly<Record<Value, Word>>;

const isWord = (value: unknown): value is Word => typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;

/** Fills `{name}` in a word with the values given, a value that is itself a word in each language; a name without a value stays as it is, so that a gap shows. */
export function fill(text: Word, values: Readonly<Record<string, unknown>>): Word {
  const put = (language: Language) =>
    text[language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const given = values[name];
      const value = isWord(given) ? given[language] : given;
      if (value === undefined || value === null) return whole;
      return typeof value === 'string' ? value : JSON.stringify(value);
    });
  return { zh: put('zh'), en: put('en') };
}

/** A number with its noun in English: “1 clause”, “2 clauses”. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
