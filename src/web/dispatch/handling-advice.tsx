import { handlingAdviceWords, type DispatchCard, type HandlingAdvice } from '../../core/dispatch/model.ts';
import { useT } from '../app/language.tsx';
import { WordTag, type Tone } from '../parts/tag.tsx';
import { percent } from './health-words.ts';

const tones: Record<HandlingAdvice, Tone> = { DISPATCH: 'green', CONSULT: 'orange' };

/** What a ranked lead is worth by the costs in force when the card was computed: the outcome says the same. An entry or an interim rule needs no such advice. */
export function HandlingAdviceNote({ card }: { card: DispatchCard }) {
  const t = useT();
  const { outcome, cutOff } = card;
  if (cutOff === undefined) return null;
  return (
    <div className="muted">
      <WordTag words={handlingAdviceWords} value={outcome === 'CLEAR' ? 'DISPATCH' : 'CONSULT'} color={tones} />
      {t({ zh: `按派错代价与会商用时，把握不低于 ${percent(cutOff.probability)} 的可直接派单。`, en: `By what errors and consultations cost, from ${percent(cutOff.probability)} on it can be dispatched at once.` })}
      {cutOff.promised !== null && t({ zh: `按此界限，“可能范围”承诺 ${percent(cutOff.promised)} 包含正确部门。`, en: ` At this cut-off the set promises to hold the right department ${percent(cutOff.promised)} of the time.` })}
    </div>
  );
}
