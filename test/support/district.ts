import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { pino } from 'pino';
import { inject } from 'vitest';
import type { Actor, DepartmentId, Role } from '../../src/core/access/model.ts';
import type { Id } from '../../src/core/kernel/ids.ts';
import type { Operation, ResultOf } from '../../src/core/kernel/operation.ts';
import { addHours, type Instant } from '../../src/core/kernel/time.ts';
import type { z } from 'zod';
import { openSystem, type System } from '../../src/server/main.ts';
import type { Clock } from '../../src/server/platform/clock.ts';
import { systemClock } from '../../src/server/platform/clock.ts';
import { openDatabase, type Database } from '../../src/server/platform/database.ts';
import { TEMPLATE } from './database-server.ts';

/** A clock that stands until it is moved. */
export interface TestClock extends Clock {
  moveTo(at: Instant): void;
  moveHours(hours: number): void;
}

export function fixedClock(start: Instant): TestClock {
  let at = start;
  return {
    now: () => at,
    newId: systemClock.newId,
    moveTo: (to) => {
      at = to;
    },
    moveHours: (hours) => {
      at = addHours(at, hours);
    },
  };
}

export const actorOf = (role: Role, departmentId: DepartmentId | null = null, accountId: string = randomUUID()): Actor => ({
  accountId: accountId as Id<'account'>,
  name: role.toLowerCase(),
  roles: [role],
  departmentId,
});

export interface TestDistrict {
  readonly database: Database;
  readonly system: System;
  readonly clock: TestClock;
  readonly log: pino.Logger;
  /** Runs an operation as somebody, through the same pipe as everybody; answers what the operation answers. */
  call<Op extends Operation>(actor: Actor, operation: Op, input: z.input<Op['input']>): Promise<ResultOf<Op>>;
  close(): Promise<void>;
}

/** An empty district on a database of its own, cloned from the migrated template. */
export async function openDistrict(start = '2026-03-02T01:00:00.000Z' as Instant): Promise<TestDistrict> {
  const server = inject('databaseServer');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `create database ${name} template ${TEMPLATE}`);
  const database = openDatabase({ ...server, database: name, poolSize: 12 });
  const clock = fixedClock(start);
  const log = pino({ level: process.env['LISHUN_LOG'] ?? 'error' }, pino.destination(2));
  const system = await openSystem({ database, clock, log, jurisdictionCode: 'test' });
  return {
    database,
    system,
    clock,
    log,
    call: async (actor, operation, input) => (await system.pipe.act(actor, operation, input)) as ResultOf<typeof operation>,
    close: async () => {
      await system.close();
      await database.close();
      await administer(server, `drop database ${name} with (force)`);
    },
  };
}

async function administer(server: { host: string; port: number; user: string }, statement: string): Promise<void> {
  const client = new pg.Client({ ...server, database: 'postgres' });
  await client.connect();
  await client.query(statement);
  await client.end();
}
