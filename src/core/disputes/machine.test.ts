import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeStep, type Step } from '../kernel/machine.ts';
import type { DepartmentId } from '../registry/model.ts';
import { disputeGuards, listUnsigned, type DisputeFacts } from './guards.ts';
import { computeLevel, computeRound, disputeActions, disputeEntries, disputeMachine, disputeNeeds, finalStates, type DisputeAction, type DisputeNeed } from './machine.ts';
import { disputeOrigins, disputeRoles, disputeStates, positionKinds, type DisputeOrigin, type DisputeRole, type DisputeState, type PositionKind } from './model.ts';

const departments = ['住房和城乡建设局', '综合行政执法局', '水务局'].map((departmentName, index) => ({ departmentId: `party-${index}` as DepartmentId, departmentName }));
const [housing] = departments as [(typeof departments)[0]];

interface History {
  readonly state: DisputeState;
  readonly facts: DisputeFacts;
  readonly rounds: number;
}

const start = (origin: DisputeOrigin): History => {
  const { state } = disputeEntries[origin];
  const facts: DisputeFacts = {
    level: computeLevel(state, 1), round: 0, parties: departments, settlementVersion: 0, positions: [], signedBy: [], levelFailed: false, overdue: false, reminderLapsed: false, roundsBeforeMeeting: 2, officeRecused: false, actorDepartmentId: null, actorIsHead: false,
  };
  return { state, facts, rounds: 0 };
};

interface Move {
  readonly action: DisputeAction;
  readonly role: DisputeRole;
  readonly party: number;
  readonly isHead: boolean;
  readonly kind: PositionKind;
  readonly overdue: boolean;
  readonly officeRecused: boolean;
}

/** What an action leaves behind beside the new state, as the store keeps it. */
function effectOf(facts: DisputeFacts, { action, kind }: Move): Partial<DisputeFacts> {
  const departmentId = facts.actorDepartmentId ?? housing.departmentId;
  if (action === 'takePosition') return { positions: [...facts.positions, { departmentId, kind, settlementVersion: facts.settlementVersion, round: facts.round }] };
  if (action === 'signSettlement') return { signedBy: [...facts.signedBy, departmentId] };
  if (action === 'proposeSettlement' || action === 'issueOpinion') return { settlementVersion: facts.settlementVersion + 1, signedBy: [] };
  if (action === 'failConsultation' || action === 'closeSpecialCoordination') return { levelFailed: true };
  return {};
}

function move(history: History, taken: Move): { history: History; step: Step<DisputeState, DisputeAction, DisputeRole, DisputeNeed> } {
  const isDepartment = taken.role === 'host' || taken.role === 'party';
  const actorDepartmentId = isDepartment ? (taken.role === 'host' ? housing : (departments[taken.party] ?? housing)).departmentId : null;
  const facts = { ...history.facts, actorDepartmentId, actorIsHead: isDepartment && taken.isHead, overdue: taken.overdue, reminderLapsed: taken.overdue, officeRecused: taken.officeRecused };
  const step = computeStep(disputeMachine, disputeGuards, history.state, taken.action, [taken.role], facts);
  if (!step.open) return { history, step };
  const { to } = step.transition;
  const fresh = to === history.state ? {} : { levelFailed: false };
  const after = { ...facts, ...fresh, ...effectOf(facts, taken), level: computeLevel(to, facts.level), round: computeRound(to, facts.round) };
  const rounds = history.rounds + (to !== history.state && to.startsWith('WRITTEN_ROUND') ? 1 : 0);
  return { history: { state: to, facts: after, rounds }, step };
}

const anyMove: fc.Arbitrary<Move> = fc.record({
  action: fc.constantFrom(...disputeActions), role: fc.constantFrom(...disputeRoles), party: fc.nat(2), isHead: fc.boolean(), kind: fc.constantFrom(...positionKinds), overdue: fc.boolean(), officeRecused: fc.boolean(),
});
/** A draw that becomes a line of the table from the state reached: histories made of them come far. Steps that end or restart the argument are rarer. */
interface Draw {
  readonly line: number;
  readonly role: number;
  readonly rare: boolean;
  readonly move: Move;
}
const rareSteps: readonly DisputeAction[] = ['takeUp', 'moveOn', 'withdraw', 'reject', 'forward', 'proposeSettlement', 'setInterimRule'];
const anyDraw: fc.Arbitrary<Draw> = fc.record({ line: fc.nat(999), role: fc.nat(9), rare: fc.integer({ min: 0, max: 19 }).map((drawn) => drawn === 0), move: anyMove });

