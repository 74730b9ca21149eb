import type { InputOf, UploadedFile } from '../../core/kernel/operation.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import { word, type Word } from '../../core/kernel/words.ts';
import { findingWords, type Finding, type ImportMeta } from '../../core/registry/import-model.ts';
import type { importOperations } from '../../core/registry/import-operations.ts';
import type { RegistryDocument } from '../../core/registry/model.ts';
import { tidyHeading } from '../../core/registry/parser/columns.ts';
import { refuseRegistry } from '../../core/registry/refusals.ts';
import type { ChangeContext, Handlers } from '../context.ts';
import { viewDocument } from './document-queries.ts';
import { writePaper } from './import-document.ts';
import { findDocumentImport, findImportFile, listDocumentImports, listImportFiles } from './import-queries.ts';
import { describeFile, describeStaged, isWaiting, placesOf, readStaged, refuseNotOpen, textOfFile, type FileReading } from './import-reading.ts';
import { hasQueued, insertDocumentImport, insertImportFile, LEFT, listWaitingImports, loadFilesIn, loadImportFile, putColumnMapping, saveImportFile, takeOrdinal, type FilePlace, type StagedFile } from './import-store.ts';
import type { ImportJob } from './import-work.ts';

export interface ImportParts {
  /** Has the work done behind the call, once its transaction holds. */
  readonly queueImport: (context: ChangeContext, job: ImportJob) => Promise<void>;
}

const FILE_LIMIT = 200;

async function takeFile({ tx, jurisdictionId }: ChangeContext, { version, ...place }: FilePlace & { readonly version: number }): Promise<StagedFile> {
  const file = await loadImportFile(tx, jurisdictionId, place);
  if (file.version !== version) throw refuseCommon('common.stale', { seen: version, current: file.version });
  return file;
}

/** Where in the file: `工作表“配合” 第 5 行 牵头部门`; nothing for the file as a whole. */
function sayPlace({ sheet, row, column }: Pick<Finding, 'sheet' | 'row' | 'column'>): Word {
  const parts = [sheet === null ? null : word(`工作表“${sheet}”`, `sheet “${sheet}”`), row === null ? null : word(`第 ${row} 行`, `row ${row}`), column === null ? null : word(column, column)].filter((part) => part !== null);
  return word(parts.map(({ zh }) => zh).join(' '), parts.map(({ en }) => en).join(' '));
}

function sayFinding(finding: Finding): Word {
  const [place, { kind, what }] = [sayPlace(finding), finding];
  const quoted = what === '' ? word('', '') : word(`“${what}”`, ` “${what}”`);
  return place.zh === '' ? word(`${findingWords[kind].zh}${quoted.zh}`, `${findingWords[kind].en}${quoted.en}`) : word(`${place.zh}：${findingWords[kind].zh}${quoted.zh}`, `${place.en}: ${findingWords[kind].en}${quoted.en}`);
}

const REFUSED_BY: Partial<Record<Finding['kind'], 'registry.department-needed' | 'registry.no-clauses'>> = { DEPARTMENT_NEEDED: 'registry.department-needed', NO_CLAUSES: 'registry.no-clauses' };

function decideConfirmation({ findings }: FileReading): void {
  const blocking = findings.filter(({ blocks }) => blocks);
  const [first] = blocking;
  if (first === undefined) return;
  const whole = REFUSED_BY[first.kind];
  if (whole !== undefined) throw refuseRegistry(whole, {});
  throw refuseRegistry('registry.to-correct', { count: blocking.length }, placesOf(blocking, sayFinding));
}

/** Writes a file as it reads now with its corrections, in the transaction in which it leaves the desk. */
async function confirmFile(context: ChangeContext, file: StagedFile): Promise<RegistryDocument> {
  const { tx, jurisdictionId, at } = context;
  if (!isWaiting(file.state) && file.state !== 'CONFIRMING') throw refuseNotOpen(file.state);
  const reading = await readStaged(tx, jurisdictionId, at, file, textOfFile(file));
  decideConfirmation(reading);
  const { paper, corrected, title, previous } = reading;
  const clauses = corrected.clauses.map(({ read: _, ...clause }) => clause);
  const documentId = await writePaper(context, { kind: file.meta.kind, title, fileName: file.fileName, paper, clauses, notUnderstood: corrected.notUnderstood, corrections: corrected.made, previous });
  await saveImportFile(tx, jurisdictionId, file, { ...LEFT, state: 'CONFIRMED', documentId, refusal: null, summary: reading.summary });
  return (await viewDocument(tx, jurisdictionId, documentId)).document;
}

type Given = Pick<InputOf<typeof importOperations.addImportFile>, 'kind' | 'departmentId' | 'documentNumber' | 'validFrom' | 'title'>;

/** What a file says of itself counts where nothing is said beside it. */
const metaOf = ({ kind, departmentId, documentNumber, validFrom, title }: Given): ImportMeta => ({ kind, departmentId: departmentId ?? null, documentNumber: documentNumber ?? null, validFrom: validFrom ?? null, title: title ?? null, replaces: true });

