import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import type { Operation } from '../../core/kernel/operation.ts';
import { Refused } from '../../core/kernel/refusal.ts';
import { addDays, startOfDay, type Day, type Instant } from '../../core/kernel/time.ts';
import { registryOperations as registry } from '../../core/registry/operations.ts';

/** Reads that are not asked as on a day as known on a day, and why. */
const EXCEPTIONS = {
  viewConsequences: 'asks what an act taken now would touch; the records are those of other modules as they stand',
  listUnowned: 'is a list of work to be done now: live records of other modules that nobody owns',
  listMatterReferences: 'asks what an act taken now would touch; the records are those of other modules as they stand',
  listBasisRanks: 'is a table of the installation: its lines say from which day they hold, when it was edited is kept by nobody',
  previewDocument: 'reads what is handed in with the call; nothing of it is in the registry',
  listDocumentImports: 'is the desk of those who import: nothing on it is in the registry yet',
  viewDocumentImport: 'is the desk of those who import: nothing on it is in the registry yet',
  viewImportFile: 'is the desk of those who import: nothing on it is in the registry yet',
} as const;

const reads: [string, Operation][] = Object.entries(registry).filter(([, { effect }]) => effect === 'read');
const clocked = reads.filter(([name]) => !(name in EXCEPTIONS));
const office = actorOf('ESTABLISHMENT_OFFICER');

describe('every read of the registry', () => {
  it.each(clocked)('%s takes the day asked about and the day of what was known', (_, { input }) => {
    expect(Object.keys(input.shape)).toEqual(expect.arrayContaining(['on', 'known']));
  });

  it('that stands among the exceptions is a read, and one without the two clocks', () => {
    for (const name of Object.keys(EXCEPTIONS)) expect(Object.keys(reads.find(([key]) => key === name)?.[1].input.shape ?? { known: 1 })).not.toContain('known');
  });
});

/** What the questions are about; an id nobody has before the record is there. */
interface World {
  readonly departmentId: string;
  readonly heirId: string;
  readonly matterId: string;
  readonly twinId: string;
  readonly matterSchemeId: string;
  readonly documentId: string;
  readonly dutyClauseId: string;
  readonly basisChangeId: string;
}

const NOBODY = '00000000-0000-4000-8000-000000000000';

/** One question to each read; a read without a question here fails. */
const QUESTIONS: Readonly<Record<string, (world: World) => Record<string, unknown>>> = {
  listDepartments: () => ({ q: '水', limit: 200 }),
  viewDepartment: ({ departmentId }) => ({ departmentId }),
  viewOrganisationChart: () => ({}),
  listDocuments: () => ({ limit: 200 }),
  viewDocument: ({ documentId }) => ({ documentId }),
  viewDutyClause: ({ dutyClauseId }) => ({ dutyClauseId }),
  listMatters: () => ({ limit: 200 }),
  viewMatter: ({ matterId }) => ({ matterId }),
  viewAlignment: ({ matterId }) => ({ matterId }),
  listMatterSchemes: () => ({}),
  viewMatterScheme: ({ matterSchemeId }) => ({ matterSchemeId }),
  listBasisChanges: () => ({ limit: 200 }),
  viewBasisChange: ({ basisChangeId }) => ({ basisChangeId }),
  listWatchItems: () => ({ limit: 200 }),
  search: () => ({ q: '水务局 节水', limit: 100 }),
};

let district: TestDistrict;

const DAYS = [2012, 2016, 2020, 2031].map((year) => startOfDay(`${year}-07-01` as Day));

/** The counters of writers are no knowledge about the world, nor is the order in which a set comes. */
function withoutCounters(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutCounters);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'version').map(([key, inner]) => [key, withoutCounters(inner)]));
}

/** The answer, or the code of the refusal. */
async function ask(name: string, world: World, clocks: { on: Instant; known?: Instant }): Promise<unknown> {
  const operation = clocked.find(([key]) => key === name)?.[1] as Operation;
  try {
    return withoutCounters(await district.call(office, operation, { ...(QUESTIONS[name] as (world: World) => object)(world), ...clocks }));
  } catch (refused) {
    if (refused instanceof Refused) return refused.code;
    throw refused;
  }
}

const year = (value: number): string => `${2010 + (value % 12)}-01-01`;
let serial = 0;
const next = (): number => (serial += 1);

type Step = (world: World, value: number) => Promise<Partial<World>>;

async function issue({ departmentId }: World, value: number, previousDocumentId: string | null): Promise<Partial<World>> {
  const text = `区水务局职能配置、内设机构和人员编制规定\n第三条 主要职责是：\n（一）负责节水第${next()}项管理。\n（二）指导水务局河道保洁。\n（三）有关职责分工。\n1.与水务局的有关职责分工。（1）水务局负责河道管理。\n第五条 区水务局机关行政编制${serial}名。`;
  const { fileHash } = await district.call(office, registry.previewDocument, { kind: 'LAW', text, departmentId });
  const { documentId } = await district.call(office, registry.importDocument, { kind: 'LAW', text, departmentId, expectedHash: fileHash, validFrom: year(value) });
  const [clause] = (await district.call(office, registry.viewDocument, { documentId })).clauses;
  if (previousDocumentId === null) return { documentId, dutyClauseId: clause?.dutyClauseId as string };
  const { basisChangeId } = await district.call(office, registry.recordBasisChange, { kind: 'INTERPRET', documentId: previousDocumentId, effectiveAt: year(value) });
  return { basisChangeId };
}

