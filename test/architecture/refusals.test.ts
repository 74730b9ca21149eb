import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allOperations } from '../../src/core/catalogue.ts';
import { commonRefusals, type RefusalDefinition } from '../../src/core/kernel/refusal.ts';
import { root } from '../../src/server/platform/version.ts';
import { readFiles } from '../support/source-files.ts';

const isTable = (value: unknown): value is Record<string, RefusalDefinition> =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0 && Object.entries(value).every(([code, definition]) => code.includes('.') && typeof definition === 'object' && definition !== null && 'remedy' in definition);

async function findRefusals(): Promise<Map<string, RefusalDefinition>> {
  const core = join(root, 'src/core');
  const files = (await readdir(core, { recursive: true })).filter((file) => file.endsWith('refusals.ts')).sort();
  const modules = await Promise.all(files.map((file) => import(join(core, file)) as Promise<Record<string, unknown>>));
  return new Map<string, RefusalDefinition>([commonRefusals as Record<string, RefusalDefinition>, ...modules.flatMap((module) => Object.values(module).filter(isTable))].flatMap((table) => Object.entries(table)));
}

const refusals: ReadonlyMap<string, RefusalDefinition> = await findRefusals();
const sources = await readFiles((path) => /^src\/(core|server)\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'));
const thrown = sources
  .filter(({ path }) => !path.startsWith('src/server/platform/embedded-postgres'))
  .flatMap(({ path, text }) => [...text.matchAll(/\brefuse[A-Z]\w*\(\s*'([\w.-]+)'/g)].map((match) => ({ path, code: match[1] as string })));
const declared = new Set<string>(allOperations.flatMap(({ refuses }) => refuses));

/** Any call may meet these: they belong to the pipe and the edge, not to an operation. */
const everywhere = ['common.invalid-input', 'common.sign-in-required', 'common.forbidden', 'common.idempotency-key-reused', 'common.too-large', 'common.busy'];

/** No operation reaches these: a constraint of the database stands behind the code. */
const lastGuards = ['division.entry-immutable', 'disputes.settlement-fixed', 'disputes.signature-final', 'disputes.parties-fixed', 'disputes.record-final', 'dispatch.record-final'];

describe('the tables of refusals', () => {
  test('every code an operation declares stands in a table', () => {
    expect([...declared].filter((code) => !refusals.has(code)).sort()).toEqual([]);
  });

  test('every code that is thrown stands in a table', () => {
    expect(thrown.filter(({ code }) => !refusals.has(code))).toEqual([]);
  });

  test('every code that is thrown is declared by an operation', () => {
    expect(thrown.filter(({ code }) => ![...declared, ...everywhere, ...lastGuards].includes(code))).toEqual([]);
  });

  test('every code of a table is used', () => {
    const unused = [...refusals.keys()].filter((code) => !sources.some(({ path, text }) => !/(refusals|refusal|operations)\.ts$/.test(path) && text.includes(`'${code}'`)));
    expect(unused).toEqual([]);
  });

  test('each says in both languages what is wrong and what would make it pass', () => {
    const mute = [...refusals].filter(([, { text, remedy }]) => [text, remedy].some(({ zh, en }) => !/\p{Script=Han}|^\{\w+\}$/u.test(zh) || en.trim() === ''));
    expect(mute.map(([code]) => code)).toEqual([]);
  });

  test('both languages are filled from the same data', () => {
    // `{ruleEn}` is what `{rule}` is in the other language
    const names = (text: string) => [...text.matchAll(/\{(\w+?)(?:En)?\}/g)].map((match) => match[1]).sort().join();
    const uneven = [...refusals].filter(([, { text, remedy }]) => [text, remedy].some(({ zh, en }) => names(zh) !== names(en)));
    expect(uneven.map(([code]) => code)).toEqual([]);
  });
});