function choose({ state, facts }: History, { line, role, rare, move: wild }: Draw): Move {
  const sensible = disputeMachine.transitions.filter(({ from, action }) => from === state && (rare || !rareSteps.includes(action) || (action === 'proposeSettlement' && facts.settlementVersion === 0)));
  const drawn = sensible[line % Math.max(sensible.length, 1)];
  if (drawn === undefined || (rare && role === 0)) return wild;
  return { ...wild, action: drawn.action, role: drawn.by[role % drawn.by.length] ?? 'party', isHead: true };
}

const anyHistory = fc.tuple(fc.constantFrom(...disputeOrigins), fc.array(anyDraw, { minLength: 10, maxLength: 250, size: 'max' }));

function follow([origin, draws]: readonly [DisputeOrigin, readonly Draw[]], look: (before: History, after: History) => void): void {
  let history = start(origin);
  for (const draw of draws) {
    const before = history;
    history = move(history, choose(history, draw)).history;
    look(before, history);
  }
}

describe('the ladder of a dispute', () => {
  it('never files an agreement that a party has not signed, never holds a third written round, never ends twice', () => {
    fc.assert(
      fc.property(anyHistory, (drawn) =>
        follow(drawn, (before, { state, facts, rounds }) => {
          if (state === 'FILED' || state === 'AGREED') expect(listUnsigned(facts)).toEqual([]);
          expect(rounds).toBeLessThanOrEqual(2);
          if ((finalStates as readonly string[]).includes(before.state)) expect(state).toBe(before.state);
        }),
      ),
      { numRuns: 600 },
    );
  });

  it('never lets silence or an objection stand for consent: everybody who signed agreed to this very version, or reserved', () => {
    fc.assert(
      fc.property(anyHistory, (drawn) =>
        follow(drawn, (_before, { facts }) => {
          for (const departmentId of facts.signedBy) {
            const last = facts.positions.findLast((position) => position.departmentId === departmentId);
            expect([last?.settlementVersion, last?.kind === 'OBJECT']).toEqual([facts.settlementVersion, false]);
          }
        }),
      ),
      { numRuns: 300 },
    );
  });

  it('is walked to its far ends by such histories', () => {
    const reached = new Set<DisputeState>();
    for (const drawn of fc.sample(anyHistory, { numRuns: 600, seed: 2026 })) follow(drawn, (_before, { state }) => reached.add(state));
    expect([...reached].toSorted()).toEqual([...disputeStates].toSorted());
  });

  it('comes from every state to an end, and to every state from an entrance', () => {
    const next = (from: readonly string[]) => disputeMachine.transitions.filter((line) => from.includes(line.from)).map((line) => line.to);
    const reach = (first: readonly DisputeState[]) => {
      const seen = new Set<string>(first);
      for (let size = -1; size !== seen.size; ) {
        size = seen.size;
        for (const state of next([...seen])) seen.add(state);
      }
      return seen;
    };
    expect([...reach(Object.values(disputeEntries).map(({ state }) => state))].toSorted()).toEqual([...disputeStates].toSorted());
    for (const state of disputeStates) expect([...reach([state])].some((reached) => (finalStates as readonly string[]).includes(reached)), state).toBe(true);
  });

  it('has a limit in every state that waits for somebody', () => {
    const waiting = disputeStates.filter((state) => !(finalStates as readonly string[]).includes(state));
    const entries = Object.values(disputeEntries).map(({ state, clock }) => ({ to: state, clock }));
    const without = [...disputeMachine.transitions.filter(({ from, to }) => from !== to), ...entries].filter(({ to, clock }) => waiting.includes(to) && clock === undefined);
    expect(without).toEqual([]);
  });

  it('uses every action and every guard it names', () => {
    expect(new Set(disputeMachine.transitions.map((line) => line.action))).toEqual(new Set(disputeActions));
    expect(new Set(disputeMachine.transitions.flatMap((line) => line.needs ?? []))).toEqual(new Set(disputeNeeds));
  });
});

