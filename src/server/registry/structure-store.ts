import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { DocumentId } from '../../core/registry/model.ts';
import type { PaperStructure } from '../../core/registry/structure.ts';
import type { Tx } from '../platform/database.ts';

/** Writes what a paper sets up beside its duties, with the paper. */
export async function insertStructure(tx: Tx, jurisdictionId: JurisdictionId, documentId: DocumentId, { offices, staffing, divisions }: PaperStructure): Promise<void> {
  const place = { jurisdictionId, documentId };
  if (offices.length > 0) await tx.insertInto('registry.internalOffice').values(offices.map(({ name, path, start, end, dutyClauseIds }, ordinal) => ({ ...place, ordinal, name, path, startOffset: start, endOffset: end, dutyClauseIds: [...dutyClauseIds] }))).execute();
  if (staffing.length > 0) await tx.insertInto('registry.staffing').values(staffing.map(({ dutyClauseId, posts, leaders }, ordinal) => ({ ...place, ordinal, dutyClauseId, posts: posts ?? null, leaders: JSON.stringify(leaders) }))).execute();
  if (divisions.length === 0) return;
  await tx.insertInto('registry.divisionRule').values(divisions.map((rule, ordinal) => ({ ...place, ordinal, dutyClauseId: rule.dutyClauseId, withNames: [...rule.with], mechanismClauseIds: [...rule.mechanismIds], startOffset: rule.start, endOffset: rule.end }))).execute();
  const sides = divisions.flatMap((rule, ruleOrdinal) => rule.sides.map(({ owner, departmentId, dutyClauseIds }, ordinal) => ({ ...place, ruleOrdinal, ordinal, owner, departmentId, dutyClauseIds: [...dutyClauseIds] })));
  if (sides.length > 0) await tx.insertInto('registry.divisionSide').values(sides).execute();
}
