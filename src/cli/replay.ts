import { dispatchOperations } from '../core/dispatch/operations.ts';
import type { Replay } from '../core/dispatch/replay.ts';
import { Refused } from '../core/kernel/refusal.ts';
import { describeFailure } from './failure.ts';
import type { Instance } from './instance.ts';

interface RefusedReplay {
  readonly dispatchCardId: string;
  readonly code: string;
  readonly text: string;
}

/** What came of each card asked for, in the order asked. */
export interface Replays {
  readonly same: number;
  readonly different: number;
  readonly refused: number;
  readonly cards: readonly (Replay | RefusedReplay)[];
}

async function replayOne(instance: Instance, dispatchCardId: string): Promise<Replay | RefusedReplay> {
  try {
    return await instance.call(dispatchOperations.replayCard, { dispatchCardId });
  } catch (fault) {
    if (fault instanceof Refused) return { dispatchCardId, code: fault.code, text: describeFailure(fault) };
    throw fault;
  }
}

/** Recomputes the cards one after the other; one that is refused holds up no other. */
export async function replayCards(instance: Instance, ids: readonly string[]): Promise<Replays> {
  const cards: (Replay | RefusedReplay)[] = [];
  for (const id of ids) cards.push(await replayOne(instance, id));
  const count = (holds: (card: Replay | RefusedReplay) => boolean) => cards.filter(holds).length;
  return { same: count((card) => 'same' in card && card.same), different: count((card) => 'same' in card && !card.same), refused: count((card) => 'code' in card), cards };
}

function describeCard(card: Replay | RefusedReplay): string {
  if ('code' in card) return `${card.dispatchCardId}：${card.text}`;
  if (card.same) return `${card.dispatchCardId}：一致`;
  const engine = card.engine.then === card.engine.now ? '' : `（由旧版引擎 ${card.engine.then} 研判，现为 ${card.engine.now}）`;
  return [`${card.dispatchCardId}：不一致${engine}`, ...card.differences.map(({ path, then, now }) => `  ${path}\n    当时 ${then ?? '（无）'}\n    现在 ${now ?? '（无）'}`)].join('\n');
}

export const describeReplays = ({ cards, same, different, refused }: Replays): string => [...cards.map(describeCard), `一致 ${same}，不一致 ${different}，无法重算 ${refused}`].join('\n');
