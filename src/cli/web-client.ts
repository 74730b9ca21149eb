import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../server/platform/version.ts';
import { say } from './output.ts';

const sources = ['src/web', 'src/core', 'vite.config.ts', 'package-lock.json'];
const output = join(root, 'dist/web');
const stamp = join(output, '.built-from');

async function newest(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))));
  return Math.max(0, ...inside);
}

/** Builds the web client when it is missing or older than its sources; gives the folder it is in. */
export async function ensureWebClient(): Promise<string> {
  const wanted = String(Math.max(...(await Promise.all(sources.map((source) => newest(join(root, source)))))));
  const built = await readFile(stamp, 'utf8').catch(() => '');
  if (built === wanted) return output;
  say('正在生成网页（首次约 10 秒）… / building the web client…');
  const { build } = await import('vite');
  await build({ root: join(root, 'src/web'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });
  await writeFile(stamp, wanted);
  return output;
}
