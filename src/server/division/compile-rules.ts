import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileRulesSchema, type CompileRules } from '../../core/division/basis-ranks.ts';

const TABLE = new URL('../../../parameters/basis-ranks.yaml', import.meta.url);

/** The table of `parameters/basis-ranks.yaml`; throws when the file is not in its shape. */
export const loadCompileRules = (): CompileRules => compileRulesSchema.parse(parse(readFileSync(TABLE, 'utf8')));
