/** A scope as it is compared: 小区内 and “小区内 ” are one part of a matter. */
export const normalizeScope = (scope: string): string => scope.normalize('NFKC').replaceAll(/[\s\p{P}]+/gu, '').toLowerCase();

/** '' is the whole matter, which overlaps every part; two named parts overlap when they are the same one. */
export function scopesOverlap(a: string, b: string): boolean {
  const [one, other] = [normalizeScope(a), normalizeScope(b)];
  return one === '' || other === '' || one === other;
}
