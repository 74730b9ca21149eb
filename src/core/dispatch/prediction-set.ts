/** More than these nobody consults. */
export const MOST_IN_SET = 8;

/**
 * How many of the probabilities, given surest first, make up the set: as many as it takes to reach the cut-off together. One alone exactly where the surest
 * reaches it, and never none.
 */
export function countSet(surestFirst: readonly number[], cutOff: number): number {
  let sum = 0;
  let count = 0;
  while (count < surestFirst.length && count < MOST_IN_SET && (count === 0 || sum < cutOff)) {
    sum += surestFirst[count] as number;
    count += 1;
  }
  return count;
}

/** How much probability stands before a label, which is in the set of every cut-off above that; 1 where it stands too far back for any set. */
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
  return place < MOST_IN_SET ? sum : 1;
}

/**
 * How often sets up to the cut-off hold the true one, by rows held out (conformal prediction: the cut-off is given, the coverage follows). Null without such rows.
 */
export function computePromise(before: Float64Array, cutOff: number): number | null {
  if (before.length === 0) return null;
  const held = before.filter((sum) => sum === 0 || sum < cutOff).length;
  return held / (before.length + 1);
}
