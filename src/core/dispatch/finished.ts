import type { Reason } from '../kernel/reasons.ts';
import { word } from '../kernel/words.ts';
import { isModel, type Likeness } from './evidence.ts';
import type { KnownPrecedent } from './model.ts';
import { precedentSource, reason } from './wording.ts';

/** From this likeness on an appeal says what another has said: all its telling words. */
const SAME = 0.95;
const FINISHED = word(
  '与已办结的诉求“{title}”几乎相同：如属同一事项且没有新的事实和理由，应告知办理结果，不再派单。',
  'It says what the finished appeal “{title}” said: if it is the same matter without new facts or reasons, tell the result instead of dispatching again.',
);

/** Done before without anything new (procedures.md 7.1, 北京市接诉即办工作条例第十一条); whether it is the same matter a person must see. */
export function explainFinished(precedents: readonly Likeness<KnownPrecedent>[]): Reason[] {
  const [nearest] = precedents;
  if (nearest === undefined || nearest.likeness < SAME || !isModel(nearest)) return [];
  return [reason('finished-before', FINISHED, { title: nearest.item.title }, [precedentSource(nearest)], nearest.likeness)];
}
