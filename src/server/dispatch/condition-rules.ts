import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { conditionRulesSchema, NO_CONDITIONS, type ConditionRules } from '../../core/dispatch/conditions.ts';
import { daySchema, startOfDay, type Instant } from '../../core/kernel/time.ts';

const TABLE = new URL('../../../parameters/dispatch-conditions.yaml', import.meta.url);

const versionSchema = conditionRulesSchema.extend({ on: daySchema });
type ConditionVersion = z.infer<typeof versionSchema>;

/** The versions of `parameters/dispatch-conditions.yaml`, oldest first; throws when the file is not in their shape. */
export const loadConditionRules = (): ConditionVersion[] =>
  z.object({ versions: z.array(versionSchema).min(1) }).parse(parse(readFileSync(TABLE, 'utf8'))).versions.sort((a, b) => (a.on < b.on ? -1 : 1));

/** The version in force at a moment, and when the next one begins. */
export function findConditionRules(versions: readonly ConditionVersion[], at: Instant): { readonly rules: ConditionRules; readonly until: Instant | null } {
  const next = versions.findIndex(({ on }) => startOfDay(on) > at);
  const [current, coming] = next < 0 ? [versions.at(-1), undefined] : [versions[next - 1], versions[next]];
  if (current === undefined) return { rules: NO_CONDITIONS, until: coming === undefined ? null : startOfDay(coming.on) };
  const { on: _, ...rules } = current;
  return { rules, until: coming === undefined ? null : startOfDay(coming.on) };
}
