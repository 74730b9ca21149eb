import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);
const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What the place where tests run asks for: no sandbox as root, no graphics card, no traffic of the browser's own. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const wayOut = [
  'Journeys need a Chromium. Any one of these will do:',
  '  - run `npm ci` with the development dependencies on x64 Linux: a Chromium ships inside the package @sparticuz/chromium;',
  '  - install the system’s own (Debian: apt-get install chromium);',
  '  - name the program of another one in LISHUN_CHROMIUM.',
].join('\n');

/** A Chromium that was seen to start, and what must be in its environment. */
interface Program {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

const isProgram = (path: string): Promise<boolean> => access(path, constants.X_OK).then(() => true, () => false);

/** @returns what it says against starting, or undefined when it starts */
async function trouble({ path, environment }: Program): Promise<string | undefined> {
  try {
    await run(path, ['--no-sandbox', '--version'], { env: { ...process.env, ...environment }, timeout: 30_000 });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

async function onPath(): Promise<Program | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const path of folders.flatMap((folder) => systemNames.map((name) => join(folder, name)))) {
    if (!(await isProgram(path))) continue;
    const program = { path, environment: {} };
    // Some systems put a stub of this name that only tells how to install the browser.
    if ((await trouble(program)) === undefined) return program;
  }
  return undefined;
}

/**
 * Unpacks the package's Chromium once per version, under a name of its own first, so that two runs at once or one
 * cut short never leave half a browser. The package unpacks to the temp folder it is told, and its libraries only
 * when it believes itself on Amazon's system: hence a process of its own with that environment.
 */
async function unpack(entry: string, folder: string): Promise<void> {
  if (await isProgram(join(folder, 'chromium'))) return;
  const staging = `${folder}.${process.pid}-${Date.now()}`;
  await mkdir(staging, { recursive: true });
  try {
    const script = `const { default: chromium } = await import(${JSON.stringify(pathToFileURL(entry).href)}); await chromium.executablePath();`;
    const environment = { ...process.env, TMPDIR: staging, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' };
    await run(process.execPath, ['--input-type=module', '-e', script], { env: environment, timeout: 180_000 });
    await writeFile(join(staging, 'fonts.conf'), `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>\n`);
    await rename(staging, folder).catch(async (error: unknown) => {
      if (!(await isProgram(join(folder, 'chromium')))) throw error;
    });
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function fromPackage(): Promise<Program | undefined> {
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve('@sparticuz/chromium');
  } catch {
    return undefined;
  }
  const home = join(dirname(entry), '..', '..');
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = join(home, '..', '..', '.cache', `lishun-chromium-${version}`);
  await unpack(entry, folder);
  const hasFonts = await access('/etc/fonts/fonts.conf').then(() => true, () => false);
  const fonts = hasFonts ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  const path = join(folder, 'chromium');
  const libraries = [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']].filter((part) => part !== undefined).join(delimiter);
  const plain: Program = { path, environment: fonts };
  if ((await trouble(plain)) === undefined) return plain;
  const withLibraries: Program = { path, environment: { ...fonts, LD_LIBRARY_PATH: libraries } };
  const reason = await trouble(withLibraries);
  if (reason !== undefined) throw new Error(`The Chromium of @sparticuz/chromium does not start: ${reason}\n${wayOut}`);
  return withLibraries;
}

async function findProgram(): Promise<Program> {
  const named = process.env['LISHUN_CHROMIUM'];
  if (named !== undefined && named !== '') {
    const program = { path: named, environment: {} };
    const reason = await trouble(program);
    if (reason !== undefined) throw new Error(`LISHUN_CHROMIUM names a program that does not start: ${reason}`);
    return program;
  }
  const found = (await onPath()) ?? (await fromPackage());
  if (found === undefined) throw new Error(`No Chromium was found.\n${wayOut}`);
  return found;
}

let program: Promise<Program> | undefined;

/**
 * Starts a headless Chromium with a profile of its own: the one named in LISHUN_CHROMIUM, else the system's,
 * else the one inside the package @sparticuz/chromium (x64 Linux). The caller closes it.
 * @throws Error with the ways to get one; a journey without a browser fails, it is never skipped
 */
export async function launchBrowser(): Promise<Browser> {
  program ??= findProgram();
  const { path, environment } = await program;
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return chromium.launch({ executablePath: path, args: flags, env: { ...inherited, ...environment } });
}
