import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DepartmentId } from '../core/access/model.ts';
import { appealsOperations } from '../core/appeals/operations.ts';
import type { UploadedFile } from '../core/kernel/operation.ts';
import { Refused } from '../core/kernel/refusal.ts';
import type { DocumentKind } from '../core/registry/model.ts';
import { registryOperations } from '../core/registry/operations.ts';
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

/** Previews a paper, says what was not understood, and takes in exactly what was previewed. */
async function importDocument(instance: Instance, path: string, options: ImportOptions): Promise<void> {
  const [file, meta] = await Promise.all([uploaded(path), readMeta(instance, options)]);
  const preview = await instance.call(registryOperations.previewDocument, { ...meta, file });
  say(`${file.name}：${preview.title}，条款 ${preview.clauses.length} 条，未识别 ${preview.notUnderstood.length} 处`);
  if (preview.unknownPartners.length > 0) say(`  名录中没有的单位：${preview.unknownPartners.join('、')}`);
  await instance.call(registryOperations.importDocument, { ...meta, file, expectedHash: preview.fileHash, ...(options.title === undefined ? {} : { title: options.title }) });
}

/** A file that is not there keeps the others out as little as one that is refused. */
function refusalOf(fault: unknown, path: string): Refused {
  if (fault instanceof Refused) return fault;
  if (fault instanceof Error && 'syscall' in fault && 'path' in fault) return refuseCommand('command.no-file', { path });
  throw fault;
}

/** Takes in one paper for each file; a refused one does not keep the others out. */
export async function importDocuments(instance: Instance, paths: readonly string[], options: ImportOptions): Promise<ImportResult> {
  const rows: { row: number; code: string; text: string }[] = [];
  for (const [index, path] of paths.entries()) {
    try {
      await importDocument(instance, path, options);
    } catch (fault) {
      const refused = refusalOf(fault, path);
      rows.push({ row: index + 1, code: refused.code, text: `${refused.text.zh}${refused.remedy.zh}` });
    }
  }
  return { accepted: paths.length - rows.length, refused: rows.length, rows };
}

const POLL_MS = 300;
const STALLED_MS = 120_000;

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
