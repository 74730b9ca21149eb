import type { DepartmentId, DutyClauseId } from './model.ts';
import { findDivisions, findOffices } from './parser/divisions.ts';
import type { ParsedClause, ParsedSection, Staffing } from './parser/model.ts';

export type IdentifiedClause = ParsedClause & { readonly dutyClauseId: DutyClauseId };

export interface FoundOffice {
  readonly name: string;
  readonly path: string;
  /** Where its name stands in the source. */
  readonly start: number;
  readonly end: number;
  readonly dutyClauseIds: readonly DutyClauseId[];
}

export interface FoundStaffing extends Staffing {
  readonly dutyClauseId: DutyClauseId;
}

export interface FoundDivision {
  readonly dutyClauseId: DutyClauseId;
  readonly with: readonly string[];
  readonly sides: readonly { readonly owner: string; readonly departmentId: DepartmentId | null; readonly dutyClauseIds: readonly DutyClauseId[] }[];
  readonly mechanismIds: readonly DutyClauseId[];
  /** From the clause that names the other side to the last that gives somebody something. */
  readonly start: number;
  readonly end: number;
}

export interface PaperStructure {
  readonly offices: readonly FoundOffice[];
  readonly staffing: readonly FoundStaffing[];
  readonly divisions: readonly FoundDivision[];
}

/** What a paper sets up beside its duties, drawn from its clauses as they were corrected: one taken out sets up nothing. */
export function compileStructure(sections: readonly ParsedSection[], clauses: readonly IdentifiedClause[]): PaperStructure {
  const byPath = new Map(clauses.map((clause) => [clause.path, clause]));
  const named = (paths: readonly string[]): IdentifiedClause[] => paths.flatMap((path) => byPath.get(path) ?? []);
  const idsOf = (paths: readonly string[]): DutyClauseId[] => named(paths).map(({ dutyClauseId }) => dutyClauseId);
  return {
    offices: findOffices(sections, clauses).flatMap((office) => {
      const span = findName(office.name, sections.find(({ path, kind }) => path === office.path && kind === 'INTERNAL_OFFICE') ?? byPath.get(office.path), byPath.get(office.path));
      return span === undefined ? [] : [{ name: office.name, path: office.path, ...span, dutyClauseIds: idsOf(office.clauses) }];
    }),
    staffing: clauses.flatMap(({ dutyClauseId, staffing }) => (staffing === undefined ? [] : [{ ...staffing, dutyClauseId }])),
    divisions: findDivisions(clauses).flatMap((division) => {
      const head = byPath.get(division.path);
      if (head === undefined) return [];
      const inside = [head, ...named([...division.sides.flatMap((side) => side.clauses), ...division.mechanism])];
      return [{
        dutyClauseId: head.dutyClauseId, with: division.with, mechanismIds: idsOf(division.mechanism), start: head.start, end: Math.max(...inside.map(({ end }) => end)),
        sides: division.sides.map(({ owner, department, clauses: paths }) => ({ owner, departmentId: (department ?? null) as DepartmentId | null, dutyClauseIds: idsOf(paths) })),
      }];
    }),
  };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The name inside the clause that only lists offices, else the heading of the office. */
function findName(name: string, heading: Span | undefined, clause: ParsedClause | undefined): Span | undefined {
  const inside = clause?.text.indexOf(name) ?? -1;
  if (clause !== undefined && inside >= 0) return { start: clause.start + inside, end: clause.start + inside + name.length };
  return heading === undefined ? undefined : { start: heading.start, end: heading.end };
}
