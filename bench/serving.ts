import type { AppealSummary } from '../src/core/appeals/model.ts';
import type { DispatchCard } from '../src/core/dispatch/model.ts';
import { anew, callOnce, compare, jsonHeaders, type Bench } from './bench.ts';
import { median, rounded, type Figure } from './figure.ts';
import { CONNECTIONS, type LoadPlan } from './load.ts';
import { appealText } from './texts.ts';

let number = 0;
const nextText = () => appealText((number += 1));
const appealBody = () => ({ ...nextText(), channel: 'TELEPHONE' });

const insertRow = (bench: Bench): LoadPlan => ({
  url: bench.bare.ready.url,
  requests: [anew(() => ({ method: 'POST', path: '/rows', body: JSON.stringify(appealBody()) }), jsonHeaders())],
});

const reading = (bench: Bench, path: () => string): LoadPlan => ({
  url: bench.lishun.ready.url,
  requests: [anew(() => ({ method: 'GET', path: `/api/v1${path()}` }), jsonHeaders(bench.lishun.ready.tokens.service))],
});

/** The rows it reads are those the bare server was given first. */
async function readRow(bench: Bench): Promise<LoadPlan> {
  const rows = 1000;
  for (let made = 0; made < rows; made += 1) await fetch(`${bench.bare.ready.url}/rows`, { method: 'POST', headers: jsonHeaders(), body: JSON.stringify(nextText()) });
  let row = 0;
  return { url: bench.bare.ready.url, requests: [anew(() => ({ method: 'GET', path: `/rows/${((row += 1) % rows) + 1}` }), {})] };
}

async function someAppeals(bench: Bench): Promise<AppealSummary[]> {
  return (await callOnce<{ items: AppealSummary[] }>(bench, 'GET', '/appeals?limit=200', bench.lishun.ready.tokens.service)).items;
}

/** Takes an appeal in, with its dispatch card and its journal record. */
export async function measureCreate(bench: Bench): Promise<Figure> {
  const { url, tokens } = bench.lishun.ready;
  await callOnce(bench, 'POST', '/appeals', tokens.service, appealBody());
  const ours = { url, requests: [anew(() => ({ method: 'POST', path: '/api/v1/appeals', body: JSON.stringify(appealBody()) }), jsonHeaders(tokens.service))] };
  return compare(bench, { name: 'create', unit: '1/s', note: 'POST /appeals with dispatch card and journal against inserting one row; wanted ratio 0.20', ours, theirs: insertRow(bench) });
}

export async function measureReadOne(bench: Bench): Promise<Figure> {
  const appeals = await someAppeals(bench);
  let next = 0;
  const ours = reading(bench, () => `/appeals/${(appeals[(next += 1) % appeals.length] as AppealSummary).appealId}`);
  return compare(bench, { name: 'read-one', unit: '1/s', note: 'GET /appeals/:id against reading one row; wanted ratio 0.40', ours, theirs: await readRow(bench) });
}

export async function measureList(bench: Bench): Promise<Figure> {
  await someAppeals(bench);
  const ours = reading(bench, () => '/appeals?limit=20');
  return compare(bench, { name: 'list-20', unit: '1/s', note: 'GET /appeals?limit=20 against reading one row; wanted ratio 0.40', ours, theirs: await readRow(bench) });
}

const phrases = ['路灯不亮', '油烟', '消防通道', '电梯', '噪声', '物业'];

export async function measureSearch(bench: Bench): Promise<Figure> {
  await callOnce(bench, 'GET', `/appeals?q=${encodeURIComponent('路灯')}`, bench.lishun.ready.tokens.service);
  let next = 0;
  const ours = reading(bench, () => `/appeals?limit=20&q=${encodeURIComponent(phrases[(next += 1) % phrases.length] as string)}`);
  return compare(bench, { name: 'search', unit: '1/s', note: 'GET /appeals?q= with a Chinese phrase against reading one row; wanted p50 under 50 ms', ours, theirs: await readRow(bench) });
}

const ORDERS_A_ROUND = 960;

interface Prepared {
  readonly appealId: string;
  readonly version: number;
  readonly leadDepartmentId: string;
}

interface Taken {
  readonly appeal: { readonly appealId: string; readonly version: number };
  readonly card: DispatchCard;
}

