import type { ModelGuard } from '../../core/dispatch/model-guard.ts';
import type { Id, JurisdictionId } from '../../core/kernel/ids.ts';
import { fill, word, type Word } from '../../core/kernel/words.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Tx } from '../platform/database.ts';
import { alone } from '../platform/instance-lock.ts';
import { bumpKnowledge } from '../platform/knowledge-version.ts';
import { dropUnusedModels, putModelLive } from './store.ts';
import { loadMaterial, type Material, type TooFew } from './training-material.ts';
import { beginTraining, endTraining, touchTraining, type TrainingEnd } from './training-store.ts';
import { findTraining } from './training-queries.ts';
import { trainApart } from './training-thread.ts';

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

/** The model takes over for all instances, in the transaction that says so. */
async function putLive(tx: Tx, { clock, jurisdictionId }: TrainingParts, modelId: Id<'model'>, bytes: Uint8Array, { order, learnedTo }: Material): Promise<void> {
  await putModelLive(tx, jurisdictionId, { modelId, bytes, seed: order.seed, precedents: order.departmentRows.length, learnedTo, trainedAt: clock.now() });
  await bumpKnowledge(tx, jurisdictionId, 'model');
  await dropUnusedModels(tx, jurisdictionId, clock.now());
}

/**
 * Learns from the newest precedents that stood and puts the models live for all instances, whatever is in use: for a district that has none yet. Same precedents
 * and seed: same bytes.
 * @returns nothing when there are too few precedents to learn from; the model in use then stays
 */
export async function trainNow(parts: TrainingParts, seed = 1): Promise<TrainingResult | undefined> {
  const { database, clock, jurisdictionId } = parts;
  const material = await loadMaterial(database.reading, jurisdictionId, clock.now(), seed);
  if ('tooFew' in material) return undefined;
  // without a trial nothing is refused
  const bytes = (await trainApart(material.order)).bytes as Uint8Array;
  const modelId = clock.newId<'model'>();
  await database.inTransaction((tx) => putLive(tx, parts, modelId, bytes, material));
  return { modelId, precedents: material.order.departmentRows.length, size: bytes.length };
}

const TOO_FEW: Readonly<Record<TooFew['tooFew'], Word>> = {
  ROWS: word('可学的办结工单只有 {found} 件，至少需要 {needed} 件。', 'There are only {found} finished orders to learn from; {needed} are needed.'),
  HELD_OUT: word('现用模型没学过、可作考题的最近工单只有 {found} 件，至少需要 {needed} 件，待工单积累后再训练。', 'Only {found} recent orders are left to judge by that the model in use has not seen; {needed} are needed.'),
};
const NOTHING_IN_USE = word('此前没有模型在用，直接上线。', 'No model was in use; it went live without a comparison.');
const BROKE = word('训练中断：{fault}', 'The training broke off: {fault}');

/** Told to the database this often, so that who looks sees it move and nobody takes it for dead. */
const TOUCH_MS = 5_000;

async function train(parts: TrainingParts, trainingId: string, material: Material): Promise<void> {
  const { database, clock, jurisdictionId } = parts;
  let progress = 0;
  // one that comes too late or fails is made good by the next
  const touching = setInterval(() => void database.inTransaction((tx) => touchTraining(tx, jurisdictionId, trainingId, progress, clock.now())).catch(() => undefined), TOUCH_MS);
  try {
    const { trial, bytes } = await trainApart(material.order, (share) => {
      progress = Math.min(share, 1);
    });
    const { trial: plan, departmentRows } = material.order;
    const told = { at: clock.now(), trial, incumbentId: material.incumbentId, reasons: trial?.reasons ?? [NOTHING_IN_USE], learned: plan?.learned.length ?? departmentRows.length, heldOut: plan?.heldOut.length ?? 0 };
    await database.inTransaction(async (tx) => {
      const modelId = clock.newId<'model'>();
      const end: TrainingEnd = bytes === null ? { ...told, state: 'REFUSED' } : { ...told, state: 'LIVE', modelId };
      // the row is locked first: of two instances that believe the training theirs, one puts a model live
      if ((await endTraining(tx, jurisdictionId, trainingId, end)) && bytes !== null) await putLive(tx, parts, modelId, bytes, material);
    });
  } finally {
    clearInterval(touching);
  }
}

/**
 * Runs a training that was asked for, one at a time over all instances. Called again after the instance died it begins anew. A candidate goes live only when it is not
 * worse than the model in use on the newest orders that neither has seen.
 */
export async function runTraining(parts: TrainingParts, guard: ModelGuard, { trainingId, isLastTry }: { readonly trainingId: string; readonly isLastTry: boolean }): Promise<void> {
  const { database, clock, jurisdictionId } = parts;
  const end = (how: Omit<TrainingEnd, 'at'>) => database.inTransaction((tx) => endTraining(tx, jurisdictionId, trainingId, { ...how, at: clock.now() }));
  await alone(database.pool, 'training', async () => {
    if (!(await database.inTransaction((tx) => beginTraining(tx, jurisdictionId, trainingId, clock.now())))) return;
    try {
      const { seed } = await findTraining(database.reading, jurisdictionId, trainingId);
      const material = await loadMaterial(database.reading, jurisdictionId, clock.now(), seed, guard);
      if ('tooFew' in material) await end({ state: 'SKIPPED', reasons: [fill(TOO_FEW[material.tooFew], { found: material.found, needed: material.needed })] });
      else await train(parts, trainingId, material);
    } catch (fault) {
      if (isLastTry) await end({ state: 'FAILED', reasons: [fill(BROKE, { fault: fault instanceof Error ? fault.message : String(fault) })] });
      throw fault;
    }
  });
}
