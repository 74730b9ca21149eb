import { writeNumeral } from '../../../../core/registry/numerals.ts';

const STEMS = '甲乙丙丁戊己庚辛壬癸';
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥';
const LEGAL = '零壹贰叁肆伍陆柒捌玖';
const ROMAN: readonly (readonly [number, string])[] = [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']];

function roman(value: number): string {
  let rest = value;
  let text = '';
  for (const [worth, sign] of ROMAN) {
    while (rest >= worth) {
      text += sign;
      rest -= worth;
    }
  }
  return text;
}

/** A, B … Z, AA, BB: word processors repeat the letter. */
const letter = (value: number): string => String.fromCharCode(65 + ((value - 1) % 26)).repeat(Math.floor((value - 1) / 26) + 1);
const wide = (value: number): string => String(value).replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const from = (first: number, value: number): string => (value <= 20 ? String.fromCodePoint(first + value - 1) : String(value));
const legal = (value: number): string => writeNumeral(value).replaceAll(/[一二三四五六七八九零十百千]/gu, (char) => ({ 十: '拾', 百: '佰', 千: '仟' })[char] ?? LEGAL.charAt('零一二三四五六七八九'.indexOf(char)));
const ordered = (row: string, value: number): string => row.charAt((value - 1) % row.length);

const FORMATS: Readonly<Record<string, (value: number) => string>> = {
  chineseCounting: writeNumeral,
  chineseCountingThousand: writeNumeral,
  japaneseCounting: writeNumeral,
  taiwaneseCounting: writeNumeral,
  taiwaneseCountingThousand: writeNumeral,
  ideographDigital: (value) => Array.from(String(value), (digit) => '〇一二三四五六七八九'.charAt(Number(digit))).join(''),
  japaneseDigitalTenThousand: (value) => Array.from(String(value), (digit) => '〇一二三四五六七八九'.charAt(Number(digit))).join(''),
  chineseLegalSimplified: legal,
  ideographTraditional: (value) => ordered(STEMS, value),
  ideographZodiac: (value) => ordered(BRANCHES, value),
  decimalZero: (value) => String(value).padStart(2, '0'),
  decimalFullWidth: wide,
  decimalFullWidth2: wide,
  decimalEnclosedCircle: (value) => from(0x2460, value),
  decimalEnclosedCircleChinese: (value) => from(0x2460, value),
  decimalEnclosedFullstop: (value) => from(0x2488, value),
  decimalEnclosedParen: (value) => from(0x2474, value),
  ideographEnclosedCircle: (value) => (value <= 10 ? String.fromCodePoint(0x3220 + value - 1) : writeNumeral(value)),
  upperLetter: letter,
  lowerLetter: (value) => letter(value).toLowerCase(),
  upperRoman: roman,
  lowerRoman: (value) => roman(value).toLowerCase(),
  none: () => '',
};

/** A number as a word processor draws it (ECMA-376 part 1, 17.18.59 ST_NumberFormat); unknown formats are drawn as digits. */
export const formatNumber = (value: number, format: string): string => (FORMATS[format] ?? String)(value);
