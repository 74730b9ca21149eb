import type { AppealInput } from '../../core/appeals/model.ts';
import { withoutPerson } from '../../core/appeals/masking.ts';
import { decideAutomatic, type AutomaticFacts } from '../../core/dispatch/automatic.ts';
import { computeCard } from '../../core/dispatch/card.ts';
import type { AppealText } from '../../core/dispatch/model.ts';
import type { PreparedKnowledge } from '../../core/dispatch/prepared.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { KnowledgeVersions } from '../platform/knowledge-version.ts';
import { encodeCard, type EncodedCard } from './encoded-card.ts';
import type { Known } from './knowledge.ts';

/** An appeal as it is stored or about to be: it names records by their ids. */
export type Ranked = Pick<AppealInput, 'title' | 'text' | 'place' | 'townshipDepartmentId' | 'matterId' | 'complainedDepartmentId' | 'appellantName' | 'appellantPhone'>;

/** What a card is computed of: a text by itself, or an appeal. */
export type CardSubject = { readonly kind: 'TEXT'; readonly text: AppealText } | { readonly kind: 'APPEAL'; readonly appeal: Ranked & Partial<AutomaticFacts> };

/** The names of the records an appeal names. */
export interface RecordNames {
  readonly matterName: string | null;
  readonly townshipName: string | null;
  readonly complainedDepartmentName: string | null;
}

/** What the thread answers. */
export interface MadeCard extends EncodedCard {
  /** Null for a text, and where the knowledge does not name every record: a class of matters, a department that is no more. */
  readonly names: RecordNames | null;
  /** Whether the system may dispatch the appeal by itself. */
  readonly isAutomatic: boolean;
  /** The versions of the knowledge it was computed from. */
  readonly seen: KnowledgeVersions;
}

export const given = <Field extends string>(field: Field, value: string | null): { [Name in Field]?: string } => (value === null || value === '' ? {} : ({ [field]: value } as { [Name in Field]: string }));

const nameOf = (known: PreparedKnowledge, departmentId: string | null): string | null => (departmentId === null ? null : (known.departments.get(departmentId)?.name ?? null));
const matterNameOf = (known: PreparedKnowledge, matterId: string | null): string | null => (matterId === null ? null : (known.matters.get(matterId)?.name ?? null));

/** What the engine reads of an appeal: the records it names by their names, and nothing of who wrote it. */
export const toText = (known: PreparedKnowledge, appeal: Ranked): AppealText => ({
  text: withoutPerson(appeal.text, appeal),
  ...given('title', withoutPerson(appeal.title, appeal)),
  ...given('place', withoutPerson(appeal.place, appeal)),
  ...given('township', nameOf(known, appeal.townshipDepartmentId)),
  ...given('category', matterNameOf(known, appeal.matterId)),
  ...given('complainedParty', nameOf(known, appeal.complainedDepartmentId)),
});

function nameRecords(known: PreparedKnowledge, { matterId, townshipDepartmentId, complainedDepartmentId }: Ranked): RecordNames | null {
  const areKnown = [townshipDepartmentId, complainedDepartmentId].every((id) => id === null || known.departments.has(id)) && (matterId === null || known.matters.has(matterId));
  return areKnown ? { matterName: matterNameOf(known, matterId), townshipName: nameOf(known, townshipDepartmentId), complainedDepartmentName: nameOf(known, complainedDepartmentId) } : null;
}

const isWhole = (facts: Partial<AutomaticFacts>): facts is AutomaticFacts => facts.urgency !== undefined;

/** The card of the subject at the moment, by what is known. */
export function makeCard({ prepared, automatic, seen }: Known, subject: CardSubject, at: Instant): MadeCard {
  const isText = subject.kind === 'TEXT';
  const card = computeCard(prepared, isText ? subject.text : toText(prepared, subject.appeal), at);
  return {
    ...encodeCard(card),
    names: isText ? null : nameRecords(prepared, subject.appeal),
    isAutomatic: !isText && isWhole(subject.appeal) && decideAutomatic(automatic, card, subject.appeal, at)?.open === true,
    seen,
  };
}
