import type { Reason } from '../kernel/reasons.ts';
import { fill, type Word } from '../kernel/words.ts';
import type { GuardRules, KnownDepartment } from './model.ts';
import { findPhrases, type PhraseBook } from './phrases.ts';

type WordList = GuardRules['emergency'][number];

const spot = (text: string, list: WordList): string | undefined =>
  list.unless.some((word) => text.includes(word)) ? undefined : list.words.find((word) => text.includes(word));

function warn(rule: string, text: string, lists: readonly WordList[], v: number): Reason[] {
  return lists.flatMap((list) => {
    const quote = spot(text, list);
    if (quote === undefined) return [];
    const said: Word = fill({ zh: list.zh, en: list.en }, { word: quote });
    return [{ rule: `${rule}.${list.code}`, v, text: said, sources: [{ kind: 'parameter', id: `dispatch-guard/${list.code}`, label: list.source, quote }] }];
  });
}

/** Why the appeal should not go out as an ordinary order: emergency first, then the routes the law gives it (procedures.md 7.1). */
export const explainGuards = (text: string, rules: GuardRules): Reason[] => [
  ...warn('dispatch.emergency', text, rules.emergency, rules.v),
  ...warn('dispatch.statutory-route', text, rules.statutoryRoutes, rules.v),
];

const SENTENCE_END = /[。！？!?；;\n]/;

function accusationAt(text: string, at: number, length: number, rules: GuardRules['accusation']): string | undefined {
  const [before] = text.slice(Math.max(0, at - 4), at).split(SENTENCE_END).slice(-1);
  if (rules.asked.some((word) => before?.endsWith(word))) return undefined;
  const [after] = text.slice(at + length, at + length + rules.window).split(SENTENCE_END);
  return rules.before.find((word) => before?.endsWith(word)) ?? rules.after.find((word) => after?.includes(word));
}

const accused = (department: KnownDepartment, text: Word, quote: string, rules: GuardRules): Reason => ({
  rule: 'dispatch.complained-party',
  v: rules.v,
  text,
  sources: [
    { kind: 'department', id: department.departmentId, label: department.name },
    { kind: 'parameter', id: 'dispatch-guard/accusation', label: rules.accusation.source, quote },
  ],
});

/**
 * Departments that the appeal complains of, each with the reason: named in the field for it, or found in the text by name
 * or alias in words of accusation. An order never reaches them (信访工作条例 art. 30).
 */
export function findComplainedOf(
  text: string,
  complainedParty: string,
  names: PhraseBook<KnownDepartment>,
  rules: GuardRules,
): Map<string, Reason> {
  const found = new Map<string, Reason>();
  for (const { tag, text: name } of findPhrases(names, complainedParty, false)) {
    const said: Word = fill({ zh: '诉求的被反映对象为{name}，不得派给被反映单位。', en: 'The appeal complains of {name}; it must not be sent there.' }, { name });
    found.set(tag.departmentId, accused(tag, said, complainedParty.slice(0, 60), rules));
  }
  for (const { tag, text: name, at } of findPhrases(names, text, false)) {
    const word = found.has(tag.departmentId) ? undefined : accusationAt(text, at, name.length, rules.accusation);
    if (word === undefined) continue;
    const quote = text.slice(Math.max(0, at - 8), at + name.length + rules.accusation.window);
    const said: Word = fill(
      { zh: '诉求反映{name}“{word}”，不得派给被反映单位。', en: 'The appeal accuses {name} (“{word}”); it must not be sent there.' },
      { name, word },
    );
    found.set(tag.departmentId, accused(tag, said, quote, rules));
  }
  return found;
}
