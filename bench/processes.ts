import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

export interface LishunReady {
  readonly url: string;
  readonly connection: Connection;
  readonly tokens: { readonly service: string; readonly dispatcher: string; readonly liaisons: Readonly<Record<string, string>> };
}

export interface BareOrders {
  readonly connection: Connection;
  readonly poolSize: number;
}

export interface BareReady {
  readonly url: string;
}

export interface Running<Ready> {
  readonly ready: Ready;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a server of this folder in a process of its own and waits until it says that it is ready. */
export async function startServer<Ready>(file: string, environment: Readonly<Record<string, string>>, orders?: object): Promise<Running<Ready>> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, file)], { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  if (orders !== undefined) child.send(orders);
  const ready = await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => Promise.reject(new Error(`${file} ended with ${String(code)}`)))]);
  return { ready: (ready as [Ready])[0], pid: child.pid as number, stop: () => stopChild(child) };
}

/** Ends a child we started, in order. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

const fieldsOf = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ');
const statOf = (pid: string): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
};

/** The processes below this one; where the system does not show them, none. */
function descendants(pid: number): string[] {
  let all: string[];
  try {
    all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  const parents = new Map(all.map((one) => [one, fieldsOf(statOf(one) ?? ') ? 0')[1]]));
  const found = new Set([String(pid)]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const [child, parent] of parents) if (parent !== undefined && found.has(parent)) found.add(child);
  }
  return [...found];
}

const CLOCK_TICKS = 100;

/** Milliseconds of CPU that these processes and all below them have used; undefined where the system does not say. */
export function cpuMs(pids: readonly number[]): number | undefined {
  let ticks = 0;
  for (const pid of new Set(pids.flatMap(descendants))) {
    const fields = fieldsOf(statOf(pid) ?? '');
    // utime, stime and those of ended children: fields 14 to 17 of proc(5)
    if (fields.length > 15) ticks += fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  }
  return ticks === 0 ? undefined : (ticks * 1000) / CLOCK_TICKS;
}

/** Resident memory of one process in MB; undefined where the system does not say. */
export function memoryMb(pid: number): number | undefined {
  try {
    const found = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found === null ? undefined : Number(found[1]) / 1024;
  } catch {
    return undefined;
  }
}
