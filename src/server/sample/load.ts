import { z } from 'zod';
import { systemActor } from '../../core/access/model.ts';
import type { Operations } from '../../core/kernel/operation.ts';
import { word } from '../../core/kernel/words.ts';
import type { Handlers } from '../context.ts';
import { trainNow } from '../dispatch/training.ts';
import type { Pipe } from '../pipe.ts';
import type { Clock } from '../platform/clock.ts';
import { alone } from '../platform/instance-lock.ts';
import type { Database } from '../platform/database.ts';
import type { JurisdictionId } from '../../core/kernel/ids.ts';
import { isDistrictEmpty, nameDistrict } from './jurisdiction-store.ts';
import { readSampleDistrict } from './district.ts';
import { rankHistory } from './history-cards.ts';
import { HISTORY_FROM, loadAppeals } from './load-appeals.ts';
import { loadEntries } from './load-entries.ts';
import { loadAccounts, loadDepartments, loadMatters, loadPapers } from './load-registry.ts';

/** The sample goes in through the pipe like everything else; its operation has no route, so only the server itself can call it. */
export const sampleOperations = {
  load: {
    name: 'sample.load', method: 'POST', path: '/sample', title: word('载入示例区', 'Load the sample district'), effect: 'change', permission: 'public',
    input: z.object({}), result: z.object({ appeals: z.number(), entries: z.number() }), refuses: [],
  },
} as const satisfies Operations;

export const makeSampleHandlers = (say: (text: string) => void) =>
  ({
    async load(context) {
      const district = readSampleDistrict();
      await nameDistrict(context.tx, context.jurisdictionId, district.district);
      const departments = await loadDepartments(context, district);
      const matters = await loadMatters(context, district);
      say(`  部门 ${departments.size} 个，事项 ${matters.size} 个`);
      const papers = await loadPapers(context, district, departments, say);
      const ids = { departments, matters, papers };
      const entries = await loadEntries(context, district, ids);
      await loadAccounts(context, district, departments);
      const appeals = await loadAppeals(context, district, ids);
      say(`  分工条目 ${entries} 条，诉求 ${appeals} 件`);
      context.about('jurisdiction', context.jurisdictionId);
      return { appeals, entries };
    },
  }) satisfies Handlers<typeof sampleOperations>;

/** Loads the sample district into an empty jurisdiction, and learns from its history; does nothing where there is a district already. */
export async function loadSample(system: { pipe: Pipe; jurisdictionId: JurisdictionId }, database: Database, clock: Clock, say: (text: string) => void): Promise<void> {
  const { pipe, jurisdictionId } = system;
  const isEmpty = () => isDistrictEmpty(database.reading, jurisdictionId);
  if (!(await isEmpty())) return;
  const load = async () => {
    if (!(await isEmpty())) return;
    say('正在载入示例区… / loading the sample district…');
    await pipe.act(systemActor, sampleOperations.load, {});
    // fresh tables have no statistics, and plans made without them are poor
    await database.execute('analyze');
    say('  正在学习两年的办理记录… / learning from two years of orders…');
    // one thread each: the model of today, and the cards that the second year would have had
    await Promise.all([trainNow({ database, clock, jurisdictionId }), rankHistory({ database, clock, jurisdictionId }, HISTORY_FROM)]);
    await database.execute('analyze dispatch.dispatch_card');
  };
  await alone(database.pool, 'sample', load, () => say('另一个实例正在载入示例区，等它完成… / another instance is loading the sample district, waiting…'));
}
