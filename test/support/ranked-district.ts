import { sql } from 'kysely';
import type { Instant } from '../../src/core/kernel/time.ts';
import type { DepartmentId, DocumentId, DutyClauseId, Matter, MatterId } from '../../src/core/registry/model.ts';
import type { JurisdictionId } from '../../src/core/kernel/ids.ts';
import { recordPrecedents, settlePrecedents, type NewPrecedent } from '../../src/server/dispatch/precedents.ts';
import { systemClock } from '../../src/server/platform/clock.ts';
import type { Database } from '../../src/server/platform/database.ts';
import { bumpKnowledge } from '../../src/server/platform/knowledge-version.ts';
import { insertAliases, insertDepartments, insertDocument, insertMatters } from '../../src/server/registry/store.ts';

const since = '2020-01-01T00:00:00.000Z' as Instant;

export interface RankedDistrict {
  readonly housing: DepartmentId;
  readonly urban: DepartmentId;
  readonly water: DepartmentId;
  readonly market: DepartmentId;
  readonly town: DepartmentId;
  readonly pipes: MatterId;
  readonly stalls: MatterId;
}

interface Place {
  readonly database: Database;
  readonly jurisdictionId: JurisdictionId;
}

const matter = (matterId: MatterId, code: string, name: string, keywords: string[]): Omit<Matter, 'version'> =>
  ({ matterId, parentId: null, code, name, isClass: false, description: '', includes: [], excludes: [], keywords });

/** Four departments with a duty each, a subdistrict and two matters: enough to rank by. */
export async function furnish({ database, jurisdictionId }: Place): Promise<RankedDistrict> {
  const id = systemClock.newId;
  const district = { housing: id<'department'>(), urban: id<'department'>(), water: id<'department'>(), market: id<'department'>(), town: id<'department'>(), pipes: id<'matter'>(), stalls: id<'matter'>() };
  const departments = [
    { departmentId: district.housing, name: '区住房和城乡建设局', shortName: '区住建局', duty: '负责物业服务和房屋维修资金的监督管理。' },
    { departmentId: district.urban, name: '区综合行政执法局', shortName: '区综合执法局', duty: '负责占道经营、流动摊贩、夜市油烟和噪声的执法工作。' },
    { departmentId: district.water, name: '区水务局', shortName: '区水务局', duty: '负责供水管网、漏水抢修的行业管理。' },
    { departmentId: district.market, name: '区市场监督管理局', shortName: '区市场监管局', duty: '负责食品经营许可和餐饮服务食品安全监督管理。' },
  ];
  await database.inTransaction(async (tx) => {
    await insertDepartments(tx, jurisdictionId, since, [
      ...departments.map(({ departmentId, name, shortName }, index) => ({ departmentId, code: `D${index}`, name, shortName, kind: 'GOVERNMENT_DEPARTMENT' as const, superior: null, secondaryNames: [], validFrom: since, validTo: null })),
      { departmentId: district.town, code: 'T1', name: '柳河街道办事处', shortName: '柳河街道', kind: 'TOWNSHIP', superior: null, secondaryNames: [], validFrom: since, validTo: null },
    ]);
    await insertAliases(tx, jurisdictionId, since, [{ departmentId: district.urban, name: '城管局', validFrom: null, validTo: null }]);
    await insertMatters(tx, jurisdictionId, [matter(district.pipes, '0101', '二次供水设施管理', ['二次供水', '楼顶水箱']), matter(district.stalls, '0102', '占道经营治理', ['占道经营', '流动摊贩'])]);
    for (const { departmentId, name, duty } of departments) {
      const document = { documentId: id<'document'>() satisfies DocumentId, kind: 'SANDING' as const, title: `${name}职能配置规定`, documentNumber: null, departmentId, departmentName: name, previousDocumentId: null, validFrom: since, fileName: null, fileHash: departmentId, sourceText: duty, notUnderstood: [] };
      await insertDocument(tx, jurisdictionId, since, document, [{
        dutyClauseId: id<'dutyClause'>() satisfies DutyClauseId, departmentId, path: '三、（一）', kind: 'MAIN_DUTY', text: duty, start: 0, end: duty.length,
        verbs: [{ verb: '负责', role: 'LEAD', strength: 1, start: 0, end: 2 }], partners: [],
      }]);
    }
    await bumpKnowledge(tx, jurisdictionId, 'registry');
  });
  return district;
}

export interface EntryFacts {
  readonly matterId: MatterId;
  readonly title: string;
  readonly scope?: string;
  readonly leadDepartmentId: DepartmentId;
  readonly validFrom?: Instant;
  /** Appeals of the dispute that the entry settles. */
  readonly settles?: readonly PrecedentFacts[];
}

