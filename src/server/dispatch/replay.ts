import { computeCard } from '../../core/dispatch/card.ts';
import { ENGINE_VERSION } from '../../core/dispatch/engine.ts';
import type { DispatchCard } from '../../core/dispatch/model.ts';
import { prepareKnowledge, withModels, type PreparedKnowledge } from '../../core/dispatch/prepared.ts';
import { refuseDispatch } from '../../core/dispatch/refusals.ts';
import { listDifferences, readPrecedentVersion, type Replay } from '../../core/dispatch/replay.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import { word } from '../../core/kernel/words.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reading } from '../platform/database.ts';
import { findHeirIn } from '../registry/heirs.ts';
import { listWords, readModels } from './knowledge.ts';
import { recallState } from './knowledge-parts.ts';
import { toText } from './made-card.ts';
import type { TrainedModels } from './model-pack.ts';
import { recallPrecedents, type PrecedentMemory, type PrecedentReader } from './precedent-memory.ts';
import { findCardToReplay, findKeptModel, partFinder } from './replay-queries.ts';
import { makeSegmenter } from './segmenter.ts';

const NO_MODEL = 'none';

interface Recalled {
  readonly state: string;
  readonly model: string;
  /** Without precedents. */
  readonly prepared: PreparedKnowledge;
  readonly reader: PrecedentReader;
}

/** Computes past cards again. What it has recalled for one card it keeps for the next, which is mostly computed from nearly the same. */
export interface Replayer {
  /** Refuses `common.not-found`, `dispatch.not-replayable`, `dispatch.model-not-kept`. */
  replay(dispatchCardId: string): Promise<Replay>;
}

export function makeReplayer(db: Reading, jurisdictionId: JurisdictionId): Replayer {
  let recalled: Recalled | undefined;
  let memory: PrecedentMemory | undefined;

  async function findModels(model: string): Promise<TrainedModels & { learnedTo: number }> {
    if (model === NO_MODEL) return { department: null, matter: null, learnedTo: 0 };
    const kept = await findKeptModel(db, jurisdictionId, model);
    if (kept === undefined) throw refuseDispatch('dispatch.model-not-kept', { modelId: model });
    return { ...readModels(kept.bytes), learnedTo: kept.learnedTo };
  }

  async function recall(state: string, versions: DispatchCard['knowledge']): Promise<Recalled> {
    const models = await findModels(versions.model);
    const { heirs, heirsHash, ...content } = await recallState(state, partFinder(db, jurisdictionId));
    const words = listWords(content.departments, content.matters);
    const [before, text] = [recalled?.reader, words.join('\n')];
    const segment = before?.words === text ? before.segment : makeSegmenter(words);
    const prepared = prepareKnowledge({ knowledge: { ...content, versions, precedents: [] }, departmentModel: models.department, matterModel: models.matter, learnedTo: models.learnedTo, segment });
    return { state, model: versions.model, prepared, reader: { heirOf: findHeirIn(heirs), heirs: heirsHash, words: text, segment } };
  }

  async function ready(state: string, versions: DispatchCard['knowledge']): Promise<Recalled> {
    if (recalled?.state !== state) return recall(state, versions);
    if (recalled.model === versions.model) return recalled;
    const { department, matter, learnedTo } = await findModels(versions.model);
    return { ...recalled, model: versions.model, prepared: withModels(recalled.prepared, department, matter, versions.model, learnedTo) };
  }

  return {
    async replay(dispatchCardId) {
      const found = await findCardToReplay(db, jurisdictionId, dispatchCardId);
      if (found === undefined) throw refuseCommon('common.not-found', { what: word('派单卡', 'The dispatch card') });
      const { card: then, ...ranked } = found;
      const { knowledge: versions, at } = JSON.parse(then) as DispatchCard;
      if (versions.state === undefined || versions.engine === undefined) throw refuseDispatch('dispatch.not-replayable');
      recalled = await ready(versions.state, versions);
      memory = await recallPrecedents({ db, jurisdictionId }, recalled.reader, readPrecedentVersion(versions.entries), memory);
      const known: PreparedKnowledge = { ...recalled.prepared, precedents: memory.index, versions };
      const now = JSON.stringify(computeCard(known, toText(known, ranked), at));
      return { dispatchCardId, same: now === then, engine: { then: versions.engine, now: ENGINE_VERSION }, differences: listDifferences(then, now) };
    },
  };
}
