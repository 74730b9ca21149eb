import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { systemActor } from '../core/access/model.ts';
import { operationsByModule } from '../core/catalogue.ts';
import type { JurisdictionId } from '../core/kernel/ids.ts';
import { makeAccessHandlers } from './access/handlers.ts';
import { findActor } from './access/queries.ts';
import { saveSignInCount } from './access/store.ts';
import { DEADLINE_CRON, DEADLINE_QUEUE, sweepDeadlines } from './deadlines.ts';
import { makeAppealsHandlers } from './appeals/handlers.ts';
import { IMPORT_QUEUE, makeImportWorker } from './appeals/import.ts';
import { loadCompileRules } from './division/compile-rules.ts';
import { disputesHandlers } from './disputes/handlers.ts';
import { makeDivisionHandlers } from './division/handlers.ts';
import { AUTOMATIC_QUEUE, makeAutomaticWorker } from './dispatch/automatic-work.ts';
import { makeCardThread } from './dispatch/card-thread.ts';
import { makeDispatchHandlers } from './dispatch/handlers.ts';
import { makeReplayThread } from './dispatch/replay-thread.ts';
import { hasLiveModel } from './dispatch/knowledge-queries.ts';
import { loadModelGuard } from './dispatch/model-guard-parameters.ts';
import { NIGHTLY_TRAINING_CRON, NIGHTLY_TRAINING_QUEUE, trainNightly } from './nightly-training.ts';
import { runTraining, trainNow, TRAINING_QUEUE } from './dispatch/training.ts';
import { makeApp } from './http/app.ts';
import { journalHandlers } from './journal/handlers.ts';
import { joinHandlers, makePipe, type Pipe } from './pipe.ts';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import { makeJobs } from './platform/jobs.ts';
import { openJurisdiction } from './platform/jurisdiction.ts';
import { makeNames } from './registry/names.ts';
import { departmentReferences, matterReferences } from './references.ts';
import { effectOperations, EFFECT_QUEUE, effectHandlers } from './registry/effects.ts';
import { makeRegistryHandlers } from './registry/handlers.ts';
import { DOCUMENT_IMPORT_QUEUE, listBrokenOff, importWorkHandlers, importWorkOperations, makeImportWorker as makeDocumentImportWorker } from './registry/import-work.ts';
import { makeSampleHandlers, sampleOperations } from './sample/load.ts';
import { makeSignOn } from './platform/sign-on.ts';
import { version } from './platform/version.ts';

export interface SystemParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly jurisdictionCode: string;
  /** Where progress of long work is told; nowhere when absent. */
  readonly say?: (text: string) => void;
}

