import { prepareConditions, readConditions, type Condition, type PreparedConditions } from './conditions.ts';
import type { CostVersion } from './costs.ts';
import { hearAlike, plainText, readText } from './features.ts';
import { makeRanker, type Ranker, type TrainedModel } from './linear-model.ts';
import type {
  GuardRules, KnowledgeVersions, Knowledge, KnownClause, KnownDepartment, KnownDispute, KnownEntry, KnownMatter, KnownPrecedent, Segment,
} from './model.ts';
import { makePhraseBook, type Phrase, type PhraseBook } from './phrases.ts';
import { termsOf, type Terms } from './terms.ts';
import { addToIndex, makeIndex, removeFromIndex, type TextIndex } from './text-index.ts';

/** A text that stands for an entry or a dispute: its own wording, or an appeal that led to it. */
export interface Standing<Item> {
  readonly item: Item;
  readonly id: string;
  readonly kind: 'WORDING' | 'EXEMPLAR';
}

export interface MatterPhrase {
  readonly matter: KnownMatter;
  /** How much the phrase alone speaks for the matter, 0 to 1; below 0: against it. */
  readonly weight: number;
}

/** Knowledge made ready for thousands of cards a second. A value: the `with…` functions give a new one and leave the old as it was. */
export interface PreparedKnowledge {
  readonly versions: KnowledgeVersions;
  readonly segment: Segment;
  readonly guard: GuardRules;
  readonly costs: readonly CostVersion[];
  readonly departments: ReadonlyMap<string, KnownDepartment>;
  readonly names: PhraseBook<KnownDepartment>;
  readonly matters: ReadonlyMap<string, KnownMatter>;
  readonly matterPhrases: PhraseBook<MatterPhrase>;
  readonly entries: ReadonlyMap<string, KnownEntry>;
  readonly conditions: PreparedConditions;
  /** What the entries that are limited are limited to, by id. */
  readonly entryConditions: ReadonlyMap<string, readonly Condition[]>;
  readonly clauseConditions: ReadonlyMap<KnownClause, readonly Condition[]>;
  readonly entryTexts: TextIndex<Standing<KnownEntry>>;
  readonly disputes: ReadonlyMap<string, KnownDispute>;
  readonly disputeTexts: TextIndex<Standing<KnownDispute>>;
  /** What departments do by their own papers. */
  readonly clauses: TextIndex<KnownClause>;
  /** What the law gives the authority that they are. */
  readonly laws: TextIndex<KnownClause>;
  readonly precedents: TextIndex<KnownPrecedent>;
  readonly departmentRanker: Ranker | null;
  readonly matterRanker: Ranker | null;
  /** The models have learned the precedents up to this number. */
  readonly learnedTo: number;
}

export interface KnowledgeInput {
  readonly knowledge: Knowledge;
  /** Labels are department ids. */
  readonly departmentModel: TrainedModel | null;
  /** Labels are matter ids. */
  readonly matterModel: TrainedModel | null;
  /** Absent: the models have learned every precedent. */
  readonly learnedTo?: number | undefined;
  readonly segment: Segment;
}

/** What people leave away in speech: 区城管局 is called 城管局. */
const LEADING_PLACE = /^[区县市]/;

function namesOf(department: KnownDepartment): Phrase<KnownDepartment>[] {
  const names = [department.name, ...department.aliases].map(plainText);
  const spoken = names.map((name) => name.replace(LEADING_PLACE, '')).filter((name) => name.length >= 3);
  return [...new Set([...names, ...spoken])].map((text) => ({ text, tag: department }));
}

/** 物业收费争议（010200）: the code in brackets is for the reader of the list. */
const REMARK = /[（(][^）)]*[）)]/g;

const keywordWeight = (keyword: string): number => Math.min(0.15 * keyword.length, 0.6);

function phrasesOf(matter: KnownMatter): { text: string; weight: number }[] {
  return [
    { text: matter.name, weight: 0.7 },
    ...matter.keywords.map((text) => ({ text, weight: keywordWeight(text) })),
    ...matter.includes.map((text) => ({ text, weight: keywordWeight(text) })),
    ...matter.excludes.map((text) => ({ text, weight: -0.7 })),
  ].map(({ text, weight }) => ({ text: plainText(text.replaceAll(REMARK, '')).trim(), weight }));
}

