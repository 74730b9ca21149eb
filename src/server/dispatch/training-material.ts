import { listUsualDuties, type Duty } from '../../core/dispatch/department-knowledge.ts';
import { splitByTime, type ModelGuard } from '../../core/dispatch/model-guard.ts';
import type { TrainingRow } from '../../core/dispatch/model-training.ts';
import type { KnownClause, KnownDepartment, KnownMatter, KnownPrecedent } from '../../core/dispatch/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Reading } from '../platform/database.ts';
import { readKnowledgeVersions } from '../platform/knowledge-version.ts';
import { loadHeirs } from '../registry/heirs.ts';
import { loadDepartmentKnowledge } from './department-knowledge.ts';
import { listWords } from './knowledge.ts';
import { findLiveModel, listKnownClauses, listKnownDepartments, listKnownMatters } from './knowledge-queries.ts';
import { unpackModels } from './model-pack.ts';
import { floorOf } from './precedent-memory.ts';
import { findTellers, listPrecedents } from './precedent-queries.ts';
import type { Examination, TrainingOrder, Trial } from './training-worker.ts';

/** With fewer rows a model guesses; clauses and precedents alone do better. */
const LEAST_ROWS = 60;
const LEAST_LABELS = 2;

export interface Material {
  readonly order: TrainingOrder;
  /** The version of the precedents up to which the finished model has learned. */
  readonly learnedTo: number;
  /** The model in use that the candidate is compared with. */
  readonly incumbentId: string | null;
}

/** Why there is nothing to train with: too few orders at all, or too few that the model in use has not seen. */
export interface TooFew {
  readonly tooFew: 'ROWS' | 'HELD_OUT';
  readonly found: number;
  readonly needed: number;
}

const isEnough = (rows: readonly TrainingRow[]): boolean => rows.length >= LEAST_ROWS && new Set(rows.map((row) => row.label)).size >= LEAST_LABELS;

type Order = KnownPrecedent & { readonly teller: string | undefined };

const toRow = ({ title, text, teller }: Order, label: string): TrainingRow => ({ ...(title === '' ? {} : { title }), text, label, ...(teller === undefined ? {} : { teller }) });

/** What each department answers for: its clauses in force, and what departments of its name usually do. */
export const dutiesOf = (departments: readonly KnownDepartment[], clauses: readonly KnownClause[]): Duty[] => [
  ...listUsualDuties(departments.map(({ departmentId, name }) => ({ label: departmentId, name })), loadDepartmentKnowledge()),
  ...clauses.filter(({ authority }) => authority === undefined).map(({ departmentId, text }) => ({ label: departmentId, text })),
];

const wordsOf = (matters: readonly KnownMatter[]): Duty[] =>
  matters.map(({ matterId, name, description, keywords, includes }) => ({ label: matterId, text: [name, description ?? '', ...keywords, ...includes].join('；') }));

const stood = ({ outcome }: KnownPrecedent): boolean => outcome === 'ACCEPTED' || outcome === 'UPHELD';


interface Place {
  readonly db: Reading;
  readonly jurisdictionId: JurisdictionId;
  readonly at: Instant;
}

/** What of the registry a training reads, as of the moment. */
async function loadRegistry({ db, jurisdictionId, at }: Place) {
  const [departments, matters, heirOf] = [await listKnownDepartments(db, jurisdictionId, at), await listKnownMatters(db, jurisdictionId, at), await loadHeirs(db, jurisdictionId, at)];
  const inBeing = new Set<string>(departments.map(({ departmentId }) => departmentId));
  const clauses = (await listKnownClauses(db, jurisdictionId, at, heirOf)).filter(({ departmentId }) => inBeing.has(departmentId));
  return { departments, matters, heirOf, clauses, inBeing, known: new Set<string>(matters.map(({ matterId }) => matterId)) };
}

type Registry = Awaited<ReturnType<typeof loadRegistry>>;

const rowsOf = (precedents: readonly Order[], { inBeing }: Registry): TrainingRow[] => precedents.filter(({ departmentId }) => inBeing.has(departmentId)).map((row) => toRow(row, row.departmentId));

