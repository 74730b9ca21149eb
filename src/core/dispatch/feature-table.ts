/** Finds the place of a feature by its hash. */
export class FeatureTable {
  private readonly mask: number;
  private readonly places: Int32Array;
  private readonly hashes: Uint32Array;

  constructor(hashes: Uint32Array) {
    let size = 1024;
    while (size < hashes.length * 2) size *= 2;
    this.hashes = hashes;
    this.mask = size - 1;
    this.places = new Int32Array(size).fill(-1);
    for (let index = 0; index < hashes.length; index++) {
      let slot = (hashes[index] as number) & this.mask;
      while ((this.places[slot] as number) >= 0) slot = (slot + 1) & this.mask;
      this.places[slot] = index;
    }
  }

  find(hash: number): number {
    let slot = hash & this.mask;
    for (;;) {
      const index = this.places[slot] as number;
      if (index < 0 || this.hashes[index] === hash) return index;
      slot = (slot + 1) & this.mask;
    }
  }
}
