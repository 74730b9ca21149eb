import { z } from 'zod';
import { findPhrases, makePhraseBook, type Found, type PhraseBook } from './phrases.ts';

const words = z.array(z.string().min(2));

/** By what entries and clauses divide a matter: on each axis the sides, how papers name them and how people tell them (`parameters/dispatch-conditions.yaml`). */
export const conditionRulesSchema = z.object({
  v: z.number().int(),
  axes: z.array(z.object({
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    source: z.string().min(1),
    /** What holds words of a side and does not count. */
    notSaid: words,
    sides: z.array(z.object({
      code: z.string(),
      /** In an entry or a clause; “…” leaves out some characters. */
      named: words,
      /** In an appeal. */
      said: words,
    })).min(2),
  })),
});
export type ConditionRules = z.infer<typeof conditionRulesSchema>;

export const NO_CONDITIONS: ConditionRules = { v: 0, axes: [] };

type Axis = ConditionRules['axes'][number];

/** What an entry or a clause is limited to. */
export interface Condition {
  readonly axis: Axis;
  readonly side: string;
  /** As the paper has it: 移交供水企业后. */
  readonly text: string;
}

/** What an appeal says of an axis. */
interface Said {
  readonly side: string;
  readonly words: string;
}

/** The sides that an appeal speaks of, by axis. */
export type SaidSides = ReadonlyMap<string, readonly Said[]>;

/** How a condition goes with what the appeal says: the words that fit it, or that tell the other side. */
export interface ConditionFit {
  readonly condition: Condition;
  readonly fits: boolean;
  readonly words: string;
}

interface Cue {
  readonly axis: string;
  /** Absent: the words do not count. */
  readonly side: string | null;
}

interface NamedSide {
  readonly axis: Axis;
  readonly side: string;
  readonly pattern: RegExp;
}

/** Rules made ready. */
export interface PreparedConditions {
  readonly v: number;
  readonly named: readonly NamedSide[];
  readonly cues: PhraseBook<Cue>;
}

const SPECIAL = /[.*+?^${}()|[\]\\]/g;
const toPattern = (named: string): RegExp => new RegExp(named.split('…').map((part) => part.replaceAll(SPECIAL, String.raw`\$&`)).join('.{0,12}?'), 'u');

export function prepareConditions({ v, axes }: ConditionRules): PreparedConditions {
  const cues = axes.flatMap(({ code, notSaid, sides }) => [
    ...notSaid.map((text) => ({ text, tag: { axis: code, side: null } })),
    ...sides.flatMap(({ code: side, said }) => said.map((text) => ({ text, tag: { axis: code, side } }))),
  ]);
  const named = axes.flatMap((axis) => axis.sides.flatMap((side) => side.named.map((text) => ({ axis, side: side.code, pattern: toPattern(text) }))));
  return { v, named, cues: makePhraseBook<Cue>(cues) };
}

/** What the wordings limit an entry or a clause to. A wording that names two sides of an axis limits it to neither. */
export function readConditions({ named }: PreparedConditions, texts: readonly string[]): Condition[] {
  return texts.flatMap((text) => {
    const found = named.filter(({ pattern }) => pattern.test(text));
    const sides = new Map<string, Condition>(found.map(({ axis, side }) => [`${axis.code} ${side}`, { axis, side, text }]));
    const all = [...sides.values()];
    return all.filter(({ axis }) => all.filter((one) => one.axis === axis).length === 1);
  });
}

/** Of words that run into one another the first counts, and of those that begin together the longest: 没有移交给 is not 移交给. */
function* listCounting(found: readonly Found<Cue>[]): Generator<Found<Cue>> {
  const ends = new Map<string, number>();
  for (const one of found) {
    if (one.at < (ends.get(one.tag.axis) ?? 0)) continue;
    ends.set(one.tag.axis, one.at + one.text.length);
    yield one;
  }
}

/** What the plain text of an appeal says about where, at which stage and how large. */
export function readSaid({ cues }: PreparedConditions, plain: string): SaidSides {
  const said = new Map<string, Said[]>();
  for (const { tag, text } of listCounting(findPhrases(cues, plain, true))) {
    if (tag.side === null) continue;
    const before = said.get(tag.axis) ?? [];
    if (!before.some(({ side }) => side === tag.side)) said.set(tag.axis, [...before, { side: tag.side, words: text }]);
  }
  return said;
}

/** How each condition goes with what is said; silence about an axis, and both sides of it told, decide nothing. */
export function fitConditions(conditions: readonly Condition[], said: SaidSides): ConditionFit[] {
  if (said.size === 0) return [];
  return conditions.flatMap((condition) => {
    const [one, other] = said.get(condition.axis.code) ?? [];
    return one === undefined || other !== undefined ? [] : [{ condition, fits: one.side === condition.side, words: one.words }];
  });
}
