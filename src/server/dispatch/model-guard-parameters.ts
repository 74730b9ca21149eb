import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { modelGuardSchema, type ModelGuard } from '../../core/dispatch/model-guard.ts';

const TABLE = new URL('../../../parameters/model-guard.yaml', import.meta.url);

/** The rules of `parameters/model-guard.yaml`; throws when the file is not in their shape. */
export const loadModelGuard = (): ModelGuard => modelGuardSchema.parse(parse(readFileSync(TABLE, 'utf8')));
