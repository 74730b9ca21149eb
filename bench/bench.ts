import type autocannon from 'autocannon';
import { median, ratioOf, rounded, type Figure } from './figure.ts';
import { load, type LoadPlan, type Round } from './load.ts';
import type { BareReady, LishunReady, Running } from './processes.ts';

/** What a figure is measured with: both servers, on one PostgreSQL. */
export interface Bench {
  readonly lishun: Running<LishunReady>;
  readonly bare: Running<BareReady>;
  readonly rounds: number;
  readonly seconds: number;
  readonly say: (text: string) => void;
}

export const jsonHeaders = (token?: string): Record<string, string> => ({ 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) });

/** Calls our server once, outside any measuring; throws with the server's own words when it refuses. */
export async function callOnce<Answer>(bench: Bench, method: 'GET' | 'POST', path: string, token: string, body?: object): Promise<Answer> {
  const response = await fetch(`${bench.lishun.ready.url}/api/v1${path}`, { method, headers: jsonHeaders(token), ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
  return JSON.parse(text) as Answer;
}

/** A request that is made anew each time. */
export const anew = (make: () => Pick<autocannon.Request, 'method' | 'path' | 'body'>, headers: Record<string, string>): autocannon.Request => ({
  headers,
  setupRequest: (request) => ({ ...request, ...make(), headers }),
});

interface Compared {
  readonly name: string;
  readonly unit: string;
  readonly note: string;
  readonly ours: LoadPlan;
  readonly theirs: LoadPlan;
}

const cpuNote = (rounds: readonly Round[]): string => {
  const known = rounds.flatMap((round) => (round.cpuMsEach === undefined ? [] : [round.cpuMsEach]));
  return known.length === 0 ? '' : `${rounded(median(known), 2)} ms CPU each`;
};

/** Until the runtime has compiled what a server does all day, seconds. */
const WARM_UP = 5;

/** Loads ours and the bare server by turns, so that what else the machine does falls on both, after a warm-up of each. */
export async function compare(bench: Bench, { name, unit, note, ours, theirs }: Compared): Promise<Figure> {
  const pids = [bench.lishun.pid, bench.bare.pid];
  await load(ours, WARM_UP, pids);
  await load(theirs.amount === undefined ? theirs : { ...theirs, amount: 5_000 }, WARM_UP, pids);
  const measured: { ours: Round; theirs: Round }[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const pair = { ours: await load(ours, bench.seconds, pids), theirs: await load(theirs, bench.seconds, pids) };
    bench.say(`${name}, round ${round} of ${bench.rounds}: ${Math.round(pair.ours.rate)}/s, bare ${Math.round(pair.theirs.rate)}/s`);
    measured.push(pair);
  }
  const own = measured.map((pair) => pair.ours);
  const value = median(own.map((round) => round.rate));
  const failed = own.reduce((sum, round) => sum + round.failed, 0);
  return {
    name, unit,
    value: rounded(value, 1),
    baseline: rounded(median(measured.map((pair) => pair.theirs.rate)), 1),
    ratio: ratioOf(median(measured.map((pair) => (pair.theirs.rate === 0 ? 0 : pair.ours.rate / pair.theirs.rate))), 1),
    n: own.reduce((sum, round) => sum + round.answered, 0),
    median: rounded(value, 1),
    p50: median(own.map((round) => round.p50)),
    p99: median(own.map((round) => round.p99)),
    note: [note, cpuNote(own), `bare ${cpuNote(measured.map((pair) => pair.theirs))}`, failed === 0 ? '' : `${failed} FAILED`].filter((part) => part !== '' && part !== 'bare ').join('; '),
  };
}
