import type { EntryContent, Formation } from '../division/model.ts';
import type { Day } from '../kernel/time.ts';
import type { Settlement } from './model.ts';

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

/** The draft entry that a settlement becomes. Concrete measures stay in the file: the table has no column for them. */
export function computeEntryContent({ matterId, title, boundary, leadDepartmentId, responsible, bases, handOver, reviewOn }: Settlement, formedBy: Formation, decision: EntryContent['decision']): EntryContent {
  const agreed = { matterId, title, boundary, leadDepartmentId, responsible, bases, handOver, reviewOn };
  return { ...agreed, trigger: '', townshipShare: '', fallbackDepartmentId: null, limitWorkingDays: null, formedBy, decision, validFrom: null, validTo: null };
}
