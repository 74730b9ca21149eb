import { Converter } from 'opencc-js/t2cn';
import { pinyin } from 'pinyin-pro';
import type { NormalizeTables } from '../../../core/registry/normalize.ts';
import { unslip } from './slipped-bytes.ts';

let tables: NormalizeTables | null = null;

const FIRST_HAN = 0x3400;
const LAST_HAN = 0x9fff;

/** The characters that simplifying changes. Nearly every paper has none of them: asking so is far cheaper than converting. */
function findTraditional(convert: (text: string) => string): RegExp {
  const every = Array.from({ length: LAST_HAN - FIRST_HAN + 1 }, (_, index) => String.fromCharCode(FIRST_HAN + index));
  return new RegExp(`[${every.filter((char) => convert(char) !== char).join('')}]`, 'u');
}


/** The dictionaries of `normalizeText`, loaded once on first use (about a tenth of a second). */
export function loadConverters(): NormalizeTables {
  if (tables !== null) return tables;
  const convert = Converter({ from: 't', to: 'cn' }) as (text: string) => string;
  const traditional = findTraditional(convert);
  const known = new Map<string, readonly string[]>();
  tables = {
    simplify: (text) => (traditional.test(text) ? convert(text) : text),
    unslip,
    readings: (char) => {
      const found = known.get(char);
      if (found !== undefined) return found;
      const readings = /^\p{Script=Han}$/u.test(char) ? pinyin(char, { type: 'array', multiple: true }) : [];
      known.set(char, readings);
      return readings;
    },
  };
  return tables;
}
