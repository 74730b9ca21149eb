import { maskNumbers } from '../appeals/masking.ts';
import type { Reason, Source } from '../kernel/reasons.ts';
import { fill, word, type Word } from '../kernel/words.ts';
import type { CostVersion } from './costs.ts';
import type { KnownClause, KnownDepartment, KnownDispute, KnownEntry, KnownPrecedent } from './model.ts';
import type { Likeness, Match, MatterGuess } from './evidence.ts';

/** Version of the rules whose reasons stand on a card; a change of a rule's meaning raises it. */
export const RULES_VERSION = 1;

const QUOTE_LENGTH = 80;

/** Quotes come from other people's appeals too: numbers stay out of them. */
function cut(text: string): string {
  const shown = maskNumbers(text);
  return shown.length > QUOTE_LENGTH ? `${shown.slice(0, QUOTE_LENGTH)}…` : shown;
}

export const rounded = (share: number): number => Math.round(share * 10_000) / 10_000;

const percent = (share: number): string => `${Math.round(share * 100)}%`;

export function reason(rule: string, text: Word, values: Readonly<Record<string, unknown>>, sources: readonly Source[], weight?: number): Reason {
  const said = { rule: `dispatch.${rule}`, v: RULES_VERSION, text: fill(text, values), sources };
  return weight === undefined ? said : { ...said, weight: rounded(weight) };
}

export const entrySource = (entry: KnownEntry): Source => ({
  kind: 'divisionEntry', id: entry.divisionEntryId, label: `${entry.number} ${entry.title}`, ...(entry.boundary === undefined ? {} : { quote: cut(entry.boundary) }),
});

const basisSources = (entry: KnownEntry): Source[] =>
  entry.bases.map((basis) => ({ kind: 'document' as const, id: basis.documentId, label: basis.label, ...(basis.quote === undefined ? {} : { quote: cut(basis.quote) }) }));

const matterSource = (guess: MatterGuess): Source => ({ kind: 'matter', id: guess.matter.matterId, label: guess.matter.name });

const disputeSource = (dispute: KnownDispute): Source => ({ kind: 'dispute', id: dispute.disputeId, label: `${dispute.number} ${dispute.title}` });

export const explainMatter = (guess: MatterGuess): Reason =>
  guess.phrases.length > 0
    ? reason('matter-words', word('诉求提及“{words}”，归入“{name}”事项。', 'The appeal says “{words}”: matter “{name}”.'),
        { words: guess.phrases.slice(0, 4).join('”“'), name: guess.matter.name }, [matterSource(guess)], guess.probability)
    : reason('matter-precedents', word('与既往“{name}”类诉求相近，归入该事项。', 'Like earlier appeals of the matter “{name}”.'),
        { name: guess.matter.name }, [matterSource(guess)], guess.probability);

export function explainEntry(match: Match<KnownEntry>, lead: KnownDepartment): Reason {
  const entry = match.item;
  return reason('entry-in-force', word('职责任务分工表条目{number}“{title}”已明确由{lead}牵头。', 'Division entry {number} “{title}” gives the lead to {lead}.'),
    { number: entry.number, title: entry.title, lead: lead.name }, [entrySource(entry), ...basisSources(entry)], match.strength);
}

export const explainLikeEntry = (match: Match<KnownEntry>): Reason =>
  reason('entry-exemplar', word('与促成分工条目{number}的诉求相似（{share}）。', 'Like an appeal that led to entry {number} ({share}).'),
    { number: match.item.number, share: percent(match.exemplar) }, [entrySource(match.item)], match.exemplar);

export const clauseSource = (clause: KnownClause): Source => ({ kind: 'dutyClause', id: clause.dutyClauseId, label: `${clause.document} ${clause.path}`, quote: cut(clause.text) });

export function explainClause(near: Likeness<KnownClause>, department: KnownDepartment, weight: number): Reason {
  const clause = near.item;
  const verbs = clause.verbs.map((verb) => verb.verb).slice(0, 3).join('、');
  return reason('duty-clause',
    verbs === '' ? word('所引条款规定的{department}职责与诉求相符。', 'The duties of {department} in the clause cited fit the appeal.')
      : word('所引条款规定{department}“{verbs}”相关事项，与诉求相符。', 'The clause cited has {department} “{verbs}” what the appeal is about.'),
    { department: department.name, verbs },
    [clauseSource(clause)], weight);
}

export const precedentSource = ({ item }: Likeness<KnownPrecedent>, place = 0): Source => ({ kind: 'precedent', id: item.precedentId, label: maskNumbers(item.title), ...(place === 0 ? { quote: cut(item.text) } : {}) });

