import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { root } from '../../src/server/platform/version.ts';

const NOT_OURS = new Set(['node_modules', 'data', 'dist', 'coverage', '.git', '.cache']);
const TEXT = /(\.(ts|tsx|js|cjs|mjs|json|md|sql|yaml|yml|txt|css|html|svg)|(^|\/)(LICENSE|NOTICE|run|\.gitignore))$/;

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const inside = await Promise.all(entries.filter((entry) => !NOT_OURS.has(entry.name)).map((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? walk(path) : Promise.resolve([path]);
  }));
  return inside.flat();
}

/** Every file of the tree that is ours, by path from the root with `/`. */
export const listFiles = async (): Promise<string[]> => (await walk('')).map((path) => path.split(sep).join('/')).sort();

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The text files whose path passes `wanted`. */
export async function readFiles(wanted: (path: string) => boolean): Promise<SourceFile[]> {
  const paths = (await listFiles()).filter((path) => TEXT.test(path) && wanted(path));
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })));
}
