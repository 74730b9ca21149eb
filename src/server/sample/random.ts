/** A seeded source of chance (mulberry32): the same seed gives the same sequence on every machine. */
export interface Chance {
  /** A number from 0 (included) to 1 (not included). */
  readonly next: () => number;
  /** A whole number from `low` to `high`, both included. */
  readonly between: (low: number, high: number) => number;
  readonly happens: (probability: number) => boolean;
  /** One of the items; refuses an empty list. */
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** One of the items, each as likely as its weight. */
  readonly pickWeighted: <Item>(items: readonly Item[], weight: (item: Item) => number) => Item;
}

export function makeChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new RangeError('nothing to pick from');
    return items[Math.floor(next() * items.length)] as Item;
  };
  const pickWeighted = <Item>(items: readonly Item[], weight: (item: Item) => number): Item => {
    const total = items.reduce((sum, item) => sum + weight(item), 0);
    let left = next() * total;
    for (const item of items) {
      left -= weight(item);
      if (left < 0) return item;
    }
    return pick(items);
  };
  return { next, pick, pickWeighted, between: (low, high) => low + Math.floor(next() * (high - low + 1)), happens: (probability) => next() < probability };
}
