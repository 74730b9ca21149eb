const LEADS = { first: 0x81, last: 0xfe };
const TRAILS = { first: 0x40, last: 0xfe };

let codes: ReadonlyMap<string, readonly number[]> | null = null;

/** The two bytes of each character of GBK, made once by decoding them all. */
function loadCodes(): ReadonlyMap<string, readonly number[]> {
  if (codes !== null) return codes;
  const decoder = new TextDecoder('gbk');
  const made = new Map<string, readonly number[]>();
  for (let lead = LEADS.first; lead <= LEADS.last; lead += 1) {
    for (let trail = TRAILS.first; trail <= TRAILS.last; trail += 1) {
      const char = decoder.decode(Uint8Array.of(lead, trail));
      if (char.length === 1 && char !== '\ufffd') made.set(char, [lead, trail]);
    }
  }
  codes = made;
  return made;
}

/** Rows of GBK that hold punctuation: the byte that got lost began a full stop or a comma. */
const LOST = [0xa1, 0xa3] as const;

/** A question mark may be the full-width one, which other copying has narrowed. */
const bytesOf = (char: string): readonly number[] | undefined => (char === '?' ? loadCodes().get('？') : char.charCodeAt(0) < 0x80 ? [char.charCodeAt(0)] : loadCodes().get(char));

/**
 * What garbled characters may have been: a copy lost one byte of GBK text, so that the bytes behind it were paired wrongly
 * until a lone letter ended the slip. The first character stands for the lost byte.
 */
export function unslip(garbled: string): string[] {
  const rest = Array.from(garbled.slice(1), bytesOf);
  if (rest.some((bytes) => bytes === undefined)) return [];
  const bytes = rest.flatMap((found) => found ?? []);
  const decoder = new TextDecoder('gbk');
  return LOST.map((lost) => decoder.decode(Uint8Array.from([lost, ...bytes]))).filter((text) => !text.includes('\ufffd'));
}
