import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { guardRulesSchema, type GuardRules } from '../../core/dispatch/model.ts';

const TABLE = new URL('../../../parameters/dispatch-guard.yaml', import.meta.url);

/** The word lists of `parameters/dispatch-guard.yaml`; throws when the file is not in their shape. */
export const loadGuardRules = (): GuardRules => guardRulesSchema.parse(parse(readFileSync(TABLE, 'utf8')));
