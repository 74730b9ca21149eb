import { randomFillSync } from 'node:crypto';
import { V7Generator } from 'uuidv7';
import type { Id } from '../../core/kernel/ids.ts';
import { instantOf, type Instant } from '../../core/kernel/time.ts';

/** The one place that asks what time it is and makes ids. */
export interface Clock {
  now(): Instant;
  newId<Brand extends string>(): Id<Brand>;
}

/** Chance is drawn for some hundred ids at once: drawing it for each took longer than all else about an id. */
const drawn = new Uint32Array(512);
let next = drawn.length;

function nextUint32(): number {
  if (next === drawn.length) {
    randomFillSync(drawn);
    next = 0;
  }
  next += 1;
  return drawn[next - 1] as number;
}

const ids = new V7Generator({ nextUint32 });

export const systemClock: Clock = {
  now: () => instantOf(new Date()),
  newId: <Brand extends string>() => ids.generate().toString() as Id<Brand>,
};