/** A phrase that several matters share speaks for each of them only in part. */
function bookOfMatters(matters: readonly KnownMatter[]): PhraseBook<MatterPhrase> {
  const all = matters.flatMap((matter) => phrasesOf(matter).map((phrase) => ({ ...phrase, matter })));
  const shared = new Map<string, number>();
  for (const { text } of all) shared.set(text, (shared.get(text) ?? 0) + 1);
  return makePhraseBook(all.map(({ text, weight, matter }) => ({ text, tag: { matter, weight: weight / (shared.get(text) as number) } })));
}

const terms = (text: string, segment: Segment): Terms => termsOf(readText(text, segment));

function standingsOf<Item extends { readonly exemplars: readonly string[] }>(item: Item, id: string, wording: string, segment: Segment) {
  return [
    { ref: { item, id, kind: 'WORDING' as const }, terms: terms(wording, segment) },
    ...item.exemplars.map((text) => ({ ref: { item, id, kind: 'EXEMPLAR' as const }, terms: terms(text, segment) })),
  ];
}

const standingsOfEntry = (entry: KnownEntry, segment: Segment) =>
  standingsOf(entry, entry.divisionEntryId, [entry.title, entry.boundary ?? '', entry.trigger ?? ''].join(' '), segment);

const standingsOfDispute = (dispute: KnownDispute, segment: Segment) => standingsOf(dispute, dispute.disputeId, dispute.title, segment);

/** A part and its stage often have the same name. */
const conditionsOf = (conditions: PreparedConditions, { scope, stage }: KnownEntry): Condition[] =>
  readConditions(conditions, [...new Set([scope ?? '', stage ?? ''])].filter((text) => text !== ''));

function conditionsOfClauses(conditions: PreparedConditions, clauses: readonly KnownClause[]): ReadonlyMap<KnownClause, readonly Condition[]> {
  const limited = clauses.flatMap((clause) => (clause.stages === undefined ? [] : [[clause, readConditions(conditions, clause.stages)] as const]));
  return new Map(limited.filter(([, found]) => found.length > 0));
}

/** Precedents made ready to be looked up. */
export const indexPrecedents = (precedents: readonly KnownPrecedent[], segment: Segment): TextIndex<KnownPrecedent> =>
  makeIndex(precedents.map((precedent) => ({ ref: precedent, terms: precedentTerms(precedent, segment) })));

/** One more; one with the same id is not looked for: give each id once. */
export const addPrecedent = (index: TextIndex<KnownPrecedent>, precedent: KnownPrecedent, segment: Segment): TextIndex<KnownPrecedent> =>
  addToIndex(index, precedent, precedentTerms(precedent, segment));

const precedentTerms = (precedent: KnownPrecedent, segment: Segment) =>
  termsOf(readText(precedent.title, segment), readText(precedent.text, segment));

/** Models that hear the same features share a reader: a text is read once for both. */
function makeRankers(department: TrainedModel | null, matter: TrainedModel | null): Pick<PreparedKnowledge, 'departmentRanker' | 'matterRanker'> {
  const departmentRanker = department === null ? null : makeRanker(department);
  if (matter === null) return { departmentRanker, matterRanker: null };
  const isShared = departmentRanker !== null && hearAlike(departmentRanker.model.options, matter.options);
  return { departmentRanker, matterRanker: makeRanker(matter, isShared ? departmentRanker.read : undefined) };
}

/** Builds every index once; about 0.15 ms for each precedent and clause. */
export function prepareKnowledge({ knowledge, departmentModel, matterModel, learnedTo = Infinity, segment }: KnowledgeInput): PreparedKnowledge {
  const { versions, departments, matters, entries, disputes, clauses, precedents, guard, costs } = knowledge;
  const conditions = prepareConditions(knowledge.conditions);
  return {
    versions,
    segment,
    guard,
    costs,
    departments: new Map(departments.map((department) => [department.departmentId, department])),
    names: makePhraseBook(departments.flatMap(namesOf)),
    matters: new Map(matters.map((matter) => [matter.matterId, matter])),
    matterPhrases: bookOfMatters(matters),
    entries: new Map(entries.map((entry) => [entry.divisionEntryId, entry])),
    conditions,
    entryConditions: new Map(entries.map((entry) => [entry.divisionEntryId, conditionsOf(conditions, entry)])),
    clauseConditions: conditionsOfClauses(conditions, clauses),
    entryTexts: makeIndex<Standing<KnownEntry>>(entries.flatMap((entry) => standingsOfEntry(entry, segment))),
    disputes: new Map(disputes.map((dispute) => [dispute.disputeId, dispute])),
    disputeTexts: makeIndex<Standing<KnownDispute>>(disputes.flatMap((dispute) => standingsOfDispute(dispute, segment))),
    clauses: makeIndex(clauses.filter(({ authority }) => authority === undefined).map((clause) => ({ ref: clause, terms: terms(clause.text, segment) }))),
    laws: makeIndex(clauses.filter(({ authority }) => authority !== undefined).map((clause) => ({ ref: clause, terms: terms(clause.text, segment) }))),
    precedents: indexPrecedents(precedents, segment),
    ...makeRankers(departmentModel, matterModel),
    learnedTo,
  };
}

