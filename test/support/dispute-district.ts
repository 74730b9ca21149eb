import type { z } from 'zod';
import type { Actor } from '../../src/core/access/model.ts';
import type { Dispute } from '../../src/core/disputes/model.ts';
import { disputesOperations, type plainSteps } from '../../src/core/disputes/operations.ts';
import { Refused } from '../../src/core/kernel/refusal.ts';
import { toInstant } from '../../src/core/kernel/time.ts';
import type { DepartmentId, MatterId } from '../../src/core/registry/model.ts';
import { insertDepartments, insertMatters } from '../../src/server/registry/store.ts';
import { actorOf, openDistrict, type TestDistrict } from './district.ts';

const NAMES = ['示例区水务局', '示例区综合行政执法局', '示例区住房和城乡建设局'] as const;

export const seen = ({ disputeId, version }: Pick<Dispute, 'disputeId' | 'version'>) => ({ disputeId, version });

/** The code of the refusal that some work meets; `nothing` when it is done. A fault goes through. */
export const refusalOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'nothing', (fault: unknown) => (fault instanceof Refused ? fault.code : Promise.reject(fault as Error)));

export const settlementOf = (matterId: MatterId, leadDepartmentId: DepartmentId, otherId: DepartmentId) => ({
  matterId, title: '河道沿线垃圾清理', boundary: { scope: '河道管理范围内' }, leadDepartmentId, responsible: [{ departmentId: otherId, task: '清理岸上道路' }],
  bases: [{ title: '河道管理条例', article: '第二十四条', rank: 'REGULATION' as const, text: '' }], measures: '每周巡查一次',
});

export interface DisputeDistrict extends TestDistrict {
  /** Departments, each with its head. */
  readonly departments: readonly { readonly departmentId: DepartmentId; readonly name: string; readonly head: Actor }[];
  newMatter(): Promise<MatterId>;
  open(actor: Actor, change?: Partial<z.input<(typeof disputesOperations)['openDispute']['input']>>): Promise<Dispute>;
  propose(actor: Actor, one: Dispute, matterId: MatterId, lead?: number): Promise<Dispute>;
  agree(actor: Actor, one: Dispute): Promise<Dispute>;
  sign(actor: Actor, one: Dispute): Promise<Dispute>;
  /** The first two departments agree and sign. */
  bothSign(one: Dispute): Promise<Dispute>;
  step(actor: Actor, one: Dispute, action: (typeof plainSteps)[number], note?: string): Promise<Dispute>;
}

/** An empty district with three departments that may dispute. */
export async function openDisputeDistrict(): Promise<DisputeDistrict> {
  const district = await openDistrict();
  const { clock, database, system, call } = district;
  const departments = NAMES.map((name) => {
    const departmentId = clock.newId<'department'>();
    return { departmentId, name, head: actorOf('DEPARTMENT_HEAD', departmentId) };
  });
  const rows = departments.map(({ departmentId, name }, index) => ({
    departmentId, code: `D0${index + 1}`, name, shortName: name, kind: 'GOVERNMENT_DEPARTMENT' as const, superior: null, secondaryNames: [], validFrom: toInstant('2019-01-01'), validTo: null,
  }));
  await database.inTransaction((tx) => insertDepartments(tx, system.jurisdictionId, clock.now(), rows));
  const [first, second] = departments as [(typeof departments)[0], (typeof departments)[0]];
  let matters = 0;
  const agree = (actor: Actor, one: Dispute) => call(actor, disputesOperations.takePosition, { ...seen(one), kind: 'AGREE' });
  const sign = (actor: Actor, one: Dispute) => call(actor, disputesOperations.signSettlement, { ...seen(one), settlementVersion: one.settlementVersion });
  return {
    ...district,
    departments,
    async newMatter() {
      const matterId = clock.newId<'matter'>();
      matters += 1;
      const matter = { matterId, parentId: null, code: `B${matters}`, name: '河道沿线垃圾清理', isClass: false, description: '', includes: [], excludes: [], keywords: [] };
      await database.inTransaction((tx) => insertMatters(tx, system.jurisdictionId, [matter]));
      return matterId;
    },
    open: (actor, change = {}) =>
      call(actor, disputesOperations.openDispute, {
        title: '河道沿线垃圾由谁清理', claim: '河道管理范围内的垃圾应由水务局清理', parties: [first, second].map(({ departmentId }) => ({ departmentId })), ...change,
      }),
    propose: (actor, one, matterId, lead = 0) => {
      const [leading, other] = (lead === 0 ? [first, second] : [second, first]);
      return call(actor, disputesOperations.proposeSettlement, { ...seen(one), ...settlementOf(matterId, leading.departmentId, other.departmentId) });
    },
    agree,
    sign,
    async bothSign(one) {
      let file = one;
      for (const { head } of [first, second]) file = await sign(head, await agree(head, file));
      return file;
    },
    step: (actor, one, action, note = '') => call(actor, disputesOperations.takeStep, { ...seen(one), action, note }),
  };
}
