import type { Reason } from '../kernel/reasons.ts';
import { fill, word, type Word } from '../kernel/words.ts';
import type { Match } from './evidence.ts';
import type { KnownDepartment, KnownEntry } from './model.ts';
import { findMatter, SPEAKS, type Case, type Verdict } from './verdict.ts';
import { entrySource, reason } from './wording.ts';

/** More would be the table of entries itself. */
const MOST = 3;
const MOST_EXCLUDED = 2;
/** A matter less likely than this is no alternative. */
const MAY_BE = 0.3;

/** By what two entries of one matter differ. The part is often named after its stage: then it counts once. */
type Difference = 'TOWNSHIP' | 'SCOPE' | 'STAGE' | 'OBJECT' | 'TRIGGER' | 'MATTER';

const PHRASES: Readonly<Record<Difference, Word>> = {
  TOWNSHIP: word('发生在{text}', 'it happened in {text}'),
  SCOPE: word('属于“{text}”', 'it is “{text}”'),
  STAGE: word('处于“{text}”阶段', 'the stage is “{text}”'),
  OBJECT: word('涉及“{text}”', 'it is about “{text}”'),
  TRIGGER: word('情形为“{text}”', 'the case is “{text}”'),
  MATTER: word('属于“{text}”事项', 'the matter is “{text}”'),
};
const IF_OTHER = word('若{conditions}，则按分工条目{number}由{name}牵头。', 'If {conditions}, entry {number} gives the lead to {name}.');
const IF_NOT = word('若不属于“{limit}”，则不适用分工条目{number}，最可能的承办单位为{name}（{share}%）。', 'If it is not “{limit}”, entry {number} does not apply and {name} would be the most likely ({share}%).');
const IF_LAPSED = word('若该分工条目失效，最可能的承办单位为{name}（{share}%）。', 'If the entry lapsed, {name} would be the most likely ({share}%).');

interface Condition {
  readonly by: Difference;
  readonly text: string;
}

/** Another entry with what would have to be so for it to apply. */
interface Rival {
  readonly entry: KnownEntry;
  readonly lead: KnownDepartment;
  readonly conditions: readonly Condition[];
}

const partOf = ({ scope, stage }: KnownEntry): Condition[] => {
  if (stage !== undefined && (scope === undefined || scope === stage)) return [{ by: 'STAGE', text: stage }];
  return [...(scope === undefined ? [] : [{ by: 'SCOPE' as const, text: scope }]), ...(stage === undefined ? [] : [{ by: 'STAGE' as const, text: stage }])];
};

/** A part that names a township is a place. */
const limitsOf = (entry: KnownEntry): Condition[] =>
  entry.townships.length === 0 ? partOf(entry) : [{ by: 'TOWNSHIP', text: entry.scope ?? entry.townships.join('、') }, ...partOf({ ...entry, scope: undefined })];

/** What the entry is about where neither place nor stage tells it from others. */
function objectOf({ includes, trigger }: KnownEntry): Condition[] {
  if (includes !== undefined) return [{ by: 'OBJECT', text: includes.replaceAll('；', '、') }];
  return trigger === undefined ? [] : [{ by: 'TRIGGER', text: trigger.replace(/。$/u, '') }];
}

/** What would have to be so for the other entry to apply instead of the one chosen; nothing where nobody could tell. */
function tellApart(entry: KnownEntry, chosen: KnownEntry | null): Condition[] {
  const taken = new Set(chosen === null ? [] : limitsOf(chosen).map(({ by, text }) => `${by} ${text}`));
  const limits = limitsOf(entry).filter(({ by, text }) => !taken.has(`${by} ${text}`));
  return limits.length > 0 ? limits : objectOf(entry);
}

/** Departments that could lead: in being, and not complained of. */
function findLead({ prepared, evidence }: Case, entry: KnownEntry): KnownDepartment | undefined {
  return evidence.complainedOf.has(entry.leadDepartmentId) ? undefined : prepared.departments.get(entry.leadDepartmentId);
}

const joined = (conditions: readonly Condition[]): Word => {
  const phrases = conditions.map(({ by, text }) => fill(PHRASES[by], { text }));
  return { zh: phrases.map(({ zh }) => zh).join('且'), en: phrases.map(({ en }) => en).join(' and ') };
};

function explainRival({ entry, lead, conditions }: Rival): Reason {
  return reason('other-entry', IF_OTHER, { number: entry.number, name: lead.name, conditions: joined(conditions) }, [entrySource(entry), { kind: 'department', id: lead.departmentId, label: lead.name }]);
}

const isNearer = (one: Rival, other: Rival): number => one.conditions.length - other.conditions.length || (one.entry.number < other.entry.number ? -1 : 1);

