import { isEmpty, overlaps, type Period } from '../kernel/periods.ts';
import { dayOf, type Instant } from '../kernel/time.ts';
import { fill, word, type Word } from '../kernel/words.ts';
import { documentKindWords, type DepartmentId } from '../registry/model.ts';
import { mayStandAlone } from '../registry/basis-ranks.ts';
import type { CompileRules } from './basis-ranks.ts';
import type { CompileFinding, DivisionEntryId, EntryContent } from './model.ts';
import { scopesOverlap } from './scope.ts';

/** A department as the compile needs it: from when to when it is in being and who carries on after it. */
export interface KnownOrgan {
  readonly name: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
  readonly successorNames: readonly string[];
}

/** An entry of the same matter, as it is known now. */
export interface KnownLead {
  readonly divisionEntryId: DivisionEntryId;
  readonly number: string;
  readonly scope: string;
  readonly leadDepartmentName: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
}

export interface CompileFacts {
  /** The moment of publication: where the content names no beginning, the entry begins now. */
  readonly now: Instant;
  readonly rules: CompileRules;
  /** Every department the content names, by id. */
  readonly organs: ReadonlyMap<string, KnownOrgan>;
  readonly leads: readonly KnownLead[];
  readonly replacesEntryId: DivisionEntryId | null;
}

type Code = CompileFinding['code'];

const find = (severity: CompileFinding['severity'], code: Code, place: string, text: Word, values: Readonly<Record<string, unknown>> = {}, conflictsWith: DivisionEntryId | null = null): CompileFinding =>
  ({ severity, code, place, text: fill(text, values), conflictsWith });

/** When the entry would hold. */
export const periodOf = (content: EntryContent, now: Instant): Period => ({ from: content.validFrom ?? now, to: content.validTo });

/**
 * Publishing is a compile (product.md 2.5): what keeps this content from being published (ERROR) and what its publisher should know (WARNING).
 * `place` is the path of the field in the draft: `leadDepartmentId`, `responsible.0.task`, `bases.0.rank`.
 */
export function compileDraft(content: EntryContent, facts: CompileFacts): CompileFinding[] {
  return [
    ...checkLead(content),
    ...checkBases(content, facts),
    ...checkPeriod(content, facts),
    ...checkReplaced(content, facts),
    ...checkOtherLeads(content, facts),
    ...checkOrgans(content, facts),
    ...checkTasks(content, facts.rules),
  ];
}

export const errorsOf = (findings: readonly CompileFinding[]): CompileFinding[] => findings.filter(({ severity }) => severity === 'ERROR');

const NO_LEAD = word('没有确定牵头部门。', 'There is no lead department.');
const LEAD_TWICE = word('牵头部门不得同时列为责任部门。', 'The lead cannot be a responsible department as well.');

function checkLead({ leadDepartmentId, responsible }: EntryContent): CompileFinding[] {
  if (leadDepartmentId === null) return [find('ERROR', 'division.no-lead', 'leadDepartmentId', NO_LEAD)];
  return responsible.flatMap(({ departmentId }, index) =>
    departmentId === leadDepartmentId ? [find('ERROR', 'division.lead-among-responsible', `responsible.${index}.departmentId`, LEAD_TWICE)] : [],
  );
}

const NO_BASIS = word('没有依据。每项分工至少要有一条依据。', 'There is no basis. A division needs at least one.');
const REFUSED_RANK = word('“{rank}”不得单独作为职责分工的依据，须另有法律法规、“三定”规定、党委政府文件等依据。', '“{rank}” cannot by itself be the basis of a division; a law, a three-fix document, a party and government paper or the like is needed.');
const REFERENCE_ONLY = word('“{rank}”只作参考，不单独作为依据。', '“{rank}” counts as a reference only.');

function checkBases(content: EntryContent, { rules, now }: CompileFacts): CompileFinding[] {
  const { bases } = content;
  const on = dayOf(periodOf(content, now).from);
  if (bases.length === 0) return [find('ERROR', 'division.no-basis', 'bases', NO_BASIS)];
  const carried = bases.some(({ rank }) => mayStandAlone(rules, rank, on));
  return bases.flatMap(({ rank }, index) => {
    if (mayStandAlone(rules, rank, on)) return [];
    const names = documentKindWords[rank];
    const text = carried ? REFERENCE_ONLY : REFUSED_RANK;
    return [find(carried ? 'WARNING' : 'ERROR', 'division.refused-rank', `bases.${index}.rank`, { zh: fill(text, { rank: names.zh }).zh, en: fill(text, { rank: names.en }).en })];
  });
}

const EMPTY_PERIOD = word('失效时间不晚于生效时间，条目没有一刻有效。', 'It ends no later than it begins, so it would never hold.');

function checkPeriod(content: EntryContent, { now }: CompileFacts): CompileFinding[] {
  if (!isEmpty(periodOf(content, now))) return [];
  return [find('ERROR', 'division.empty-period', content.validFrom === null ? 'validTo' : 'validFrom', EMPTY_PERIOD)];
}

const NOT_IN_FORCE = word('拟替代的条目在新条目生效时已不再有效，或不属于本事项。', 'The entry to be replaced no longer holds when this one begins, or belongs to another matter.');

