import type { Matter } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useAll } from '../app/reading.ts';

export interface MatterNode {
  readonly matter: Matter;
  readonly children: readonly MatterNode[];
}

/** The tree of matters, classes with what stands under them, in the order of their codes. */
export function treeOf(matters: readonly Matter[]): MatterNode[] {
  const under = Map.groupBy(matters, (matter) => matter.parentId as string | null);
  const known = new Set<string>(matters.map((matter) => matter.matterId));
  const build = (matter: Matter): MatterNode => ({ matter, children: (under.get(matter.matterId) ?? []).toSorted(byCode).map(build) });
  return matters.filter((matter) => matter.parentId === null || !known.has(matter.parentId)).toSorted(byCode).map(build);
}

const byCode = (a: Matter, b: Matter): number => (a.code < b.code ? -1 : 1);

/** Whether a matter or its keywords hold what was typed. */
export const matterMatches = (matter: Matter, typed: string): boolean =>
  [matter.code, matter.name, matter.description, ...matter.keywords, ...matter.includes].some((text) => text.toLowerCase().includes(typed.trim().toLowerCase()));

/** Every matter in use: now, or by the clocks given. */
export const useMatters = (clocks: { on?: string; known?: string } = {}) => useAll(registryOperations.listMatters, clocks);
