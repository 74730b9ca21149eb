import type { Reason } from '../kernel/reasons.ts';
import { fill, word, type Word } from '../kernel/words.ts';
import type { DutyClause, Matter, MatterId } from './model.ts';
import { refuseRegistry } from './refusals.ts';

type Placed = Pick<Matter, 'matterId' | 'parentId' | 'isClass' | 'name'>;

/** Refuses a parent that is no class, is not there, or stands under the matter itself. */
export function decideParent(matters: readonly Placed[], matterId: MatterId | null, parentId: MatterId | null): void {
  if (parentId === null) return;
  const byId = new Map(matters.map((matter) => [matter.matterId as string, matter]));
  const parent = byId.get(parentId);
  if (parent === undefined) throw refuseRegistry('registry.matter-retired', { name: '' });
  if (!parent.isClass) throw refuseRegistry('registry.not-a-class');
  for (let above: Placed | undefined = parent, steps = 0; above !== undefined && steps <= matters.length; above = above.parentId === null ? undefined : byId.get(above.parentId), steps += 1) {
    if (above.matterId === matterId) throw refuseRegistry('registry.matter-cycle', { name: above.name, parent: parent.name });
  }
}

/** What a merged matter brings along, so that the words people used for it find the one it went into. */
export function joinWords(into: Pick<Matter, 'keywords' | 'includes' | 'name'>, merged: readonly Pick<Matter, 'keywords' | 'includes' | 'name'>[]): { keywords: string[]; includes: string[] } {
  const keywords = [...into.keywords, ...merged.flatMap((matter) => [matter.name, ...matter.keywords])];
  const includes = [...into.includes, ...merged.flatMap((matter) => matter.includes)];
  return { keywords: [...new Set(keywords)].filter((one) => one !== into.name && one.length <= 30), includes: [...new Set(includes)] };
}

const RULES_VERSION = 1;
const reason = (rule: string, text: Word, values: Readonly<Record<string, unknown>>, weight: number): Reason => ({ rule: `registry.link-${rule}`, v: RULES_VERSION, text: fill(text, values), sources: [], weight });

const SAME_WORDS = word('同一条文在前一版本中已确认属于本事项。', 'The same words were confirmed for this matter in an earlier version.');
const NAME = word('条文写明“{word}”，与事项名称相同。', 'The clause says “{word}”, the name of the matter.');
const KEYWORD = word('条文提及“{words}”。', 'The clause speaks of “{words}”.');
const PART = word('条文与事项名称有共同词语“{words}”。', 'The clause shares the words “{words}” with the name.');
const VERB = word('条文以“{verbs}”赋予职责。', 'The clause gives a duty: “{verbs}”.');
const LEAD = word('{name}是本事项现行分工的牵头部门。', '{name} leads the division in force on this matter.');
const EXCLUDED = word('条文提及本事项明确不包括的“{words}”。', 'The clause speaks of “{words}”, which the matter excludes.');

export interface LinkFacts {
  readonly matter: Pick<Matter, 'name' | 'keywords' | 'includes' | 'excludes'>;
  /** Texts of clauses that were confirmed for the matter. */
  readonly confirmedTexts: ReadonlySet<string>;
  /** Who leads the matter by the division in force. */
  readonly leadDepartmentIds: readonly string[];
}

export interface LinkProposal<Clause> {
  readonly clause: Clause;
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: Reason[];
}

/** Words that stand in every second clause and say nothing of a matter. */
const EMPTY_WORDS = ['管理', '监督', '工作', '负责', '服务', '建设', '有关', '组织', '实施', '处理', '行为', '问题'];

/** Pairs of characters the two texts share, joined where they overlap. */
function sharedParts(name: string, text: string): string[] {
  const parts: string[] = [];
  for (let start = 0; start < name.length - 1; start += 1) {
    let end = start + 2;
    if (!text.includes(name.slice(start, end))) continue;
    while (end < name.length && text.includes(name.slice(start, end + 1))) end += 1;
    parts.push(name.slice(start, end));
    start = end - 1;
  }
  return parts.filter((part) => !EMPTY_WORDS.includes(part));
}

type Judged = Pick<DutyClause, 'text' | 'verbs' | 'departmentId' | 'departmentName'>;

function judgeWords({ name, keywords, includes }: LinkFacts['matter'], text: string): Reason[] {
  if (text.includes(name)) return [reason('name', NAME, { word: name }, 0.7)];
  const said = [...new Set([...keywords, ...includes])].filter((one) => one.length >= 2 && text.includes(one));
  const parts = sharedParts(name, text);
  return [
    ...(said.length === 0 ? [] : [reason('words', KEYWORD, { words: said.slice(0, 4).join('”“') }, Math.min(0.3 + 0.15 * said.length, 0.75))]),
    ...(parts.length === 0 ? [] : [reason('part', PART, { words: parts.slice(0, 3).join('”“') }, Math.min(0.08 * parts.join('').length, 0.5))]),
  ];
}

/** Clauses that seem to belong to a matter, likeliest first, each with the reasons; those that share no word with it are none. */
export function proposeLinks<Clause extends Judged>(facts: LinkFacts, clauses: readonly Clause[]): LinkProposal<Clause>[] {
  const proposals = clauses.flatMap((clause): LinkProposal<Clause>[] => {
    const words = judgeWords(facts.matter, clause.text);
    const isSame = facts.confirmedTexts.has(clause.text);
    if (words.length === 0 && !isSame) return [];
    const reasons = [...(isSame ? [reason('same-words', SAME_WORDS, {}, 0.9)] : []), ...words, ...judgeOwner(facts, clause)];
    const excluded = facts.matter.excludes.filter((one) => one.length >= 2 && clause.text.includes(one));
    const doubt = reasons.reduce((left, { weight = 0 }) => left * (1 - weight), 1);
    const score = Math.round((1 - doubt) * (excluded.length === 0 ? 1 : 0.4) * 1000) / 1000;
    return [{ clause, score, reasons: excluded.length === 0 ? reasons : [...reasons, reason('excluded', EXCLUDED, { words: excluded.join('”“') }, 0)] }];
  });
  return proposals.sort((a, b) => b.score - a.score);
}

function judgeOwner({ leadDepartmentIds }: LinkFacts, { verbs, departmentId, departmentName }: Judged): Reason[] {
  const strong = verbs.filter(({ strength }) => strength >= 0.7).map(({ verb }) => verb);
  const leads = departmentId !== null && leadDepartmentIds.includes(departmentId);
  return [
    ...(strong.length === 0 ? [] : [reason('verb', VERB, { verbs: [...new Set(strong)].slice(0, 3).join('、') }, 0.15)]),
    ...(leads ? [reason('lead', LEAD, { name: departmentName ?? '' }, 0.25)] : []),
  ];
}
