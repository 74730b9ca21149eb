import type { Actor, DepartmentId, Role } from '../access/model.ts';
import { departmentRoles } from '../access/model.ts';
import { computeStep, listSteps, type Guards, type Machine, type Step } from '../kernel/machine.ts';
import type { Reason } from '../kernel/reasons.ts';
import { word, type Words } from '../kernel/words.ts';
import { workOrderStateWords, type WorkOrderState } from './model.ts';
import { refuseAppeals } from './refusals.ts';

export const orderActions = ['signIn', 'reply', 'return', 'rule', 'close', 'escalate', 'designate', 'remind', 'succeed', 'withdraw'] as const;
export type OrderAction = (typeof orderActions)[number];
export const orderActionWords: Words<OrderAction> = {
  signIn: word('签收', 'Sign in'),
  reply: word('答复', 'Reply'),
  return: word('退单', 'Return'),
  rule: word('裁定退单', 'Rule on the return'),
  close: word('回访办结', 'Follow up and close'),
  escalate: word('二次异议，转入争议协调', 'Second contradiction: a dispute'),
  designate: word('按分工定论指定承办', 'Designated by the ruling'),
  remind: word('逾期提醒', 'Reminder: the time has run out'),
  succeed: word('由承接部门接办', 'Taken over by the successor'),
  withdraw: word('撤回自动派单', 'Take an automatic dispatch back'),
};

export const orderRoles = ['lead', 'dispatcher', 'system'] as const;
export type OrderRole = (typeof orderRoles)[number];
export const orderNeeds = ['notDesignated', 'notReturnedBefore', 'notReminded', 'automatic'] as const;
export type OrderNeed = (typeof orderNeeds)[number];

export interface OrderFacts {
  readonly designated: boolean;
  /** Whether the department that has it now has returned it before. */
  readonly returnedBefore: boolean;
  /** Whether it has been reminded that its limit has run out. */
  readonly reminded: boolean;
  /** Whether the system sent it out by itself. */
  readonly automatic: boolean;
}

const RETURNS = 'procedures 7.6; product 3.4';

/** The states in which the department's clock still runs. */
export const waiting = ['DISPATCHED', 'SIGNED_IN', 'RETURNED'] as const satisfies readonly WorkOrderState[];

/** The life of a work order. A return waits for a ruling; a second contradiction goes to a dispute at once and never to a third department in line. */
export const orderMachine: Machine<WorkOrderState, OrderAction, OrderRole, OrderNeed> = {
  name: 'workOrder',
  v: 3,
  initial: 'DISPATCHED',
  final: ['CLOSED', 'WITHDRAWN'],
  transitions: [
    { from: 'DISPATCHED', action: 'signIn', to: 'SIGNED_IN', by: ['lead'], source: 'procedures 7.5' },
    { from: 'DISPATCHED', action: 'return', to: 'RETURNED', by: ['lead'], needs: ['notDesignated', 'notReturnedBefore'], source: RETURNS },
    { from: 'SIGNED_IN', action: 'return', to: 'RETURNED', by: ['lead'], needs: ['notDesignated', 'notReturnedBefore'], source: RETURNS },
    { from: 'SIGNED_IN', action: 'reply', to: 'REPLIED', by: ['lead'], source: 'procedures 7.5' },
    { from: 'RETURNED', action: 'rule', to: 'DISPATCHED', by: ['dispatcher'], source: RETURNS },
    { from: 'RETURNED', action: 'escalate', to: 'DISPATCHED', by: ['system'], source: RETURNS },
    { from: 'REPLIED', action: 'close', to: 'CLOSED', by: ['dispatcher'], source: 'procedures 7.5' },
    { from: 'DISPATCHED', action: 'designate', to: 'DISPATCHED', by: ['system'], source: 'procedures 7.4 (4)' },
    { from: 'SIGNED_IN', action: 'designate', to: 'DISPATCHED', by: ['system'], source: 'procedures 7.4 (4)' },
    { from: 'RETURNED', action: 'designate', to: 'DISPATCHED', by: ['system'], source: 'procedures 7.4 (4)' },
    ...waiting.map((state) => ({ from: state, action: 'remind' as const, to: state, by: ['system' as const], needs: ['notReminded' as const], source: 'procedures 7.8' })),
    { from: 'DISPATCHED', action: 'withdraw', to: 'WITHDRAWN', by: ['dispatcher'], needs: ['automatic'], source: 'product 2.3' },
    { from: 'DISPATCHED', action: 'succeed', to: 'DISPATCHED', by: ['system'], source: 'procedures 13' },
    { from: 'SIGNED_IN', action: 'succeed', to: 'DISPATCHED', by: ['system'], source: 'procedures 13' },
  ],
};

