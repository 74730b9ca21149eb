import { expect, it } from 'vitest';
import { systemClock } from './clock.ts';

it('ids follow one another in the order in which they were made, many of them in the same millisecond', () => {
  const made = Array.from({ length: 20_000 }, () => systemClock.newId());
  expect(made).toEqual([...new Set(made)].sort());
  expect(made[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
