import { z } from 'zod';
import { systemActor } from '../../core/access/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Operations } from '../../core/kernel/operation.ts';
import { Refused } from '../../core/kernel/refusal.ts';
import { word } from '../../core/kernel/words.ts';
import { documentImportIdSchema, shownRefusalSchema, type DocumentImportId } from '../../core/registry/import-model.ts';
import { linePlaceSchema, type LinePlace } from '../../core/registry/line-places.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { Handlers } from '../context.ts';
import type { Pipe } from '../pipe.ts';
import type { Database, Reading } from '../platform/database.ts';
import type { Job } from '../platform/jobs.ts';
import { findImportFile, listImportFiles, listUnfinishedWork } from './import-queries.ts';
import { describeRefusal, isWaiting, readStaged } from './import-reading.ts';
import { LEFT, loadImportFile, lockDocumentImport, saveImportFile, type FilePlace, type StagedFile } from './import-store.ts';
import { readDocumentApart } from './readers/read-apart.ts';

/** Where files wait to be read, and to be written into the registry. */
export const DOCUMENT_IMPORT_QUEUE = 'registry.document-import';

/** One job works all files of an import that wait for the task. REREAD: those that were read, since what is known has changed. */
export interface ImportJob {
  readonly task: 'READ' | 'REREAD' | 'CONFIRM';
  readonly documentImportId: DocumentImportId;
}

const place = { documentImportId: documentImportIdSchema, ordinal: z.number().int() };

/** Called by the program itself; they stand in no list that others can call. */
export const importWorkOperations = {
  takeReading: {
    name: 'registry.takeReading', method: 'POST', path: '/document-import-readings', title: word('登记读出结果', 'Record a reading'), effect: 'change', permission: 'registry:write',
    /** The text as it was read; absent when the file was read before and is looked at again. */
    input: z.object({ ...place, text: z.string().optional(), linePlaces: z.array(linePlaceSchema).optional() }), result: z.object({}), refuses: [], secret: ['text'],
  },
  refuseFile: {
    name: 'registry.refuseFile', method: 'POST', path: '/document-import-refusals', title: word('退回待导入文件', 'Turn a file back'), effect: 'change', permission: 'registry:write',
    input: z.object({ ...place, refusal: shownRefusalSchema }), result: z.object({}), refuses: [],
  },
} as const satisfies Operations;

export const importWorkHandlers = {
  async takeReading(context, { text, linePlaces: read, ...at }) {
    const { tx, jurisdictionId } = context;
    const file = await loadImportFile(tx, jurisdictionId, at);
    const source = text ?? file.sourceText;
    // discarded meanwhile, or read by another instance
    if (source === null || (file.state !== 'QUEUED' && !isWaiting(file.state))) return {};
    const linePlaces = text === undefined ? file.linePlaces : (read ?? null);
    const { summary, paper } = await readStaged(tx, jurisdictionId, context.at, { ...file, linePlaces }, source);
    await saveImportFile(tx, jurisdictionId, file, { content: null, linePlaces, sourceText: source, fileHash: paper.fileHash, summary, state: summary.blocking > 0 ? 'TO_CORRECT' : 'READY' });
    context.about('documentImport', at.documentImportId);
    return {};
  },

  /** A file that cannot be read leaves; one that could not be written goes back to the desk. */
  async refuseFile(context, { refusal, ...at }) {
    const { tx, jurisdictionId } = context;
    const file = await loadImportFile(tx, jurisdictionId, at);
    if (file.state === 'QUEUED') await saveImportFile(tx, jurisdictionId, file, { ...LEFT, state: 'REFUSED', refusal });
    if (file.state === 'CONFIRMING') await saveImportFile(tx, jurisdictionId, file, { state: 'TO_CORRECT', refusal });
    context.about('documentImport', at.documentImportId);
    return {};
  },
} satisfies Handlers<typeof importWorkOperations>;

export interface ImportWorkParts {
  readonly pipe: Pipe;
  readonly database: Database;
  readonly jurisdictionId: JurisdictionId;
}

