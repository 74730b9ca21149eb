import { recognise } from './authorities.ts';
import type { Reason } from '../kernel/reasons.ts';
import { fill, word, type Word } from '../kernel/words.ts';
import type { AlignmentSide, DocumentKind, DutyClause, DutyRole } from './model.ts';

/** Which papers stand in which column (product.md 2.1). */
export const kindsOfSide: Readonly<Record<AlignmentSide, readonly DocumentKind[]>> = {
  SANDING: ['SANDING', 'REFORM_PLAN'],
  LAW: ['LAW', 'REGULATION', 'PARTY_REGULATION'],
  SUPERIOR: ['SUPERIOR_ALLOCATION'],
  NEIGHBOUR: ['NEIGHBOUR_PRACTICE'],
  DISTRICT_PAPER: ['PARTY_GOVERNMENT_PAPER', 'RULING', 'POWER_DUTY_LIST', 'PERFORMANCE_LIST', 'DEPARTMENT_RULE', 'MEETING_MINUTES'],
};

/** A department of the district with the names by which it can be recognised in papers of others. */
export interface AlignedDepartment {
  readonly departmentId: string;
  readonly name: string;
  readonly names: readonly string[];
}

/** What one column says one department does. `departmentId` null: it names somebody who is none of ours. */
export interface AlignedDuty {
  readonly departmentId: string | null;
  readonly name: string;
  readonly roles: readonly DutyRole[];
  readonly verbs: readonly string[];
}

export interface AlignedColumn<Clause> {
  readonly side: AlignmentSide;
  readonly clauses: readonly Clause[];
  readonly duties: readonly AlignedDuty[];
}

const LEADING: readonly DutyRole[] = ['LEAD', 'LEAD_COORDINATOR', 'LEAD_ORGANISE', 'LICENSE'];
/** What a partner does by its relation to the subject; whom the subject assists leads. */
const PARTNER_ROLES: Readonly<Record<string, DutyRole>> = { LEADS: 'LEAD', JOINTLY_WITH: 'CO', CONSULT_WITH: 'CONSULTED', ASSISTS: 'LEAD', ASSISTED_BY: 'ASSIST' };

const ORGAN = /([\p{Script=Han}、]{2,24}?(?:主管部门|管理部门|执法部门|救援机构|机构|委员会|管理局|局|大队|办公室))(?:会同[\p{Script=Han}、]{2,30}?)?(?=负责|应当|依法|对|按照|牵头|承担|组织|会同|监督|指导|统筹|受理|查处|责令|处)/gu;

/** Whose clause it is, in our terms: the owner of a paper of ours, else the organ that the text itself makes its subject. */
function findSubject(clause: Pick<DutyClause, 'departmentId' | 'departmentName' | 'text'>, departments: readonly AlignedDepartment[]): { departmentId: string | null; name: string } | null {
  if (clause.departmentId !== null) return { departmentId: clause.departmentId, name: departments.find((one) => one.departmentId === clause.departmentId)?.name ?? clause.departmentName ?? '' };
  const [found] = [...clause.text.matchAll(ORGAN)].map((match) => (match[1] ?? '').replace(/^.*(?:由|人民政府|以上地方)/u, ''));
  if (found === undefined || found === '') return null;
  return recognise(found, departments) ?? { departmentId: null, name: found };
}

type Aligned = Pick<DutyClause, 'departmentId' | 'departmentName' | 'text' | 'verbs' | 'partners'>;

/** A partner in our terms: its own department, one that its name is recognised as, or the name alone. */
function resolvePartner({ name, departmentId }: Aligned['partners'][number], departments: readonly AlignedDepartment[]): { departmentId: string | null; name: string } {
  if (departmentId === null) return recognise(name, departments) ?? { departmentId: null, name };
  return { departmentId, name: departments.find((one) => one.departmentId === departmentId)?.name ?? name };
}

function dutiesOf(clauses: readonly Aligned[], departments: readonly AlignedDepartment[]): AlignedDuty[] {
  const found = new Map<string, { departmentId: string | null; name: string; roles: Set<DutyRole>; verbs: Set<string> }>();
  const put = (who: { departmentId: string | null; name: string }, roles: readonly DutyRole[], verbs: readonly string[]): void => {
    const key = who.departmentId ?? who.name;
    const duty = found.get(key) ?? { ...who, roles: new Set<DutyRole>(), verbs: new Set<string>() };
    roles.forEach((role) => duty.roles.add(role));
    verbs.forEach((verb) => duty.verbs.add(verb));
    found.set(key, duty);
  };
  for (const clause of clauses) {
    const leaders = clause.partners.filter(({ relation }) => relation === 'LEADS');
    // a clause that itself says who leads gives nothing to the department in whose paper it stands
    const subject = leaders.length > 0 ? null : findSubject(clause, departments);
    if (subject !== null) put(subject, clause.verbs.map(({ role }) => role), clause.verbs.map(({ verb }) => verb));
    for (const partner of clause.partners) put(resolvePartner(partner, departments), [PARTNER_ROLES[partner.relation] ?? 'PARTICIPANT'], leaders.length === 1 && leaders.includes(partner) ? clause.verbs.map(({ verb }) => verb) : []);
  }
  return [...found.values()].map(({ roles, verbs, ...who }) => ({ ...who, roles: [...roles], verbs: [...verbs] })).sort((a, b) => Number(isLead(b)) - Number(isLead(a)) || (a.name < b.name ? -1 : 1));
}