export const explainPrecedents = (near: readonly Likeness<KnownPrecedent>[], department: KnownDepartment): Reason =>
  reason('precedents', word('相近诉求“{title}”等 {count} 件由{department}办理。', '{count} like appeals, such as “{title}”, were handled by {department}.'),
    { title: maskNumbers(near[0]?.item.title ?? ''), count: near.length, department: department.name }, near.slice(0, 3).map(precedentSource), near[0]?.likeness ?? 0);

export function explainLaw({ item }: Likeness<KnownClause>, department: KnownDepartment, weight: number): Reason {
  const isNamed = [department.name, ...department.aliases].some((name) => item.authority?.includes(name));
  return reason('law-clause',
    isNamed ? word('所引条款指明由{department}负责的事项与诉求相符。', 'The clause cited names {department} for what the appeal is about.')
      : word('法规所称“{authority}”在本区为{department}，所引条款与诉求相符。', 'What the law calls “{authority}” is {department} here, and the clause cited fits the appeal.'),
    { authority: item.authority ?? '', department: department.name }, [clauseSource(item)], weight);
}

export const explainJointOrders = (joint: readonly Likeness<KnownPrecedent>[], lead: KnownDepartment, partner: KnownDepartment, share: number): Reason =>
  reason('joint-orders', word('相近诉求“{title}”等 {count} 件由{lead}会同{partner}办理。', '{count} like appeals, such as “{title}”, were handled by {lead} together with {partner}.'),
    { title: joint[0]?.item.title ?? '', count: joint.length, lead: lead.name, partner: partner.name }, joint.slice(0, 2).map(precedentSource), share);

export const explainOverturned = (near: Likeness<KnownPrecedent>, department: KnownDepartment): Reason =>
  reason('precedent-against', word('注意：相近诉求“{title}”曾派或拟派{department}，后被退回、改派或认定不属其职责。', 'Mind: the like appeal “{title}” once went or was to go to {department} and was returned, sent elsewhere or found not to be its duty.'),
    { title: maskNumbers(near.item.title), department: department.name }, [precedentSource(near)], near.likeness);

export const explainModel = (share: number, rows: number, department: KnownDepartment): Reason =>
  reason('learned', word('从 {rows} 件既往诉求学得的派单模型认为由{department}办理的可能为 {share}。', 'A model learned from {rows} past appeals gives {department} {share}.'),
    { rows, department: department.name, share: percent(share) }, [], share);

export function explainInterim(match: Match<KnownDispute>, department: KnownDepartment | undefined): Reason {
  const dispute = match.item;
  const text = {
    ACT_FIRST: word('该事项的职责争议（{number}）正在协调，按“先办后议”由{name}临时牵头办理。', 'The dispute {number} on this matter is pending; under “act first” {name} leads for the time being.'),
    KEEP_CURRENT: word('该事项的职责争议（{number}）正在协调，待决期间维持现状，由{name}继续办理。', 'The dispute {number} on this matter is pending; the present order of things holds and {name} goes on.'),
    FREEZE: word('该事项的职责争议（{number}）正在协调，待决期间暂不派单，请报请指定承办单位。', 'The dispute {number} on this matter is pending and dispatch is frozen; ask for a designation.'),
  }[dispute.interimRule];
  return reason('interim-rule', text, { number: dispute.number, name: department?.name ?? '现承办单位' }, [disputeSource(dispute)], match.strength);
}

/** The rule that names one department alone. */
export const SURE_ENOUGH = 'dispatch.sure-enough';
const SURE = word(
  '最可能的部门把握 {share}，达到可直接派单的界限 {cutOff}（派错一单 {wrong} 分钟，会商 {consultation} 分钟），可直接派单。',
  'The likeliest department has {share} and reaches the cut-off of {cutOff} (a wrong dispatch costs {wrong} minutes, a consultation {consultation}): it can be dispatched at once.',
);
const SEVERAL = word(
  '最可能的部门把握 {share}，未达到可直接派单的界限 {cutOff}（派错一单 {wrong} 分钟，会商 {consultation} 分钟）；有 {count} 个部门均可能承办，宜先会商或提请专题协调。',
  'The likeliest department has {share}, below the cut-off of {cutOff} (a wrong dispatch costs {wrong} minutes, a consultation {consultation}); {count} departments may be the right one: consult first or convene a special coordination.',
);

/** Cut-offs lie between whole hundredths. */
const perMille = (share: number): string => `${Math.round(share * 1000) / 10}%`;

/** Why one department alone is named, or several, by what errors and consultations cost. */
export function explainSet({ wrongDispatchMinutes, consultationMinutes, v, source }: CostVersion, cutOff: number, probability: number, count: number): Reason {
  const values = { share: perMille(probability), cutOff: perMille(cutOff), wrong: wrongDispatchMinutes, consultation: consultationMinutes, count };
  const sources = [{ kind: 'parameter' as const, id: `dispatch-costs/${v}`, label: source }];
  return count === 1 ? reason('sure-enough', SURE, values, sources) : reason('several-possible', SEVERAL, values, sources);
}
