import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { dispatchCostsSchema, listUsualCosts, type CostVersion } from '../../core/dispatch/costs.ts';
import { healthRulesSchema, type HealthRules } from '../../core/dispatch/model-health.ts';

const read = (name: string): unknown => parse(readFileSync(new URL(`../../../parameters/${name}`, import.meta.url), 'utf8'));

/** The bounds of `parameters/model-health.yaml`; throws when the file is not in their shape. */
export const loadHealthRules = (): HealthRules => healthRulesSchema.parse(read('model-health.yaml'));

/** The versions of `parameters/dispatch-costs.yaml`; throws when the file is not in their shape. */
export const loadUsualCosts = (): CostVersion[] => listUsualCosts(dispatchCostsSchema.parse(read('dispatch-costs.yaml')));
