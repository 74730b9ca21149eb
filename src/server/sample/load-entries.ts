import type { DivisionEntryId } from '../../core/division/model.ts';
import { startOfDay } from '../../core/kernel/time.ts';
import type { ChangeContext } from '../context.ts';
import { insertEntries, type NewEntry } from '../division/bulk.ts';
import type { SampleDistrict } from './district.ts';
import { idOf, type SampleIds } from './load-registry.ts';

/** The sample's numbers `2023-001` as the office writes them: 示编分〔2023〕1号. */
const officialNumber = (number: string): string => number.replace(/^(\d{4})-0*(\d+)$/, '示编分〔$1〕$2号');

export async function loadEntries(context: ChangeContext, { entries, papers }: SampleDistrict, ids: SampleIds): Promise<number> {
  const entryIds = new Map(entries.map(({ number }) => [number, context.newId<'divisionEntry'>()]));
  const titles = new Map(papers.map(({ code, title }) => [code, title]));
  const rows = entries.map((entry): NewEntry => ({
    divisionEntryId: idOf<DivisionEntryId>(entryIds, entry.number),
    number: officialNumber(entry.number),
    matterId: idOf(ids.matters, entry.matter),
    title: entry.title,
    boundary: { scope: entry.boundary.scope, stage: entry.boundary.stage, includes: entry.boundary.includes.join('；'), excludes: entry.boundary.excludes.join('；') },
    trigger: entry.trigger,
    leadDepartmentId: idOf(ids.departments, entry.lead),
    responsible: entry.responsible.map(({ department, task }) => ({ departmentId: idOf(ids.departments, department), task })),
    townshipShare: entry.townshipShare,
    fallbackDepartmentId: entry.fallback == null ? null : idOf(ids.departments, entry.fallback),
    bases: entry.bases.map(({ paper, ...basis }) => ({ ...basis, documentId: idOf(ids.papers, paper), dutyClauseId: null, title: idOf(titles, paper) })),
    handOver: entry.handOver,
    limitWorkingDays: entry.limitWorkingDays ?? null,
    formedBy: entry.formedBy,
    decision: entry.decision,
    validFrom: startOfDay(entry.validFrom),
    validTo: entry.validTo === null ? null : startOfDay(entry.validTo),
    reviewOn: entry.reviewOn ?? null,
    disputeId: null,
    replacesEntryId: entry.replaces === undefined ? null : idOf<DivisionEntryId>(entryIds, entry.replaces),
  }));
  await insertEntries(context.tx, context.jurisdictionId, context.at, rows);
  return rows.length;
}
