import { isDeepStrictEqual } from 'node:util';
import { ENGINE_VERSION } from '../../core/dispatch/engine.ts';
import { NOTHING_AUTOMATIC, type AutomaticRules } from '../../core/dispatch/automatic.ts';
import { costVersionSchema, type CostVersion } from '../../core/dispatch/costs.ts';
import { parseModel } from '../../core/dispatch/model-bytes.ts';
import type { KnowledgeVersions as CardVersions, Segment } from '../../core/dispatch/model.ts';
import { prepareKnowledge, withCosts, withDispute, withEntry, withModels, withoutDispute, withoutEntry, type PreparedKnowledge } from '../../core/dispatch/prepared.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Reading } from '../platform/database.ts';
import { readKnowledgeVersions, type KnowledgePart, type KnowledgeVersions } from '../platform/knowledge-version.ts';
import { findHeirIn, loadHeirTable, type FindHeir } from '../registry/heirs.ts';
import { listAutomaticRules } from './automatic-queries.ts';
import { findConditionRules, loadConditionRules } from './condition-rules.ts';
import { loadGuardRules } from './guard-rules.ts';
import { loadUsualCosts } from './health-parameters.ts';
import { listCosts } from './health-queries.ts';
import type { KnowledgeKeeper } from './knowledge-keeper.ts';
import { describeRegistry, describeState, type ChangingContent, type RegistryParts } from './knowledge-parts.ts';
import { findLiveModel, findNextChange, listEntryVersions, listKnownClauses, listKnownDepartments, listLawClauses, listKnownMatters, loadKnownDisputes, loadKnownEntries, type Versioned } from './knowledge-queries.ts';
import { unpackModels, type TrainedModels } from './model-pack.ts';
import { recallPrecedents, type PrecedentMemory } from './precedent-memory.ts';
import { makeSegmenter } from './segmenter.ts';

/** What dispatch cards are computed from, as it was read. */
export interface Known {
  readonly prepared: PreparedKnowledge;
  readonly seen: KnowledgeVersions;
  /** What the system may dispatch by itself. */
  readonly automatic: AutomaticRules;
}