/** A file as it came, or the text that was pasted. Refuses `registry.no-source`. */
function sourceOf(file: UploadedFile | undefined, text: string | undefined): Pick<StagedFile, 'fileName' | 'content' | 'sourceText'> {
  if (file !== undefined) return { fileName: file.name, content: file.bytes, sourceText: null };
  if (text === undefined || text.trim() === '') throw refuseRegistry('registry.no-source');
  return { fileName: null, content: null, sourceText: text };
}

export const makeImportHandlers = ({ queueImport }: ImportParts) => ({
  listDocumentImports: ({ db, jurisdictionId }, filter) => listDocumentImports(db, jurisdictionId, filter),

  async startDocumentImport(context) {
    const { tx, jurisdictionId, at, actor } = context;
    const documentImportId = context.newId<'documentImport'>();
    await insertDocumentImport(tx, jurisdictionId, { documentImportId, startedBy: actor.accountId, startedByName: actor.name, startedAt: at });
    context.about('documentImport', documentImportId);
    return findDocumentImport(tx, jurisdictionId, documentImportId);
  },

  async viewDocumentImport({ db, jurisdictionId }, { documentImportId }) {
    return { ...(await findDocumentImport(db, jurisdictionId, documentImportId)), files: await listImportFiles(db, jurisdictionId, documentImportId) };
  },

  async addImportFile(context, { documentImportId, file, text, ...given }) {
    const { tx, jurisdictionId } = context;
    const source = sourceOf(file, text);
    const ordinal = await takeOrdinal(tx, jurisdictionId, documentImportId);
    if (ordinal > FILE_LIMIT) throw refuseRegistry('registry.import-full', { limit: FILE_LIMIT });
    const isWorked = await hasQueued(tx, jurisdictionId, documentImportId);
    await insertImportFile(tx, jurisdictionId, { documentImportId, ordinal, ...source, meta: metaOf(given) });
    if (!isWorked) await queueImport(context, { task: 'READ', documentImportId });
    context.about('documentImport', documentImportId);
    return describeFile(await loadImportFile(tx, jurisdictionId, { documentImportId, ordinal }));
  },

  async viewImportFile({ db, jurisdictionId, at }, place) {
    const file = await findImportFile(db, jurisdictionId, place);
    return describeStaged(db, jurisdictionId, file, await readStaged(db, jurisdictionId, at, file, textOfFile(file)));
  },

  async correctImportFile(context, { meta: change, corrections, ...place }) {
    const { tx, jurisdictionId, at } = context;
    const file = await takeFile(context, place);
    if (!isWaiting(file.state)) throw refuseNotOpen(file.state);
    const meta = { ...file.meta, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
    const reading = await readStaged(tx, jurisdictionId, at, { ...file, meta, corrections }, textOfFile(file));
    const { unfit } = reading.corrected;
    if (unfit.length > 0) {
      const places = unfit.map(({ start, end }) => reading.paper.text.slice(start, Math.min(end, start + 60))).map((quote) => ({ path: quote, text: { zh: `“${quote}”`, en: `“${quote}”` } }));
      throw refuseRegistry('registry.correction-unfit', { count: unfit.length }, places);
    }
    await saveImportFile(tx, jurisdictionId, file, { meta, corrections, summary: reading.summary, refusal: null, state: reading.summary.blocking > 0 ? 'TO_CORRECT' : 'READY' });
    context.about('documentImport', place.documentImportId);
    return describeFile(await loadImportFile(tx, jurisdictionId, place));
  },

  async saveColumnMapping(context, mapping) {
    const { tx, jurisdictionId, at, actor } = context;
    if (mapping.columns.map(({ column }) => tidyHeading(column)).join('|') !== mapping.template) throw refuseRegistry('registry.columns-differ');
    await putColumnMapping(tx, jurisdictionId, mapping, { decidedBy: actor.name, recordedAt: at });
    for (const { documentImportId } of await listWaitingImports(tx, jurisdictionId)) await queueImport(context, { task: 'REREAD', documentImportId });
    return mapping;
  },

  async confirmImportFile(context, place) {
    return confirmFile(context, await takeFile(context, place));
  },

  async confirmReadyFiles(context, { documentImportId }) {
    const { tx, jurisdictionId, actor } = context;
    await findDocumentImport(tx, jurisdictionId, documentImportId);
    const ready = await loadFilesIn(tx, jurisdictionId, documentImportId, 'READY');
    if (ready.length === 0) throw refuseRegistry('registry.none-ready');
    for (const file of ready) {
      await saveImportFile(tx, jurisdictionId, file, { state: 'CONFIRMING', actingFor: actor.accountId, actingName: actor.name });
    }
    await queueImport(context, { task: 'CONFIRM', documentImportId });
    context.about('documentImport', documentImportId);
    return findDocumentImport(tx, jurisdictionId, documentImportId);
  },

  async discardImportFile(context, place) {
    const { tx, jurisdictionId } = context;
    const file = await takeFile(context, place);
    if (!isWaiting(file.state) && file.state !== 'QUEUED') throw refuseNotOpen(file.state);
    await saveImportFile(tx, jurisdictionId, file, { ...LEFT, state: 'DISCARDED' });
    context.about('documentImport', place.documentImportId);
    return describeFile(await loadImportFile(tx, jurisdictionId, place));
  },
}) satisfies Handlers<typeof importOperations>;
