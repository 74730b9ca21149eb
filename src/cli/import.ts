import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DepartmentId } from '../core/access/model.ts';
import { appealsOperations } from '../core/appeals/operations.ts';
import type { ResultOf, UploadedFile } from '../core/kernel/operation.ts';
import { Refused } from '../core/kernel/refusal.ts';
import { fill } from '../core/kernel/words.ts';
import type { ImportFileState } from '../core/registry/import-model.ts';
import type { DocumentKind } from '../core/registry/model.ts';
import { registryOperations } from '../core/registry/operations.ts';
import { registryRefusals } from '../core/registry/refusals.ts';
import type { Instance } from './instance.ts';
import { say } from './output.ts';
import { refuseCommand } from './refusals.ts';

export const importKinds = ['documents', 'appeals'] as const;

export interface ImportOptions {
  readonly kind?: DocumentKind | undefined;
  readonly department?: string | undefined;
  readonly number?: string | undefined;
  readonly title?: string | undefined;
  readonly validFrom?: string | undefined;
}

/** What `lishun import` answers (interfaces.md). */
export interface ImportResult {
  readonly accepted: number;
  readonly refused: number;
  readonly rows: readonly { readonly row: number; readonly code: string; readonly text: string }[];
}

const uploaded = async (path: string): Promise<UploadedFile> => ({ name: basename(path), bytes: new Uint8Array(await readFile(path)) });

/** A department by its code, its name or its short name. */
async function findDepartmentId(instance: Instance, name: string): Promise<DepartmentId> {
  for (let cursor: string | undefined; ; ) {
    const page = await instance.call(registryOperations.listDepartments, { limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    const found = page.items.find((one) => [one.departmentId, one.code, one.name, one.shortName].includes(name));
    if (found !== undefined) return found.departmentId;
    if (page.nextCursor === null) throw refuseCommand('command.unknown-department', { name });
    cursor = page.nextCursor;
  }
}

async function readMeta(instance: Instance, { department, number, kind, validFrom }: ImportOptions) {
  return {
    kind: kind ?? 'SANDING',
    ...(department === undefined ? {} : { departmentId: await findDepartmentId(instance, department) }),
    ...(number === undefined ? {} : { documentNumber: number }),
    ...(validFrom === undefined ? {} : { validFrom }),
  };
}

const POLL_MS = 300;
const STALLED_MS = 120_000;

type Staged = ResultOf<typeof registryOperations.viewDocumentImport>;

/** A file that is not there keeps the others out as little as one that is refused. */
function refusalOf(fault: unknown, path: string): Refused {
  if (fault instanceof Refused) return fault;
  if (fault instanceof Error && 'syscall' in fault && 'path' in fault) return refuseCommand('command.no-file', { path });
  throw fault;
}

interface RefusedFile {
  readonly row: number;
  readonly code: string;
  readonly text: string;
}

const asRow = (row: number, { code, text, remedy }: Pick<Refused, 'code' | 'text' | 'remedy'>): RefusedFile => ({ row, code, text: `${text.zh}${remedy.zh}` });

/** Hands every file in; answers which of them (by their ordinal) is which argument, and those that could not be handed in. */
async function handIn(instance: Instance, documentImportId: Staged['documentImportId'], paths: readonly string[], options: ImportOptions): Promise<{ rows: ReadonlyMap<number, number>; refused: RefusedFile[] }> {
  const meta = await readMeta(instance, options);
  const rows = new Map<number, number>();
  const refused: RefusedFile[] = [];
  for (const [index, path] of paths.entries()) {
    try {
      const staged = await instance.call(registryOperations.addImportFile, { documentImportId, ...meta, file: await uploaded(path), ...(options.title === undefined ? {} : { title: options.title }) });
      rows.set(staged.ordinal, index + 1);
    } catch (fault) {
      refused.push(asRow(index + 1, refusalOf(fault, path)));
    }
  }
  return { rows, refused };
}

/** Waits until no file is in that state; tells how many are done with. */
async function waitWhile(instance: Instance, documentImportId: Staged['documentImportId'], state: ImportFileState, said: string): Promise<Staged> {
  let moved = performance.now();
  let last = -1;
  for (;;) {
    const run = await instance.call(registryOperations.viewDocumentImport, { documentImportId });
    const left = run.files.filter((file) => file.state === state).length;
    if (left === 0) return run;
    if (left !== last) {
      moved = performance.now();
      last = left;
      say(`${said} ${run.total - left} / ${run.total}`);
    }
    if (performance.now() - moved > STALLED_MS) throw refuseCommand('command.import-stalled', { done: run.total - left, total: run.total });
    await pause(POLL_MS);
  }
}

function outcomeOf(row: number, { state, refusal, summary, fileName }: Staged['files'][number]): RefusedFile | null {
  if (state === 'CONFIRMED') return null;
  if (refusal !== null) return asRow(row, refusal);
  const { text, remedy } = registryRefusals['registry.to-correct'];
  return { row, code: 'registry.to-correct', text: `${fileName ?? ''}：${fill(text, { count: summary?.blocking ?? 0 }).zh}${remedy.zh}` };
}

/** Takes papers in as one import: all that are ready go into the registry; the others wait on its page, or are refused, and keep nobody out. */
export async function importDocuments(instance: Instance, paths: readonly string[], options: ImportOptions): Promise<ImportResult> {
  const { documentImportId } = await instance.call(registryOperations.startDocumentImport, {});
  const { rows, refused } = await handIn(instance, documentImportId, paths, options);
  const read = await waitWhile(instance, documentImportId, 'QUEUED', '已读取');
  for (const { fileName, summary } of read.files) if (summary !== null) say(`${fileName ?? ''}：${summary.title}，条款 ${summary.clauses} 条，须更正 ${summary.blocking} 处，提示 ${summary.notes} 处`);
  if (read.files.some(({ state }) => state === 'READY')) await instance.call(registryOperations.confirmReadyFiles, { documentImportId });
  const done = await waitWhile(instance, documentImportId, 'CONFIRMING', '已入库');
  const failed = done.files.flatMap((file) => outcomeOf(rows.get(file.ordinal) ?? file.ordinal, file) ?? []);
  const all = [...refused, ...failed].toSorted((a, b) => a.row - b.row);
  return { accepted: paths.length - all.length, refused: all.length, rows: all };
}

/** Hands the table in and waits until every row is taken in or refused. */
export async function importAppeals(instance: Instance, path: string): Promise<ImportResult> {
  let progress = await instance.call(appealsOperations.startImport, { file: await uploaded(path) });
  let moved = performance.now();
  while (progress.finishedAt === null) {
    await pause(POLL_MS);
    const next = await instance.call(appealsOperations.viewImport, { appealImportId: progress.appealImportId });
    if (next.done !== progress.done) {
      moved = performance.now();
      say(`已处理 ${next.done} / ${next.total}`);
    }
    if (performance.now() - moved > STALLED_MS) throw refuseCommand('command.import-stalled', { done: next.done, total: next.total });
    progress = next;
  }
  return { accepted: progress.accepted, refused: progress.refusedCount, rows: progress.refused.map(({ row, code, text }) => ({ row, code, text: text.zh })) };
}

/** The result as lines for people. */
export const describeImport = ({ accepted, refused, rows }: ImportResult): string =>
  [`受理 ${accepted}，未受理 ${refused}`, ...rows.map(({ row, code, text }) => `  第 ${row} 行 ${code}：${text}`)].join('\n');
