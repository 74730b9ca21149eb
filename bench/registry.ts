import { readdir, readFile, rm, mkdtemp } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { systemActor } from '../src/core/access/model.ts';
import type { Operation, ResultOf } from '../src/core/kernel/operation.ts';
import { addDays, type Instant } from '../src/core/kernel/time.ts';
import type { DepartmentId } from '../src/core/registry/model.ts';
import { registryOperations as registry } from '../src/core/registry/operations.ts';
import { prepareParser } from '../src/core/registry/parser/parse.ts';
import { openSystem, type System } from '../src/server/main.ts';
import { systemClock } from '../src/server/platform/clock.ts';
import { readConfig } from '../src/server/platform/config.ts';
import type { Database } from '../src/server/platform/database.ts';
import { sha256 } from '../src/server/platform/journal.ts';
import { makeLog } from '../src/server/platform/log.ts';
import { openStorage } from '../src/server/platform/storage.ts';
import { loadConverters } from '../src/server/registry/readers/converters.ts';
import { loadDutyVerbs } from '../src/server/registry/readers/duty-verbs.ts';
import { sampleOperations } from '../src/server/sample/load.ts';
import { makeChance } from '../src/server/sample/random.ts';
import { median, ratioOf, rounded, type Figure } from './figure.ts';
import { cpuMs } from './processes.ts';
import { makePaper, writeClauses, type Vocabulary } from './synthetic-clauses.ts';

export const registryNames = ['import', 'registry-search'] as const;

const SAMPLE = join(import.meta.dirname, '../sample');
/** Frequent and rare words, departments by an alias, several words, a question, a title, a word that stands nowhere. */
const questions = ['监督管理', '物业', '住建局 物业', '二次供水', '城管局 占道经营', '谁负责电梯安全', '安全生产 应急', '文昌中路', '噪声污染防治法', '水务局河道', '组织实施', '海关缉私', '市场监管局 食品 许可', '消防通道', '预付卡', '指导'];
const SIZES = [20_000, 200_000];
const BASELINE_QUESTIONS = 5;
const PASSES = 4;

interface Bench {
  readonly system: System;
  readonly database: Database;
  readonly rounds: number;
  readonly say: (text: string) => void;
}

const act = <Op extends Operation>({ system }: Bench, operation: Op, input: unknown) => system.pipe.act(systemActor, operation, input) as Promise<ResultOf<Op>>;

const at = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
const sortedOf = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function readTexts(): Promise<{ code: string; text: string }[]> {
  const names = (await readdir(join(SAMPLE, 'sanding'))).filter((name) => name.endsWith('.txt')).sort();
  return Promise.all(names.map(async (name) => ({ code: name.slice(0, -4), text: await readFile(join(SAMPLE, 'sanding', name), 'utf8') })));
}

interface Named {
  readonly departmentId: DepartmentId;
  readonly code: string;
  readonly name: string;
  readonly shortName: string;
}

const listDepartments = async (bench: Bench): Promise<Named[]> => (await act(bench, registry.listDepartments, { limit: 200 })).items;

