import type { Reason, Source } from '../kernel/reasons.ts';
import { word } from '../kernel/words.ts';
import { UNFIT, type Evidence, type Likeness, type Match } from './evidence.ts';
import type { ConditionFit } from './conditions.ts';
import type { KnownClause, KnownEntry } from './model.ts';
import { clauseSource, entrySource, reason } from './wording.ts';

const FITS = word('诉求提到“{words}”，与“{limit}”相符。', 'The appeal says “{words}”, which fits “{limit}”.');
const OTHER_SIDE = word('诉求提到“{words}”，与“{limit}”不符，分量减轻。', 'The appeal says “{words}”, which does not fit “{limit}”: it counts less.');
const ENTRY_UNFIT = word('分工条目{number}限于“{limit}”，诉求提到“{words}”，未按该条目派单。', 'Entry {number} is limited to “{limit}” and the appeal says “{words}”: it was not followed.');

const axisSource = ({ axis }: ConditionFit['condition'], words: string): Source => ({ kind: 'parameter', id: `dispatch-conditions/${axis.code}`, label: axis.zh, quote: words });

/** How what an entry or a clause is limited to goes with the appeal. `of` is where the limit stands. */
export const explainFit = ({ condition, fits, words }: ConditionFit, of: Source): Reason =>
  reason(fits ? 'condition-fits' : 'condition-unfit', fits ? FITS : OTHER_SIDE, { words, limit: condition.text }, [of, axisSource(condition, words)]);

/** The same for the stage of a clause. */
export const explainClauseStage = ({ item, conditions = [] }: Likeness<KnownClause>): Reason[] => conditions.map((fit) => explainFit(fit, clauseSource(item)));

const explainUnfitEntry = ({ item }: Match<KnownEntry>, { condition, words }: ConditionFit): Reason =>
  reason('entry-unfit', ENTRY_UNFIT, { number: item.number, limit: condition.text, words }, [entrySource(item), axisSource(condition, words)]);

/** The entries that would have spoken, had the appeal not told of another place or stage. `from` is the strength at which an entry speaks. */
export const explainUnfitEntries = ({ entries }: Evidence, from: number): Reason[] =>
  entries.flatMap((entry) => {
    const unfit = entry.conditions.find(({ fits }) => !fits);
    return unfit === undefined || entry.strength / UNFIT < from ? [] : [explainUnfitEntry(entry, unfit)];
  });
