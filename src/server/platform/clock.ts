import { uuidv7 } from 'uuidv7';
import type { Id } from '../../core/kernel/ids.ts';
import { instantOf, type Instant } from '../../core/kernel/time.ts';

/** The one place that asks what time it is and makes ids. */
export interface Clock {
  now(): Instant;
  newId<Brand extends string>(): Id<Brand>;
}

export const systemClock: Clock = {
  now: () => instantOf(new Date()),
  newId: <Brand extends string>() => uuidv7() as Id<Brand>,
};
