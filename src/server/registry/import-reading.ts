import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Refused } from '../../core/kernel/refusal.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { applyCorrections, offerAgain, type CorrectedReading, type CorrectionMeans, type Reading as MachineReading } from '../../core/registry/corrections.ts';
import { findFindings, summarise } from '../../core/registry/findings.ts';
import { importFileStateWords, type Finding, type ImportFileState, type ImportSummary, type ShownRefusal } from '../../core/registry/import-model.ts';
import type { importOperations } from '../../core/registry/import-operations.ts';
import type { DepartmentId, DocumentId, DocumentKind } from '../../core/registry/model.ts';
import type { ColumnMapping } from '../../core/registry/parser/columns.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { ResultOf } from '../../core/kernel/operation.ts';
import type { Reading } from '../platform/database.ts';
import { findSameText, findSameTitle, listClausesOf, viewDocument } from './document-queries.ts';
import { findReplaced, ownTitle, titleOf } from './import-document.ts';
import { listEarlierCorrections } from './import-queries.ts';
import type { StagedFile } from './import-store.ts';
import { understandPaper, type ReadPaper } from './parsing.ts';
import { listAllNames } from './queries.ts';
import { compareVersionsApart } from './readers/understand-apart.ts';

/** A staged file as it reads today, with its corrections. */
export interface FileReading {
  readonly title: string;
  readonly paper: ReadPaper;
  readonly machine: MachineReading;
  readonly means: CorrectionMeans;
  readonly remembered: readonly ColumnMapping[];
  readonly corrected: CorrectedReading;
  readonly findings: readonly Finding[];
  readonly summary: ImportSummary;
  readonly previous: DocumentId | undefined;
}

export const isWaiting = (state: ImportFileState): boolean => state === 'TO_CORRECT' || state === 'READY';

/** Refuses `registry.import-not-open` unless the file was read and is not done with. */
export function textOfFile({ state, sourceText }: Pick<StagedFile, 'state' | 'sourceText'>): string {
  if (sourceText === null || state === 'QUEUED') throw refuseNotOpen(state);
  return sourceText;
}

export const refuseNotOpen = (state: ImportFileState): Refused => refuseRegistry('registry.import-not-open', { state: importFileStateWords[state].zh, stateEn: importFileStateWords[state].en });

/** Reads a staged file as of now: what was registered since is known, what was corrected counts. */
export async function readStaged(db: Reading, jurisdictionId: JurisdictionId, at: Instant, { meta, corrections, fileName, linePlaces }: Pick<StagedFile, 'meta' | 'corrections' | 'fileName' | 'linePlaces'>, text: string): Promise<FileReading> {
  const { kind, departmentId, documentNumber, validFrom } = meta;
  const { paper, means, remembered } = await understandPaper(db, jurisdictionId, at, { kind, text, departmentId: departmentId ?? undefined, documentNumber: documentNumber ?? undefined, validFrom: validFrom ?? undefined });
  const machine: MachineReading = { text, departmentId: paper.departmentId, clauses: paper.parsed.clauses, notUnderstood: paper.parsed.notUnderstood };
  const corrected = applyCorrections(machine, corrections, means);
  const same = await findSameText(db, jurisdictionId, paper.fileHash);
  const findings = findFindings({ text, kind, departmentId: paper.departmentId, parsed: paper.parsed, corrected, isInRegistry: same?.validTo === null, linePlaces });
  const title = titleOf(meta.title, fileName, paper);
  const previous = meta.replaces ? await findPrevious(db, jurisdictionId, kind, paper, { named: meta.title ?? ownTitle(paper), from: paper.validFrom ?? at }) : undefined;
  return { title, paper, machine, means, remembered, corrected, findings, summary: summarise(title, corrected, findings, previous !== undefined), previous };
}

/** A 三定 text takes the place of its department's; another paper that of the one of its kind with its name. What bears no name takes no place. */
async function findPrevious(db: Reading, jurisdictionId: JurisdictionId, kind: DocumentKind, { departmentId }: ReadPaper, { named, from }: { named: string | null; from: Instant }): Promise<DocumentId | undefined> {
  if (kind === 'SANDING') return findReplaced(db, jurisdictionId, { kind, departmentId, at: from });
  return named === null ? undefined : findSameTitle(db, jurisdictionId, kind, named, from);
}

type Preview = ResultOf<typeof importOperations.viewImportFile>;

const clausesShown = ({ clauses }: CorrectedReading, names: ReadonlyMap<string, string>): Preview['clauses'] =>
  clauses.map(({ path, kind, text, start, end, verbs, partners, noLead, departmentId, read }) => ({
    path, clauseKind: kind, text, start, end, departmentId, departmentName: departmentId === null ? null : (names.get(departmentId) ?? null), verbs,
    partners: partners.map(({ name, relation, department }) => ({ name, relation, departmentId: (department ?? null) as DepartmentId | null })), noLead: noLead ?? false, readStart: read.start, readEnd: read.end,
  }));

async function comparePrevious(db: Reading, jurisdictionId: JurisdictionId, { previous, corrected }: FileReading): Promise<Pick<Preview, 'previous' | 'diff'>> {
  if (previous === undefined) return { previous: null, diff: [] };
  const [{ document }, before] = [await viewDocument(db, jurisdictionId, previous), await listClausesOf(db, jurisdictionId, previous)];
  return { previous: { documentId: document.documentId, title: document.title }, diff: await compareVersionsApart(before, corrected.clauses) };
}

/** Everything a person looks at before confirming. */
export async function describeStaged(db: Reading, jurisdictionId: JurisdictionId, file: StagedFile, reading: FileReading): Promise<Preview> {
  const { paper, corrected, findings, title, remembered } = reading;
  const names = await listAllNames(db, jurisdictionId);
  const earlier = await listEarlierCorrections(db, jurisdictionId, paper.fileHash);
  return {
    file: describeFile({ ...file, summary: reading.summary }), meta: file.meta, title, text: paper.text, departmentId: paper.departmentId, departmentName: paper.departmentName, documentNumber: paper.documentNumber, validFrom: paper.validFrom,
    kindReason: paper.parsed.kindReason,
    clauses: clausesShown(corrected, names),
    notUnderstood: [...corrected.notUnderstood],
    findings: [...findings],
    tables: paper.parsed.tables.map((table) => ({ title: table.title, rows: table.rows, mapping: table.mapping, isRemembered: remembered.some(({ template }) => template === table.mapping.template) })),
    corrections: [...file.corrections],
    unfit: [...corrected.unfit],
    offered: offerAgain(reading.machine, earlier, file.corrections, reading.means),
    ...(await comparePrevious(db, jurisdictionId, reading)),
  };
}

export const describeFile = ({ documentImportId, ordinal, fileName, meta, state, refusal, summary, corrections, documentId, version }: StagedFile): Preview['file'] =>
  ({ documentImportId, ordinal, fileName, kind: meta.kind, state, refusal, summary, corrections: corrections.length, documentId, version });

export const describeRefusal = ({ code, text, remedy, places }: Refused): ShownRefusal => ({ code, text, remedy, places: places.map((place) => place.text) });

/** Where a person must act first, as the places of a refusal. */
export const placesOf = (findings: readonly Finding[], words: (finding: Finding) => { zh: string; en: string }) => findings.map((finding) => ({ path: finding.path, text: words(finding) }));
