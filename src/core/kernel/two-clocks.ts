import type { Instant } from './time.ts';

/** What held from `from` (null: ever since) to `to` (null: until further notice, not included). */
export interface Slice<Facts> {
  readonly from: Instant | null;
  readonly to: Instant | null;
  readonly facts: Facts;
}

const startsBefore = (from: Instant | null, at: Instant | null): boolean => from === null || (at !== null && from < at);
const endsAfter = (to: Instant | null, at: Instant | null): boolean => to === null || (at !== null && at < to);

/** Whether two periods share a moment. */
export const meet = (a: Pick<Slice<unknown>, 'from' | 'to'>, b: Pick<Slice<unknown>, 'from' | 'to'>): boolean =>
  (a.to === null || startsBefore(b.from, a.to)) && (b.to === null || startsBefore(a.from, b.to));

export const sliceAt = <Facts>(slices: readonly Slice<Facts>[], at: Instant): Slice<Facts> | undefined =>
  slices.find(({ from, to }) => (from === null || from <= at) && (to === null || at < to));

export interface Overwritten<Facts, Kept extends Slice<Facts>> {
  /** What is no longer held true. */
  readonly closed: readonly Kept[];
  /** What is held true in its place. */
  readonly opened: readonly Slice<Facts>[];
}

/**
 * What is written when from `from` to `to` something else turns out to hold: `change` gives the new facts, or null where nothing holds any more.
 * Slices outside the period, and those that stay as they are, are not touched; one that reaches beyond it keeps its other parts.
 */
export function overwrite<Facts, Kept extends Slice<Facts>>(slices: readonly Kept[], from: Instant | null, to: Instant | null, change: (facts: Facts) => Facts | null): Overwritten<Facts, Kept> {
  const closed: Kept[] = [];
  const opened: Slice<Facts>[] = [];
  for (const slice of slices.filter((one) => meet(one, { from, to }))) {
    const facts = change(slice.facts);
    if (facts === slice.facts) continue;
    closed.push(slice);
    opened.push(...cut(slice, from, to, facts));
  }
  return { closed, opened };
}

/** The parts of a slice before and after the period stay, the part within becomes `facts` or nothing. */
function cut<Facts>(slice: Slice<Facts>, from: Instant | null, to: Instant | null, facts: Facts | null): Slice<Facts>[] {
  const parts: Slice<Facts>[] = [];
  const before = from !== null && startsBefore(slice.from, from);
  const after = to !== null && endsAfter(slice.to, to);
  if (before) parts.push({ from: slice.from, to: from, facts: slice.facts });
  if (facts !== null) parts.push({ from: before ? from : slice.from, to: after ? to : slice.to, facts });
  if (after) parts.push({ from: to, to: slice.to, facts: slice.facts });
  return parts;
}

/** From when to when all the slices together reach; null when there are none. */
export function spanOf(slices: readonly Pick<Slice<unknown>, 'from' | 'to'>[]): { from: Instant | null; to: Instant | null } | null {
  const [first] = slices;
  if (first === undefined) return null;
  const starts = slices.map(({ from }) => from);
  const ends = slices.map(({ to }) => to);
  const from = starts.some((at) => at === null) ? null : (starts as Instant[]).reduce((a, b) => (a < b ? a : b));
  const to = ends.some((at) => at === null) ? null : (ends as Instant[]).reduce((a, b) => (a > b ? a : b));
  return { from, to };
}