const because = (rule: string, zh: string, en: string): Reason => ({ rule: `appeals.${rule}`, v: orderMachine.v, text: word(zh, en), sources: [] });

const guards: Guards<OrderNeed, OrderFacts> = {
  notDesignated: ({ designated }) => (designated ? [because('designated', '本单系指定承办，不得退单（先办后议）。', 'The order was designated: it is handled first and may not be returned.')] : []),
  automatic: ({ automatic }) => (automatic ? [] : [because('not-automatic', '本单由人工派出，改派请走退单裁定。', 'A person sent this order out; a return and its ruling send it elsewhere.')]),
  notReminded: ({ reminded }) => (reminded ? [because('reminded', '本单已提醒过一次。', 'This order has been reminded once.')] : []),
  notReturnedBefore: ({ returnedBefore }) => (returnedBefore ? [because('returned-before', '本单位对本单已退过一次。', 'This department has returned this order once already.')] : []),
};

/** As what somebody acts on an order: the department that has it, the desk, or the system. */
export function listOrderRoles(actor: Actor, leadDepartmentId: DepartmentId): OrderRole[] {
  const holds = (role: Role) => actor.roles.includes(role);
  const found: OrderRole[] = [];
  if (departmentRoles.some(holds) && actor.departmentId === leadDepartmentId) found.push('lead');
  if (holds('DISPATCHER')) found.push('dispatcher');
  if (holds('SYSTEM')) found.push('system');
  return found;
}

const whyClosed = {
  NO_SUCH_STEP: (state: WorkOrderState) => [because('wrong-state', `工单当前为“${workOrderStateWords[state].zh}”。`, `The order is “${workOrderStateWords[state].en}”.`)],
  WRONG_ROLE: () => [because('wrong-role', '该步骤由另一方办理。', 'This step belongs to somebody else.')],
} as const;

type OrderStep = Step<WorkOrderState, OrderAction, OrderRole, OrderNeed>;

const reasonsOf = (state: WorkOrderState, step: OrderStep): readonly Reason[] => {
  if (step.open) return [];
  return step.why === 'NEEDS' ? step.reasons : whyClosed[step.why](state);
};

/** The state an action leads to. Refuses `appeals.step-closed` with the reasons. */
export function decideOrderStep(state: WorkOrderState, action: OrderAction, roles: readonly OrderRole[], facts: OrderFacts): WorkOrderState {
  const step = computeStep(orderMachine, guards, state, action, roles, facts);
  if (step.open) return step.transition.to;
  const reasons = reasonsOf(state, step);
  throw refuseAppeals('appeals.step-closed', { title: orderActionWords[action], reason: reasons.map(({ text }) => text.zh).join(''), reasonEn: reasons.map(({ text }) => text.en).join(' ') });
}

const bySystem: readonly OrderAction[] = ['escalate', 'designate', 'remind'];

/** Steps of the order for the screen: those that people take, open or closed with the reasons; one closed without a reason belongs to somebody else. */
export const listOrderSteps = (state: WorkOrderState, roles: readonly OrderRole[], facts: OrderFacts) =>
  listSteps(orderMachine, guards, state, roles, facts)
    .filter(({ action }) => !bySystem.includes(action) && (action !== 'withdraw' || facts.automatic))
    .map(({ action, step }) => ({ action, title: orderActionWords[action], open: step.open, reasons: step.open ? [] : [...step.reasons] }));