/** The sample's 三定 texts through the pipe, each a reissue of the one before, beside parsing them alone. */
async function measureImport(bench: Bench): Promise<Figure> {
  const texts = await readTexts();
  const departments = await listDepartments(bench);
  const aliases = departments.flatMap(({ name, shortName, departmentId }) => [{ name, department: departmentId }, { name: shortName, department: departmentId }]);
  const parse = prepareParser({ verbs: (await loadDutyVerbs()).verbs, aliases, simplify: loadConverters().simplify });
  const clauses = texts.reduce((sum, { text }) => sum + parse(text).clauses.length, 0);
  const each: number[] = [];
  const rates: { ours: number; theirs: number }[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const validFrom: Instant = addDays(systemClock.now(), round);
    const parsing = await timed(() => Promise.resolve(texts.forEach(({ text }) => parse(text))));
    let spent = 0;
    for (const { code, text } of texts) {
      const departmentId = departments.find((one) => one.code === code)?.departmentId;
      const took = await timed(() => act(bench, registry.importDocument, { kind: 'SANDING', text, departmentId, expectedHash: sha256(text), validFrom }));
      each.push(took);
      spent += took;
    }
    rates.push({ ours: (clauses * 1000) / spent, theirs: (clauses * 1000) / parsing });
    bench.say(`import, round ${round} of ${bench.rounds}: ${Math.round(rates.at(-1)?.ours ?? 0)} clauses/s, parsing alone ${Math.round(rates.at(-1)?.theirs ?? 0)}`);
  }
  const value = rounded(median(rates.map(({ ours }) => ours)), 0);
  const sorted = sortedOf(each);
  return {
    name: 'import', unit: 'clauses/s', value, baseline: rounded(median(rates.map(({ theirs }) => theirs)), 0), ratio: ratioOf(median(rates.map(({ ours, theirs }) => ours / theirs)), 1),
    n: each.length, median: value, p50: rounded(median(sorted), 1), p99: rounded(at(sorted, 0.99), 1),
    note: `${texts.length} sample texts, ${clauses} clauses, through the pipe with journal, search keys and basis watch, against parsing alone; ms per document; ${load()}`,
  };
}

const load = (): string => `load ${rounded(loadavg()[0] ?? 0, 1)}`;

export async function readVocabulary(bench: Bench): Promise<Vocabulary> {
  const phrases = (await readTexts()).flatMap(({ text }) => text.split(/[，。；：、\n（）]/u)).map((phrase) => phrase.trim()).filter((phrase) => phrase.length >= 3 && phrase.length <= 30);
  const { places } = parseYaml(await readFile(join(SAMPLE, 'places.yaml'), 'utf8')) as { places: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> };
  return { phrases, places: Object.values(places).flatMap((kinds) => Object.values(kinds).flat()), departments: await listDepartments(bench) };
}

/** Imports one paper after the other until it is told to stop; answers how many. */
async function keepImporting(bench: Bench, vocabulary: Vocabulary, seed: number, isOver: () => boolean): Promise<number> {
  const chance = makeChance(seed);
  let count = 0;
  for (; !isOver(); count += 1) {
    const { departmentId, name } = chance.pick(vocabulary.departments);
    const text = makePaper(chance, vocabulary, name);
    await act(bench, registry.importDocument, { kind: 'POWER_DUTY_LIST', text, title: `${name}清单`, departmentId, expectedHash: sha256(text), validFrom: '2021-01-01' });
  }
  return count;
}

/** What a search without an index costs: every clause in force read through. */
const scan = (database: Database, question: string): Promise<unknown> => {
  const words = question.split(' ');
  return database.pool.query(
    `select c.duty_clause_id, c.text from registry.duty_clause c join registry.document o using (jurisdiction_id, document_id)
     where ${words.map((_, place) => `c.text ilike $${place + 1}`).join(' and ')} and o.valid_from <= now() and (o.valid_to is null or now() < o.valid_to) order by length(c.text) limit 20`,
    words.map((word) => `%${word}%`),
  );
};

/** CPU of this process and of the database's own processes, in ms. */
async function cpuNow({ database }: Bench): Promise<number> {
  const { rows } = await database.pool.query<{ pid: number }>(`select pid from pg_stat_activity where backend_type = 'client backend' and datname = current_database()`);
  return cpuMs([process.pid, ...rows.map(({ pid }) => pid)]) ?? 0;
}

async function searchAll(bench: Bench, passes: number): Promise<number[]> {
  const took: number[] = [];
  for (let pass = 0; pass < passes; pass += 1) for (const q of questions) took.push(await timed(() => act(bench, registry.search, { q })));
  return took;
}

interface SearchRound {
  readonly quiet: readonly number[];
  readonly busy: readonly number[];
  readonly scanned: readonly number[];
  readonly cpuEach: number;
  readonly imported: number;
}

