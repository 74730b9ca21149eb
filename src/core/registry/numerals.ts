const DIGITS = '零一二三四五六七八九';
const UNITS = ['', '十', '百', '千'] as const;

/** 1 to 9999 as Chinese counts: 12 → 十二, 105 → 一百零五. Other numbers come as digits. */
export function writeNumeral(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 9999) return String(value);
  const digits = Array.from(String(value), Number);
  let numeral = '';
  let pendingZero = false;
  for (const [index, digit] of digits.entries()) {
    if (digit === 0) {
      pendingZero = true;
      continue;
    }
    if (pendingZero) numeral += DIGITS.charAt(0);
    pendingZero = false;
    numeral += `${DIGITS.charAt(digit)}${UNITS[digits.length - index - 1] ?? ''}`;
  }
  return value < 20 ? numeral.replace(/^一十/u, '十') : numeral;
}
