import { access, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../server/platform/version.ts';
import { say } from './output.ts';

const sources = ['src/web', 'src/core', 'vite.config.ts', 'package-lock.json'];
const builds = join(root, 'dist/web');
const KEPT_DAYS = 7;

async function newest(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  const inside = await Promise.all((await readdir(path)).map((name) => newest(join(path, name))));
  return Math.max(0, ...inside);
}

/**
 * Builds the web client unless there is one of these very sources; gives the folder it is in. Each build has a folder of its own and appears in it whole:
 * a server that runs keeps the pages it started with, whatever is built beside it.
 */
export async function ensureWebClient(): Promise<string> {
  const wanted = Math.round(Math.max(...(await Promise.all(sources.map((source) => newest(join(root, source)))))));
  const output = join(builds, String(wanted));
  if (await isThere(output)) return output;
  say('正在生成网页（首次约 10 秒）… / building the web client…');
  const { build } = await import('vite');
  const staging = `${output}.${process.pid}`;
  await build({ root: join(root, 'src/web'), configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir: staging, emptyOutDir: true } });
  await rename(staging, output).catch(async (fault: unknown) => {
    // another process built the same at the same time
    if (!(await isThere(output))) throw fault;
    await rm(staging, { recursive: true, force: true });
  });
  await removeOld(output);
  return output;
}

const isThere = (folder: string): Promise<boolean> => access(join(folder, 'index.html')).then(() => true, () => false);

async function removeOld(current: string): Promise<void> {
  const before = Date.now() - KEPT_DAYS * 86_400_000;
  for (const name of await readdir(builds)) {
    const path = join(builds, name);
    if (path !== current && (await stat(path)).mtimeMs < before) await rm(path, { recursive: true, force: true });
  }
}
