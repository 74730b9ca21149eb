import { isSpoken, type Features, type ReadText } from './features.ts';
import type { Ranker } from './linear-model.ts';
import { damped } from './sparse-rows.ts';

/** What the model hears in a text for one label rather than another, word by word. */
export interface Telling {
  /** The words, the weightiest first. */
  readonly words: readonly string[];
  /** Whether the other label would come first without them. */
  readonly turns: boolean;
}

/** More words than these carry nothing by themselves: the whole text does. */
const MOST = 5;
const SHOWN_STEADY = 3;

/** What a feature of the text speaks for the one label against the other. */
interface Share {
  count: number;
  readonly pull: number;
  readonly telling: number;
}

/** How the two labels stand, feature by feature. */
interface Balance {
  /** By hash, in 32 bits with a sign. */
  readonly shares: ReadonlyMap<number, Share>;
  readonly bias: number;
  sum: number;
  norm: number;
}

const valueOf = ({ telling }: Share, count: number): number => (count <= 0 ? 0 : damped(count) * telling);

const isFirst = ({ sum, norm, bias }: Balance): boolean => sum + bias * Math.sqrt(Math.max(norm, 0)) > 0;

function weigh({ model, find }: Ranker, features: Features, one: number, two: number): Balance {
  const labels = model.labels.length;
  const pullAt = (place: number): number => (model.weights[place * labels + one] as number) - (model.weights[place * labels + two] as number);
  const shares = new Map<number, Share>();
  const balance: Balance = { shares, bias: pullAt(model.hashes.length), sum: 0, norm: 0 };
  for (let at = 0; at < features.size; at++) {
    const hash = features.hashes[at] as number;
    const place = find(hash);
    if (place < 0) continue;
    const share = { count: features.counts[at] as number, telling: model.telling[place] as number, pull: pullAt(place) };
    const value = valueOf(share, share.count);
    balance.sum += value * share.pull;
    balance.norm += value * value;
    shares.set(hash | 0, share);
  }
  return balance;
}

/** What a word pulls, as it stands there so many times. */
function pullOf({ shares }: Balance, own: Features, times: number): number {
  let pull = 0;
  for (let at = 0; at < own.size; at++) {
    const share = shares.get((own.hashes[at] as number) | 0);
    if (share !== undefined) pull += (valueOf(share, share.count) - valueOf(share, share.count - (own.counts[at] as number) * times)) * share.pull;
  }
  return pull;
}

function takeOut(balance: Balance, own: Features, times: number): void {
  for (let at = 0; at < own.size; at++) {
    const share = balance.shares.get((own.hashes[at] as number) | 0);
    if (share === undefined) continue;
    const before = valueOf(share, share.count);
    share.count -= (own.counts[at] as number) * times;
    const after = valueOf(share, share.count);
    balance.sum -= (before - after) * share.pull;
    balance.norm -= before * before - after * after;
  }
}

/** Words of two characters and more, with how often they stand in the text; those of the title as often as they count. */
function countWords(text: ReadText, title: ReadText | undefined, titleWeight: number): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (words: readonly string[], weight: number) => {
    for (const one of words) if (one.length >= 2 && isSpoken(one)) counts.set(one, (counts.get(one) ?? 0) + weight);
  };
  add(title?.words ?? [], titleWeight);
  add(text.words, 1);
  return counts;
}

/**
 * The fewest words without which `other` would come before `label`, taken from the contributions of the linear model: features that run over the edge of a word are left
 * standing, so that more words are named rather than fewer. Costs about as much as reading the text once; nothing is ranked again. Null where the model does not put
 * `label` first of the two.
 */
export function findTellingWords(ranker: Ranker, text: ReadText, title: ReadText | undefined, label: string, other: string): Telling | null {
  const { model, read } = ranker;
  const [one, two] = [model.labels.indexOf(label), model.labels.indexOf(other)];
  if (one < 0 || two < 0) return null;
  const readWord = (spoken: string): Features => read({ plain: spoken, words: [spoken] });
  const balance = weigh(ranker, read(text, title), one, two);
  if (!isFirst(balance)) return null;
  const pulls = [...countWords(text, title, model.options.titleWeight)].map(([spoken, times]) => ({ spoken, times, pull: pullOf(balance, readWord(spoken), times) })).filter(({ pull }) => pull > 0);
  pulls.sort((a, b) => b.pull - a.pull || (a.spoken < b.spoken ? -1 : 1));
  const words: string[] = [];
  for (const { spoken, times } of pulls.slice(0, MOST)) {
    takeOut(balance, readWord(spoken), times);
    words.push(spoken);
    if (!isFirst(balance)) return { words, turns: true };
  }
  return { words: words.slice(0, SHOWN_STEADY), turns: false };
}
