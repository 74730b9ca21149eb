import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overwrite, sliceAt, spanOf, type Slice } from './two-clocks.ts';
import { startOfDay, type Day, type Instant } from './time.ts';

const day = (number: number): Instant => startOfDay(`20${String(number).padStart(2, '0')}-01-01` as Day);
const apply = (slices: readonly Slice<string>[], from: Instant | null, to: Instant | null, facts: string | null): Slice<string>[] => {
  const { closed, opened } = overwrite(slices, from, to, () => facts);
  return [...slices.filter((slice) => !closed.includes(slice)), ...opened];
};

describe('a name that changes', () => {
  const old: Slice<string>[] = [{ from: day(10), to: null, facts: '旧名' }];

  it('keeps the old one until that day and bears the new one since', () => {
    expect(apply(old, day(19), null, '新名')).toEqual([{ from: day(10), to: day(19), facts: '旧名' }, { from: day(19), to: null, facts: '新名' }]);
  });

  it('can be corrected for some years in between', () => {
    expect(apply(old, day(12), day(14), '曾用名').map(({ facts }) => facts)).toEqual(['旧名', '曾用名', '旧名']);
  });

  it('ends where nothing holds any more', () => {
    expect(spanOf(apply(old, day(19), null, null))).toEqual({ from: day(10), to: day(19) });
  });
});

it('after any number of changes each moment has the last name given for it', () => {
  const change = fc.record({ from: fc.integer({ min: 0, max: 30 }), length: fc.integer({ min: 1, max: 30 }), open: fc.boolean(), name: fc.option(fc.string({ minLength: 1, maxLength: 2 })) });
  fc.assert(fc.property(fc.array(change, { maxLength: 12 }), fc.integer({ min: 0, max: 70 }), (changes, asked) => {
    let slices: Slice<string>[] = [{ from: day(0), to: null, facts: 'first' }];
    let expected: string | null = 'first';
    for (const { from, length, open, name } of changes) {
      slices = apply(slices, day(from), open ? null : day(from + length), name);
      // a moment at which nothing holds any more cannot be overwritten: there is nothing to overwrite
      if (expected !== null && asked >= from && (open || asked < from + length)) expected = name;
    }
    expect(sliceAt(slices, day(asked))?.facts ?? null).toBe(expected);
  }));
});
