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
export const fill = (text: Word, values: Readonly<Record<string, unknown>>): Word => ({ zh: put(text.zh, values, 'zh'), en: put(text.en, values, 'en') });

function say(given: unknown, language: Language): string | undefined {
  const value = isWord(given) ? given[language] : given;
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Dispatch cards fill dozens of words each: looked through by hand in a quarter of the time of a pattern. */
function put(text: string, values: Readonly<Record<string, unknown>>, language: Language): string {
  let filled = '';
  let from = 0;
  for (;;) {
    const open = text.indexOf('{', from);
    const close = open < 0 ? -1 : text.indexOf('}', open);
    if (close < 0) return filled + text.slice(from);
    const name = text.slice(open + 1, close);
    const said = Object.hasOwn(values, name) ? say(values[name], language) : undefined;
    // what is no name may hold one: {{name}
    const end = said === undefined ? open + 1 : close + 1;
    filled += text.slice(from, open) + (said ?? '{');
    from = end;
  }
}

/** A number with its noun in English: “1 clause”, “2 clauses”. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
