import { parseModel } from '../../core/dispatch/model-bytes.ts';
import type { Segment } from '../../core/dispatch/model.ts';
import { prepareKnowledge, withDispute, withEntry, withModels, withoutDispute, withoutEntry, withPrecedent, type PreparedKnowledge } from '../../core/dispatch/prepared.ts';
import { removeFromIndex } from '../../core/dispatch/text-index.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { ChangeContext } from '../context.ts';
import type { Reading } from '../platform/database.ts';
import { isKnowledgeAt, readKnowledgeVersions, type KnowledgePart, type KnowledgeVersions } from '../platform/knowledge-version.ts';
import { loadHeirs, type FindHeir } from '../registry/heirs.ts';
import { loadGuardRules } from './guard-rules.ts';
import {
  findLiveModel, findNextChange, listEntryVersions, listKnownClauses, listKnownDepartments, listKnownMatters, listNewestPrecedents, listPendingDisputeVersions, listPrecedentsSince,
  loadKnownDisputes, loadKnownEntries, PRECEDENTS, type Versioned,
} from './knowledge-queries.ts';
import { unpackModels, type TrainedModels } from './model-pack.ts';
import { makeSegmenter } from './segmenter.ts';

/** What dispatch cards are computed from, as it is committed at this moment. */
export interface KnowledgeSource {
  /**
   * The knowledge in force at `at`, at most one cheap query away when nothing has changed. Called inside the transaction that ranks, never
   * in one that has itself changed the knowledge: what is read here is shared with everybody, and that transaction may still be undone.
   */
  current(db: Reading, jurisdictionId: JurisdictionId, at: Instant): Promise<PreparedKnowledge>;
  /** The same for a change, without any query: as remembered, and undone if that is no longer so when it writes; the next try reads. */
  forChange(change: Pick<ChangeContext, 'tx' | 'unit' | 'jurisdictionId' | 'at'>): Promise<PreparedKnowledge>;
}

