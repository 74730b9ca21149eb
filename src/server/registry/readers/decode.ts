import { refuseRegistry } from '../../../core/registry/refusals.ts';

/** Characters that nearly every Chinese text is full of, simplified and traditional: what tells a right decoding from a wrong one. */
const COMMON = new Set('的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过民得经行学法所定理部门负责市区县镇街道电话小路号线交公安全管办政府处市民水车房请求問題區關職責負責處這個為來時會對後國們電話車門東見書長');
const HAN = /\p{Script=Han}/u;
const ENOUGH = 40;
const SHARE = 0.04;

/** How much a text reads like Chinese: the share of common characters, less what no text holds. */
function score(text: string): number {
  let han = 0;
  let common = 0;
  let odd = 0;
  for (const char of text.slice(0, 20_000)) {
    if (COMMON.has(char)) common += 1;
    if (HAN.test(char)) han += 1;
    else if (isOdd(char.codePointAt(0) ?? 0)) odd += 1;
  }
  return han === 0 ? 0 : common / han - odd / Math.max(1, text.length);
}

const isOdd = (code: number): boolean => (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d && code !== 0x0c) || (code >= 0xe000 && code <= 0xf8ff) || code === 0xfffd;

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, index) => bytes[index] === byte);

function byMark(bytes: Uint8Array): string | null {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return tryDecode(bytes, 'utf-8');
  if (startsWith(bytes, 0xff, 0xfe)) return tryDecode(bytes, 'utf-16le');
  if (startsWith(bytes, 0xfe, 0xff)) return tryDecode(bytes, 'utf-16be');
  return null;
}

const holdsControls = (text: string): boolean => Array.from(text.slice(0, 20_000)).filter((char) => isOdd(char.codePointAt(0) ?? 0)).length > text.length / 500;

/**
 * Bytes as text: by byte order mark, then as strict UTF-8, then whichever of GB18030, UTF-16 and Big5 reads most like Chinese.
 * Refuses `registry.wrong-encoding` when none does. The byte order mark is no part of the text.
 */
export function decodeText(name: string, bytes: Uint8Array): string {
  const sure = byMark(bytes) ?? tryDecode(bytes, 'utf-8');
  if (sure !== null && !holdsControls(sure)) return sure;
  const candidates = ['gb18030', 'utf-16le', 'utf-16be', 'big5'].flatMap((encoding) => {
    if (encoding.startsWith('utf-16') && bytes.length % 2 === 1) return [];
    const text = tryDecode(bytes, encoding);
    return text === null || holdsControls(text) ? [] : [{ encoding, text, score: score(text) }];
  });
  const best = candidates.toSorted((a, b) => b.score - a.score)[0];
  if (best === undefined || !isPlausible(best)) throw refuseRegistry('registry.wrong-encoding', { name });
  return best.text;
}

/** Short texts have too few characters to count: GB18030 is then the only guess allowed. */
const isPlausible = (guess: { encoding: string; text: string; score: number }): boolean => guess.score >= SHARE || (guess.text.length < ENOUGH && guess.encoding === 'gb18030' && HAN.test(guess.text));
