import { describe, expect, test } from 'vitest';
import { readFiles } from '../support/source-files.ts';

const BUILDER = /(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*['"`](\w+)\.(\w+)/g;
const PLAIN = /(?:insert\s+into|update|delete\s+from|merge\s+into|truncate|copy)\s+(access|journal|registry|documents|division|disputes|appeals|dispatch|platform)\.(\w+)/gi;

/** What the platform itself keeps; the version of the knowledge moves with every module's changes. */
const platformTables = /^(journal\.|platform\.|dispatch\.knowledge_?version)/i;

const sources = await readFiles((path) => /^src\/(server|cli)\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'));
const writes = sources.flatMap(({ path, text }) => [...text.matchAll(BUILDER), ...text.matchAll(PLAIN)].map((match) => ({ path, schema: match[1] as string, table: `${match[1] as string}.${match[2] as string}` })));

const isOwn = ({ path, schema, table }: (typeof writes)[number]): boolean => {
  // two years of the sample district's history are set down as they were, not lived through again
  if (/^src\/server\/sample\/[\w-]+-store\.ts$/.test(path)) return true;
  if (path.startsWith('src/server/platform/')) return platformTables.test(table);
  const [, module, file] = /^src\/server\/(\w+)\/(.+)$/.exec(path) ?? [];
  return module === schema && file !== undefined && /^([\w-]+-)?store\.ts$/.test(file);
};

describe('who writes which tables', () => {
  test('a store writes only its own schema, and nothing but stores and the platform writes', () => {
    expect(writes.length).toBeGreaterThan(20);
    expect(writes.filter((write) => !isOwn(write))).toEqual([]);
  });
});
