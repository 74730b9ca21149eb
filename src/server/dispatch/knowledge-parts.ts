import { createHash } from 'node:crypto';
import { z } from 'zod';
import { conditionRulesSchema, NO_CONDITIONS } from '../../core/dispatch/conditions.ts';
import { costVersionSchema, type CostVersion } from '../../core/dispatch/costs.ts';
import { guardRulesSchema, knownClauseSchema, knownDepartmentSchema, knownDisputeSchema, knownEntrySchema, knownMatterSchema, type Knowledge, type KnownClause } from '../../core/dispatch/model.ts';
import type { HeirTable } from '../registry/heirs.ts';
import { loadUsualCosts } from './health-parameters.ts';

/** Something cards are computed from, under the hash of its content: kept once, however many cards rest on it. */
export interface KnowledgePart {
  readonly hash: string;
  content(): string;
}

/** What of the registry cards are computed from, in the order in which it is read. */
export interface RegistryContent extends Pick<Knowledge, 'guard' | 'conditions' | 'departments' | 'matters' | 'clauses'> {
  readonly heirs: HeirTable;
}

/** Everything but precedents and models, which have versions of their own. */
export type KnowledgeContent = RegistryContent & ChangingContent;

/** What changes beside the registry: entries and disputes, in the order of their ids, and the costs. */
export type ChangingContent = Pick<Knowledge, 'entries' | 'disputes'> & { readonly costs: readonly CostVersion[] };

/** 128 bits tell all parts of a district apart. */
const HASH_BYTES = 16;

const hashOf = (content: string): string => createHash('sha256').update(content).digest().subarray(0, HASH_BYTES).toString('base64url');

const textPart = (content: string): KnowledgePart => ({ hash: hashOf(content), content: () => content });
const partOf = (value: unknown): KnowledgePart => textPart(JSON.stringify(value));

const known = new WeakMap<object, string>();

/** The part of an entry or a dispute, which is hashed once as long as it stays what it is. */
function partOfItem(item: object): KnowledgePart {
  const hash = known.get(item) ?? hashOf(JSON.stringify(item));
  known.set(item, hash);
  return { hash, content: () => JSON.stringify(item) };
}

/** Clauses in runs of one document: a document that comes or goes leaves the parts of the others as they are. */
function runsOf(clauses: readonly KnownClause[]): KnownClause[][] {
  const runs: KnownClause[][] = [];
  for (const clause of clauses) {
    const last = runs.at(-1);
    if (last?.[0]?.document === clause.document) last.push(clause);
    else runs.push([clause]);
  }
  return runs;
}

const hashes = z.array(z.string());
/** States from before there were conditions, or costs, name none. */
const rootSchema = z.object({
  guard: z.string(), conditions: z.string().optional(), departments: z.string(), matters: z.string(), heirs: z.string(), clauses: z.string(), entries: z.string(), disputes: z.string(), costs: z.string().optional(),
});
type Root = z.infer<typeof rootSchema>;

/** The registry's share of a state, made once for each reading of the registry. */
export interface RegistryParts {
  readonly names: Omit<Root, 'entries' | 'disputes' | 'costs'>;
  readonly parts: readonly KnowledgePart[];
}

export function describeRegistry({ guard, conditions, departments, matters, heirs, clauses }: RegistryContent): RegistryParts {
  const runs = runsOf(clauses).map(partOf);
  const list = { guard: partOf(guard), conditions: partOf(conditions), departments: partOf(departments), matters: partOf(matters), heirs: partOf(heirs), clauses: partOf(runs.map(({ hash }) => hash)) };
  return {
    names: { guard: list.guard.hash, conditions: list.conditions.hash, departments: list.departments.hash, matters: list.matters.hash, heirs: list.heirs.hash, clauses: list.clauses.hash },
    parts: [...runs, ...Object.values(list)],
  };
}

export interface KnowledgeState {
  /** The hash that a card names. */
  readonly state: string;
  readonly parts: readonly KnowledgePart[];
}

export function describeState(registry: RegistryParts, { entries, disputes, costs }: ChangingContent): KnowledgeState {
  const items = [entries.map(partOfItem), disputes.map(partOfItem)] as const;
  const [entryList, disputeList] = [partOf(items[0].map(({ hash }) => hash)), partOf(items[1].map(({ hash }) => hash))];
  const costList = partOfItem(costs);
  const root = partOf({ ...registry.names, entries: entryList.hash, disputes: disputeList.hash, costs: costList.hash } satisfies Root);
  return { state: root.hash, parts: [...registry.parts, ...items[0], ...items[1], entryList, disputeList, costList, root] };
}

const heirsSchema = z.array(z.tuple([z.string(), z.array(z.object({ departmentId: z.string(), scope: z.string() }))]));

/** Finds the contents of parts; throws when one is missing. */
export type FindParts = (wanted: readonly string[]) => Promise<ReadonlyMap<string, unknown>>;

/** What a state named: the reverse of `describeState`. */
export async function recallState(state: string, find: FindParts): Promise<KnowledgeContent & { readonly heirsHash: string }> {
  const root = rootSchema.parse((await find([state])).get(state));
  const lists = await find(Object.values(root).filter((hash) => hash !== undefined));
  const [clauses, entries, disputes] = [root.clauses, root.entries, root.disputes].map((hash) => hashes.parse(lists.get(hash))) as [string[], string[], string[]];
  const items = await find([...clauses, ...entries, ...disputes]);
  return {
    guard: guardRulesSchema.parse(lists.get(root.guard)),
    conditions: root.conditions === undefined ? NO_CONDITIONS : conditionRulesSchema.parse(lists.get(root.conditions)),
    departments: z.array(knownDepartmentSchema).parse(lists.get(root.departments)),
    matters: z.array(knownMatterSchema).parse(lists.get(root.matters)),
    heirs: heirsSchema.parse(lists.get(root.heirs)) as unknown as HeirTable,
    heirsHash: root.heirs,
    clauses: clauses.flatMap((hash) => z.array(knownClauseSchema).parse(items.get(hash))),
    entries: entries.map((hash) => knownEntrySchema.parse(items.get(hash))),
    disputes: disputes.map((hash) => knownDisputeSchema.parse(items.get(hash))),
    costs: root.costs === undefined ? loadUsualCosts() : z.array(costVersionSchema).parse(lists.get(root.costs)),
  };
}