interface State {
  readonly seen: KnowledgeVersions;
  readonly prepared: PreparedKnowledge;
  readonly segmenter: Segmenter;
  /** Changes with the registry alone, and then everything is read again. */
  readonly heirOf: FindHeir;
  readonly entries: ReadonlyMap<string, number>;
  readonly disputes: ReadonlyMap<string, number>;
  /** The highest id among the precedents that have been read. */
  readonly newestPrecedent: string;
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

const NO_MODELS: TrainedModels = { department: null, matter: null };
const NIL = '00000000-0000-0000-0000-000000000000';
/** Ids are given before their rows are committed: a row may show up behind one with a later id, by as long as a transaction lasts. */
const LATE_MS = 60_000;
/** Precedents beyond the limit that are put up with before all are read again. */
const SURPLUS = 5_000;

const hasPassed = (moment: Instant | null, at: Instant): boolean => moment !== null && at >= moment;

function listChanged(state: State, seen: KnowledgeVersions, at: Instant): ReadonlySet<KnowledgePart> {
  const parts: readonly KnowledgePart[] = ['registry', 'entries', 'disputes', 'precedents', 'model'];
  const changed = new Set(parts.filter((part) => seen[part] !== state.seen[part]));
  if (hasPassed(state.nextChange.registry, at)) changed.add('registry');
  if (hasPassed(state.nextChange.entries, at)) changed.add('entries');
  return changed;
}

const count = (versions: KnowledgeVersions, part: KnowledgePart): number => versions[part] ?? 0;

const nameEntries = (seen: KnowledgeVersions): string => `e${count(seen, 'entries')}.d${count(seen, 'disputes')}.p${count(seen, 'precedents')}`;
const nameRegistry = (seen: KnowledgeVersions): string => `r${count(seen, 'registry')}`;

async function loadModels({ db, jurisdictionId }: Place): Promise<{ name: string; models: TrainedModels }> {
  const live = await findLiveModel(db, jurisdictionId);
  if (live === undefined) return { name: 'none', models: NO_MODELS };
  const { department, matter } = unpackModels(live.bytes);
  return { name: live.modelId, models: { department: department === null ? null : parseModel(department), matter: matter === null ? null : parseModel(matter) } };
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

/** Whether every department whose precedents are kept still owns them. */
const isOwnedAlike = ({ prepared }: State, heirOf: FindHeir): boolean => prepared.precedents.parts.every(({ refs }) => refs.every(({ departmentId }) => heirOf(departmentId) === departmentId));

/** Reads everything. The index of precedents, by far the greatest, is kept when the words are still cut alike. */
async function loadAll(place: Place, seen: KnowledgeVersions, guard: Guard, before: State | undefined): Promise<State> {
  const { db, jurisdictionId, at } = place;
  const departments = await listKnownDepartments(db, jurisdictionId, at);
  const heirOf = await loadHeirs(db, jurisdictionId, at);
  const matters = await listKnownMatters(db, jurisdictionId, at);
  const clauses = await listKnownClauses(db, jurisdictionId, at, heirOf);
  const entryVersions = await listEntryVersions(db, jurisdictionId, at);
  const entries = await loadKnownEntries(db, jurisdictionId, idsOf(entryVersions), heirOf);
  const disputeVersions = await listPendingDisputeVersions(db, jurisdictionId);
  const disputes = await loadKnownDisputes(db, jurisdictionId, idsOf(disputeVersions), heirOf);
  const { name, models } = await loadModels(place);
  const segmenter = segmenterFor(listWords(departments, matters), before?.segmenter);
  const kept = before !== undefined && before.segmenter === segmenter && seen.precedents === before.seen.precedents && isOwnedAlike(before, heirOf) ? before : undefined;
  const precedents = kept === undefined ? await listNewestPrecedents(db, jurisdictionId, heirOf) : [];
  const versions = { model: name, entries: nameEntries(seen), registry: nameRegistry(seen) };
  const fresh = prepareKnowledge({
    knowledge: { versions, departments, matters, entries, clauses, disputes, precedents, guard },
    departmentModel: models.department, matterModel: models.matter, segment: segmenter.segment,
  });
  return {
    seen,
    prepared: kept === undefined ? fresh : { ...fresh, precedents: kept.prepared.precedents },
    segmenter,
    heirOf,
    entries: versionsById(entryVersions),
    disputes: versionsById(disputeVersions),
    newestPrecedent: kept?.newestPrecedent ?? highest(precedents.map((row) => row.precedentId)),
    nextChange: await findNextChange(db, jurisdictionId, at),
  };
}

/** The first id (UUID version 7: its first 48 bits are milliseconds) that may belong to a transaction still open when `newest` was read. */
function idBefore(newest: string): string {
  const ms = Math.max(0, Number.parseInt(newest.replaceAll('-', '').slice(0, 12), 16) - LATE_MS);
  const digits = ms.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`;
}

const highest = (ids: readonly string[]): string => ids.reduce((found, id) => (id > found ? id : found), NIL);

interface Difference {
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

const compare = (before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): Difference => ({
  gone: [...before.keys()].filter((id) => !now.has(id)),
  come: [...now].filter(([id, version]) => before.get(id) !== version).map(([id]) => id),
});

async function renewEntries(state: State, { db, jurisdictionId, at }: Place, seen: KnowledgeVersions): Promise<State> {
  const entries = versionsById(await listEntryVersions(db, jurisdictionId, at));
  const { gone, come } = compare(state.entries, entries);
  const name = nameEntries(seen);
  let prepared = gone.reduce((known, id) => withoutEntry(known, id, name), state.prepared);
  for (const entry of await loadKnownEntries(db, jurisdictionId, come, state.heirOf)) prepared = withEntry(prepared, entry, name);
  return { ...state, prepared, entries, nextChange: await findNextChange(db, jurisdictionId, at) };
}

async function renewDisputes(state: State, { db, jurisdictionId }: Place, seen: KnowledgeVersions): Promise<State> {
  const disputes = versionsById(await listPendingDisputeVersions(db, jurisdictionId));
  const { gone, come } = compare(state.disputes, disputes);
  const name = nameEntries(seen);
  let prepared = gone.reduce((known, id) => withoutDispute(known, id, name), state.prepared);
  for (const dispute of await loadKnownDisputes(db, jurisdictionId, come, state.heirOf)) prepared = withDispute(prepared, dispute, name);
  return { ...state, prepared, disputes };
}

/** Adds what is new, and replaces what a ruling has since overturned or upheld. */
async function renewPrecedents(state: State, { db, jurisdictionId }: Place): Promise<State> {
  const rows = await listPrecedentsSince(db, jurisdictionId, idBefore(state.newestPrecedent), state.heirOf);
  const outcomes = new Map(rows.map((row) => [row.precedentId, row.outcome]));
  const known = state.prepared.precedents.parts.flatMap(({ refs }) => refs.filter(({ precedentId }) => outcomes.has(precedentId)));
  const stale = new Set(known.filter(({ precedentId, outcome }) => outcomes.get(precedentId) !== outcome));
  const kept = new Set(known.filter((ref) => !stale.has(ref)).map(({ precedentId }) => precedentId));
  const without = stale.size === 0 ? state.prepared : { ...state.prepared, precedents: removeFromIndex(state.prepared.precedents, (ref) => stale.has(ref)) };
  const prepared = rows.filter(({ precedentId }) => !kept.has(precedentId)).reduce(withPrecedent, without);
  return { ...state, prepared, newestPrecedent: highest([state.newestPrecedent, ...outcomes.keys()]) };
}

async function renewModels(state: State, place: Place): Promise<State> {
  const { name, models } = await loadModels(place);
  return { ...state, prepared: withModels(state.prepared, models.department, models.matter, name) };
}

/** Reads only the parts that have changed; precedents last, since entries and disputes may name them as their examples. */
async function renew(state: State, changed: ReadonlySet<KnowledgePart>, place: Place, seen: KnowledgeVersions): Promise<State> {
  let now = state;
  if (changed.has('model')) now = await renewModels(now, place);
  if (changed.has('entries')) now = await renewEntries(now, place, seen);
  if (changed.has('disputes')) now = await renewDisputes(now, place, seen);
  if (changed.has('precedents')) now = await renewPrecedents(now, place);
  const versions = { ...now.prepared.versions, entries: nameEntries(seen), registry: nameRegistry(seen) };
  return { ...now, seen, prepared: { ...now.prepared, versions } };
}

const isOverfull = (state: State): boolean => state.prepared.precedents.size > PRECEDENTS + SURPLUS;

/** One for a process: it keeps the prepared knowledge of each jurisdiction, and callers that come while it is being read share the reading. */
export function makeKnowledgeSource(): KnowledgeSource {
  const guard = loadGuardRules();
  const states = new Map<JurisdictionId, State>();
  const readings = new Map<JurisdictionId, Promise<void>>();

  async function read(place: Place, seen: KnowledgeVersions, state: State | undefined): Promise<void> {
    const changed = state === undefined ? undefined : listChanged(state, seen, place.at);
    const whole = state === undefined || changed === undefined || changed.has('registry') || isOverfull(state);
    states.set(place.jurisdictionId, whole ? await loadAll(place, seen, guard, state !== undefined && isOverfull(state) ? undefined : state) : await renew(state, changed, place, seen));
  }

  const source: KnowledgeSource = {
    async forChange({ tx, unit, jurisdictionId, at }) {
      const state = states.get(jurisdictionId);
      if (unit.tries > 1 || state === undefined || listChanged(state, state.seen, at).size > 0) return source.current(tx, jurisdictionId, at);
      unit.assume(isKnowledgeAt(jurisdictionId, state.seen));
      return state.prepared;
    },

    async current(db, jurisdictionId, at) {
      const place = { db, jurisdictionId, at };
      for (;;) {
        const seen = await readKnowledgeVersions(db, jurisdictionId);
        const state = states.get(jurisdictionId);
        if (state !== undefined && listChanged(state, seen, at).size === 0) return state.prepared;
        const ongoing = readings.get(jurisdictionId);
        if (ongoing !== undefined) {
          // somebody else's reading may fail with their transaction: then the next round reads here
          await ongoing.catch(() => undefined);
          continue;
        }
        const reading = read(place, seen, state).finally(() => readings.delete(jurisdictionId));
        readings.set(jurisdictionId, reading);
        await reading;
        return (states.get(jurisdictionId) as State).prepared;
      }
    },
  };
  return source;
}
