import type { Calibration } from './calibration.ts';
import type { TrainedModel } from './linear-model.ts';

const MAGIC = 0x4c53_4d32;

const pad = (bytes: number): number => (bytes + 7) & ~7;

/** The model as bytes (little-endian): magic, length of the JSON head, the head in UTF-16, then the arrays, each on a boundary of eight. */
export function serializeModel(model: TrainedModel): Uint8Array {
  const { hashes, telling, weights, calibration, ...plain } = model;
  const { heldOut, before, ...curve } = calibration;
  const head = JSON.stringify({
    ...plain,
    curve,
    sizes: { features: hashes.length, weights: weights.length, heldOut: heldOut.length, before: before.length },
  });
  const arrays = [hashes, telling, weights, heldOut, before];
  const total = arrays.reduce((sum, array) => sum + pad(array.byteLength), 8 + pad(head.length * 2));
  const bytes = new Uint8Array(total);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, head.length, true);
  for (let at = 0; at < head.length; at++) view.setUint16(8 + at * 2, head.charCodeAt(at), true);
  let place = 8 + pad(head.length * 2);
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), place);
    place += pad(array.byteLength);
  }
  return bytes;
}

type Head = Omit<TrainedModel, 'hashes' | 'telling' | 'weights' | 'calibration'> & {
  curve: Omit<Calibration, 'heldOut' | 'before'>;
  /** Models of the first engine have no `before`. */
  sizes: { features: number; weights: number; heldOut: number; before?: number };
};

/** Reads what `serializeModel` wrote. Throws when the bytes are of another kind. */
export function parseModel(bytes: Uint8Array): TrainedModel {
  // A copy, so that the arrays lie on their boundaries wherever the bytes came from.
  const { buffer } = bytes.slice();
  const view = new DataView(buffer);
  if (bytes.length < 8 || view.getUint32(0, true) !== MAGIC) throw new TypeError('These bytes are not a dispatch model.');
  const length = view.getUint32(4, true);
  let text = '';
  for (let at = 0; at < length; at++) text += String.fromCharCode(view.getUint16(8 + at * 2, true));
  const { curve, sizes, ...plain } = JSON.parse(text) as Head;
  let place = 8 + pad(length * 2);
  const next = (size: number): number => {
    const from = place;
    place += pad(size);
    return from;
  };
  return {
    ...plain,
    hashes: new Uint32Array(buffer, next(sizes.features * 4), sizes.features),
    telling: new Float32Array(buffer, next(sizes.features * 4), sizes.features),
    weights: new Int16Array(buffer, next(sizes.weights * 2), sizes.weights),
    calibration: {
      ...curve,
      heldOut: new Float64Array(buffer, next(sizes.heldOut * 8), sizes.heldOut),
      before: sizes.before === undefined ? new Float64Array(0) : new Float64Array(buffer, next(sizes.before * 8), sizes.before),
    },
  };
}
