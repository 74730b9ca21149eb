import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import type { DepartmentId, DocumentId, DutyClause, MatterId } from '../../core/registry/model.ts';
import { registryOperations as registry } from '../../core/registry/operations.ts';

const office = actorOf('ESTABLISHMENT_OFFICER');
const desk = actorOf('DISPATCHER');
let district: TestDistrict;
let housing: DepartmentId;
let matterId: MatterId;
let clause: DutyClause;
let entryId: string;

const TEXT = `示范区住房和城乡建设局职能配置、内设机构和人员编制规定
第三条 主要职责是：
（一）负责物业服务的监督管理，指导业主大会成立。
（二）负责电梯更新改造的组织协调。`;

async function bring(text: string, validFrom: string) {
  const { fileHash } = await district.call(office, registry.previewDocument, { kind: 'SANDING', text, departmentId: housing });
  return district.call(office, registry.importDocument, { kind: 'SANDING', text, departmentId: housing, expectedHash: fileHash, validFrom });
}

const entry = (title: string, basis: object) => ({
  matterId, title, boundary: {}, leadDepartmentId: housing, responsible: [], formedBy: 'CONSULTATION' as const, decision: { body: '区委编办' }, bases: [basis as never],
});

beforeAll(async () => {
  district = await openDistrict();
  housing = (await district.call(office, registry.createDepartment, { code: 'housing', name: '区住房和城乡建设局', shortName: '住建局', kind: 'GOVERNMENT_DEPARTMENT', validFrom: '2019-01-01' })).departmentId;
  matterId = (await district.call(office, registry.createMatter, { code: '0101', name: '物业服务监管', parentId: null, isClass: false, keywords: ['物业'] })).matterId;
  const { documentId } = await bring(TEXT, '2020-01-01');
  clause = (await district.call(office, registry.viewDocument, { documentId })).clauses.find(({ text }) => text.includes('物业')) as DutyClause;
});
afterAll(() => district.close());

describe('a basis that names a clause', () => {
  it('says what the clause says, whatever was typed beside it', async () => {
    const draft = await district.call(office, divisionOperations.createDraft, entry('物业服务监管', { dutyClauseId: clause.dutyClauseId, title: '随手所写', article: '第九条', rank: 'LAW', text: '抄错的条文' }));
    expect(draft.bases[0]).toMatchObject({ title: clause.documentTitle, rank: 'SANDING', text: clause.text, documentId: clause.documentId, dutyClauseId: clause.dutyClauseId });
    const published = await district.call(office, divisionOperations.publishDraft, { divisionDraftId: draft.divisionDraftId, version: draft.version });
    entryId = published.divisionEntryId;
    const unknown = district.call(office, divisionOperations.createDraft, entry('错引', { dutyClauseId: matterId, title: '某文', article: '', rank: 'LAW', text: '' }));
    await expect(unknown).rejects.toMatchObject({ code: 'common.not-found' });
  });
});

describe('a reissued paper', () => {
  it('lists entries, drafts and dispatches that rest on what it changed, in the transaction of its import', async () => {
    const other = await district.call(office, divisionOperations.createDraft, entry('电梯更新', { title: clause.documentTitle, article: '', rank: 'SANDING', text: '负责电梯更新改造的组织协调' }));
    const draft = await district.call(office, divisionOperations.createDraft, entry('业主大会', { title: clause.documentTitle, article: '', rank: 'SANDING', text: '指导业主大会成立' }));
    const { appeal } = await district.call(desk, dispatchOperations.submitAppeal, { title: '物业不作为', text: '小区物业服务很差，没人监督管理。' });
    const order = await district.call(desk, dispatchOperations.dispatchAppeal, { appealId: appeal.appealId, version: appeal.version, leadDepartmentId: housing, matterId });
    const newer = await bring(TEXT.replace('负责物业服务的监督管理，指导业主大会成立', '负责物业服务市场秩序的监督管理，指导业主自治'), '2026-01-01');

    const { items: [change] } = await district.call(office, registry.listBasisChanges, { documentId: newer.documentId });
    expect(change).toMatchObject({ kind: 'AMEND', previousDocumentId: clause.documentId });
    const view = await district.call(office, registry.viewBasisChange, { basisChangeId: change?.basisChangeId ?? '' });
    expect(view.changedClauses.map(({ change: how }) => how)).toContain('REWORDED');
    const { items } = await district.call(office, registry.listWatchItems, { basisChangeId: view.basisChangeId, limit: 200 });
    const touched = items.map(({ targetId }) => targetId);
    expect(touched).toEqual(expect.arrayContaining([entryId, draft.divisionDraftId, order.workOrderId]));
    expect(touched).not.toContain(other.divisionDraftId);
    expect(items.find(({ targetId }) => targetId === entryId)?.reasons[0]?.text.zh).toContain('市场秩序');
  });

  it('is done with when each has been reviewed with a note', async () => {
    const { items: [item] } = await district.call(office, registry.listWatchItems, { targetId: entryId });
    const seen = { basisWatchItemId: item?.basisWatchItemId ?? '', version: item?.version ?? 1 };
    await expect(district.call(office, registry.reviewWatchItem, { ...seen, note: '' })).rejects.toMatchObject({ code: 'common.invalid-input' });
    expect(await district.call(office, registry.reviewWatchItem, { ...seen, note: '依据改写不影响牵头。' })).toMatchObject({ state: 'REVIEWED', reviewedBy: 'establishment_officer' });
    await expect(district.call(office, registry.reviewWatchItem, { ...seen, note: '再看一次' })).rejects.toMatchObject({ code: 'registry.already-reviewed' });
  });
});

