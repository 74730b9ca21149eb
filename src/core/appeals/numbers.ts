import { dayOf, type Instant } from '../kernel/time.ts';

/** Digits and letters that are not taken for each other when read out (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;
const HEX_TAKEN = 8;

/** A number people can read out, from the day and the random tail of the id: 20261123-7K3Q9A. No counter that all would wait for. */
export function computeNumber(at: Instant, id: string): string {
  let rest = Number.parseInt(id.slice(-HEX_TAKEN), 16);
  let tail = '';
  for (let place = 0; place < LENGTH; place += 1) {
    tail = `${ALPHABET[rest % ALPHABET.length] as string}${tail}`;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return `${dayOf(at).replaceAll('-', '')}-${tail}`;
}