function checkReplaced(content: EntryContent, { now, leads, replacesEntryId }: CompileFacts): CompileFinding[] {
  if (replacesEntryId === null) return [];
  const { from } = periodOf(content, now);
  const replaced = leads.find(({ divisionEntryId }) => divisionEntryId === replacesEntryId);
  if (replaced !== undefined && (replaced.validTo === null || replaced.validTo > from)) return [];
  return [find('ERROR', 'division.replaced-not-in-force', 'replacesEntryId', NOT_IN_FORCE, {}, replacesEntryId)];
}

const TWO_LEADS = word('{part}在该时段已由{lead}牵头（{number}）。', '{part} is led by {lead} in that period already ({number}).');
const WHOLE_ZH = '本事项';
const WHOLE_EN = 'This matter';

function checkOtherLeads(content: EntryContent, { now, leads, replacesEntryId }: CompileFacts): CompileFinding[] {
  const period = periodOf(content, now);
  if (isEmpty(period)) return [];
  return leads
    .filter(({ divisionEntryId }) => divisionEntryId !== replacesEntryId)
    .filter(({ scope, validFrom, validTo }) => scopesOverlap(scope, content.boundary.scope) && !isEmpty({ from: validFrom, to: validTo }) && overlaps({ from: validFrom, to: validTo }, period))
    .map(({ divisionEntryId, number, leadDepartmentName, scope }) => {
      const values = { lead: leadDepartmentName, number };
      const text = { zh: fill(TWO_LEADS, { ...values, part: scope === '' ? WHOLE_ZH : `“${scope}”` }).zh, en: fill(TWO_LEADS, { ...values, part: scope === '' ? WHOLE_EN : `“${scope}”` }).en };
      return find('ERROR', 'division.two-leads', 'boundary.scope', text, {}, divisionEntryId);
    });
}

const NOT_YET = word('{name}在条目生效时尚未设立（{since}设立）。', '{name} does not exist yet when the entry begins (it is established on {since}).');
const ABOLISHED = word('{name}在条目生效时已撤销{carriedOn}。', '{name} no longer exists when the entry begins{carriedOnEn}.');
const ABOLISHED_WITHIN = word(
  '{name}于{until}撤销{carriedOn}，条目有效期不得越过该日；其后的分工请另行起草。',
  '{name} is abolished on {until}{carriedOnEn}: the entry cannot hold beyond that day. Draft another one for the time after.',
);
const UNKNOWN_ORGAN = word('部门名录中没有这个部门。', 'This department is not in the directory.');

const placesOf = ({ leadDepartmentId, responsible, fallbackDepartmentId }: EntryContent): { place: string; departmentId: DepartmentId | null }[] => [
  { place: 'leadDepartmentId', departmentId: leadDepartmentId },
  ...responsible.map(({ departmentId }, index) => ({ place: `responsible.${index}.departmentId`, departmentId })),
  { place: 'fallbackDepartmentId', departmentId: fallbackDepartmentId },
];

/** Every department the content names. */
export const departmentsOf = (content: EntryContent): DepartmentId[] => [...new Set(placesOf(content).flatMap(({ departmentId }) => (departmentId === null ? [] : [departmentId])))];

function checkOrgans(content: EntryContent, { now, organs }: CompileFacts): CompileFinding[] {
  const period = periodOf(content, now);
  return placesOf(content).flatMap(({ place, departmentId }) => {
    if (departmentId === null) return [];
    const organ = organs.get(departmentId);
    if (organ === undefined) return [find('ERROR', 'division.abolished-organ', place, UNKNOWN_ORGAN)];
    return explainAbsence(organ, period).map((text) => find('ERROR', 'division.abolished-organ', place, text));
  });
}

/** Why a department is not in being at every moment of the period; nothing when it is. */
function explainAbsence({ name, validFrom, validTo, successorNames }: KnownOrgan, { from, to }: Period): Word[] {
  const successors = successorNames.join('、');
  const carriedOn = successors === '' ? { carriedOn: '', carriedOnEn: '' } : { carriedOn: `，其职责由${successors}承接`, carriedOnEn: `; ${successors} carries on` };
  const notYet = validFrom > from ? [fill(NOT_YET, { name, since: dayOf(validFrom) })] : [];
  if (validTo === null || (to !== null && to <= validTo)) return notYet;
  return [...notYet, fill(validTo <= from ? ABOLISHED : ABOLISHED_WITHIN, { name, until: dayOf(validTo), ...carriedOn })];
}

const VAGUE = word('“{word}”表述含糊，看不出由谁办、办什么，建议写明具体职责。', '“{word}” is vague: it does not say who does what. Name the task.');
const NO_TASK = word('没有写明该部门的具体职责。', 'The task of this department is not named.');

function checkTasks({ responsible }: EntryContent, { vagueWords }: CompileRules): CompileFinding[] {
  return responsible.flatMap(({ task }, index) => {
    const place = `responsible.${index}.task`;
    if (task === '') return [find('WARNING', 'division.vague-task', place, NO_TASK)];
    const vague = vagueWords.find((one) => task.includes(one));
    return vague === undefined ? [] : [find('WARNING', 'division.vague-task', place, VAGUE, { word: vague })];
  });
}