/** An appeal that is ready to be dispatched to the department its card names first. */
async function prepareOne(bench: Bench): Promise<Prepared | undefined> {
  const { tokens } = bench.lishun.ready;
  const { appeal, card } = await callOnce<Taken>(bench, 'POST', '/appeals', tokens.service, appealBody());
  const lead = [card.leadDepartment?.departmentId, card.interim?.departmentId, ...card.ranking.map((one) => one.departmentId)].find((one) => typeof one === 'string' && one in tokens.liaisons);
  return lead === undefined || lead === null ? undefined : { appealId: appeal.appealId, version: appeal.version, leadDepartmentId: lead };
}

async function prepare(bench: Bench, count: number): Promise<Prepared[]> {
  const ready: Prepared[] = [];
  const worker = async () => {
    while (ready.length < count) {
      const one = await prepareOne(bench);
      if (one !== undefined) ready.push(one);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return ready;
}

interface OrderContext {
  order?: { readonly workOrderId: string; readonly version: number; readonly leadDepartmentId: string };
}

/** Each connection dispatches an appeal and signs the order in as its department, again and again. */
function changing(bench: Bench, prepared: readonly Prepared[]): LoadPlan {
  const { url, tokens } = bench.lishun.ready;
  const spare = prepared[prepared.length - 1] as Prepared;
  let next = 0;
  let refused = 0;
  return {
    url,
    amount: ORDERS_A_ROUND * 2,
    requests: [
      {
        ...anew(() => {
          const { appealId, version, leadDepartmentId } = prepared[next++] ?? spare;
          return { method: 'POST', path: `/api/v1/appeals/${appealId}/orders`, body: JSON.stringify({ version, leadDepartmentId }) };
        }, jsonHeaders(tokens.dispatcher)),
        onResponse: (status, body, context) => {
          if (status < 300) (context as OrderContext).order = JSON.parse(body) as Required<OrderContext>['order'];
          else if ((refused += 1) === 1) bench.say(`dispatch: ${status} ${body.slice(0, 300)}`);
        },
      },
      {
        setupRequest: (request, context) => {
          const { order } = context as OrderContext;
          // no order to sign in: a request that counts as failed
          if (order === undefined) return { ...request, method: 'GET', path: '/api/no-order' };
          return { ...request, method: 'POST', path: `/api/v1/orders/${order.workOrderId}/sign-in`, headers: jsonHeaders(tokens.liaisons[order.leadDepartmentId]), body: JSON.stringify({ version: order.version }) };
        },
      },
    ],
  };
}

export async function measureStateChange(bench: Bench): Promise<Figure> {
  const prepared = await prepare(bench, (ORDERS_A_ROUND + CONNECTIONS) * (bench.rounds + 1) + 1);
  const ours = changing(bench, prepared);
  return compare(bench, { name: 'state-change', unit: '1/s', note: 'dispatch, then sign-in, of each order; every request counts as one; against inserting one row; wanted ratio 0.25', ours, theirs: { ...insertRow(bench), amount: ORDERS_A_ROUND * 2 } });
}

const CARDS = 300;

/** How long one waits for a card when nobody else asks. */
export async function measureCard(bench: Bench): Promise<Figure> {
  const times: number[] = [];
  for (let turn = -20; turn < CARDS; turn += 1) {
    const began = performance.now();
    await callOnce(bench, 'POST', '/dispatch-cards', bench.lishun.ready.tokens.service, nextText());
    if (turn >= 0) times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  const p50 = rounded(median(times), 2);
  return { name: 'card', unit: 'ms', value: p50, baseline: null, ratio: null, n: times.length, median: p50, p50, p99: rounded(times[Math.floor(times.length * 0.99)] ?? 0, 2), note: 'POST /dispatch-cards, one after the other, 300 characters' };
}

/** What reaches the door and turns back: the cost of the server itself, without the database. */
export async function measureHealth(bench: Bench): Promise<Figure> {
  const ours = { url: bench.lishun.ready.url, requests: [{ method: 'GET' as const, path: '/api/health' }] };
  return compare(bench, { name: 'health', unit: '1/s', note: 'GET /api/health against reading one row', ours, theirs: await readRow(bench) });
}
