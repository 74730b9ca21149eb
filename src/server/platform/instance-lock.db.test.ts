import { expect, inject, it } from 'vitest';
import { alone } from './instance-lock.ts';
import { openDatabase } from './database.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('two instances that start at once do it one after the other, however long the first takes', async () => {
  const server = inject('databaseServer');
  const [first, second] = [openDatabase({ ...server, database: 'postgres', poolSize: 2 }), openDatabase({ ...server, database: 'postgres', poolSize: 2 })];
  await second.pool.query("set lock_timeout = '50ms'");
  const steps: string[] = [];
  await Promise.all([
    alone(first.pool, 'sample', async () => {
      await pause(400);
      steps.push('first done');
    }),
    pause(100).then(() => alone(second.pool, 'sample', () => Promise.resolve(steps.push('second in')), () => steps.push('second waits'))),
  ]);
  expect(steps).toEqual(['second waits', 'first done', 'second in']);
  await Promise.all([first.close(), second.close()]);
});
