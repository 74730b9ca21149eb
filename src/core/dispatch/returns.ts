import type { ReturnRuling } from '../appeals/model.ts';
import type { DepartmentId } from '../registry/model.ts';
import { refuseDispatch } from './refusals.ts';

/** What of a department the rules of returns look at. */
export interface OrderDepartment {
  readonly departmentId: DepartmentId;
  readonly name: string;
  readonly isTownship: boolean;
  readonly isInBeing: boolean;
}

export interface OrderInLine {
  readonly leadDepartmentId: DepartmentId;
  readonly hop: number;
  readonly designated: boolean;
  readonly complainedDepartmentId: DepartmentId | null;
  /** In the order in which they came. */
  readonly returns: readonly { readonly departmentId: DepartmentId; readonly namedDepartmentId: DepartmentId; readonly ruling: ReturnRuling }[];
}

export interface ReturnClaim {
  readonly clause: string;
  readonly dutyClauseId: string | null;
  readonly named: OrderDepartment | null;
}

/** Refuses a department that may not receive the order: the unit complained of, or one that is not in being. */
export function decideReceiver(department: OrderDepartment, complainedDepartmentId: DepartmentId | null): void {
  if (department.departmentId === complainedDepartmentId) throw refuseDispatch('dispatch.complained-unit', { department: department.name });
  if (!department.isInBeing) throw refuseDispatch('dispatch.abolished-department', { department: department.name });
}

/**
 * What a return leads to: the first one waits for a ruling, one by the second department in line is the second contradiction and opens a
 * dispute at once (product.md 3.4). Refuses one without its clause or its department, of a designated order, or given twice.
 */
export function decideReturn(order: OrderInLine, { clause, dutyClauseId, named }: ReturnClaim): 'WAITS' | 'DISPUTE' {
  if (order.designated) throw refuseDispatch('dispatch.designated');
  if (order.returns.some(({ departmentId }) => departmentId === order.leadDepartmentId)) throw refuseDispatch('dispatch.already-returned');
  if (clause === '' && dutyClauseId === null) throw refuseDispatch('dispatch.return-without-clause');
  if (named === null) throw refuseDispatch('dispatch.return-without-department');
  if (named.departmentId === order.leadDepartmentId) throw refuseDispatch('dispatch.named-itself');
  decideReceiver(named, order.complainedDepartmentId);
  return order.hop === 1 ? 'WAITS' : 'DISPUTE';
}

/** Where the order goes by the ruling on its first return: on to the named department, or back as a designation. */
export function decideRuling(order: OrderInLine, ruling: 'ACCEPTED' | 'OVERRULED', named: OrderDepartment): { readonly leadDepartmentId: DepartmentId; readonly hop: number; readonly designated: boolean } {
  if (ruling === 'OVERRULED') return { leadDepartmentId: order.leadDepartmentId, hop: order.hop, designated: true };
  decideReceiver(named, order.complainedDepartmentId);
  return { leadDepartmentId: named.departmentId, hop: 2, designated: false };
}

/** The departments of the dispute, in the order in which they came into it. */
export function listContestants(order: OrderInLine, named: DepartmentId): DepartmentId[] {
  return [...new Set([...order.returns.map(({ departmentId }) => departmentId), order.leadDepartmentId, named])];
}

/**
 * Who handles the order until the dispute is settled: the first recipient (首接负责, procedures.md 7.4 (8)); the next in line when that is a
 * township, onto which departments may not push their matters (7.4 (6)), or not in being. When nobody is left, the one that has the order now.
 */
export function computeInterimLead(contestants: readonly OrderDepartment[], current: DepartmentId): DepartmentId {
  return contestants.find(({ isTownship, isInBeing }) => isInBeing && !isTownship)?.departmentId ?? current;
}
