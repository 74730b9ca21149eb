/** One thing said in both languages of the product: `zh` for the officer, `en` for the visitor. */
export interface Word {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Word;

export const word = (zh: string, en: string): Word => ({ zh, en });

/** Labels of a closed set of values: one word for each, checked by the compiler. */
export type Words<Value extends string> = Readonly<Record<Value, Word>>;

/** Fills `{name}` in a word with the values given; a name without a value stays as it is, so that a gap shows. */
export function fill(text: Word, values: Readonly<Record<string, unknown>>): Word {
  const put = (template: string) =>
    template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined || value === null) return whole;
      return typeof value === 'string' ? value : JSON.stringify(value);
    });
  return { zh: put(text.zh), en: put(text.en) };
}
