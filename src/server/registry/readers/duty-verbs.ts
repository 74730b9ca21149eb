import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { dutyVerbTableSchema, type DutyVerbTable } from '../../../core/registry/parser/model.ts';

const TABLE = new URL('../../../../parameters/duty-verbs.yaml', import.meta.url);

/** The verb table of the installation (procedures 5.4); a table that breaks its shape stops the start. */
export const loadDutyVerbs = async (): Promise<DutyVerbTable> => dutyVerbTableSchema.parse(parse(await readFile(TABLE, 'utf8')));
