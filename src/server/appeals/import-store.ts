import { sql } from 'kysely';
import type { AccountId } from '../../core/access/model.ts';
import type { AppealInput, ImportState, RefusedRow } from '../../core/appeals/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Instant } from '../../core/kernel/time.ts';
import type { Tx } from '../platform/database.ts';

export interface StoredImport {
  readonly appealImportId: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly state: ImportState;
  readonly total: number;
  readonly done: number;
  readonly accepted: number;
  readonly refused: readonly RefusedRow[];
  readonly startedBy: AccountId | null;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
}

export interface StagedRow {
  readonly rowNumber: number;
  readonly input: AppealInput;
}

const BATCH = 1_000;

export async function insertImport(tx: Tx, jurisdictionId: JurisdictionId, { refused, ...run }: StoredImport, rows: readonly StagedRow[]): Promise<void> {
  await tx.insertInto('appeals.appealImport').values({ ...run, jurisdictionId, refused: JSON.stringify(refused) }).execute();
  for (let from = 0; from < rows.length; from += BATCH) {
    const staged = rows.slice(from, from + BATCH).map(({ rowNumber, input }) => ({ jurisdictionId, appealImportId: run.appealImportId, rowNumber, input: JSON.stringify(input) }));
    await tx.insertInto('appeals.importRow').values(staged).execute();
  }
}

/** The run, locked: of several instances one works at it at a time. */
export const loadImport = (tx: Tx, jurisdictionId: JurisdictionId, appealImportId: string): Promise<StoredImport> =>
  tx.selectFrom('appeals.appealImport').selectAll().where('jurisdictionId', '=', jurisdictionId).where('appealImportId', '=', appealImportId).forUpdate().$castTo<StoredImport>().executeTakeFirstOrThrow();

/** The next rows that wait, taken out: they hold names and telephones and stay no longer than needed. */
export async function takeRows(tx: Tx, jurisdictionId: JurisdictionId, appealImportId: string, count: number): Promise<StagedRow[]> {
  const { rows } = await sql<StagedRow>`
    delete from appeals.import_row r using (
      select row_number from appeals.import_row where jurisdiction_id = ${jurisdictionId} and appeal_import_id = ${appealImportId} order by row_number limit ${count}
    ) next
    where r.jurisdiction_id = ${jurisdictionId} and r.appeal_import_id = ${appealImportId} and r.row_number = next.row_number
    returning r.row_number, r.input`.execute(tx);
  return rows.toSorted((a, b) => a.rowNumber - b.rowNumber);
}

export async function saveProgress(tx: Tx, jurisdictionId: JurisdictionId, appealImportId: string, { refused, ...progress }: Pick<StoredImport, 'state' | 'done' | 'accepted' | 'refused' | 'finishedAt'>): Promise<void> {
  await tx.updateTable('appeals.appealImport').set({ ...progress, refused: JSON.stringify(refused) }).where('jurisdictionId', '=', jurisdictionId).where('appealImportId', '=', appealImportId).execute();
}

/** Runs `work` so that nothing of it stays when it throws, while the transaction around it goes on. */
export async function allOrNothing<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  await sql`savepoint one_row`.execute(tx);
  try {
    const result = await work();
    await sql`release savepoint one_row`.execute(tx);
    return result;
  } catch (fault) {
    await sql`rollback to savepoint one_row`.execute(tx);
    throw fault;
  }
}
