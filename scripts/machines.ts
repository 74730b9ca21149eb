import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Machine } from '../src/core/kernel/machine.ts';

export type AnyMachine = Machine<string, string, string, string>;

const core = join(import.meta.dirname, '../src/core');

const isMachine = (value: unknown): value is AnyMachine => typeof value === 'object' && value !== null && 'transitions' in value && 'initial' in value && 'final' in value;

/** Every transition table of core, found by its file name, so that a new one is drawn and tested without being listed. */
export async function findMachines(): Promise<AnyMachine[]> {
  const files = (await readdir(core, { recursive: true })).filter((file) => /(^|[/\\])([\w-]+-)?machine\.ts$/.test(file) && !file.startsWith('kernel')).sort();
  const modules = await Promise.all(files.map((file) => import(join(core, file)) as Promise<Record<string, unknown>>));
  return modules.flatMap((module) => Object.values(module).filter(isMachine));
}
