import type { Reason } from '../kernel/reasons.ts';
import { word } from '../kernel/words.ts';
import { listResponsible } from './co-handling.ts';
import { gatherEvidence, guessByPhrases, listNameable } from './evidence.ts';
import { plainText } from './features.ts';
import type { AppealText, DispatchCard } from './model.ts';
import { joinByTopic, listSentences, listTurns, type Span } from './parts.ts';
import { computeRanking } from './ranking.ts';
import { decide, describeMatter, findMatter, placeOf, type Case } from './verdict.ts';
import { reason, rounded } from './wording.ts';

export type Proposal = NonNullable<DispatchCard['proposals']>[number];

/** A part is a matter of its own only where its department is more likely than not. */
const SURE = 0.5;
/** A person names a thing in passing; from so many characters on it is told. */
const LEAST_TOLD = 12;
/** More parts than these are a list of grievances, which a person must read. */
const MOST = 6;

function propose({ prepared, evidence, costs }: Case, appeal: AppealText, span: Span): Proposal | null {
  const { title: _, category: __, ...rest } = appeal;
  const part: AppealText = { ...rest, text: appeal.text.slice(span.start, span.end) };
  // who is accused anywhere in the appeal is accused in each of its parts
  const own = { ...gatherEvidence(prepared, part), complainedOf: evidence.complainedOf };
  const situation: Case = { prepared, evidence: own, ranking: computeRanking(prepared, own, placeOf(appeal)), costs };
  const verdict = decide(situation);
  if (verdict.lead === null || verdict.dispute !== null || verdict.lead.probability < SURE) return null;
  return {
    spans: [span],
    outcome: verdict.outcome,
    leadDepartment: { ...verdict.lead, probability: rounded(verdict.lead.probability) },
    responsibleDepartments: listResponsible(situation, verdict),
    matter: describeMatter(findMatter(own, verdict)),
    divisionEntryId: verdict.entry?.item.divisionEntryId ?? null,
    reasons: [...verdict.reasons],
  };
}

/** What one department leads is one proposal, wherever in the text it stands. */
function joinByLead(proposals: readonly Proposal[]): Proposal[] {
  const joined = new Map<string, Proposal>();
  for (const one of proposals) {
    const before = joined.get(one.leadDepartment.departmentId);
    joined.set(one.leadDepartment.departmentId, before === undefined ? one : { ...before, spans: [...before.spans, ...one.spans] });
  }
  return [...joined.values()];
}

/** A sentence never has a phrase that the whole text has not, unless it begins inside a number: 20243、 is left out of a text, the 2024 before its 3、 is not. */
export const CUT_NUMBER = /\p{N}[2-4][.、．)）]/u;

/** The pieces that may be matters of their own: where the person says so by turning to another thing, else where the sentences' own words name several matters. */
function listPieces({ prepared, evidence }: Case, text: string): Span[] {
  const turns = listTurns(text);
  if (turns.length > 1) return turns;
  if (listNameable(evidence.matterPhrases).length < 2 && !CUT_NUMBER.test(text)) return [];
  const topics = joinByTopic(listSentences(text), ({ start, end }) => guessByPhrases(prepared, plainText(text.slice(start, end))));
  return new Set(topics.map(({ topic }) => topic)).size < 2 ? [] : topics.map(({ span }) => span);
}

/** Where a person tells of several matters, one proposal for each department, with the places in the text it rests on; none where all is one matter. */
export function computeProposals(situation: Case, appeal: AppealText): Proposal[] {
  const told = listPieces(situation, appeal.text).filter(({ start, end }) => end - start >= LEAST_TOLD);
  if (told.length < 2 || told.length > MOST) return [];
  const joined = joinByLead(told.flatMap((span) => propose(situation, appeal, span) ?? []));
  return joined.length < 2 ? [] : joined;
}

const SEVERAL_MATTERS = word('诉求涉及 {count} 个事项，建议分别派单：{list}。', 'The appeal is about {count} matters; dispatch each: {list}.');

export const explainProposals = (proposals: readonly Proposal[]): Reason =>
  reason('several-matters', SEVERAL_MATTERS, { count: proposals.length, list: proposals.map(({ matter }, place) => matter?.name ?? String(place + 1)).join('、') }, []);
