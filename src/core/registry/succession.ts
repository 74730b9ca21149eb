import type { Instant } from '../kernel/time.ts';
import type { DepartmentId } from './model.ts';
import { refuseRegistry } from './refusals.ts';

/** One link of the chain: who carries on, from when, with which part. `scope` '' is everything that no other link names. */
export interface Succession {
  readonly departmentId: DepartmentId;
  readonly successorId: DepartmentId;
  readonly scope: string;
  readonly effectiveAt: Instant;
}

/** A department as the chain needs it. */
export interface Lifespan {
  readonly departmentId: DepartmentId;
  readonly name: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
}

/** All departments that ever were, with who came after whom. */
export interface SuccessionChart {
  readonly departments: ReadonlyMap<string, Lifespan>;
  readonly successors: ReadonlyMap<string, readonly Succession[]>;
}

export interface Owner {
  readonly departmentId: DepartmentId;
  readonly name: string;
  /** The part it took over; '' is the whole, or the rest. */
  readonly scope: string;
  /** From the department asked about to this one. */
  readonly path: readonly DepartmentId[];
}

export function makeChart(departments: readonly Lifespan[], successions: readonly Succession[]): SuccessionChart {
  const successors = Map.groupBy(successions, ({ departmentId }) => departmentId as string);
  return { departments: new Map(departments.map((one) => [one.departmentId as string, one])), successors };
}

const isInBeing = ({ validFrom, validTo }: Lifespan, at: Instant): boolean => validFrom <= at && (validTo === null || at < validTo);
const hasEnded = ({ validTo }: Lifespan, at: Instant): boolean => validTo !== null && validTo <= at;

const joinScopes = (outer: string, inner: string): string => [outer, inner].filter((scope) => scope !== '').join('；');

/**
 * Who owns at `at` what `departmentId` owned: itself while it is in being, else everybody the chain leads to; nobody when it breaks off.
 * With several owners each carries the part it took over.
 */
export function resolveOwners(chart: SuccessionChart, departmentId: string, at: Instant): Owner[] {
  const found: Owner[] = [];
  const follow = (id: string, scope: string, path: readonly DepartmentId[]): void => {
    const department = chart.departments.get(id);
    // a chain that came back to itself would say nothing; the rules refuse to write one
    if (department === undefined || path.includes(department.departmentId)) return;
    const here = [...path, department.departmentId];
    if (!hasEnded(department, at)) {
      if (isInBeing(department, at)) found.push({ departmentId: department.departmentId, name: department.name, scope, path: here });
      return;
    }
    for (const next of chart.successors.get(id) ?? []) if (next.effectiveAt <= at) follow(next.successorId, joinScopes(scope, next.scope), here);
  };
  follow(departmentId, '', []);
  return found.filter((owner, place) => found.findIndex((other) => other.departmentId === owner.departmentId && other.scope === owner.scope) === place);
}

/** How many characters of `scope` stand in the text as pairs, as a share of its pairs. */
function scopeFit(scope: string, text: string): number {
  const pairs = Array.from({ length: Math.max(scope.length - 1, 0) }, (_, place) => scope.slice(place, place + 2)).filter((pair) => /^\p{Script=Han}{2}$/u.test(pair));
  return pairs.length === 0 ? 0 : pairs.filter((pair) => text.includes(pair)).length / pairs.length;
}

/** From this share of common pairs on a named scope is taken to cover a text. */
const COVERS = 0.3;

/**
 * The one owner of a text that belonged to `departmentId`: the only owner; of several the one whose scope the text speaks of, else who took the rest.
 * Undefined when there is none, or when it cannot be told which.
 */
export function chooseOwner<Part extends Pick<Owner, 'departmentId' | 'scope'>>(owners: readonly Part[], text = ''): Part | undefined {
  if (new Set(owners.map(({ departmentId }) => departmentId)).size === 1) return owners[0];
  const fitting = owners.map((owner) => ({ owner, fit: scopeFit(owner.scope, text) })).filter(({ fit }) => fit >= COVERS).sort((a, b) => b.fit - a.fit);
  const [best, second] = fitting;
  if (best !== undefined && best.fit > (second?.fit ?? 0)) return best.owner;
  const rest = owners.filter(({ scope }) => scope === '');
  return rest.length === 1 ? rest[0] : undefined;
}

export interface SuccessorOrder {
  readonly departmentId: DepartmentId;
  readonly scope: string;
}

const reaches = (chart: SuccessionChart, from: string, wanted: string, seen = new Set<string>()): boolean => {
  if (from === wanted) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return (chart.successors.get(from) ?? []).some(({ successorId }) => reaches(chart, successorId, wanted, seen));
};

/** Refuses successors that are not in being then, that lead back to the department itself, or whose scopes leave open who takes what. */
export function decideSuccessors(chart: SuccessionChart, departmentId: DepartmentId, successors: readonly SuccessorOrder[], effectiveAt: Instant): void {
  const nameOf = (id: string): string => chart.departments.get(id)?.name ?? '';
  const name = nameOf(departmentId);
  for (const successor of successors) {
    if (reaches(chart, successor.departmentId, departmentId)) throw refuseRegistry('registry.successor-cycle', { name, successor: nameOf(successor.departmentId) });
    const department = chart.departments.get(successor.departmentId);
    if (department === undefined || !isInBeing(department, effectiveAt)) throw refuseRegistry('registry.successor-ended', { successor: nameOf(successor.departmentId) });
  }
  const scopes = successors.map(({ scope }) => scope);
  if (new Set(scopes).size !== scopes.length) throw refuseRegistry('registry.scopes-unclear', { name });
}
