import type { Reason } from '../kernel/reasons.ts';
import { word } from '../kernel/words.ts';
import { explainEntries } from './counterfactual.ts';
import type { Candidate } from './ranking.ts';
import { findTellingWords } from './telling-words.ts';
import type { Case, Verdict } from './verdict.ts';
import { clauseSource, reason } from './wording.ts';

const OTHER_CLAUSE = word('若诉求实际属于所引条款的情形，则应由{name}承办。', 'If the appeal really falls under the clause quoted, {name} handles it.');
const OTHER_STAGE = word('若处于“{stage}”阶段，则按所引条款由{name}承办。', 'If the stage is “{stage}”, {name} handles it by the clause quoted.');
const TURNING = word('结论主要依据“{words}”等用语：没有这些用语，{other}会排在{lead}之前。', 'The answer rests on “{words}”: without them {other} would come before {lead}.');
const STEADY = word('结论由全文支持：即使没有最有分量的“{words}”等用语，{lead}仍排在{other}之前。', 'The whole text carries the answer: even without its weightiest words, such as “{words}”, {lead} comes before {other}.');
const IF_SETTLED = word('争议（{number}）办结并形成分工条目后，按条目派单。', 'Once the dispute {number} is settled and its entry published, the entry decides.');

/** A department that is as likely as this hangs on no few words: of 364 such answers in the sample 14 did. */
const SURE = 0.9;

const findOther = ({ ranking }: Case, { lead }: Verdict): Candidate | undefined => ranking.find(({ department }) => department.departmentId !== lead?.departmentId);

/** The best clause of the next department, and the stage for which it is written. */
function explainOtherClause({ clause, department }: Candidate): Reason[] {
  if (clause === null) return [];
  const stage = clause.item.stages?.join('、');
  const sources = [clauseSource(clause.item), { kind: 'department' as const, id: department.departmentId, label: department.name }];
  return [reason('other-clause', stage === undefined ? OTHER_CLAUSE : OTHER_STAGE, { name: department.name, stage: stage ?? '' }, sources)];
}

/** Which words carry the answer of the model over the next department. */
function explainWords({ prepared, evidence, ranking }: Case, other: Candidate): Reason[] {
  const [first] = ranking;
  const ranker = prepared.departmentRanker;
  if (ranker === null || first === undefined || first === other || first.probability >= SURE) return [];
  const telling = findTellingWords(ranker, evidence.text, evidence.title, first.department.departmentId, other.department.departmentId);
  if (telling === null || telling.words.length === 0) return [];
  return [reason(telling.turns ? 'telling-words' : 'steady-words', telling.turns ? TURNING : STEADY, { words: telling.words.join('”“'), lead: first.department.name, other: other.department.name }, [])];
}

/** What would lead elsewhere: entries that apply to other facts; where sources were weighed, the words that carry the answer and the clause of the next department. */
export function explainChange(situation: Case, verdict: Verdict): Reason[] {
  if (verdict.dispute !== null) return [reason('dispute-settled', IF_SETTLED, { number: verdict.dispute.item.number }, [{ kind: 'dispute', id: verdict.dispute.id, label: `${verdict.dispute.item.number} ${verdict.dispute.item.title}` }])];
  const entries = explainEntries(situation, verdict);
  const other = findOther(situation, verdict);
  if (verdict.outcome === 'OWNERLESS' || verdict.entry !== null || other === undefined) return entries;
  return [...entries, ...explainWords(situation, other), ...explainOtherClause(other)];
}
