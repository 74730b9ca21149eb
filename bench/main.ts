import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { measureCardCalibration } from './card-calibration.ts';
import { describeFigure, type Figure } from './figure.ts';
import { learningNames, measureLearning } from './learning.ts';
import { measureParse } from './parsing.ts';
import { measureRegistry, registryNames } from './registry.ts';
import { startServer, type BareReady, type LishunReady } from './processes.ts';
import { measureCard, measureCreate, measureHealth, measureList, measureReadOne, measureSearch, measureStateChange } from './serving.ts';
import { measureMemory, measureStarts } from './starting.ts';

const serving: Readonly<Record<string, (bench: Bench) => Promise<Figure>>> = {
  'health': measureHealth,
  'card': measureCard,
  'read-one': measureReadOne,
  'list-20': measureList,
  'search': measureSearch,
  'create': measureCreate,
  'state-change': measureStateChange,
};
const starts = ['cold-start', 'warm-start'];
const names = [...Object.keys(serving), 'memory', 'parse', ...registryNames, ...starts, ...learningNames, 'card-calibration'];

const POOL = 20;
const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

interface Settings {
  readonly wanted: (name: string) => boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly print: (figure: Figure) => void;
}

async function measureServing({ wanted, rounds, seconds, print }: Settings): Promise<boolean> {
  let whole = true;
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lishun-bench-'));
  try {
    say('starting Lishun with the sample, durable commits…');
    const lishun = await startServer<LishunReady>('lishun-server.ts', { LISHUN_DATA: dataDirectory, LISHUN_POOL: String(POOL), LISHUN_LOG: 'fatal' });
    try {
      const bare = await startServer<BareReady>('bare-server.ts', {}, { connection: lishun.ready.connection, poolSize: POOL });
      try {
        const bench: Bench = { lishun, bare, rounds, seconds, say };
        for (const [name, measure] of Object.entries(serving)) if (wanted(name)) whole = (await attempt(name, () => measure(bench), print)) && whole;
        const memory = wanted('memory') ? measureMemory(bench) : undefined;
        if (memory !== undefined) print(memory);
      } finally {
        await bare.stop();
      }
    } finally {
      await lishun.stop();
    }
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
  return whole;
}

/** Reading texts, importing them, finding them again. */
async function measureTexts({ wanted, rounds, print }: Settings): Promise<boolean> {
  const whole = !wanted('parse') || (await attempt('parse', () => measureParse(rounds, say), print));
  if (registryNames.some(wanted)) for await (const figure of measureRegistry(wanted, rounds, say)) print(figure);
  return whole;
}

/** One figure that cannot be measured does not keep the others from it. */
async function attempt(name: string, measure: () => Promise<Figure>, print: (figure: Figure) => void): Promise<boolean> {
  try {
    print(await measure());
    return true;
  } catch (fault) {
    say(`${name}: ${fault instanceof Error ? fault.message : String(fault)}`);
    return false;
  }
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '4' } } });
  const unknown = positionals.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    say(`没有这些项目 / no such figures: ${unknown.join(', ')}\n可测 / there are: ${names.join(', ')}`);
    return 2;
  }
  const wanted = (name: string) => positionals.length === 0 || positionals.includes(name);
  const print = (figure: Figure): void => {
    process.stdout.write(`${values.json ? JSON.stringify(figure) : describeFigure(figure)}\n`);
  };
  let whole = await measureTexts({ wanted, rounds: Number(values.rounds), seconds: Number(values.seconds), print });
  if ([...Object.keys(serving), 'memory'].some(wanted)) whole = (await measureServing({ wanted, rounds: Number(values.rounds), seconds: Number(values.seconds), print })) && whole;
  if (starts.some(wanted)) for (const figure of await measureStarts(wanted)) print(figure);
  for (const figure of measureLearning(wanted)) print(figure);
  if (wanted('card-calibration')) whole = (await attempt('card-calibration', measureCardCalibration, print)) && whole;
  return whole ? 0 : 1;
}

process.exitCode = await main();
