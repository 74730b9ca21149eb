import { createHash } from 'node:crypto';
import { normalizeScope } from '../../core/division/scope.ts';

const POSITIVE_62_BITS = (1n << 62n) - 1n;

/** The scope as an int8range literal: the whole matter is everything, a named part the one point its name hashes to. */
export function scopeRangeOf(scope: string): string {
  const name = normalizeScope(scope);
  if (name === '') return '(,)';
  const point = createHash('sha256').update(name, 'utf8').digest().readBigUInt64BE() & POSITIVE_62_BITS;
  return `[${point},${point}]`;
}