async function searchRound(bench: Bench, vocabulary: Vocabulary, seed: number): Promise<SearchRound> {
  const cpu = await cpuNow(bench);
  const quiet = await searchAll(bench, PASSES);
  const cpuEach = ((await cpuNow(bench)) - cpu) / quiet.length;
  let isOver = false;
  const importing = keepImporting(bench, vocabulary, seed, () => isOver);
  const busy = await searchAll(bench, PASSES);
  const scanned: number[] = [];
  for (const q of questions.slice(0, BASELINE_QUESTIONS)) scanned.push(await timed(() => scan(bench.database, q)));
  isOver = true;
  return { quiet, busy, scanned, cpuEach, imported: await importing };
}

async function measureSearch(bench: Bench, vocabulary: Vocabulary, size: number): Promise<Figure> {
  await searchAll(bench, 2);
  const measured: SearchRound[] = [];
  for (let round = 1; round <= bench.rounds; round += 1) {
    const one = await searchRound(bench, vocabulary, size + round);
    measured.push(one);
    bench.say(`registry-search ${size}, round ${round} of ${bench.rounds}: p95 ${rounded(at(sortedOf(one.busy), 0.95), 1)} ms with imports, ${rounded(at(sortedOf(one.quiet), 0.95), 1)} without, scan p50 ${rounded(median(one.scanned), 0)} ms; ${load()}`);
  }
  const of = (pick: (round: SearchRound) => readonly number[], share: number): number => rounded(median(measured.map((round) => at(sortedOf(pick(round)), share))), 1);
  const value = of((round) => round.busy, 0.95);
  const baseline = of((round) => round.scanned, 0.95);
  return {
    name: 'registry-search', unit: 'ms p95', value, baseline, ratio: ratioOf(value, baseline), n: size, median: value, p50: of((round) => round.busy, 0.5), p99: of((round) => round.busy, 0.99),
    note: [
      `${size} clauses, ${questions.length} questions, ${bench.rounds * PASSES} times each, while ${measured.reduce((sum, { imported }) => sum + imported, 0)} documents of 40 clauses are imported in the same process`,
      `without imports p50 ${of((round) => round.quiet, 0.5)} p95 ${of((round) => round.quiet, 0.95)} ms, ${rounded(median(measured.map(({ cpuEach }) => cpuEach)), 1)} ms CPU each`,
      `scan with ilike p50 ${of((round) => round.scanned, 0.5)} ms`, load(), 'wanted p95 under 50 ms',
    ].join('; '),
  };
}

const INDEX = 'create index duty_clause_search on registry.duty_clause using gin (search_keys) with (gin_pending_list_limit = 512)';

async function* measureSizes(bench: Bench): AsyncGenerator<Figure> {
  const vocabulary = await readVocabulary(bench);
  let documents = 0;
  let clauses = 0;
  for (const size of SIZES) {
    bench.say(`writing ${size - clauses} clauses…`);
    // built whole, the index is ready sooner
    await bench.database.execute('drop index registry.duty_clause_search');
    documents = await writeClauses(bench.database, bench.system.jurisdictionId, vocabulary, documents, size - clauses);
    await bench.database.execute(INDEX);
    await bench.database.execute('vacuum analyze registry.duty_clause');
    await bench.database.execute('analyze registry.document');
    clauses = size;
    yield await measureSearch(bench, vocabulary, size);
  }
}

/** Import of the sample's texts and the search of the registry, on a database of their own. */
export async function* measureRegistry(wanted: (name: string) => boolean, rounds: number, say: (text: string) => void): AsyncGenerator<Figure> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'lishun-bench-registry-'));
  const log = makeLog('fatal');
  const storage = await openStorage(readConfig({ ...process.env, LISHUN_DATA: dataDirectory }), log);
  try {
    const system = await openSystem({ database: storage.database, clock: systemClock, log, jurisdictionCode: 'bench' });
    say('loading the sample…');
    await system.pipe.act(systemActor, sampleOperations.load, {});
    await storage.database.execute('analyze');
    const bench: Bench = { system, database: storage.database, rounds, say };
    if (wanted('import')) yield await measureImport(bench);
    if (wanted('registry-search')) yield* measureSizes(bench);
    await system.close();
  } finally {
    await storage.close();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}
