import type { Reason } from '../kernel/reasons.ts';
import { fill, word, type Word } from '../kernel/words.ts';
import type { ChangedClause } from './model.ts';

/** A clause as the comparison of two versions of a paper needs it. */
export interface ComparedClause {
  readonly dutyClauseId: string;
  readonly path: string;
  readonly text: string;
}

/** Two texts are the same words when nothing but blanks and marks differs. */
export const plain = (text: string): string => text.replaceAll(/[\s\p{P}\p{S}]/gu, '');

function pairsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const bare = plain(text);
  for (let at = 0; at < bare.length - 1; at += 1) counts.set(bare.slice(at, at + 2), (counts.get(bare.slice(at, at + 2)) ?? 0) + 1);
  return counts;
}

/** 0 nothing in common, 1 the same pairs of characters. */
export function likeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)];
  let shared = 0;
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  const total = [...left.values(), ...right.values()].reduce((sum, count) => sum + count, 0);
  return total === 0 ? 0 : (2 * shared) / total;
}

/** From this likeness on a clause is taken for the new wording of an old one. */
export const REWORDED = 0.5;

/**
 * What a new version did to the clauses of the one before: reworded, removed, added. A clause that stands elsewhere in the same words is unchanged.
 * Each new clause answers for one old clause at most, the likest first.
 */
export function compareClauses(before: readonly ComparedClause[], after: readonly ComparedClause[]): ChangedClause[] {
  const kept = new Set(after.map(({ text }) => plain(text)));
  const old = new Set(before.map(({ text }) => plain(text)));
  const gone = before.filter(({ text }) => !kept.has(plain(text)));
  const come = after.filter(({ text }) => !old.has(plain(text)));
  const pairs = gone.flatMap((was) => come.map((is) => ({ was, is, score: likeness(was.text, is.text) }))).filter(({ score }) => score >= REWORDED).sort((a, b) => b.score - a.score);
  const taken = new Map<ComparedClause, ComparedClause>();
  for (const { was, is } of pairs) if (!taken.has(was) && ![...taken.values()].includes(is)) taken.set(was, is);
  const answered = new Set(taken.values());
  return [
    ...gone.map((was): ChangedClause => {
      const is = taken.get(was);
      return { change: is === undefined ? 'REMOVED' : 'REWORDED', before: { ...was }, after: is === undefined ? null : { ...is } };
    }),
    ...come.filter((is) => !answered.has(is)).map((is): ChangedClause => ({ change: 'ADDED', before: null, after: { ...is } })),
  ];
}

/** What rests on a paper: by the clause itself, by its number and its words, or by the paper alone. */
export interface CitedBasis {
  readonly documentId: string | null;
  readonly dutyClauseId?: string | null | undefined;
  readonly title: string;
  readonly article: string;
  readonly text: string;
}

/** The paper whose clauses changed, all its clauses as they were, and what became of them. */
export interface BasisEffect {
  readonly documentId: string;
  readonly title: string;
  readonly clauses: readonly ComparedClause[];
  readonly changed: readonly ChangedClause[];
}

const RULES_VERSION = 1;
const REMOVED = word('所依据的《{title}》{path}已删去：“{before}”', '{title} {path}, on which it rests, is gone: “{before}”');
const REWORDED_TEXT = word('所依据的《{title}》{path}已改为：“{after}”', '{title} {path}, on which it rests, now says: “{after}”');
const INTERPRETED = word('所依据的《{title}》{path}有新的解释。', '{title} {path}, on which it rests, has been interpreted.');
const WHOLE = word('引用《{title}》但未能对应到具体条款，请人工核对。', 'It cites {title} without a clause that could be found; check it by hand.');

const bareTitle = (title: string): string => title.replaceAll(/[《》]/gu, '');
const cut = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
const reason = (rule: string, text: Word, values: Readonly<Record<string, unknown>>, effect: BasisEffect): Reason =>
  ({ rule: `registry.basis-${rule}`, v: RULES_VERSION, text: fill(text, { title: bareTitle(effect.title), ...values }), sources: [{ kind: 'document', id: effect.documentId, label: effect.title }] });

function describe(changed: ChangedClause, effect: BasisEffect): Reason {
  const values = { path: changed.before?.path ?? '', before: cut(changed.before?.text ?? ''), after: cut(changed.after?.text ?? '') };
  if (changed.change === 'INTERPRETED') return reason('interpreted', INTERPRETED, values, effect);
  return changed.change === 'REMOVED' ? reason('removed', REMOVED, values, effect) : reason('reworded', REWORDED_TEXT, values, effect);
}

const speaksOf = (basis: CitedBasis, clause: ComparedClause): boolean => {
  const [quoted, whole] = [plain(basis.text), plain(clause.text)];
  if (quoted.length >= 4) return whole.includes(quoted) || (whole.length >= 4 && quoted.includes(whole));
  return basis.article !== '' && (clause.path === basis.article || clause.path.startsWith(basis.article) || clause.text.startsWith(basis.article));
};

/** Whether a basis cites the paper at all: by its id, or by its title where no id was kept. */
const cites = (basis: CitedBasis, effect: BasisEffect): boolean =>
  basis.documentId === null ? bareTitle(basis.title) === bareTitle(effect.title) : basis.documentId === effect.documentId;

/** Why what rests on `basis` must be looked at again; nothing when the change leaves it alone. */
export function explainEffect(basis: CitedBasis, effect: BasisEffect): Reason[] {
  const touched = effect.changed.filter(({ before }) => before !== null);
  if (basis.dutyClauseId !== null && basis.dutyClauseId !== undefined) return touched.filter(({ before }) => before?.dutyClauseId === basis.dutyClauseId).map((changed) => describe(changed, effect));
  if (!cites(basis, effect) || touched.length === 0) return [];
  const named = effect.clauses.filter((clause) => speaksOf(basis, clause));
  if (named.length === 0) return [reason('unlocated', WHOLE, {}, effect)];
  const ids = new Set(named.map(({ dutyClauseId }) => dutyClauseId));
  return touched.filter(({ before }) => before !== null && ids.has(before.dutyClauseId)).map((changed) => describe(changed, effect));
}
