import { readFile, stat } from 'node:fs/promises';
import { parse } from 'yaml';
import { dutyVerbTableSchema, type DutyVerbTable } from '../../../core/registry/parser/model.ts';

const TABLE = new URL('../../../../parameters/duty-verbs.yaml', import.meta.url);

let read: { readonly changedMs: number; readonly table: DutyVerbTable } | undefined;

/** The verb table of the installation (procedures 5.4), read again only when the file has changed: reading it takes longer than most papers. Throws for a table that breaks its shape. */
export async function loadDutyVerbs(): Promise<DutyVerbTable> {
  const { mtimeMs: changedMs } = await stat(TABLE);
  if (read?.changedMs !== changedMs) read = { changedMs, table: dutyVerbTableSchema.parse(parse(await readFile(TABLE, 'utf8'))) };
  return read.table;
}
