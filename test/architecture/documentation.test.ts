import { dirname, join, posix } from 'node:path';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { root } from '../../src/server/platform/version.ts';
import { listFiles, readFiles, type SourceFile } from '../support/source-files.ts';

const TOP = /^(src|scripts|test|docs|api|database|parameters|sample|\.ci)\//;

/** Paths a page names: in backticks, or as the first word of a line of a tree. `*` and `<module>` stand for any name. */
function pathsNamedIn(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\n ]+)`/g)].map((match) => match[1] as string);
  const trees = [...text.matchAll(/```text\n([\s\S]*?)```/g)].flatMap((match) => (match[1] as string).split('\n').map((line) => line.split(/\s{2,}/)[0] as string));
  return [...new Set([...quoted, ...trees])].filter((path) => TOP.test(path));
}

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/\/$/, '').replaceAll(/[.+?^$()|[\]\\]/g, String.raw`\$&`).replaceAll(/<[a-z]+>|\*/g, '[^/]+')}(/.*)?$`);

const pages = await readFiles((path) => path.endsWith('.md'));
const files = await listFiles();
const page = (path: string): SourceFile => pages.find((found) => found.path === path) as SourceFile;

describe('the documentation is true to the tree', () => {
  test('every path that ARCHITECTURE.md names exists', () => {
    const named = pathsNamedIn(page('ARCHITECTURE.md').text);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((path) => !files.some((file) => patternOf(path).test(file)))).toEqual([]);
  });

  test('every path that the README, the guide for contributors, the manual and the decisions name exists', () => {
    const named = pages.filter(({ path }) => !path.startsWith('sample/')).flatMap(({ path, text }) => pathsNamedIn(text).map((name) => ({ path, name })));
    expect(named.filter(({ name }) => !files.some((file) => patternOf(name).test(file)))).toEqual([]);
  });

  test('every link from page to page leads somewhere', () => {
    const links = pages.flatMap(({ path, text }) => [...text.matchAll(/\]\(([^)#:\s]+)(#[^)]*)?\)/g)].map((match) => ({ path, to: match[1] as string })));
    expect(links.filter(({ path, to }) => !existsSync(join(root, posix.normalize(`${dirname(path)}/${to}`))))).toEqual([]);
  });

  test('the two commands stand at the top of the README', () => {
    const top = page('README.md').text.split('\n').slice(0, 20).join('\n');
    expect(top).toContain('npm ci && npm start');
    expect(top).toContain('npm ci && npm test');
  });
});

test('each dependency has its line in the decisions, saying what it saves', async () => {
  const [manifest] = await readFiles((path) => path === 'package.json');
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse((manifest as SourceFile).text) as Record<string, Record<string, string>>;
  const used = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).sort();
  const explained = [...page('docs/decisions/0012-dependencies.md').text.matchAll(/^\| `([^`]+)` \| \S/gm)].map((match) => match[1]).sort();
  expect(explained).toEqual(used);
});
