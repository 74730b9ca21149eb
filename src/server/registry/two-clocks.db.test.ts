import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { addDays, startOfDay, type Day, type Instant } from '../../core/kernel/time.ts';
import type { DepartmentId, DocumentId, MatterId } from '../../core/registry/model.ts';
import { registryOperations as registry } from '../../core/registry/operations.ts';

const office = actorOf('ESTABLISHMENT_OFFICER');
const FIRST = 2010;
const YEARS = 14;
let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict();
});
afterAll(() => district.close());

const newYear = (year: number): Instant => startOfDay(`${FIRST + year}-01-01` as Day);
const midYear = (year: number): Instant => startOfDay(`${FIRST + year}-07-01` as Day);

/** What the world is said to be: a value for every year, and where one spell of it ends and the next begins. */
interface Spells {
  readonly values: readonly (string | null)[];
  readonly bounds: readonly number[];
}

/** The plainest book-keeping of the same: change from a year to the end of its spell, or the whole spell around a year. */
function write({ values, bounds }: Spells, year: number, value: string | null, correction: boolean): Spells {
  const from = correction ? Math.max(...bounds.filter((bound) => bound <= year)) : year;
  const to = Math.min(YEARS, ...bounds.filter((bound) => bound > year));
  return { values: values.map((old, place) => (place >= from && place < to && old !== null ? value : old)), bounds: [...new Set([...bounds, from])] };
}

interface Remembered {
  readonly from: Instant;
  readonly department: Spells;
  readonly matter: Spells;
  readonly aliases: ReadonlySet<string>;
  readonly document: string | null;
}

const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('department' as const), year: fc.nat(YEARS - 1), correction: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('matter' as const), year: fc.nat(YEARS - 1), correction: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('alias' as const), year: fc.nat(3), correction: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('paper' as const), year: fc.nat(YEARS - 1), correction: fc.constant(false) }) },
);
const question = fc.record({ year: fc.nat(YEARS - 1), known: fc.nat(13) });

let round = 0;
const everything = (value: string): Spells => ({ values: Array.from({ length: YEARS }, () => value), bounds: [0] });

it('answers as on any day as known on any day, whatever was renamed, corrected, withdrawn and reissued since', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 12 }), fc.array(question, { minLength: 12, maxLength: 12 }), async (acts, questions) => {
      round += 1;
      const label = `第${round}轮`;
      const { departmentId } = await district.call(office, registry.createDepartment, { code: `r${round}x`, name: `${label}甲局0`, shortName: `${label}甲0`, kind: 'GOVERNMENT_DEPARTMENT', validFrom: newYear(0) });
      const { matterId } = await district.call(office, registry.createMatter, { code: `R${String(round).padStart(3, '0')}`, name: `${label}事项0`, parentId: null, isClass: false });
      const memory: Remembered[] = [{ from: district.clock.now(), department: everything(`${label}甲局0`), matter: everything(`${label}事项0`), aliases: new Set(), document: null }];
      for (const [place, one] of acts.entries()) {
        district.clock.moveTo(addDays(district.clock.now(), 1));
        const before = memory.at(-1) as Remembered;
        memory.push({ ...(await perform(one, { departmentId, matterId, before, text: `${label}第${place + 1}次` })), from: district.clock.now() });
      }
      for (const { year, known } of questions) await compare(memory, { departmentId, matterId, year, moment: (memory[Math.min(known, memory.length - 1)] as Remembered).from });
    }),
    { numRuns: 8 },
  );
});

interface Place {
  readonly departmentId: DepartmentId;
  readonly matterId: MatterId;
}

type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

async function perform({ kind, year, correction }: Act, { departmentId, matterId, before, text }: Place & { before: Remembered; text: string }): Promise<Remembered> {
  if (kind === 'department') return nameDepartment(departmentId, year, correction, before, text);
  if (kind === 'matter') {
    const { version } = await district.call(office, registry.viewMatter, { matterId });
    await district.call(office, registry.changeMatter, { matterId, version, name: text, effectiveAt: newYear(year), correction });
    return { ...before, matter: write(before.matter, year, text, correction) };
  }
  if (kind === 'alias') return putOrWithdraw(departmentId, `别名${departmentId.slice(-4)}${year}`, before);
  return issue(departmentId, year, before, text);
}

async function nameDepartment(departmentId: DepartmentId, year: number, correction: boolean, before: Remembered, text: string): Promise<Remembered> {
  const { version } = await district.call(office, registry.viewDepartment, { departmentId });
  if (correction) await district.call(office, registry.correctDepartment, { departmentId, version, on: midYear(year), name: text });
  else await district.call(office, registry.renameDepartment, { departmentId, version, name: text, shortName: `${text}简`, effectiveAt: newYear(year) });
  return { ...before, department: write(before.department, year, text, correction) };
}

async function putOrWithdraw(departmentId: DepartmentId, name: string, before: Remembered): Promise<Remembered> {
  const has = before.aliases.has(name);
  await district.call(office, has ? registry.withdrawDepartmentAlias : registry.addDepartmentAlias, { departmentId, name });
  return { ...before, aliases: new Set(has ? [...before.aliases].filter((one) => one !== name) : [...before.aliases, name]) };
}

/** A new 三定 text takes the place of the one before from a day on; one that begins earlier than it does not end it. */
async function issue(departmentId: DepartmentId, year: number, before: Remembered, text: string): Promise<Remembered> {
  if (before.document !== null) return before;
  const source = `${text}职能配置、内设机构和人员编制规定\n第三条 主要职责是：\n（一）负责${text}的监督管理。`;
  const { fileHash } = await district.call(office, registry.previewDocument, { kind: 'SANDING', text: source, departmentId });
  const { documentId } = await district.call(office, registry.importDocument, { kind: 'SANDING', text: source, departmentId, expectedHash: fileHash, validFrom: newYear(year) });
  return { ...before, document: `${documentId} ${year}` };
}

async function compare(memory: readonly Remembered[], { departmentId, matterId, year, moment }: Place & { year: number; moment: Instant }): Promise<void> {
  const then = memory.filter(({ from }) => from <= moment).at(-1) as Remembered;
  const clocks = { on: midYear(year), known: moment };
  const department = await district.call(office, registry.viewDepartment, { departmentId, ...clocks });
  const matter = await district.call(office, registry.viewMatter, { matterId, ...clocks });
  const listed = (await district.call(office, registry.listDepartments, { q: department.name, ...clocks })).items.map(({ name }) => name);
  const [documentId, since] = (then.document ?? ' ').split(' ');
  const papers = (await district.call(office, registry.listDocuments, { departmentId, ...clocks })).items.map((paper) => paper.documentId);
  expect({ department: department.name, matter: matter.name, listed: listed.includes(department.name), papers }).toEqual({
    department: then.department.values[year], matter: then.matter.values[year], listed: true, papers: then.document !== null && year >= Number(since) ? [documentId as DocumentId] : [],
  });
  const aliases = new Set(department.aliases.map(({ name }) => name).filter((name) => name.startsWith('别名')));
  expect(aliases).toEqual(then.aliases);
}
