import { computeAdvice } from '../../core/dispatch/costs.ts';
import { handlingAdviceWords, type DispatchCard, type HandlingAdvice } from '../../core/dispatch/model.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { WordTag, type Tone } from '../parts/tag.tsx';
import { percent } from './health-words.ts';

const tones: Record<HandlingAdvice, Tone> = { DISPATCH: 'green', CONSULT: 'orange' };

/** What a ranked lead is worth by the costs in force: dispatched at once, or consulted on first. An entry or an interim rule needs no such advice. */
export function HandlingAdviceNote({ card }: { card: DispatchCard }) {
  const t = useT();
  const { outcome, interim, leadDepartment } = card;
  const isRanked = outcome !== 'SETTLED' && interim === null && leadDepartment !== null;
  const costs = useRead(dispatchOperations.viewCosts, {}, { enabled: isRanked });
  if (!isRanked || costs.data === undefined) return null;
  const { cutOffs } = costs.data;
  return (
    <div className="muted">
      <WordTag words={handlingAdviceWords} value={computeAdvice(leadDepartment.probability, cutOffs)} color={tones} />
      {t({ zh: `按派错代价与会商用时，把握不低于 ${percent(cutOffs.dispatch)} 的可直接派单。`, en: `By what errors and consultations cost, from ${percent(cutOffs.dispatch)} on it can be dispatched at once.` })}
    </div>
  );
}
