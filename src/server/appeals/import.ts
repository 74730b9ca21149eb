import { createHash } from 'node:crypto';
import { findColumns, type IntakeField, type ReadColumns } from '../../core/appeals/intake-columns.ts';
import { readRow, type IntakeNames } from '../../core/appeals/intake-rows.ts';
import type { RowPlace } from '../../core/registry/line-places.ts';
import type { AppealImport, AppealInput, RefusedRow } from '../../core/appeals/model.ts';
import { refuseAppeals } from '../../core/appeals/refusals.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { UploadedFile } from '../../core/kernel/operation.ts';
import { refuseCommon, Refused } from '../../core/kernel/refusal.ts';
import { systemActor } from '../../core/access/model.ts';
import type { ChangeContext, ReadContext } from '../context.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Reading, Tx } from '../platform/database.ts';
import { appendRecord } from '../platform/journal.ts';
import { together, type UnitOfWork } from '../platform/unit-of-work.ts';
import type { Names } from '../registry/names.ts';
import type { Job } from '../platform/jobs.ts';
import { readDocument } from '../registry/readers/read-document.ts';
import { listNames } from '../registry/queries.ts';
import { allOrNothing, loadImport, saveProgress, takeRows, type StagedRow, type StoredImport } from './import-store.ts';
import { word } from '../../core/kernel/words.ts';

export const IMPORT_QUEUE = 'appeal-import';

/** What a table handed in holds. */
export interface ReadTable {
  readonly fileHash: string;
  readonly encoding: string;
  readonly columns: readonly { readonly column: string; readonly field: IntakeField | null }[];
  readonly total: number;
  readonly rows: readonly StagedRow[];
  readonly refused: readonly RefusedRow[];
}

const squeeze = (name: string): string => name.normalize('NFKC').replaceAll(/\s/g, '');

async function loadNames({ db, jurisdictionId, at }: ReadContext): Promise<IntakeNames> {
  const departments = new Map((await listNames(db, jurisdictionId, at)).map(({ name, department }) => [squeeze(name), department]));
  const matters = await db.selectFrom('registry.matter').select(['matterId', 'name', 'code']).where('jurisdictionId', '=', jurisdictionId).execute();
  const byName = new Map(matters.flatMap(({ matterId, name, code }) => [[squeeze(name), matterId] as const, [squeeze(code), matterId] as const]));
  return { findDepartment: (name) => departments.get(squeeze(name)), findMatter: (name) => byName.get(squeeze(name)) };
}

/** UTF-8 when the bytes are that strictly, else what Chinese systems write; a workbook has no encoding of its own. */
function encodingOf(kind: string, bytes: Uint8Array): string {
  if (kind !== 'CSV') return kind;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return 'UTF-8';
  } catch {
    return 'GB18030';
  }
}

/** `places`: where the rows stand in the file, so that a refusal names the row that a person sees there. */
function readRows(rows: readonly (readonly string[])[], places: readonly RowPlace[], columns: ReadColumns, names: IntakeNames): { staged: StagedRow[]; refused: RefusedRow[] } {
  const staged: StagedRow[] = [];
  const refused: RefusedRow[] = [];
  for (const [index, cells] of rows.entries()) {
    if (index <= columns.headerRow || cells.every((cell) => cell.trim() === '')) continue;
    const rowNumber = places[index]?.row ?? index + 1;
    const read = readRow(cells, rowNumber, columns, names);
    if ('input' in read) staged.push({ rowNumber, input: read.input });
    else refused.push(read.refused);
  }
  return { staged, refused };
}

/** Reads a table of appeals. Refuses what reading a file refuses (`registry.…`), and `appeals.no-text-column`. */
export async function readTable(context: ReadContext, file: UploadedFile): Promise<ReadTable> {
  const { kind, rows = [], rowPlaces = [] } = await readDocument(file);
  const columns = findColumns(rows);
  if (columns === undefined) throw refuseAppeals('appeals.no-text-column', { columns: (rows[0] ?? []).filter((column) => column !== '').join('、').slice(0, 300) || '（无）' });
  const { staged, refused } = readRows(rows, rowPlaces, columns, await loadNames(context));
  return {
    fileHash: createHash('sha256').update(file.bytes).digest('hex'), encoding: encodingOf(kind, file.bytes), columns: columns.columns,
    total: staged.length + refused.length, rows: staged, refused,
  };
}

/** How many refused rows an answer carries; all are counted. */
export const REFUSED_SHOWN = 1_000;

