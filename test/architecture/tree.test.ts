import { describe, expect, test } from 'vitest';
import { listFiles, readFiles } from '../support/source-files.ts';

const texts = await readFiles((path) => path !== 'test/architecture/tree.test.ts' && path !== 'package-lock.json');

const naming = (pattern: RegExp, wanted: (path: string) => boolean = () => true) => texts.filter(({ path, text }) => wanted(path) && pattern.test(text)).map(({ path }) => path);

describe('the tree', () => {
  test('names no folder of the machine it was written on', () => {
    expect(naming(/(?<![\w.:/$}@-])\/(work|home|root|Users|mnt)\/[\w.-]+/)).toEqual([]);
  });

  test('names no private host', () => {
    expect(naming(/https?:\/\/[\w.-]+\.(internal|local|lan|corp|intranet)\b/i)).toEqual([]);
  });

  test('the lockfile takes packages from the public registry or names no place', async () => {
    const [lock] = await readFiles((path) => path === 'package-lock.json');
    const hosts = new Set([...(lock?.text ?? '').matchAll(/"resolved": "https?:\/\/([^/"]+)/g)].map((match) => match[1]));
    expect([...hosts].filter((host) => host !== ['registry', 'npmjs', 'org'].join('.'))).toEqual([]);
  });

  test('leaves nothing to be done later', () => {
    expect(naming(/\b(TODO|FIXME|XXX)\b/, (path) => /\.(ts|tsx|sql)$/.test(path))).toEqual([]);
  });

  test('has no drawer: no file named util, helper, common or misc', async () => {
    expect((await listFiles()).filter((path) => /(^|\/)(utils?|helpers?|common|misc)(\.[a-z.]+|\/)/.test(path))).toEqual([]);
  });

  test('source files are kebab-case and at most 300 lines', () => {
    const sources = texts.filter(({ path }) => /^(src|test|scripts)\/.*\.tsx?$/.test(path));
    expect(sources.filter(({ path }) => !/^[a-z0-9./-]+$/.test(path)).map(({ path }) => path)).toEqual([]);
    expect(sources.filter(({ path, text }) => path !== 'src/server/platform/tables.ts' && text.split('\n').length > 301).map(({ path }) => path)).toEqual([]);
  });
});