export interface System {
  readonly pipe: Pipe;
  readonly jurisdictionId: JurisdictionId;
  /** Begins the background work; what only reads or loads needs none. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Everything behind the pipe, put together by hand, top to bottom. */
export async function openSystem({ database, clock, log, jurisdictionCode, say = () => undefined }: SystemParts): Promise<System> {
  const jurisdictionId = await openJurisdiction(database, clock, jurisdictionCode);
  const { signOn, forget } = makeSignOn((tokenHash) => findActor(database.reading, jurisdictionId, tokenHash, clock.now()), () => performance.now());
  const countFailure = (accountId: string, count: Parameters<typeof saveSignInCount>[3]) =>
    void database.inTransaction((tx) => saveSignInCount(tx, jurisdictionId, accountId, count)).catch((fault: unknown) => log.error({ err: fault }, 'a wrong password was not counted'));

  const names = makeNames(() => performance.now());
  const cards = makeCardThread(database, jurisdictionId);
  const replays = makeReplayThread(database, jurisdictionId);
  const jobs = makeJobs(database.pool.options, (fault) => log.error({ err: fault }, 'background work'));
  const guard = loadModelGuard();
  const dispatchHandlers = makeDispatchHandlers({ cards, replays, trainings: { guard, queueTraining: ({ tx }, training) => jobs.send(tx, TRAINING_QUEUE, training) }, queue: ({ tx }, appealId) => jobs.send(tx, AUTOMATIC_QUEUE, { appealId }) });
  jobs.work(IMPORT_QUEUE, makeImportWorker({ database, clock, jurisdictionId, names, intake: dispatchHandlers.submitAppeal }));

  const handlers = joinHandlers([
    { operations: operationsByModule.access, handlers: makeAccessHandlers({ forget, countFailure }) },
    { operations: operationsByModule.journal, handlers: journalHandlers },
    { operations: operationsByModule.registry, handlers: makeRegistryHandlers({ references: departmentReferences, matterReferences, schedule: ({ tx }, at) => jobs.send(tx, EFFECT_QUEUE, {}, at), queueImport: ({ tx }, job) => jobs.send(tx, DOCUMENT_IMPORT_QUEUE, job) }) },
    { operations: importWorkOperations, handlers: importWorkHandlers },
    { operations: effectOperations, handlers: effectHandlers },
    { operations: sampleOperations, handlers: makeSampleHandlers(say) },
    { operations: operationsByModule.division, handlers: makeDivisionHandlers({ rules: loadCompileRules() }) },
    { operations: operationsByModule.disputes, handlers: disputesHandlers },
    { operations: operationsByModule.appeals, handlers: makeAppealsHandlers({ jobs }) },
    { operations: operationsByModule.dispatch, handlers: dispatchHandlers },
  ]);
  const pipe = makePipe({ database, clock, jurisdictionId, handlers, names, signOn });
  jobs.repeat(DEADLINE_QUEUE, DEADLINE_CRON, async () => {
    await sweepDeadlines({ pipe, database, clock, jurisdictionId, log });
  });
  jobs.work(DOCUMENT_IMPORT_QUEUE, makeDocumentImportWorker({ pipe, database, jurisdictionId }));
  jobs.work(EFFECT_QUEUE, async () => {
    await pipe.act(systemActor, effectOperations.takeEffect, {});
  });
  jobs.work(AUTOMATIC_QUEUE, makeAutomaticWorker(pipe, log));
  const training = { database, clock, jurisdictionId };
  jobs.work<{ trainingId?: string }>(TRAINING_QUEUE, async ({ data: { trainingId }, isLastTry }) => {
    if (trainingId !== undefined) await runTraining(training, guard, { trainingId, isLastTry });
    else if (!(await hasLiveModel(database.reading, jurisdictionId))) await trainNow(training);
  });
  jobs.repeat(NIGHTLY_TRAINING_QUEUE, NIGHTLY_TRAINING_CRON, () => trainNightly({ pipe, guard, ...training }));
  const start = async () => {
    // read beside everything else, so that the first to ask for a card waits a second at most; whoever asks for anything else waits for nothing
    cards.prepare(clock.now()).catch((fault: unknown) => log.error({ err: fault }, 'what cards are computed from was not read: the first card reads it'));
    await jobs.start();
    for (const job of await listBrokenOff(database.reading, jurisdictionId)) await database.inTransaction((tx) => jobs.send(tx, DOCUMENT_IMPORT_QUEUE, job));
    // nothing learned yet, or in a format that is no longer read
    if (!(await hasLiveModel(database.reading, jurisdictionId))) await database.inTransaction((tx) => jobs.send(tx, TRAINING_QUEUE, {}));
  };
  const close = async () => {
    await jobs.stop();
    await replays.close();
    await cards.close();
  };
  return { pipe, jurisdictionId, start, close };
}

export interface AppOptions {
  readonly secureCookie: boolean;
  readonly webDirectory?: string;
}

export const openApp = (system: System, log: Logger, options: AppOptions): Promise<FastifyInstance> =>
  makeApp({ pipe: system.pipe, version, log, isReady: () => true, ...options });

