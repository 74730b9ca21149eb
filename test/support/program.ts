import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import type { TestDistrict } from './district.ts';

/** The program on the district's database, in a process of its own that takes orders line by line (`program-process.ts`) and ends with the test at the latest. */
export function startProgram({ database: { pool } }: TestDistrict): ChildProcess {
  const { host, port, user, database } = pool.options;
  const program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'test/support/program-process.ts', JSON.stringify({ host, port, user, database })], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void program.kill('SIGKILL'));
  return program;
}

/** Kills it as a power cut does, and waits until it is gone. */
export async function killProgram(program: ChildProcess): Promise<void> {
  const ended = once(program, 'exit');
  program.kill('SIGKILL');
  await ended;
}