const play = (origin: DisputeOrigin, moves: readonly (readonly [DisputeRole, DisputeAction, number?, PositionKind?])[]) =>
  moves.reduce(({ history }, [role, action, party = 0, kind = 'AGREE']) => move(history, { role, action, party, kind, isHead: true, overdue: true, officeRecused: false }), move(start(origin), { role: 'system', action: 'settle', party: 0, kind: 'AGREE', isHead: true, overdue: true, officeRecused: false }));

const allSign = [0, 1, 2].flatMap((party) => [['party', 'takePosition', party], ['party', 'signSettlement', party]] as const);

describe('the steps of a dispute', () => {
  it('lead through consultation to the division table', () => {
    const { history } = play('DEPARTMENT', [['host', 'proposeSettlement'], ...allSign]);
    expect(history.state).toBe('AGREED');
    expect(play('DEPARTMENT', [['host', 'proposeSettlement'], ...allSign, ['host', 'fileAgreement'], ['system', 'settle']]).history.state).toBe('SETTLED');
  });

  it('unsign a settlement that is changed after all have signed', () => {
    const { history } = play('DEPARTMENT', [['host', 'proposeSettlement'], ...allSign, ['party', 'proposeSettlement', 1]]);
    expect(history).toMatchObject({ state: 'CONSULTING', facts: { signedBy: [] } });
    expect(play('DISPATCHER', [['dispatcher', 'proposeSettlement'], ...allSign, ['party', 'proposeSettlement', 1]]).history.state).toBe('SPECIAL_COORDINATION');
  });

  it('do not skip a level: the office is applied to only after a recorded failure', () => {
    expect(play('DEPARTMENT', [['host', 'apply']]).step).toMatchObject({ open: false, needs: ['levelFailed'] });
    expect(play('DEPARTMENT', [['host', 'failConsultation'], ['host', 'apply']]).history).toMatchObject({ state: 'APPLIED', facts: { level: 3 } });
    expect(play('DEPARTMENT', [['host', 'failConsultation'], ['dispatcher', 'convene'], ['host', 'apply']]).step).toMatchObject({ open: false, needs: ['levelFailed'] });
  });

  it('go through two rounds, a meeting and an opinion to the leaders', () => {
    const coordination = [['establishmentOffice', 'openFirstRound'], ['establishmentOffice', 'openSecondRound'], ['establishmentOffice', 'callMeeting'], ['establishmentOffice', 'issueOpinion']] as const;
    expect(play('ESTABLISHMENT_OFFICE', [...coordination, ['establishmentOffice', 'report'], ['leader', 'decideDispute']]).history).toMatchObject({ state: 'DECIDED', facts: { level: 4 }, rounds: 2 });
    expect(play('ESTABLISHMENT_OFFICE', [['establishmentOffice', 'callMeeting']]).step).toMatchObject({ open: false, needs: ['roundsHeld'] });
    expect(play('ESTABLISHMENT_OFFICE', [...coordination, ...allSign]).history).toMatchObject({ state: 'AGREED', facts: { level: 3 } });
  });

  it('hold no third round when an agreement reached at the office falls apart again', () => {
    const rounds = [['establishmentOffice', 'openFirstRound'], ['establishmentOffice', 'openSecondRound'], ['establishmentOffice', 'proposeSettlement']] as const;
    const reopened = [...rounds, ...allSign, ['party', 'proposeSettlement', 1]] as const;
    expect(play('ESTABLISHMENT_OFFICE', reopened).history).toMatchObject({ state: 'ACCEPTED', facts: { level: 3, round: 2 } });
    expect(play('ESTABLISHMENT_OFFICE', [...reopened, ['establishmentOffice', 'openSecondRound']]).step).toMatchObject({ open: false, needs: ['oneRoundHeld'] });
    expect(play('ESTABLISHMENT_OFFICE', [...reopened, ['establishmentOffice', 'callMeeting']]).history.state).toBe('MEETING');
  });
});
