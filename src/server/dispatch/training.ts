import { Worker } from 'node:worker_threads';
import type { TrainingRow } from '../../core/dispatch/model-training.ts';
import { listUsualDuties, type Duty } from '../../core/dispatch/department-knowledge.ts';
import type { KnownClause, KnownDepartment, KnownMatter, KnownPrecedent } from '../../core/dispatch/model.ts';
import type { Id, JurisdictionId } from '../../core/kernel/ids.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/database.ts';
import { bumpKnowledge, readKnowledgeVersions } from '../platform/knowledge-version.ts';
import { loadDepartmentKnowledge } from './department-knowledge.ts';
import { listWords } from './knowledge.ts';
import { loadHeirs } from '../registry/heirs.ts';
import { listKnownClauses, listKnownDepartments, listKnownMatters } from './knowledge-queries.ts';
import { floorOf } from './precedent-memory.ts';
import { listPrecedents } from './precedent-queries.ts';
import { putModelLive } from './store.ts';
import type { TrainingOrder } from './training-worker.ts';

/** With fewer rows a model guesses; clauses and precedents alone do better. */
const LEAST_ROWS = 60;
const LEAST_LABELS = 2;

export const TRAINING_QUEUE = 'training';

export interface TrainingParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly jurisdictionId: JurisdictionId;
}

export interface TrainingResult {
  readonly modelId: Id<'model'>;
  readonly precedents: number;
  /** Size of both models, in bytes. */
  readonly size: number;
}

const isEnough = (rows: readonly TrainingRow[]): boolean => rows.length >= LEAST_ROWS && new Set(rows.map((row) => row.label)).size >= LEAST_LABELS;

const toRow = ({ title, text }: KnownPrecedent, label: string): TrainingRow => (title === '' ? { text, label } : { title, text, label });

/** What each department answers for: its clauses in force, and what departments of its name usually do. */
const dutiesOf = (departments: readonly KnownDepartment[], clauses: readonly KnownClause[]): Duty[] => [
  ...listUsualDuties(departments.map(({ departmentId, name }) => ({ label: departmentId, name })), loadDepartmentKnowledge()),
  ...clauses.map(({ departmentId, text }) => ({ label: departmentId, text })),
];

const wordsOf = (matters: readonly KnownMatter[]): Duty[] =>
  matters.map(({ matterId, name, description, keywords, includes }) => ({ label: matterId, text: [name, description ?? '', ...keywords, ...includes].join('；') }));

/** In a thread of its own: training takes the processor for minutes. */
function trainApart(order: TrainingOrder): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./training-worker.ts', import.meta.url), { workerData: order });
    worker.once('message', (bytes: Uint8Array) => resolve(bytes));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the training ended without a model (exit ${code})`)));
  });
}

/**
 * Learns from the newest precedents that stood and puts the models live for all instances. Same precedents and seed: same bytes.
 * @returns nothing when there are too few precedents to learn from; the model in use then stays
 */
export async function trainNow({ database, clock, jurisdictionId }: TrainingParts, seed = 1): Promise<TrainingResult | undefined> {
  const db = database.reading;
  const departments = await listKnownDepartments(db, jurisdictionId, clock.now());
  const matters = await listKnownMatters(db, jurisdictionId, clock.now());
  const inBeing = new Set<string>(departments.map((department) => department.departmentId));
  const known = new Set<string>(matters.map((matter) => matter.matterId));
  const heirOf = await loadHeirs(db, jurisdictionId, clock.now());
  const learnedTo = (await readKnowledgeVersions(db, jurisdictionId)).precedents ?? 0;
  const stood = (await listPrecedents(db, jurisdictionId, { after: floorOf(learnedTo), upTo: learnedTo }, heirOf)).filter(({ outcome }) => outcome === 'ACCEPTED' || outcome === 'UPHELD');
  const departmentRows = stood.filter((row) => inBeing.has(row.departmentId)).map((row) => toRow(row, row.departmentId));
  const matterRows = stood.flatMap((row) => (row.matterId != null && known.has(row.matterId) ? [toRow(row, row.matterId)] : []));
  if (!isEnough(departmentRows)) return undefined;
  const clauses = (await listKnownClauses(db, jurisdictionId, clock.now(), heirOf)).filter((clause) => inBeing.has(clause.departmentId));
  const bytes = await trainApart({
    departmentRows, departmentDuties: dutiesOf(departments, clauses),
    matterRows: isEnough(matterRows) ? matterRows : [], matterDuties: wordsOf(matters),
    words: listWords(departments, matters), seed,
  });
  const modelId = clock.newId<'model'>();
  await database.inTransaction(async (tx) => {
    await putModelLive(tx, jurisdictionId, { modelId, bytes, seed, precedents: departmentRows.length, learnedTo, trainedAt: clock.now() });
    await bumpKnowledge(tx, jurisdictionId, 'model');
  });
  return { modelId, precedents: departmentRows.length, size: bytes.length };
}