const byMatter = (precedents: readonly Order[], { known }: Registry): TrainingRow[] =>
  precedents.flatMap((row) => (row.matterId != null && known.has(row.matterId) ? [toRow(row, row.matterId)] : []));

const matterRowsOf = (precedents: readonly Order[], registry: Registry): TrainingRow[] => {
  const rows = byMatter(precedents, registry);
  return isEnough(rows) ? rows : [];
};

type Live = NonNullable<Awaited<ReturnType<typeof findLiveModel>>>;

interface Dealt {
  readonly learned: readonly Order[];
  readonly heldOut: readonly Order[];
}

/** The orders that the model of departments is judged by judge that of matters too, where their matter is known of enough of them. */
function planMatters({ learned, heldOut }: Dealt, incumbent: Uint8Array | null, guard: ModelGuard, registry: Registry): Examination | undefined {
  const exam = { learned: matterRowsOf(learned, registry), heldOut: byMatter(heldOut, registry) };
  return incumbent === null || exam.learned.length === 0 || exam.heldOut.length < guard.leastHeldOut.value ? undefined : { ...exam, incumbent };
}

/** The precedents are dealt out by whether the model in use may have learned from them, and both parts are as they stand now. */
async function loadTrial({ db, jurisdictionId }: Place, live: Live, guard: ModelGuard, all: readonly Order[], upTo: number, registry: Registry): Promise<Trial | TooFew | undefined> {
  const { department, matter } = unpackModels(live.bytes);
  if (department === null) return undefined;
  const after = Math.max(Math.min(live.learnedTo, upTo), floorOf(upTo));
  const fresh = new Set((await listPrecedents(db, jurisdictionId, { after, upTo }, registry.heirOf)).map(({ precedentId }) => precedentId));
  const asked = all.filter(({ departmentId }) => registry.inBeing.has(departmentId));
  const dealt = splitByTime(asked.filter(({ precedentId }) => !fresh.has(precedentId)), asked.filter(({ precedentId }) => fresh.has(precedentId)), guard);
  const needed = guard.leastHeldOut.value;
  if (dealt.heldOut.length < needed) return { tooFew: 'HELD_OUT', found: dealt.heldOut.length, needed };
  return { learned: rowsOf(dealt.learned, registry), heldOut: rowsOf(dealt.heldOut, registry), incumbent: department, matters: planMatters(dealt, matter, guard, registry), guard };
}

/** Everything a training needs, as it is known now: the newest precedents that stood, oldest first. With a model in use, and `guard` given, a trial beside it. */
export async function loadMaterial(db: Reading, jurisdictionId: JurisdictionId, at: Instant, seed: number, guard?: ModelGuard): Promise<Material | TooFew> {
  const place = { db, jurisdictionId, at };
  const registry = await loadRegistry(place);
  const live = guard === undefined ? undefined : await findLiveModel(db, jurisdictionId);
  const learnedTo = (await readKnowledgeVersions(db, jurisdictionId)).precedents ?? 0;
  const stretch = { after: floorOf(learnedTo), upTo: learnedTo };
  const tellers = await findTellers(db, jurisdictionId, stretch);
  const all = (await listPrecedents(db, jurisdictionId, stretch, registry.heirOf)).filter(stood).map((row) => ({ ...row, teller: tellers.get(row.precedentId) }));
  const departmentRows = rowsOf(all, registry);
  if (!isEnough(departmentRows)) return { tooFew: 'ROWS', found: departmentRows.length, needed: LEAST_ROWS };
  const { departments, matters, clauses } = registry;
  const order = { departmentRows, departmentDuties: dutiesOf(departments, clauses), matterRows: matterRowsOf(all, registry), matterDuties: wordsOf(matters), words: listWords(departments, matters), seed };
  if (live === undefined || guard === undefined) return { order, learnedTo, incumbentId: null };
  const trial = await loadTrial(place, live, guard, all, learnedTo, registry);
  if (trial !== undefined && 'tooFew' in trial) return trial;
  return { order: { ...order, trial }, learnedTo, incumbentId: live.modelId };
}