/** The id of the nth copy, the same for an appeal and its order. */
const COPY = "md5('copy' || n)::uuid";

/** Many rows like one, with some columns of their own. */
async function copy(table: string, where: string, count: number, own: Readonly<Record<string, string>>): Promise<void> {
  const { pool } = district.database;
  const { rows } = await pool.query<{ name: string }>("select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''", [table]);
  const names = rows.map(({ name }) => name);
  await pool.query(`insert into ${table} (${names.join(', ')}) select ${names.map((name) => own[name] ?? `t.${name}`).join(', ')} from ${table} t, generate_series(1, ${count}) n where ${where}`);
}

describe('a change that touches more than a page, over more years than one', () => {
  it('lists every dispatch that rests on it, however old', async () => {
    const { items: [before] } = await district.call(office, registry.listBasisChanges, {});
    const { documentId } = before as { documentId: DocumentId };
    const current = (await district.call(office, registry.viewDocument, { documentId })).clauses.find(({ text }) => text.includes('物业')) as DutyClause;
    const { appeal } = await district.call(desk, dispatchOperations.submitAppeal, { title: '物业收费', text: '物业服务收费不公示，没人监督管理。' });
    const order = await district.call(desk, dispatchOperations.dispatchAppeal, { appealId: appeal.appealId, version: appeal.version, leadDepartmentId: housing, matterId });
    // copies of one order over three years: what the list must not stop at
    const copies = 1_200;
    await copy('appeals.appeal', `appeal_id = '${appeal.appealId}'`, copies, { appeal_id: COPY, number: "t.number || '-' || n" });
    await copy('appeals.work_order', `work_order_id = '${order.workOrderId}'`, copies, { work_order_id: COPY, appeal_id: COPY, number: "t.number || '-' || n", dispatched_at: 't.dispatched_at - make_interval(days => n)', state: "'CLOSED'" });
    const { rows: [card] } = await district.database.pool.query<{ named: boolean }>("select c.card::text like '%' || $1 || '%' as named from dispatch.dispatch_card c join appeals.work_order w using (jurisdiction_id, dispatch_card_id) where w.work_order_id = $2", [current.dutyClauseId, order.workOrderId]);
    expect(card?.named).toBe(true);
    const { basisChangeId } = await district.call(office, registry.recordBasisChange, { documentId, kind: 'INTERPRET', dutyClauseIds: [current.dutyClauseId] });
    const { rows: [found] } = await district.database.pool.query<{ count: number }>("select count(*)::int as count from registry.basis_watch_item where basis_change_id = $1 and target_kind = 'WORK_ORDER'", [basisChangeId]);
    expect(found?.count).toBeGreaterThan(copies);
    let [seen, cursor]: [number, string | null] = [0, null];
    do {
      const page: { items: unknown[]; nextCursor: string | null } = await district.call(office, registry.listWatchItems, { basisChangeId, limit: 200, ...(cursor === null ? {} : { cursor }) });
      [seen, cursor] = [seen + page.items.length, page.nextCursor];
    } while (cursor !== null);
    expect(seen).toBeGreaterThanOrEqual(found?.count ?? 0);
  });
});

describe('a law that is repealed or interpreted', () => {
  it('touches what cites it, and a repealed one no longer holds', async () => {
    const text = '物业管理条例\n第五条 县级以上地方人民政府房地产行政主管部门负责本行政区域内物业管理活动的监督管理工作。';
    const { fileHash } = await district.call(office, registry.previewDocument, { kind: 'REGULATION', text });
    const law = await district.call(office, registry.importDocument, { kind: 'REGULATION', text, title: '物业管理条例', expectedHash: fileHash, validFrom: '2018-01-01' });
    const draft = await district.call(office, divisionOperations.createDraft, entry('条例', { title: '《物业管理条例》', article: '第五条', rank: 'REGULATION', text: '' }));
    const record = async (change: object) => district.call(office, registry.listWatchItems, await district.call(office, registry.recordBasisChange, { documentId: law.documentId, kind: 'INTERPRET', ...change }));
    const interpreted = await record({ note: '国务院法制机构答复' });
    expect(interpreted.items.map(({ targetId }) => targetId)).toEqual([draft.divisionDraftId]);
    const repealed = await record({ kind: 'REPEAL', effectiveAt: '2026-02-01' });
    expect(repealed.items[0]?.reasons[0]?.rule).toBe('registry.basis-removed');
    expect((await district.call(office, registry.viewDocument, { documentId: law.documentId })).validTo).toBe('2026-01-31T16:00:00.000Z');
    await expect(district.call(office, registry.recordBasisChange, { documentId: law.documentId, kind: 'REPEAL' })).rejects.toMatchObject({ code: 'registry.document-ended' });
    await expect(district.call(office, registry.recordBasisChange, { documentId: law.documentId, kind: 'AMEND' })).rejects.toMatchObject({ code: 'registry.previous-needed' });
  });
});