/** The entries of the matter that give the lead to somebody else, nearest first: the fewer things differ, the nearer. */
function listRivals(situation: Case, matterId: string, chosen: KnownEntry | null, leadId: string | undefined): Rival[] {
  const rivals: Rival[] = [];
  for (const entry of situation.prepared.entries.values()) {
    if (entry.matterId !== matterId || entry === chosen || entry.leadDepartmentId === leadId) continue;
    const lead = findLead(situation, entry);
    const conditions = tellApart(entry, chosen);
    if (lead !== undefined && conditions.length > 0) rivals.push({ entry, lead, conditions });
  }
  return rivals.sort(isNearer);
}

/** 居民住宅楼内餐饮油烟（030400）: what the entry leaves to another matter. */
const ELSEWHERE = /^(.+?)[（(](\d[\d.-]{1,19})[）)]$/u;

function findIn<Item>(items: Iterable<Item>, isMeant: (item: Item) => boolean): Item | undefined {
  for (const item of items) if (isMeant(item)) return item;
  return undefined;
}

/** What the entry itself excludes, with who leads it there. */
function listExcluded(situation: Case, { excludes = '', leadDepartmentId }: KnownEntry): Rival[] {
  if (excludes === '') return [];
  const { matters, entries } = situation.prepared;
  return excludes.split('；').flatMap((part) => {
    const [, text, code] = ELSEWHERE.exec(part.trim()) ?? [];
    const matter = code === undefined ? undefined : findIn(matters.values(), (one) => one.code === code);
    const entry = matter === undefined ? undefined : findIn(entries.values(), (one) => one.matterId === matter.matterId && limitsOf(one).length === 0);
    const lead = entry === undefined ? undefined : findLead(situation, entry);
    return text === undefined || entry === undefined || lead === undefined || entry.leadDepartmentId === leadDepartmentId ? [] : [{ entry, lead, conditions: [{ by: 'OBJECT' as const, text }] }];
  });
}

/** One for each department: to whom it would go is what the reader asks. */
const distinct = (rivals: readonly Rival[]): Rival[] => [...new Map(rivals.toReversed().map((rival) => [rival.lead.departmentId, rival])).values()].toReversed();

function explainLapse({ ranking }: Case, { item }: Match<KnownEntry>, isDivided: boolean): Reason[] {
  const likeliest = ranking[0];
  if (likeliest === undefined) return [];
  const values = { name: likeliest.department.name, share: Math.round(likeliest.probability * 100), number: item.number };
  const [limit] = limitsOf(item);
  const outside = limit === undefined || isDivided || likeliest.department.departmentId === item.leadDepartmentId ? [] : [reason('outside-entry', IF_NOT, { ...values, limit: limit.text }, [entrySource(item)])];
  return [...outside, reason('without-entry', IF_LAPSED, values, [entrySource(item)])];
}

function explainAroundEntry(situation: Case, chosen: Match<KnownEntry>): Reason[] {
  const { item } = chosen;
  const rivals = item.matterId === null ? [] : listRivals(situation, item.matterId, item, item.leadDepartmentId);
  const excluded = listExcluded(situation, item).slice(0, MOST_EXCLUDED);
  return [...distinct([...rivals, ...excluded]).slice(0, MOST).map(explainRival), ...explainLapse(situation, chosen, rivals.length > 0)];
}

/** Entries that would apply if the appeal said a little more: of the matter that it is taken to be about, else of those it may be about. */
function explainEntriesNear(situation: Case, verdict: Verdict): Reason[] {
  const found = findMatter(situation.evidence, verdict);
  const rivals = situation.evidence.matters.flatMap(({ matter, probability }) => {
    if (probability < MAY_BE) return [];
    const isSure = matter === found?.matter && probability >= SPEAKS;
    const named = { by: 'MATTER' as const, text: matter.name };
    return listRivals(situation, matter.matterId, null, isSure ? undefined : verdict.lead?.departmentId).map((rival) => {
      const limits = limitsOf(rival.entry);
      return { ...rival, conditions: isSure && limits.length > 0 ? limits : [named, ...limits] };
    });
  });
  return distinct(rivals).slice(0, MOST_EXCLUDED).map(explainRival);
}

/** What fact would give the appeal to another department by an entry in force: the nearest such entries, and what becomes of it without the one that decides. */
export function explainEntries(situation: Case, verdict: Verdict): Reason[] {
  if (verdict.dispute !== null) return [];
  return verdict.entry === null ? explainEntriesNear(situation, verdict) : explainAroundEntry(situation, verdict.entry);
}
