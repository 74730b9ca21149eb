import type { KnownPrecedent, Segment } from '../../core/dispatch/model.ts';
import { addPrecedent, indexPrecedents } from '../../core/dispatch/prepared.ts';
import { removeFromIndex, type TextIndex } from '../../core/dispatch/text-index.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Reading } from '../platform/database.ts';
import type { FindHeir } from '../registry/heirs.ts';
import { listPrecedents, listPrecedentsMoved } from './precedent-queries.ts';

/** Precedents that are kept in memory: the newest, and so many more before all are read again. */
const PRECEDENTS = 20_000;
const SURPLUS = 5_000;

/** The number after which precedents are kept at a version of them: it depends on the version alone, so that every instance and every replay keeps the same ones. */
export const floorOf = (version: number): number => Math.max(0, Math.floor((version - PRECEDENTS) / SURPLUS) * SURPLUS);

/** What precedents are read with. Where the words or the heirs differ, all are read again. */
export interface PrecedentReader {
  readonly heirOf: FindHeir;
  /** Names the table of heirs, and the words that are not cut in two. */
  readonly heirs: string;
  readonly words: string;
  readonly segment: Segment;
}

/** The precedents as they stood at a version. */
export interface PrecedentMemory {
  readonly index: TextIndex<KnownPrecedent>;
  readonly upTo: number;
  readonly heirs: string;
  readonly words: string;
}

interface Place {
  readonly db: Reading;
  readonly jurisdictionId: JurisdictionId;
}

async function advance({ db, jurisdictionId }: Place, { heirOf, segment }: PrecedentReader, before: PrecedentMemory, upTo: number): Promise<TextIndex<KnownPrecedent>> {
  const moved = await listPrecedentsMoved(db, jurisdictionId, { after: before.upTo, upTo }, floorOf(upTo), heirOf);
  const ids = new Set(moved.map(({ precedentId }) => precedentId));
  const isKept = before.index.parts.some(({ refs }) => refs.some(({ precedentId }) => ids.has(precedentId)));
  const kept = isKept ? removeFromIndex(before.index, ({ precedentId }) => ids.has(precedentId)) : before.index;
  return moved.filter(({ outcome }) => outcome !== 'WITHDRAWN').reduce((index, precedent) => addPrecedent(index, precedent, segment), kept);
}

/** The precedents as they stood at `upTo`; what is remembered from before is only brought forward where that comes to the same. */
export async function recallPrecedents(place: Place, reader: PrecedentReader, upTo: number, before: PrecedentMemory | undefined): Promise<PrecedentMemory> {
  const { heirs, words, heirOf, segment } = reader;
  const isAlike = before !== undefined && before.heirs === heirs && before.words === words && before.upTo <= upTo && floorOf(before.upTo) === floorOf(upTo);
  if (isAlike && before.upTo === upTo) return before;
  const index = isAlike ? await advance(place, reader, before, upTo) : indexPrecedents(await listPrecedents(place.db, place.jurisdictionId, { after: floorOf(upTo), upTo }, heirOf), segment);
  return { index, upTo, heirs, words };
}