const STEPS: Readonly<Record<string, Step>> = {
  rename: async ({ departmentId }, value) => {
    const { version } = await district.call(office, registry.viewDepartment, { departmentId });
    await district.call(office, registry.renameDepartment, { departmentId, version, name: `区水务${next()}局`, shortName: `水务${serial}局`, effectiveAt: year(value) });
    return {};
  },
  correct: async ({ departmentId }, value) => {
    const { version } = await district.call(office, registry.viewDepartment, { departmentId });
    await district.call(office, registry.correctDepartment, { departmentId, version, on: year(value), name: `区水务更正${next()}局` });
    return {};
  },
  alias: async ({ departmentId }, value) => {
    await district.call(office, registry.addDepartmentAlias, { departmentId, name: `水别名${next()}`, validFrom: year(value) });
    return {};
  },
  issue: (world, value) => issue(world, value, null),
  interpret: (world, value) => (world.documentId === NOBODY ? Promise.resolve({}) : issue(world, value, world.documentId)),
  link: async ({ matterId, dutyClauseId }) => {
    if (dutyClauseId !== NOBODY) await district.call(office, registry.decideMatterLink, { matterId, dutyClauseId, state: serial % 2 === 0 ? 'CONFIRMED' : 'REJECTED', note: `第${next()}次` });
    return {};
  },
  matter: async ({ matterId }, value) => {
    const { version } = await district.call(office, registry.viewMatter, { matterId });
    await district.call(office, registry.changeMatter, { matterId, version, name: `节水事项${next()}`, keywords: [`节水${serial}`], effectiveAt: year(value) });
    return {};
  },
  merge: async ({ departmentId, heirId }, value) => {
    if (heirId !== NOBODY) await district.call(office, registry.mergeDepartments, { departmentIds: [heirId], into: { departmentId }, effectiveAt: value === 0 ? '2011-01-01' : year(value) });
    return { heirId: NOBODY };
  },
  map: async ({ matterSchemeId, matterId, twinId }, value) => {
    await district.call(office, registry.mapSchemeCode, { matterSchemeId, code: '01', matterId: [matterId, twinId, null][value % 3] as string | null });
    return {};
  },
};

async function begin(): Promise<World> {
  const code = `w${next()}`;
  const { departmentId } = await district.call(office, registry.createDepartment, { code, name: `区水务始${serial}局`, shortName: `水务始${serial}局`, kind: 'GOVERNMENT_DEPARTMENT', validFrom: '2010-01-01' });
  const { departmentId: heirId } = await district.call(office, registry.createDepartment, { code: `${code}h`, name: `区水利始${serial}局`, shortName: `水利始${serial}局`, kind: 'GOVERNMENT_DEPARTMENT', validFrom: '2010-01-01' });
  const matter = (name: string) => district.call(office, registry.createMatter, { code: `M${next()}`.padEnd(4, '0'), name: `${name}${serial}`, parentId: null, isClass: false });
  const [{ matterId }, { matterId: twinId }] = [await matter('节水事项始'), await matter('用水事项始')];
  const bytes = new TextEncoder().encode('代码,名称\n01,节水\n02,用水\n');
  const { matterSchemeId } = await district.call(office, registry.importMatterScheme, { name: `分类表${next()}`, file: { name: '表.csv', bytes } });
  return { departmentId, heirId, matterId, twinId, matterSchemeId, documentId: NOBODY, dutyClauseId: NOBODY, basisChangeId: NOBODY };
}

const history = fc.array(fc.record({ step: fc.constantFrom(...Object.keys(STEPS)), value: fc.nat(11) }), { minLength: 4, maxLength: 9 });

it('every read has its question', () => {
  expect(Object.keys(QUESTIONS).toSorted()).toEqual(clocked.map(([name]) => name).toSorted());
});

it('an answer given on a day is given again, whenever the registry is asked what it knew on that day', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      // a district of its own: the search compares a limited number of papers, and those of other histories would push out some
      district = await openDistrict();
      let world = await begin();
      const told: { at: Instant; world: World; name: string; on: Instant; answer: unknown }[] = [];
      const remember = async (): Promise<void> => {
        for (const name of Object.keys(QUESTIONS)) for (const on of DAYS) told.push({ at: district.clock.now(), world, name, on, answer: await ask(name, world, { on }) });
      };
      await remember();
      for (const { step, value } of steps) {
        district.clock.moveTo(addDays(district.clock.now(), 1));
        world = { ...world, ...(await (STEPS[step] as Step)(world, value)) };
        await remember();
      }
      district.clock.moveTo(addDays(district.clock.now(), 1));
      for (const { at, world: then, name, on, answer } of told) expect({ name, on, answer: await ask(name, then, { on, known: at }) }).toEqual({ name, on, answer });
      await district.close();
    }),
    { numRuns: 6 },
  );
}, 240_000);
