import { describe, expect, it } from 'vitest';
import { Refused } from '../kernel/refusal.ts';
import { decideOrderStep, listOrderSteps, orderActions, orderMachine, orderRoles, type OrderFacts } from './machine.ts';
import { workOrderStates } from './model.ts';

const plain: OrderFacts = { designated: false, returnedBefore: false, reminded: false, automatic: false };
const factsOf: OrderFacts[] = [plain, { ...plain, automatic: true }, { ...plain, designated: true }, { ...plain, returnedBefore: true }, { ...plain, reminded: true }];

const outcomeOf = (...[state, action, roles, facts]: Parameters<typeof decideOrderStep>): string => {
  try {
    return decideOrderStep(state, action, roles, facts);
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.code;
    throw thrown;
  }
};

describe('the procedure of an order', () => {
  it('answers every state, action and role with a step or a refusal', () => {
    const answers = new Set<string>([...workOrderStates, 'appeals.step-closed']);
    for (const state of workOrderStates)
      for (const action of orderActions)
        for (const role of orderRoles) for (const facts of factsOf) expect(answers).toContain(outcomeOf(state, action, [role], facts));
  });

  it('leads from dispatch by signing in, reply and follow-up to the end', () => {
    expect(outcomeOf('DISPATCHED', 'signIn', ['lead'], plain)).toBe('SIGNED_IN');
    expect(outcomeOf('SIGNED_IN', 'reply', ['lead'], plain)).toBe('REPLIED');
    expect(outcomeOf('REPLIED', 'close', ['dispatcher'], plain)).toBe('CLOSED');
  });

  it('is taken back by the dispatcher as long as nobody has signed it in, where the system sent it out by itself', () => {
    const automatic = { ...plain, automatic: true };
    expect(outcomeOf('DISPATCHED', 'withdraw', ['dispatcher'], automatic)).toBe('WITHDRAWN');
    expect(outcomeOf('SIGNED_IN', 'withdraw', ['dispatcher'], automatic)).toBe('appeals.step-closed');
    expect(outcomeOf('DISPATCHED', 'withdraw', ['lead'], automatic)).toBe('appeals.step-closed');
    expect(outcomeOf('DISPATCHED', 'withdraw', ['dispatcher'], plain)).toBe('appeals.step-closed');
    expect(listOrderSteps('DISPATCHED', ['dispatcher'], plain).map(({ action }) => action)).not.toContain('withdraw');
  });

  it('has no step out of its end', () => {
    for (const action of orderActions) for (const end of ['CLOSED', 'WITHDRAWN'] as const) expect(outcomeOf(end, action, [...orderRoles], plain)).toBe('appeals.step-closed');
  });

  it('lets nobody return an order that was designated, and says why', () => {
    const step = listOrderSteps('SIGNED_IN', ['lead'], { ...plain, designated: true }).find(({ action }) => action === 'return');
    expect(step).toMatchObject({ open: false, reasons: [{ rule: 'appeals.designated' }] });
  });

  it('leaves the reply to the department and the ruling to the dispatcher', () => {
    expect(outcomeOf('SIGNED_IN', 'reply', ['dispatcher'], plain)).toBe('appeals.step-closed');
    expect(outcomeOf('RETURNED', 'rule', ['lead'], plain)).toBe('appeals.step-closed');
  });

  it('shows people none of the steps that only the system takes', () => {
    for (const state of workOrderStates) for (const { action } of listOrderSteps(state, [...orderRoles], plain)) expect(['escalate', 'designate', 'remind']).not.toContain(action);
  });

  it('is reminded once, by the system, while the department’s clock runs', () => {
    expect(workOrderStates.filter((state) => outcomeOf(state, 'remind', ['system'], plain) === state)).toEqual(['DISPATCHED', 'SIGNED_IN', 'RETURNED']);
    expect(outcomeOf('SIGNED_IN', 'remind', ['system'], { ...plain, reminded: true })).toBe('appeals.step-closed');
    expect(outcomeOf('SIGNED_IN', 'remind', ['dispatcher', 'lead'], plain)).toBe('appeals.step-closed');
  });

  it('names the source of every line', () => {
    for (const line of orderMachine.transitions) expect(line.source).not.toBe('');
  });
});