const withVersions = (prepared: PreparedKnowledge, versions: Partial<KnowledgeVersions>): KnowledgeVersions => ({ ...prepared.versions, ...versions });

/** The entry is gone: ended, replaced or withdrawn. */
export function withoutEntry(prepared: PreparedKnowledge, divisionEntryId: string, version: string): PreparedKnowledge {
  const entries = new Map(prepared.entries);
  entries.delete(divisionEntryId);
  const entryConditions = new Map(prepared.entryConditions);
  entryConditions.delete(divisionEntryId);
  const entryTexts = removeFromIndex(prepared.entryTexts, (ref) => ref.id === divisionEntryId);
  return { ...prepared, versions: withVersions(prepared, { entries: version }), entries, entryConditions, entryTexts };
}

/** The entry is in force from now on; one with the same id is replaced. `version` names the table of entries as it now is. */
export function withEntry(prepared: PreparedKnowledge, entry: KnownEntry, version: string): PreparedKnowledge {
  const before = prepared.entries.has(entry.divisionEntryId) ? withoutEntry(prepared, entry.divisionEntryId, version) : prepared;
  let { entryTexts } = before;
  for (const { ref, terms: words } of standingsOfEntry(entry, prepared.segment)) entryTexts = addToIndex<Standing<KnownEntry>>(entryTexts, ref, words);
  const entries = new Map(before.entries).set(entry.divisionEntryId, entry);
  const entryConditions = new Map(before.entryConditions).set(entry.divisionEntryId, conditionsOf(prepared.conditions, entry));
  return { ...before, versions: withVersions(prepared, { entries: version }), entries, entryConditions, entryTexts };
}

/** The dispute is settled or withdrawn: its interim rule ends. */
export function withoutDispute(prepared: PreparedKnowledge, disputeId: string, version: string): PreparedKnowledge {
  const disputes = new Map(prepared.disputes);
  disputes.delete(disputeId);
  const disputeTexts = removeFromIndex(prepared.disputeTexts, (ref) => ref.id === disputeId);
  return { ...prepared, versions: withVersions(prepared, { entries: version }), disputes, disputeTexts };
}

/** The dispute is pending from now on, or its interim rule has changed. */
export function withDispute(prepared: PreparedKnowledge, dispute: KnownDispute, version: string): PreparedKnowledge {
  const before = prepared.disputes.has(dispute.disputeId) ? withoutDispute(prepared, dispute.disputeId, version) : prepared;
  let { disputeTexts } = before;
  for (const { ref, terms: words } of standingsOfDispute(dispute, prepared.segment)) disputeTexts = addToIndex<Standing<KnownDispute>>(disputeTexts, ref, words);
  const disputes = new Map(before.disputes).set(dispute.disputeId, dispute);
  return { ...before, versions: withVersions(prepared, { entries: version }), disputes, disputeTexts };
}

/** A further order or ruling to learn from. */
export const withPrecedent = (prepared: PreparedKnowledge, precedent: KnownPrecedent): PreparedKnowledge =>
  ({ ...prepared, precedents: addPrecedent(prepared.precedents, precedent, prepared.segment) });

/** Costs were set anew; those that hold are found by the moment of each card. */
export const withCosts = (prepared: PreparedKnowledge, costs: readonly CostVersion[]): PreparedKnowledge => ({ ...prepared, costs });

/** A newly trained model takes over; null: there was too little to learn from, and none is in use. */
export function withModels(prepared: PreparedKnowledge, department: TrainedModel | null, matter: TrainedModel | null, version: string, learnedTo: number): PreparedKnowledge {
  return {
    ...prepared,
    versions: withVersions(prepared, { model: version }),
    ...makeRankers(department, matter),
    learnedTo,
  };
}