/** Puts an entry into the table as its publishing does. */
export async function putEntry({ database, jurisdictionId }: Place, { matterId, title, scope = '', leadDepartmentId, validFrom = since, settles = [] }: EntryFacts): Promise<string> {
  const divisionEntryId = systemClock.newId();
  const bases = [{ documentId: null, title: '城市供水条例', article: '第二十条', rank: 'REGULATION', text: '城市供水主管部门负责二次供水的监督管理。' }];
  await database.inTransaction(async (tx) => {
    await sql`
      insert into division.division_entry (jurisdiction_id, division_entry_id, version, number, matter_id, title, scope, scope_range, boundary, lead_department_id, responsible, bases, formed_by, decision, valid_from, recorded_at)
      values (${jurisdictionId}, ${divisionEntryId}, 1, ${`2026-${divisionEntryId.slice(-4)}`}, ${matterId}, ${title}, ${scope}, ${scope === '' ? '(,)' : `[${scope.length},${scope.length}]`}::int8range,
        ${JSON.stringify({ scope, includes: '', excludes: '', stage: '' })}, ${leadDepartmentId}, '[]', ${JSON.stringify(bases)}, 'CONSULTATION', '{"body":"区委编办"}', ${validFrom}, ${since})`.execute(tx);
    await bumpKnowledge(tx, jurisdictionId, 'entries');
    await settlePrecedents(tx, jurisdictionId, settles.map((fact) => ({ ...toPrecedent({ ...fact, outcome: 'UPHELD' }), divisionEntryId, disputeId: systemClock.newId() })));
  });
  return divisionEntryId;
}

/** Takes an entry out of the table. */
export async function endEntry({ database, jurisdictionId }: Place, divisionEntryId: string, at: Instant): Promise<void> {
  await database.inTransaction(async (tx) => {
    await sql`update division.division_entry set superseded_at = ${at} where jurisdiction_id = ${jurisdictionId} and division_entry_id = ${divisionEntryId}`.execute(tx);
    await bumpKnowledge(tx, jurisdictionId, 'entries');
  });
}

export interface DisputeFacts {
  readonly matterId: MatterId;
  readonly hostDepartmentId: DepartmentId;
  readonly interimRule: 'KEEP_CURRENT' | 'FREEZE' | 'ACT_FIRST';
  readonly interimLeadDepartmentId: DepartmentId | null;
}

/** Opens a dispute over a matter, in level 1. */
export async function putDispute({ database, jurisdictionId }: Place, { matterId, hostDepartmentId, interimRule, interimLeadDepartmentId }: DisputeFacts): Promise<string> {
  const disputeId = systemClock.newId();
  await database.inTransaction(async (tx) => {
    await sql`
      insert into disputes.dispute (jurisdiction_id, dispute_id, number, title, matter_id, claim, origin, level, state, machine_version, rules_version, host_department_id, host_reasons, interim_rule, interim_lead_department_id, opened_at, state_since)
      values (${jurisdictionId}, ${disputeId}, ${disputeId.slice(-6)}, '二次供水水箱清洗监管', ${matterId}, '由谁监管', 'DEPARTMENT', 1, 'CONSULTING', 1, 1, ${hostDepartmentId}, '[]', ${interimRule}, ${interimLeadDepartmentId}, ${since}, ${since})`.execute(tx);
    await bumpKnowledge(tx, jurisdictionId, 'disputes');
  });
  return disputeId;
}

export async function endDispute({ database, jurisdictionId }: Place, disputeId: string): Promise<void> {
  await database.inTransaction(async (tx) => {
    await sql`update disputes.dispute set state = 'WITHDRAWN', version = version + 1 where jurisdiction_id = ${jurisdictionId} and dispute_id = ${disputeId}`.execute(tx);
    await bumpKnowledge(tx, jurisdictionId, 'disputes');
  });
}

export interface PrecedentFacts {
  readonly title: string;
  readonly text: string;
  readonly departmentId: DepartmentId;
  readonly matterId?: MatterId;
  readonly appealId?: string;
  readonly responsible?: readonly DepartmentId[];
  readonly outcome?: NewPrecedent['outcome'];
}

const toPrecedent = ({ matterId, appealId, responsible = [], outcome = 'ACCEPTED', ...fact }: PrecedentFacts): NewPrecedent =>
  ({ ...fact, responsible, matterId: matterId ?? null, appealId: appealId ?? null, outcome, precedentId: systemClock.newId(), divisionEntryId: null, disputeId: null, recordedAt: since });

export async function putPrecedents({ database, jurisdictionId }: Place, facts: readonly PrecedentFacts[]): Promise<void> {
  await database.inTransaction((tx) => recordPrecedents(tx, jurisdictionId, facts.map(toPrecedent)));
}

/** What a ruling on an appeal leaves behind. */
export async function putRuling({ database, jurisdictionId }: Place, fact: PrecedentFacts): Promise<void> {
  await database.inTransaction((tx) => settlePrecedents(tx, jurisdictionId, [toPrecedent({ ...fact, outcome: 'UPHELD' })]));
}
