import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { operationsByModule } from '../core/catalogue.ts';
import type { JurisdictionId } from '../core/kernel/ids.ts';
import { makeAccessHandlers } from './access/handlers.ts';
import { findActor } from './access/queries.ts';
import { saveSignInCount } from './access/store.ts';
import { makeApp } from './http/app.ts';
import { journalHandlers } from './journal/handlers.ts';
import { joinHandlers, makePipe, type Pipe } from './pipe.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import { openJurisdiction } from './platform/jurisdiction.ts';
import { makeSignOn } from './platform/sign-on.ts';
import { version } from './platform/version.ts';

export interface SystemParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly jurisdictionCode: string;
}

export interface System {
  readonly pipe: Pipe;
  readonly jurisdictionId: JurisdictionId;
  close(): Promise<void>;
}

/** Everything behind the pipe, put together by hand, top to bottom. */
export async function openSystem({ database, clock, log, jurisdictionCode }: SystemParts): Promise<System> {
  const jurisdictionId = await openJurisdiction(database, clock, jurisdictionCode);
  const { signOn, forget } = makeSignOn((tokenHash) => findActor(database.reading, jurisdictionId, tokenHash, clock.now()), () => performance.now());
  const countFailure = (accountId: string, count: Parameters<typeof saveSignInCount>[3]) =>
    void database.inTransaction((tx) => saveSignInCount(tx, jurisdictionId, accountId, count)).catch((fault: unknown) => log.error({ err: fault }, 'a wrong password was not counted'));

  const handlers = joinHandlers([
    { operations: operationsByModule.access, handlers: makeAccessHandlers({ forget, countFailure }) },
    { operations: operationsByModule.journal, handlers: journalHandlers },
  ]);
  const pipe = makePipe({ database, clock, jurisdictionId, handlers, signOn });
  return { pipe, jurisdictionId, close: () => Promise.resolve() };
}

export interface AppOptions {
  readonly secureCookie: boolean;
  readonly webDirectory?: string;
}

export const openApp = (system: System, log: Logger, options: AppOptions): Promise<FastifyInstance> =>
  makeApp({ pipe: system.pipe, version, log, isReady: () => true, ...options });

