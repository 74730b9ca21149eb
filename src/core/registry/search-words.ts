/** A word asked for, in the form texts are compared in; `departmentIds` when it is the name of departments. */
export interface SearchWord {
  readonly text: string;
  readonly departmentIds: readonly string[];
}

export interface OwnName {
  readonly name: string;
  readonly departmentIds: readonly string[];
}

/** What was typed: `words` as they stand, departments cut out; `pieces`, the same cut by the district's own words; `units`, the least parts worth looking for. */
export interface AskedWords {
  readonly words: readonly SearchWord[];
  readonly pieces: readonly SearchWord[];
  readonly units: readonly SearchWord[];
}

const RUN = /[\p{L}\p{N}]+/gu;
const HAN_RUN = /^[\u3400-\u9fff]+$/;
/** How officials and residents ask, not what they ask for. */
const ASKING = /[应该]*(?:归|由)?(?:谁|(?:哪个|哪些|什么|哪)(?:部门|单位|科室)?)(?:来)?(?:负责|主管|管理|管|处理|牵头)?|怎么办|是否/gu;
/** A shorter name is one only where it stands alone: 消防通道 does not ask for 消防. */
const SHORTEST_CUT = 3;
const MOST_UNITS = 24;

/** Letters that a comparison must bring to one form; punctuation is in no word. */
const OTHER_FORM = /[A-Z\u00b8-\u200f\u2028-\u2fff\u3130-\u33ff\uf900-\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uffef]/;

/** As texts are compared: widths and cases alike. Most clauses need no work. */
export const foldWords = (text: string): string => (OTHER_FORM.test(text) ? text.normalize('NFKC').toLowerCase() : text);

const plain = (text: string): SearchWord => ({ text, departmentIds: [] });

function cutOne(run: string, names: readonly OwnName[], shortest: number): SearchWord[] {
  const found = names.find(({ name }) => name === run || (name.length >= shortest && run.includes(name)));
  if (found === undefined) return run === '' ? [] : [plain(run)];
  const at = run.indexOf(found.name);
  return [...cutOne(run.slice(0, at), names, shortest), { text: found.name, departmentIds: found.departmentIds }, ...cutOne(run.slice(at + found.name.length), names, shortest)];
}

const longestFirst = (names: readonly OwnName[]): OwnName[] => names.map(({ name, departmentIds }) => ({ name: foldWords(name), departmentIds })).sort((a, b) => b.name.length - a.name.length);

const pairsOf = (text: string): string[] => (text.length <= 2 || !HAN_RUN.test(text) ? [text] : Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));

function unitsOf(pieces: readonly SearchWord[]): SearchWord[] {
  const named = pieces.filter(({ departmentIds }) => departmentIds.length > 0);
  const pairs = new Set(pieces.filter(({ departmentIds }) => departmentIds.length === 0).flatMap(({ text }) => pairsOf(text)));
  return [...named, ...[...pairs].map(plain)].slice(0, MOST_UNITS);
}

/** Reads a question. `departments` and `ownWords` (names and keywords of matters) are those that may stand in it. */
export function readSearchWords(typed: string, departments: readonly OwnName[], ownWords: readonly string[]): AskedWords {
  const folded = foldWords(typed);
  const asked = folded.replaceAll(ASKING, ' ');
  const runs = asked.match(RUN) ?? folded.match(RUN) ?? [];
  const words = distinct(runs.flatMap((run) => cutOne(run, longestFirst(departments), SHORTEST_CUT)));
  const own = longestFirst(ownWords.map((name) => ({ name, departmentIds: [] })));
  const cut = (text: string): SearchWord[] => cutOne(text, own, 2).flatMap((part) => part.text.split('的').filter((rest) => rest.length > 1).map(plain));
  const pieces = distinct(words.flatMap((one) => (one.departmentIds.length > 0 || !HAN_RUN.test(one.text) ? [one] : cut(one.text))));
  return { words, pieces, units: unitsOf(pieces.length === 0 ? words : pieces) };
}

const distinct = (words: readonly SearchWord[]): SearchWord[] => [...new Map(words.map((one) => [one.text, one])).values()];
