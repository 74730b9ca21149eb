import { Command } from 'commander';
import { version } from '../server/platform/version.ts';
import { addInstanceCommands } from './instance-commands.ts';
import { addOfflineCommands } from './offline-commands.ts';

/** The whole command line (interfaces.md). Usage errors are thrown as `CommanderError`. */
export function makeProgram(): Command {
  const program = new Command('lishun')
    .description('理顺：理清一个区县各部门谁该管什么，并让下一次派单照办。\nSettles who does what among a district’s departments, and makes the next dispatch obey.')
    .version(version)
    .option('--json', '标准输出只写一份 JSON / one JSON document on standard output')
    .exitOverride()
    .showHelpAfterError()
    .configureHelp({ showGlobalOptions: true });
  addOfflineCommands(program);
  addInstanceCommands(program);
  return program;
}
