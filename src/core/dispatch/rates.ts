import { z } from 'zod';

/** A share with the numbers behind it and its interval (Wilson, 95 %): 3 of 3 is not 100 %. Shares are null where nothing was counted. */
export const rateSchema = z.object({
  count: z.number().int(),
  hits: z.number().int(),
  share: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Rate = z.infer<typeof rateSchema>;

/** The 97.5 % point of the normal distribution. */
const Z = 1.959964;

const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

/** Wilson's score interval, which holds also for few rows and for shares near 0 and 1. */
export function computeRate(hits: number, count: number): Rate {
  if (count === 0) return { count, hits, share: null, low: null, high: null };
  const share = hits / count;
  const spread = Z * Z / count;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (Z * Math.sqrt((share * (1 - share) + spread / 4) / count)) / (1 + spread);
  return { count, hits, share: rounded(share), low: rounded(Math.max(0, middle - half)), high: rounded(Math.min(1, middle + half)) };
}

/**
 * Population stability index of two counts over the same kinds: the sum of `(now - before) · ln(now / before)` over their shares. Half a
 * row is added to each kind, so that one that was never seen before counts as much, not as infinitely much.
 */
export function computeStabilityIndex(before: readonly number[], now: readonly number[]): number {
  const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count + 0.5, 0);
  const [all, allNow] = [total(before), total(now)];
  const index = before.reduce((sum, count, kind) => {
    const was = (count + 0.5) / all;
    const is = ((now[kind] ?? 0) + 0.5) / allNow;
    return sum + (is - was) * Math.log(is / was);
  }, 0);
  return rounded(index);
}
