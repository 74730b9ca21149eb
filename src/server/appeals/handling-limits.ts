import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { handlingLimitsSchema, regionalLimitsSchema, type HandlingLimits, type RegionalLimits } from '../../core/appeals/limits.ts';

const TABLE = new URL('../../../parameters/handling-limits.yaml', import.meta.url);
const REGIONS = new URL('../../../parameters/regional-limits.yaml', import.meta.url);

/** The table of `parameters/handling-limits.yaml`; throws when the file is not in its shape. */
export const loadHandlingLimits = (): HandlingLimits => handlingLimitsSchema.parse(parse(readFileSync(TABLE, 'utf8')));

/** The table of `parameters/regional-limits.yaml`; throws when the file is not in its shape. */
export const loadRegionalLimits = (): RegionalLimits => regionalLimitsSchema.parse(parse(readFileSync(REGIONS, 'utf8')));
