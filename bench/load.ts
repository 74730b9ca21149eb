import autocannon from 'autocannon';
import { cpuMs } from './processes.ts';

export const CONNECTIONS = 32;

export interface LoadPlan {
  readonly url: string;
  readonly requests: readonly autocannon.Request[];
  /** A number of requests instead of a time. */
  readonly amount?: number;
}

export interface Round {
  /** Answers with status 2xx a second. */
  readonly rate: number;
  readonly answered: number;
  readonly failed: number;
  readonly p50: number;
  readonly p99: number;
  /** Server and database together, for each answer; undefined where the system does not say. */
  readonly cpuMsEach: number | undefined;
}

/** The result, and when the last answer came: autocannon itself notices the end of an amount only at its next full second. */
function run(plan: LoadPlan, seconds: number): Promise<{ result: autocannon.Result; last: number }> {
  let last = performance.now();
  const options = { url: plan.url, connections: CONNECTIONS, requests: [...plan.requests], timeout: 30, ...(plan.amount === undefined ? { duration: seconds } : { amount: plan.amount }) };
  return new Promise((resolve, reject) => {
    const instance = autocannon(options, (fault: Error | null, result) => {
      if (fault === null) resolve({ result, last });
      else reject(fault);
    });
    instance.on('response', () => {
      last = performance.now();
    });
  });
}

/** Loads a server once, for `seconds` or for the plan's amount; `pids` are the processes whose CPU is counted, with all below them. */
export async function load(plan: LoadPlan, seconds: number, pids: readonly number[]): Promise<Round> {
  const before = cpuMs(pids);
  const began = performance.now();
  const { result, last } = await run(plan, seconds);
  const took = Math.max(last - began, 1) / 1000;
  const after = cpuMs(pids);
  const answered = result['2xx'];
  return {
    rate: answered / took,
    answered,
    failed: result.non2xx + result.errors,
    p50: result.latency.p50,
    p99: result.latency.p99,
    cpuMsEach: before === undefined || after === undefined || answered === 0 ? undefined : (after - before) / answered,
  };
}