/** Outside any transaction: a file may take a minute. */
async function readContent({ content, fileName, sourceText, linePlaces: known }: StagedFile): Promise<{ text?: string; linePlaces?: LinePlace[] }> {
  if (content === null) return sourceText === null ? {} : { text: sourceText, linePlaces: [...(known ?? [])] };
  const { text, linePlaces = [] } = await readDocumentApart({ name: fileName ?? '', bytes: new Uint8Array(content) });
  return { text, linePlaces: [...linePlaces] };
}

async function readFile({ pipe, database, jurisdictionId }: ImportWorkParts, at: FilePlace): Promise<void> {
  const read = await readContent(await findImportFile(database.reading, jurisdictionId, at));
  await pipe.act(systemActor, importWorkOperations.takeReading, { ...at, ...read });
}

async function confirmFile({ pipe, database, jurisdictionId }: ImportWorkParts, at: FilePlace): Promise<void> {
  const { state, version, actingFor, actingName } = await findImportFile(database.reading, jurisdictionId, at);
  if (state !== 'CONFIRMING') return;
  await pipe.act({ ...systemActor, accountId: actingFor, name: actingName ?? systemActor.name }, registryOperations.confirmImportFile, { ...at, version });
}

/** Does it, or says on the line of the file why not. A fault is thrown to be tried again; the last time it is told on the line too, and answered. */
async function workFile(parts: ImportWorkParts, at: FilePlace, work: typeof readFile, isLastTry: boolean): Promise<unknown> {
  try {
    await work(parts, at);
    return null;
  } catch (fault) {
    if (!(fault instanceof Refused) && !isLastTry) throw fault;
    const refused = fault instanceof Refused ? fault : refuseRegistry('registry.unreadable', { name: `${at.ordinal}`, detail: '处理时发生故障，已记入日志。' });
    await parts.pipe.act(systemActor, importWorkOperations.refuseFile, { ...at, refusal: describeRefusal(refused) });
    return fault instanceof Refused ? null : fault;
  }
}

/** The first file in that state. Locks the import: whoever adds a file meanwhile is waited for, so that no file is left behind. */
const findNext = ({ database, jurisdictionId }: ImportWorkParts, documentImportId: DocumentImportId, state: 'QUEUED' | 'CONFIRMING'): Promise<FilePlace | undefined> =>
  database.inTransaction(async (tx) => {
    await lockDocumentImport(tx, jurisdictionId, documentImportId);
    return (await listImportFiles(tx, jurisdictionId, documentImportId)).find((file) => file.state === state);
  });

/** What an instance that broke off left undone, as jobs for whoever starts next: the queue itself would only take it up after its heartbeat has been missed. */
export const listBrokenOff = async (db: Reading, jurisdictionId: JurisdictionId): Promise<ImportJob[]> =>
  (await listUnfinishedWork(db, jurisdictionId)).map(({ documentImportId, state }) => ({ task: state === 'QUEUED' ? 'READ' : 'CONFIRM', documentImportId }));

/** Works an import to its end, file by file, each in a transaction of its own: killed, it goes on with the next. */
export const makeImportWorker = (parts: ImportWorkParts) => async ({ data: { task, documentImportId }, isLastTry }: Job<ImportJob>): Promise<void> => {
  const faults: unknown[] = [];
  if (task === 'REREAD') {
    const files = await listImportFiles(parts.database.reading, parts.jurisdictionId, documentImportId);
    for (const { ordinal } of files.filter(({ state }) => isWaiting(state))) faults.push(await workFile(parts, { documentImportId, ordinal }, readFile, isLastTry));
  } else {
    const [state, work] = task === 'READ' ? (['QUEUED', readFile] as const) : (['CONFIRMING', confirmFile] as const);
    for (let next = await findNext(parts, documentImportId, state); next !== undefined; next = await findNext(parts, documentImportId, state)) {
      faults.push(await workFile(parts, { documentImportId, ordinal: next.ordinal }, work, isLastTry));
    }
  }
  const fault = faults.find((one) => one !== null);
  if (fault !== undefined) throw fault instanceof Error ? fault : new Error('a file of the import was not worked', { cause: fault });
};
