import type { EntryContent, Formation } from '../division/model.ts';
import type { Day } from '../kernel/time.ts';
import type { Place } from '../kernel/refusal.ts';
import { word } from '../kernel/words.ts';
import { decisionAuthorityWords, type Settlement } from './model.ts';
import type { DisputeProcedure } from './procedure.ts';
import { refuseDisputes } from './refusals.ts';

const formationOfLevel: Readonly<Record<number, Formation>> = { 1: 'CONSULTATION', 2: 'SPECIAL_COORDINATION', 3: 'ESTABLISHMENT_COORDINATION', 4: 'LEADERSHIP_STUDY' };
const bodies: Readonly<Record<Formation, string>> = {
  CONSULTATION: '有关部门协商一致',
  SPECIAL_COORDINATION: '派单部门召集专题协调，有关部门协商一致',
  ESTABLISHMENT_COORDINATION: '编办牵头协调，有关部门协商一致',
  LEADERSHIP_STUDY: '区委、区政府专题研究',
};

/** Which of the four mechanisms settled a dispute that ended at this level (procedures 3.2). */
export const computeFormation = (level: number): Formation => formationOfLevel[level] ?? 'CONSULTATION';

/** How an agreement of the parties is cited in the division table: by the number of the dispute. */
export const computeAgreementDecision = (level: number, on: Day, number: string): EntryContent['decision'] => ({ body: bodies[computeFormation(level)], meeting: '', on, documentNumber: number });

/** The deciding body is one that decides in this place (procedures 12.1). */
export function decideAuthority(body: string, { decisionAuthority: { rule, names } }: Pick<DisputeProcedure, 'decisionAuthority'>): void {
  if (names.some((name) => body.includes(name))) return;
  const authority = decisionAuthorityWords[rule];
  throw refuseDisputes('disputes.wrong-authority', { body, authority: authority.zh, authorityEn: authority.en, names: names.join('、') }, [{ path: 'decision.body', text: word(names.join('、'), names.join(', ')) }]);
}

/** A decision says who decided, at which meeting or under which number, and on which day (procedures 3.5); what is missing is refused with its place. */
export function decideDecision({ body, meeting, on, documentNumber }: EntryContent['decision']): void {
  const places: Place[] = [];
  if (body === '') places.push({ path: 'decision.body', text: word('决定机关', 'the deciding body') });
  if (meeting === '' && documentNumber === '') places.push({ path: 'decision.meeting', text: word('会议或文号', 'the meeting or the document number') });
  if (on === null) places.push({ path: 'decision.on', text: word('决定日期', 'the day') });
  if (places.length === 0) return;
  const missing = places.map(({ text }) => text);
  throw refuseDisputes('disputes.decision-incomplete', { missing: missing.map(({ zh }) => zh).join('、'), missingEn: missing.map(({ en }) => en).join(', ') }, places);
}

/** The draft entry that a settlement becomes. Concrete measures stay in the file: the table has no column for them. */
export function computeEntryContent({ matterId, title, boundary, leadDepartmentId, responsible, bases, handOver, reviewOn }: Settlement, formedBy: Formation, decision: EntryContent['decision']): EntryContent {
  const agreed = { matterId, title, boundary, leadDepartmentId, responsible, bases, handOver, reviewOn };
  return { ...agreed, trigger: '', townshipShare: '', fallbackDepartmentId: null, limitWorkingDays: null, formedBy, decision, validFrom: null, validTo: null };
}