/** What dispatch cards are computed from, as it is committed at this moment. */
export interface KnowledgeSource {
  /** The knowledge in force at `at`, at most one cheap query away when nothing has changed. Never in a transaction that has itself changed it: what is read is shared with everybody. */
  current(db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<Known>;
  /** What was last read, without any query; nothing where nothing was, or where a day has come since that changes it. */
  remembered(jurisdictionId: JurisdictionId, at: Instant): Known | undefined;
}

interface State extends Known {
  readonly segmenter: Segmenter;
  /** Changes with the registry alone, and then everything is read again. */
  readonly heirOf: FindHeir;
  readonly registry: RegistryParts;
  readonly entries: ReadonlyMap<string, number>;
  readonly precedents: PrecedentMemory;
  readonly nextChange: { readonly registry: Instant | null; readonly entries: Instant | null };
}

interface Segmenter {
  /** The words it was made with, as one text. */
  readonly words: string;
  readonly segment: Segment;
}

interface Place {
  readonly db: Reading;
  readonly jurisdictionId: JurisdictionId;
  readonly at: Instant;
}

const usualCosts = loadUsualCosts();
const conditionVersions = loadConditionRules();
const NO_MODELS: TrainedModels = { department: null, matter: null };
const hasPassed = (moment: Instant | null, at: Instant): boolean => moment !== null && at >= moment;

function listChanged(state: State, seen: KnowledgeVersions, at: Instant): ReadonlySet<KnowledgePart> {
  const parts: readonly KnowledgePart[] = ['registry', 'entries', 'disputes', 'precedents', 'model', 'automatic'];
  const changed = new Set(parts.filter((part) => seen[part] !== state.seen[part]));
  if (hasPassed(state.nextChange.registry, at)) changed.add('registry');
  if (hasPassed(state.nextChange.entries, at)) changed.add('entries');
  return changed;
}

const count = (versions: KnowledgeVersions, part: KnowledgePart): number => versions[part] ?? 0;

/** The versions as a card names them. */
const nameVersions = (seen: KnowledgeVersions, model: string, state: string): CardVersions => ({
  model, entries: `e${count(seen, 'entries')}.d${count(seen, 'disputes')}.p${count(seen, 'precedents')}`, registry: `r${count(seen, 'registry')}`, engine: ENGINE_VERSION, state,
});
/** Until all parts are read: a state is named when it is whole. */
const UNNAMED: CardVersions = { model: '', entries: '', registry: '' };

export function readModels(bytes: Uint8Array): TrainedModels {
  const { department, matter } = unpackModels(bytes);
  return { department: department === null ? null : parseModel(department), matter: matter === null ? null : parseModel(matter) };
}

async function loadModels({ db, jurisdictionId }: Place): Promise<{ name: string; models: TrainedModels; learnedTo: number }> {
  const live = await findLiveModel(db, jurisdictionId);
  return live === undefined ? { name: 'none', models: NO_MODELS, learnedTo: 0 } : { name: live.modelId, models: readModels(live.bytes), learnedTo: live.learnedTo };
}

/** The usual versions and the district's own, without who recorded them. */
async function loadCosts({ db, jurisdictionId }: Place): Promise<CostVersion[]> {
  const own = await listCosts(db, jurisdictionId);
  return [...usualCosts, ...own.map((costs) => costVersionSchema.parse(costs))];
}

/** The costs go with it, since they may raise the cut-off above what is switched on. */
async function loadAutomatic({ db, jurisdictionId }: Place, costs: readonly CostVersion[]): Promise<AutomaticRules> {
  const rules = await listAutomaticRules(db, jurisdictionId);
  return rules.length === 0 ? NOTHING_AUTOMATIC : { rules, costs };
}

const versionsById = (rows: readonly Versioned[]): ReadonlyMap<string, number> => new Map(rows.map((row) => [row.id, row.version]));
const idsOf = (rows: readonly Versioned[]): string[] => rows.map((row) => row.id);

/** Names and keywords of the registry, which the segmenter must not cut in two. */
export function listWords(departments: readonly { name: string; aliases: readonly string[] }[], matters: readonly { keywords: readonly string[] }[]): string[] {
  const all = [...departments.flatMap(({ name, aliases }) => [name, ...aliases]), ...matters.flatMap(({ keywords }) => keywords)];
  return [...new Set(all.filter((text) => /^\p{Script=Han}{2,20}$/u.test(text)))].sort();
}

function segmenterFor(words: readonly string[], before: Segmenter | undefined): Segmenter {
  const text = words.join('\n');
  return before?.words === text ? before : { words: text, segment: makeSegmenter(words) };
}

type Guard = PreparedKnowledge['guard'];

const recall = ({ db, jurisdictionId }: Place, { heirOf, registry, segmenter }: Pick<State, 'heirOf' | 'registry' | 'segmenter'>, seen: KnowledgeVersions, before: PrecedentMemory | undefined): Promise<PrecedentMemory> =>
  recallPrecedents({ db, jurisdictionId }, { heirOf, heirs: registry.names.heirs, words: segmenter.words, segment: segmenter.segment }, count(seen, 'precedents'), before);

/** Reads everything. The index of precedents, by far the greatest, is kept when the words are still cut alike and the precedents belong to the same departments. */
async function loadAll(place: Place, seen: KnowledgeVersions, guard: Guard, before: State | undefined): Promise<State> {
  const { db, jurisdictionId, at } = place;
  const departments = await listKnownDepartments(db, jurisdictionId, at);
  const heirs = await loadHeirTable(db, jurisdictionId, at);
  const heirOf = findHeirIn(heirs);
  const matters = await listKnownMatters(db, jurisdictionId, at);
  const clauses = [...(await listKnownClauses(db, jurisdictionId, at, heirOf)), ...(await listLawClauses(db, jurisdictionId, at, departments, heirOf))];
  const entryVersions = await listEntryVersions(db, jurisdictionId, at);
  const entries = await loadKnownEntries(db, jurisdictionId, idsOf(entryVersions), heirOf);
  const disputes = await loadKnownDisputes(db, jurisdictionId, heirOf);
  const { name, models, learnedTo } = await loadModels(place);
  const segmenter = segmenterFor(listWords(departments, matters), before?.segmenter);
  const { rules: conditions } = findConditionRules(conditionVersions, at);
  const registry = describeRegistry({ guard, conditions, departments, matters, heirs, clauses });
  const precedents = await recall(place, { heirOf, registry, segmenter }, seen, before?.precedents);
  const costs = await loadCosts(place);
  const fresh = prepareKnowledge({
    knowledge: { versions: { ...UNNAMED, model: name }, departments, matters, entries, clauses, disputes, precedents: [], guard, conditions, costs },
    departmentModel: models.department, matterModel: models.matter, learnedTo, segment: segmenter.segment,
  });
  const nextChange = await findNext(place);
  return { seen, prepared: fresh, segmenter, heirOf, registry, entries: versionsById(entryVersions), precedents, automatic: await loadAutomatic(place, costs), nextChange };
}

/** With the parameters, which begin on a day too. */
async function findNext({ db, jurisdictionId, at }: Place): Promise<State['nextChange']> {
  const { registry, entries } = await findNextChange(db, jurisdictionId, at);
  const moments = [registry, findConditionRules(conditionVersions, at).until].filter((moment) => moment !== null);
  return { registry: moments.sort()[0] ?? null, entries };
}

interface Difference {
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

const compare = (before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): Difference => ({
  gone: [...before.keys()].filter((id) => !now.has(id)),
  come: [...now].filter(([id, version]) => before.get(id) !== version).map(([id]) => id),
});

async function renewEntries(state: State, { db, jurisdictionId, at }: Place): Promise<State> {
  const entries = versionsById(await listEntryVersions(db, jurisdictionId, at));
  const { gone, come } = compare(state.entries, entries);
  let prepared = gone.reduce((known, id) => withoutEntry(known, id, ''), state.prepared);
  for (const entry of await loadKnownEntries(db, jurisdictionId, come, state.heirOf)) prepared = withEntry(prepared, entry, '');
  return { ...state, prepared, entries, nextChange: await findNext({ db, jurisdictionId, at }) };
}

/** Pending disputes are few; what makes one another may be written elsewhere, such as who holds its order. */
async function renewDisputes(state: State, { db, jurisdictionId }: Place): Promise<State> {
  const disputes = await loadKnownDisputes(db, jurisdictionId, state.heirOf);
  const pending = new Set<string>(disputes.map(({ disputeId }) => disputeId));
  let { prepared } = state;
  for (const id of prepared.disputes.keys()) if (!pending.has(id)) prepared = withoutDispute(prepared, id, '');
  for (const dispute of disputes) if (!isDeepStrictEqual(prepared.disputes.get(dispute.disputeId), dispute)) prepared = withDispute(prepared, dispute, '');
  return { ...state, prepared };
}

async function renewModels(state: State, place: Place): Promise<State> {
  const { name, models, learnedTo } = await loadModels(place);
  return { ...state, prepared: withModels(state.prepared, models.department, models.matter, name, learnedTo) };
}

/** What a class is switched on for and what errors cost are told by one counter. */
async function renewAutomatic(state: State, place: Place): Promise<State> {
  const costs = await loadCosts(place);
  const prepared = isDeepStrictEqual(costs, state.prepared.costs) ? state.prepared : withCosts(state.prepared, costs);
  return { ...state, prepared, automatic: await loadAutomatic(place, prepared.costs) };
}

/** Reads only the parts that have changed. */
async function renew(state: State, changed: ReadonlySet<KnowledgePart>, place: Place, seen: KnowledgeVersions): Promise<State> {
  let now = state;
  if (changed.has('model')) now = await renewModels(now, place);
  if (changed.has('entries')) now = await renewEntries(now, place);
  if (changed.has('disputes')) now = await renewDisputes(now, place);
  if (changed.has('automatic')) now = await renewAutomatic(now, place);
  return { ...now, seen, precedents: await recall(place, now, seen, now.precedents) };
}

const inOrder = <Item>(items: ReadonlyMap<string, Item>): Item[] => [...items].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);

/** Names what has been read, and keeps it before the first card rests on it. */
async function keep(keeper: Pick<KnowledgeKeeper, 'keep'>, jurisdictionId: JurisdictionId, read: State): Promise<State> {
  const { prepared, seen, registry, precedents } = read;
  const content: ChangingContent = { entries: inOrder(prepared.entries), disputes: inOrder(prepared.disputes), costs: prepared.costs };
  const { state, parts } = describeState(registry, content);
  await keeper.keep(jurisdictionId, parts);
  return { ...read, prepared: { ...prepared, precedents: precedents.index, versions: nameVersions(seen, prepared.versions.model, state) } };
}

/** One for a process: it keeps the prepared knowledge of each jurisdiction, and callers that come while it is being read share the reading. */
export function makeKnowledgeSource(keeper: Pick<KnowledgeKeeper, 'keep'>): KnowledgeSource {
  const guard = loadGuardRules();
  const states = new Map<JurisdictionId, State>();
  const readings = new Map<JurisdictionId, Promise<void>>();

  async function read(place: Place, seen: KnowledgeVersions, state: State | undefined): Promise<void> {
    const changed = state === undefined ? undefined : listChanged(state, seen, place.at);
    const whole = state === undefined || changed === undefined || changed.has('registry');
    const found = whole ? await loadAll(place, seen, guard, state) : await renew(state, changed, place, seen);
    states.set(place.jurisdictionId, await keep(keeper, place.jurisdictionId, found));
  }

  return {
    remembered(jurisdictionId, at) {
      const state = states.get(jurisdictionId);
      return state === undefined || listChanged(state, state.seen, at).size > 0 ? undefined : state;
    },

    async current(db, jurisdictionId, at) {
      const place = { db, jurisdictionId, at };
      for (;;) {
        const seen = await readKnowledgeVersions(db, jurisdictionId);
        const state = states.get(jurisdictionId);
        if (state !== undefined && listChanged(state, seen, at).size === 0) return state;
        const ongoing = readings.get(jurisdictionId);
        if (ongoing !== undefined) {
          // somebody else's reading may fail: then the next round reads here
          await ongoing.catch(() => undefined);
          continue;
        }
        const reading = read(place, seen, state).finally(() => readings.delete(jurisdictionId));
        readings.set(jurisdictionId, reading);
        await reading;
        return states.get(jurisdictionId) as State;
      }
    },
  };
}
