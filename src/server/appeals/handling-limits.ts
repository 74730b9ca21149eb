import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { handlingLimitsSchema, type HandlingLimits } from '../../core/appeals/limits.ts';

const TABLE = new URL('../../../parameters/handling-limits.yaml', import.meta.url);

/** The table of `parameters/handling-limits.yaml`; throws when the file is not in its shape. */
export const loadHandlingLimits = (): HandlingLimits => handlingLimitsSchema.parse(parse(readFileSync(TABLE, 'utf8')));