export const describeImport = ({ refused, startedBy: _, fileHash: __, ...run }: StoredImport): AppealImport => ({ ...run, refused: refused.slice(0, REFUSED_SHOWN), refusedCount: refused.length });

/** Refuses `common.not-found`. */
export async function viewImport(db: Reading, jurisdictionId: JurisdictionId, appealImportId: string): Promise<AppealImport> {
  const found = await db.selectFrom('appeals.appealImport').selectAll().where('jurisdictionId', '=', jurisdictionId).where('appealImportId', '=', appealImportId).$castTo<StoredImport & { jurisdictionId: string }>().executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('导入', 'The import') });
  const { jurisdictionId: _, ...run } = found;
  return describeImport(run);
}

/** What is done with each row: taken in, and ranked where ranking is at hand. */
export type Intake = (context: ChangeContext, input: AppealInput) => Promise<unknown>;

export interface ImportParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly jurisdictionId: JurisdictionId;
  readonly names: Names;
  readonly intake: Intake;
}

const BATCH = 200;

const contextOf = ({ clock, jurisdictionId, names }: ImportParts, tx: Tx, unit: UnitOfWork, { startedBy, appealImportId }: StoredImport): ChangeContext => ({
  db: tx, tx, jurisdictionId, names, at: clock.now(), token: null, newId: clock.newId, unit, send: (writes) => tx.executeQuery(together(writes)).then(() => undefined), about: () => undefined, happened: () => undefined,
  actor: { ...systemActor, accountId: startedBy, name: `appealImport:${appealImportId}` },
});

/** Takes one row in, or says why not; a row that is refused leaves nothing behind. */
async function takeRow(intake: Intake, context: ChangeContext, { rowNumber, input }: StagedRow): Promise<RefusedRow | null> {
  try {
    await allOrNothing(context.tx, () => intake(context, input));
    return null;
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault;
    return { row: rowNumber, column: '', code: fault.code, text: fault.text };
  }
}

async function takeRowsIn(intake: Intake, context: ChangeContext, rows: readonly StagedRow[]): Promise<RefusedRow[]> {
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    const answer = await takeRow(intake, context, row);
    if (answer !== null) refused.push(answer);
  }
  return refused;
}

/** A batch leaves one record in the journal: which rows of the file it took in, and how many it refused. */
const recordBatch = ({ tx, jurisdictionId, at, newId, actor }: ChangeContext, appealImportId: string, rows: readonly StagedRow[], refused: number): Promise<void> =>
  appendRecord(tx, jurisdictionId, {
    id: newId(), recordedAt: at, operation: 'appeals.startImport', actor: actor.accountId ?? actor.name, subject: `appealImport:${appealImportId}`,
    input: { from: rows[0]?.rowNumber ?? null, to: rows.at(-1)?.rowNumber ?? null, accepted: rows.length - refused, refused }, idempotencyKey: null, answer: null,
  });

/** Takes the next rows in, in one transaction with their progress. Answers whether more wait. */
async function takeBatch(parts: ImportParts, tx: Tx, unit: UnitOfWork, appealImportId: string): Promise<boolean> {
  const run = await loadImport(tx, parts.jurisdictionId, appealImportId);
  if (run.state === 'DONE') return false;
  const context = contextOf(parts, tx, unit, run);
  const rows = await takeRows(tx, parts.jurisdictionId, appealImportId, BATCH);
  const refused = await takeRowsIn(parts.intake, context, rows);
  const isDone = rows.length < BATCH;
  await saveProgress(tx, parts.jurisdictionId, appealImportId, {
    state: isDone ? 'DONE' : 'RUNNING', done: run.done + rows.length, accepted: run.accepted + rows.length - refused.length,
    refused: [...run.refused, ...refused], finishedAt: isDone ? context.at : null,
  });
  await recordBatch(context, appealImportId, rows, refused.length);
  return !isDone;
}

/** Works a bulk intake to its end. What was taken in stays: after a break it goes on with the rows that still wait. */
export const makeImportWorker = (parts: ImportParts) => async ({ data: { appealImportId }, isLastTry }: Job<{ appealImportId: string }>): Promise<void> => {
  const { database, jurisdictionId, clock } = parts;
  try {
    while (await database.inTransaction((tx, unit) => takeBatch(parts, tx, unit, appealImportId))) continue;
  } catch (fault) {
    if (isLastTry) {
      await database.inTransaction(async (tx) => {
        const run = await loadImport(tx, jurisdictionId, appealImportId);
        await saveProgress(tx, jurisdictionId, appealImportId, { ...run, state: 'FAILED', finishedAt: clock.now() });
      });
    }
    throw fault;
  }
};
