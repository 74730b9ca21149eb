import { Converter } from 'opencc-js/t2cn';
import { pinyin } from 'pinyin-pro';
import type { NormalizeTables } from '../../../core/registry/normalize.ts';
import { unslip } from './slipped-bytes.ts';

let tables: NormalizeTables | null = null;

/** The dictionaries of `normalizeText`, loaded once on first use (about a tenth of a second). */
export function loadConverters(): NormalizeTables {
  if (tables !== null) return tables;
  const convert = Converter({ from: 't', to: 'cn' }) as (text: string) => string;
  const known = new Map<string, readonly string[]>();
  tables = {
    simplify: convert,
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
