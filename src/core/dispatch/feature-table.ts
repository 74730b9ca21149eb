/** Finds the place of a feature by its hash: pairs of hash and place in one array, so that a look-up touches memory once. */
export class FeatureTable {
  private readonly mask: number;
  private readonly slots: Int32Array;

  constructor(hashes: Uint32Array) {
    let size = 16;
    while (size < hashes.length * 2) size *= 2;
    this.mask = size - 1;
    this.slots = new Int32Array(size * 2).fill(-1);
    for (let place = 0; place < hashes.length; place++) {
      const hash = hashes[place] as number;
      let slot = hash & this.mask;
      while ((this.slots[slot * 2 + 1] as number) >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot * 2] = hash | 0;
      this.slots[slot * 2 + 1] = place;
    }
  }

  /** The place, or -1. */
  find(hash: number): number {
    const wanted = hash | 0;
    let slot = hash & this.mask;
    for (;;) {
      const place = this.slots[slot * 2 + 1] as number;
      if (place < 0 || this.slots[slot * 2] === wanted) return place;
      slot = (slot + 1) & this.mask;
    }
  }
}
