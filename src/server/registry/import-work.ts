import { z } from 'zod';
import { systemActor } from '../../core/access/model.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import type { Operations } from '../../core/kernel/operation.ts';
import { Refused } from '../../core/kernel/refusal.ts';
import { word } from '../../core/kernel/words.ts';
import { documentImportIdSchema, shownRefusalSchema } from '../../core/registry/import-model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { Handlers } from '../context.ts';
import type { Pipe } from '../pipe.ts';
import type { Database } from '../platform/database.ts';
import type { Job } from '../platform/jobs.ts';
import { findImportFile } from './import-queries.ts';
import { describeRefusal, isWaiting, readStaged } from './import-reading.ts';
import { LEFT, loadImportFile, saveImportFile, type FilePlace, type StagedFile } from './import-store.ts';
import { readDocumentApart } from './readers/read-apart.ts';

/** Where files wait to be read, and to be written into the registry. */
export const DOCUMENT_IMPORT_QUEUE = 'registry.document-import';

export interface ImportJob extends FilePlace {
  readonly task: 'READ' | 'CONFIRM';
}

const place = { documentImportId: documentImportIdSchema, ordinal: z.number().int() };

/** Called by the program itself; they stand in no list that others can call. */
export const importWorkOperations = {
  takeReading: {
    name: 'registry.takeReading', method: 'POST', path: '/document-import-readings', title: word('登记读出结果', 'Record a reading'), effect: 'change', permission: 'registry:write',
    /** The text as it was read; absent when the file was read before and is looked at again. */
    input: z.object({ ...place, text: z.string().optional() }), result: z.object({}), refuses: [], secret: ['text'],
  },
  refuseFile: {
    name: 'registry.refuseFile', method: 'POST', path: '/document-import-refusals', title: word('退回待导入文件', 'Turn a file back'), effect: 'change', permission: 'registry:write',
    input: z.object({ ...place, refusal: shownRefusalSchema }), result: z.object({}), refuses: [],
  },
} as const satisfies Operations;

export const importWorkHandlers = {
  async takeReading(context, { text, ...at }) {
    const { tx, jurisdictionId } = context;
    const file = await loadImportFile(tx, jurisdictionId, at);
    const source = text ?? file.sourceText;
    // discarded meanwhile, or read by another instance
    if (source === null || (file.state !== 'QUEUED' && !isWaiting(file.state))) return {};
    const { summary, paper } = await readStaged(tx, jurisdictionId, context.at, file, source);
    await saveImportFile(tx, jurisdictionId, file, { content: null, sourceText: source, fileHash: paper.fileHash, summary, state: summary.blocking > 0 ? 'TO_CORRECT' : 'READY' });
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
async function readContent({ content, fileName, sourceText }: StagedFile): Promise<string | undefined> {
  if (content === null) return sourceText ?? undefined;
  return (await readDocumentApart({ name: fileName ?? '', bytes: new Uint8Array(content) })).text;
}

async function readFile({ pipe, database, jurisdictionId }: ImportWorkParts, at: FilePlace): Promise<void> {
  const file = await findImportFile(database.reading, jurisdictionId, at);
  const text = await readContent(file);
  await pipe.act(systemActor, importWorkOperations.takeReading, { ...at, ...(text === undefined ? {} : { text }) });
}

async function confirmFile({ pipe, database, jurisdictionId }: ImportWorkParts, at: FilePlace): Promise<void> {
  const { state, version, actingFor, actingName } = await findImportFile(database.reading, jurisdictionId, at);
  if (state !== 'CONFIRMING') return;
  await pipe.act({ ...systemActor, accountId: actingFor, name: actingName ?? systemActor.name }, registryOperations.confirmImportFile, { ...at, version });
}

/** Reads one file, or writes one into the registry. What is refused is told on its line; a fault is tried again. */
export const makeImportWorker = (parts: ImportWorkParts) => async ({ data: { task, documentImportId, ordinal }, isLastTry }: Job<ImportJob>): Promise<void> => {
  const at = { documentImportId, ordinal };
  try {
    await (task === 'READ' ? readFile : confirmFile)(parts, at);
  } catch (fault) {
    if (!(fault instanceof Refused) && !isLastTry) throw fault;
    const refused = fault instanceof Refused ? fault : refuseRegistry('registry.unreadable', { name: `${ordinal}`, detail: '处理时发生故障，已记入日志。' });
    await parts.pipe.act(systemActor, importWorkOperations.refuseFile, { ...at, refusal: describeRefusal(refused) });
    if (!(fault instanceof Refused)) throw fault;
  }
};
