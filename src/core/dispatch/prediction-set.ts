/** More than these nobody consults. */
export const MOST_IN_SET = 8;

/**
 * How many of the answers, given surest first, make up the set: as many as it takes to reach the cut-off together. One alone exactly where the surest reaches
 * it, and never none.
 */
export function countSet(surestFirst: readonly { readonly probability: number }[], cutOff: number): number {
  let sum = 0;
  let count = 0;
  for (const { probability } of surestFirst) {
    if (count === MOST_IN_SET || (count > 0 && sum >= cutOff)) break;
    sum += probability;
    count += 1;
  }
  return count;
}

/** How much probability stands before a label, which is in the sets of every cut-off above that; 1 where it stands too far back for any set. */
export function placeBefore(probabilities: Float64Array, label: number): number {
  const own = probabilities[label] as number;
  let sum = 0;
  let place = 0;
  probabilities.forEach((probability, other) => {
    if (probability > own || (probability === own && other < label)) {
      sum += probability;
      place += 1;
    }
  });
  return place < MOST_IN_SET ? Math.min(sum, 1) : 1;
}

/** The surest is in every set, whatever the cut-off. */
const LEAST_CUT_OFF = 1e-12;

/**
 * How often sets up to the cut-off hold the true label, by rows held out, whose `before` ascends: conformal prediction, with the cut-off given and the coverage
 * found. Null without such rows.
 */
export function computePromise(before: Float64Array, cutOff: number): number | null {
  if (before.length === 0) return null;
  const wanted = Math.max(cutOff, LEAST_CUT_OFF);
  let [from, to] = [0, before.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((before[middle] as number) < wanted) from = middle + 1;
    else to = middle;
  }
  return from / (before.length + 1);
}
