import { CommanderError } from 'commander';
import { describeFailure } from './failure.ts';
import { makeProgram } from './program.ts';

try {
  await makeProgram().parseAsync();
} catch (fault) {
  if (fault instanceof CommanderError) process.exitCode = fault.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(`${describeFailure(fault)}\n`);
    process.exitCode = 1;
  }
}