export const isLead = ({ roles }: Pick<AlignedDuty, 'roles'>): boolean => roles.some((role) => LEADING.includes(role));

const SIDES: Readonly<Record<AlignmentSide, Word>> = { SANDING: word('本区“三定”', 'our three-fix documents'), LAW: word('法律法规', 'the law'), SUPERIOR: word('上级分工', "the superior's allocation"), NEIGHBOUR: word('周边做法', "the neighbours' practice"), DISTRICT_PAPER: word('本区其他文件', "our district's other papers") };
const MISSING = word('{side}没有已收录的相关条款，无从对照。', 'Nothing of {side} is recorded to compare with.');
const NO_LEAD = word('{side}有相关条款，但看不出由谁主责。', '{side} speaks of it but names no lead.');
const SEVERAL = word('{side}列有 {count} 个主责部门：{names}。', '{side} names {count} leads: {names}.');
const OTHER_LEAD = word('{side}由{theirs}主责，本区“三定”为{ours}。', '{side} gives the lead to {theirs}, our three-fix documents to {ours}.');
const OTHER_ROLE = word('{name}：{side}为“{theirs}”，本区“三定”为“{ours}”。', '{name}: “{theirs}” in {side}, “{ours}” in our three-fix documents.');
const NOT_OURS = word('{side}列有{name}，本区“三定”未列。', '{side} names {name}, our three-fix documents do not.');

const RULES_VERSION = 1;
type Values = Readonly<Record<string, { zh: string; en: string } | string | number>>;

/** Fills a text with values that may themselves be said in both languages. */
function differ(rule: string, text: Word, values: Values): Reason {
  const inLanguage = (language: 'zh' | 'en') => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, typeof value === 'object' ? value[language] : String(value)]));
  return { rule: `registry.alignment-${rule}`, v: RULES_VERSION, text: { zh: fill(text, inLanguage('zh')).zh, en: fill(text, inLanguage('en')).en }, sources: [] };
}

const namesOf = (duties: readonly AlignedDuty[]): string => duties.map(({ name }) => name).join('、');
const keyOf = ({ departmentId, name }: AlignedDuty): string => departmentId ?? name;

function compareLeads(column: AlignedColumn<unknown>, ours: AlignedColumn<unknown>): Reason[] {
  const [theirs, mine] = [column.duties.filter(isLead), ours.duties.filter(isLead)];
  if (mine.length === 0 || theirs.length === 0 || theirs.some((duty) => mine.some((own) => keyOf(own) === keyOf(duty)))) return [];
  return [differ('other-lead', OTHER_LEAD, { side: SIDES[column.side], theirs: namesOf(theirs), ours: namesOf(mine) })];
}

function compareVerbs(column: AlignedColumn<unknown>, ours: AlignedColumn<unknown>): Reason[] {
  return column.duties.flatMap((duty) => {
    const own = ours.duties.find((one) => keyOf(one) === keyOf(duty));
    if (own === undefined) return [differ('not-ours', NOT_OURS, { side: SIDES[column.side], name: duty.name })];
    const strange = duty.verbs.filter((verb) => !own.verbs.includes(verb));
    return strange.length === 0 || own.verbs.length === 0 ? [] : [differ('other-role', OTHER_ROLE, { side: SIDES[column.side], name: duty.name, theirs: duty.verbs.join('、'), ours: own.verbs.join('、') })];
  });
}

/** What a column says of itself: nothing recorded, no lead, several leads. */
function judgeColumn({ side, clauses, duties }: AlignedColumn<unknown>): Reason[] {
  // only the four are looked for; a district need not have spoken of a matter in other papers
  if (clauses.length === 0) return side === 'DISTRICT_PAPER' ? [] : [differ('missing', MISSING, { side: SIDES[side] })];
  const leads = duties.filter(isLead);
  if (leads.length === 0) return [differ('no-lead', NO_LEAD, { side: SIDES[side] })];
  return leads.length === 1 ? [] : [differ('several-leads', SEVERAL, { side: SIDES[side], count: leads.length, names: namesOf(leads) })];
}

/** The four columns with what each department does in them, and where they differ from our own three-fix documents. */
export function compileAlignment<Clause extends Aligned & Pick<DutyClause, 'documentKind'>>(clauses: readonly Clause[], departments: readonly AlignedDepartment[]): { columns: AlignedColumn<Clause>[]; differences: Reason[] } {
  const columns = (Object.keys(kindsOfSide) as AlignmentSide[]).map((side) => {
    const own = clauses.filter(({ documentKind }) => kindsOfSide[side].includes(documentKind));
    return { side, clauses: own, duties: dutiesOf(own, departments) };
  });
  const [ours, ...others] = columns;
  if (ours === undefined) return { columns: [], differences: [] };
  const compared = others.filter((column) => column.clauses.length > 0 && ours.clauses.length > 0).flatMap((column) => [...compareLeads(column, ours), ...compareVerbs(column, ours)]);
  return { columns, differences: [...columns.flatMap(judgeColumn), ...compared] };
}
