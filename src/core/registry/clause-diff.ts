import { likeness, plain, REWORDED } from './basis-changes.ts';
import type { DiffKind } from './import-model.ts';

export interface DiffText {
  readonly path: string;
  readonly text: string;
}

/** A clause on one side, with its place in its list. */
export interface DiffSide extends DiffText {
  readonly at: number;
}

export interface DiffStep {
  readonly change: DiffKind;
  readonly before: DiffSide | null;
  readonly after: DiffSide | null;
}

interface Pair {
  readonly from: number;
  readonly to: number;
}

/** The same words, in order of their appearance: the first of the old answers for the first of the new. */
function pairSame(before: readonly DiffText[], after: readonly DiffText[]): Pair[] {
  const waiting = new Map<string, number[]>();
  for (const [from, { text }] of before.entries()) waiting.set(text, [...(waiting.get(text) ?? []), from]);
  return after.flatMap(({ text }, to) => {
    const from = waiting.get(text)?.shift();
    return from === undefined ? [] : [{ from, to }];
  });
}

/** The most pairs whose old places rise as their new ones do: those stayed, the others moved. `pairs` come in the order of their new places. */
function findStayed(pairs: readonly Pair[]): ReadonlySet<Pair> {
  const tails: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [index, pair] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] as number] as Pair).from < pair.from) low = middle + 1;
      else high = middle;
    }
    previous[index] = tails[low - 1];
    tails[low] = index;
  }
  const stayed = new Set<Pair>();
  for (let at = tails.at(-1); at !== undefined; at = previous[at]) stayed.add(pairs[at] as Pair);
  return stayed;
}

/** Beyond this many comparisons clauses that bear the same number are compared, and no others. */
const MAX_COMPARED = 250_000;

function pairReworded(before: readonly DiffSide[], after: readonly DiffSide[]): Pair[] {
  const isWhole = before.length * after.length <= MAX_COMPARED;
  const compared = before.flatMap((was) =>
    after.filter((is) => isWhole || is.path === was.path).map((is) => ({ from: was.at, to: is.at, score: plain(was.text) === plain(is.text) ? 1 : likeness(was.text, is.text), near: was.path === is.path })),
  );
  const best = compared.filter(({ score }) => score >= REWORDED).sort((a, b) => b.score - a.score || Number(b.near) - Number(a.near));
  const taken = { from: new Set<number>(), to: new Set<number>() };
  return best.filter(({ from, to }) => {
    if (taken.from.has(from) || taken.to.has(to)) return false;
    taken.from.add(from);
    taken.to.add(to);
    return true;
  });
}

/**
 * What a new version does to each clause of the one before. Steps come in the order of the new version, a removed clause after what stood before it.
 * A clause in the same words is KEPT or MOVED; its number may be another.
 */
export function compareVersions(before: readonly DiffText[], after: readonly DiffText[]): DiffStep[] {
  const [old, current] = [before, after].map((side) => side.map(({ path, text }, at): DiffSide => ({ at, path, text }))) as [DiffSide[], DiffSide[]];
  const same = pairSame(before, after);
  const stayed = findStayed(same);
  const [sameFrom, sameTo] = [new Set(same.map(({ from }) => from)), new Set(same.map(({ to }) => to))];
  const reworded = pairReworded(old.filter(({ at }) => !sameFrom.has(at)), current.filter(({ at }) => !sameTo.has(at)));
  const steps = new Map<number, DiffStep>();
  for (const pair of same) steps.set(pair.to, { change: stayed.has(pair) ? 'KEPT' : 'MOVED', before: old[pair.from] as DiffSide, after: current[pair.to] as DiffSide });
  for (const { from, to } of reworded) steps.set(to, { change: 'REWORDED', before: old[from] as DiffSide, after: current[to] as DiffSide });
  const gone = old.filter(({ at }) => !sameFrom.has(at) && !reworded.some(({ from }) => from === at));
  return weaveIn(current.map((is) => steps.get(is.at) ?? { change: 'ADDED', before: null, after: is }), gone);
}

function weaveIn(steps: readonly DiffStep[], gone: readonly DiffSide[]): DiffStep[] {
  const woven: DiffStep[] = [];
  let next = 0;
  const takeUntil = (from: number): void => {
    for (let side = gone[next]; side !== undefined && side.at < from; side = gone[next]) {
      woven.push({ change: 'REMOVED', before: side, after: null });
      next += 1;
    }
  };
  for (const step of steps) {
    if (step.change === 'KEPT' && step.before !== null) takeUntil(step.before.at);
    woven.push(step);
  }
  takeUntil(Number.POSITIVE_INFINITY);
  return woven;
}

/** Does to the old version what the steps say; the texts of the new one. */
export function applyDiff(before: readonly string[], steps: readonly DiffStep[]): string[] {
  return steps.flatMap(({ change, before: was, after: is }) => {
    if (is === null) return [];
    return [(change === 'KEPT' || change === 'MOVED') && was !== null ? (before[was.at] as string) : is.text];
  });
}
