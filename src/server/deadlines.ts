import type { Logger } from 'pino';
import { systemActor } from '../core/access/model.ts';
import { appealsOperations } from '../core/appeals/operations.ts';
import { disputesOperations } from '../core/disputes/operations.ts';
import type { JurisdictionId } from '../core/kernel/ids.ts';
import type { Operation } from '../core/kernel/operation.ts';
import { Refused } from '../core/kernel/refusal.ts';
import type { Instant } from '../core/kernel/time.ts';
import { listOverdueOrders } from './appeals/order-queries.ts';
import { listDueDisputes } from './disputes/queries.ts';
import type { Pipe } from './pipe.ts';
import type { Clock } from './platform/clock.ts';
import type { Database, Reading } from './platform/database.ts';

export const DEADLINE_QUEUE = 'deadlines';
/** Limits end with a day; five minutes later nobody has noticed. */
export const DEADLINE_CRON = '*/5 * * * *';

/** One kind of row with a due column: how the due ones are found, and the operation that acts on one. */
interface Deadline {
  readonly operation: Operation;
  /** The refusal of a row that another sweep has in hand or has done. */
  readonly notDue: string;
  list(db: Reading, jurisdictionId: JurisdictionId, at: Instant, limit: number): Promise<string[]>;
  input(id: string): object;
}

const deadlines: readonly Deadline[] = [
  { operation: disputesOperations.passDeadline, notDue: 'disputes.not-due', list: listDueDisputes, input: (disputeId) => ({ disputeId }) },
  { operation: appealsOperations.remindOrder, notDue: 'appeals.not-due', list: listOverdueOrders, input: (workOrderId) => ({ workOrderId }) },
];

const BATCH = 200;

export interface SweepParts {
  readonly pipe: Pipe;
  readonly database: Database;
  readonly clock: Clock;
  readonly jurisdictionId: JurisdictionId;
  readonly log: Pick<Logger, 'error'>;
}

export interface SweepCount {
  readonly done: number;
  /** Rows that another sweep had in hand. */
  readonly left: number;
  readonly failed: number;
}

type Outcome = keyof SweepCount;

/** Each row in a transaction of its own: one that fails holds up no other, and a kill leaves it whole for the next sweep. */
async function act({ pipe, log }: SweepParts, { operation, notDue, input }: Deadline, id: string): Promise<Outcome> {
  try {
    await pipe.act(systemActor, operation, input(id));
    return 'done';
  } catch (fault) {
    if (fault instanceof Refused && fault.code === notDue) return 'left';
    log.error({ err: fault, id, operation: operation.name }, 'a deadline was not passed');
    return 'failed';
  }
}

async function sweep(parts: SweepParts, deadline: Deadline): Promise<Outcome[]> {
  const { database, jurisdictionId, clock } = parts;
  const tried = new Set<string>();
  const outcomes: Outcome[] = [];
  for (;;) {
    const due = (await deadline.list(database.reading, jurisdictionId, clock.now(), BATCH)).filter((id) => !tried.has(id));
    if (due.length === 0) return outcomes;
    for (const id of due) {
      tried.add(id);
      outcomes.push(await act(parts, deadline, id));
    }
  }
}

/** Acts on everything whose time has run out, as the system and through the pipe. Any number of sweeps may run at once. */
export async function sweepDeadlines(parts: SweepParts): Promise<SweepCount> {
  const outcomes: Outcome[] = [];
  for (const deadline of deadlines) outcomes.push(...(await sweep(parts, deadline)));
  const count = (wanted: Outcome) => outcomes.filter((outcome) => outcome === wanted).length;
  return { done: count('done'), left: count('left'), failed: count('failed') };
}
