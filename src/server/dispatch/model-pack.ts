import type { TrainedModel } from '../../core/dispatch/linear-model.ts';

/** The two models a district's cards are ranked by; null where there was too little to learn from. */
export interface TrainedModels {
  readonly department: TrainedModel | null;
  readonly matter: TrainedModel | null;
}

export interface ModelBytes {
  readonly department: Uint8Array | null;
  readonly matter: Uint8Array | null;
}

const LENGTH = 4;

/** Both models in one run of bytes: the length of each (little-endian, 0 for none) before it. */
export function packModels({ department, matter }: ModelBytes): Uint8Array {
  const parts = [department ?? new Uint8Array(), matter ?? new Uint8Array()];
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + LENGTH + part.length, 0));
  const view = new DataView(packed.buffer);
  let place = 0;
  for (const part of parts) {
    view.setUint32(place, part.length, true);
    packed.set(part, place + LENGTH);
    place += LENGTH + part.length;
  }
  return packed;
}

/** Reads what `packModels` wrote. */
export function unpackModels(packed: Uint8Array): ModelBytes {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let place = 0;
  const next = (): Uint8Array | null => {
    const length = view.getUint32(place, true);
    const from = place + LENGTH;
    place = from + length;
    // a plain view: `slice` of a Buffer, which the database gives, would not copy
    return length === 0 ? null : new Uint8Array(packed.buffer, packed.byteOffset + from, length);
  };
  return { department: next(), matter: next() };
}
