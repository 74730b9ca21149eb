import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Bench } from './bench.ts';
import { median, ratioOf, rounded, type Figure } from './figure.ts';
import { memoryMb, stopChild } from './processes.ts';

const program = join(import.meta.dirname, '../src/cli/lishun.ts');

/** Starts the server as people do and stops it again; answers the seconds until it answers `GET /api/health` with 200. */
async function secondsToStart(dataDirectory: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'serve'], { env: { ...process.env, PORT: '0', LISHUN_DATA: dataDirectory }, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      const address = /http:\/\/\S+/.exec(line)?.[0];
      if (address === undefined) continue;
      const answer = await fetch(`${address}/api/health`);
      if (answer.status === 200) return (performance.now() - began) / 1000;
    }
    throw new Error('the server ended before it was ready');
  } finally {
    await stopChild(child);
  }
}

const startFigure = (name: string, times: readonly number[], note: string): Figure => {
  const value = rounded(median(times), 2);
  return { name, unit: 's', value, baseline: null, ratio: null, n: times.length, median: value, p50: null, p99: null, note };
};

const WARM_STARTS = 3;

/** The first start on an empty folder, with the sample loaded, and the next ones. */
export async function measureStarts(wanted: (name: string) => boolean): Promise<Figure[]> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lishun-start-'));
  try {
    const cold = await secondsToStart(dataDirectory);
    const warm: number[] = [];
    for (let turn = 0; wanted('warm-start') && turn < WARM_STARTS; turn += 1) warm.push(await secondsToStart(dataDirectory));
    return [
      ...(wanted('cold-start') ? [startFigure('cold-start', [cold], 'empty folder: database made, sample loaded, until /api/health answers 200')] : []),
      ...(wanted('warm-start') ? [startFigure('warm-start', warm, 'folder of an earlier start, until /api/health answers 200')] : []),
    ];
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
}

/** Resident memory of the server's own process after whatever was measured before. */
export function measureMemory(bench: Bench): Figure | undefined {
  const ours = memoryMb(bench.lishun.pid);
  const bare = memoryMb(bench.bare.pid);
  if (ours === undefined || bare === undefined) return undefined;
  const value = rounded(ours, 1);
  return { name: 'memory', unit: 'MB', value, baseline: rounded(bare, 1), ratio: ratioOf(ours, bare), n: 1, median: value, p50: null, p99: null, note: 'resident memory of the server process after the load, without the database' };
}
