import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReturnRuling } from '../appeals/model.ts';
import { Refused } from '../kernel/refusal.ts';
import type { DepartmentId } from '../registry/model.ts';
import { computeInterimLead, decideReturn, decideRuling, listContestants, type OrderDepartment, type OrderInLine } from './returns.ts';

const department = (name: string, change: Partial<OrderDepartment> = {}): OrderDepartment => ({ departmentId: name as DepartmentId, name, isTownship: false, isInBeing: true, ...change });
const [water, city, housing] = [department('water'), department('city'), department('housing')];
const town = department('town', { isTownship: true });
const gone = department('gone', { isInBeing: false });
const all = [water, city, housing, town, gone];

const order = (change: Partial<OrderInLine> = {}): OrderInLine => ({ leadDepartmentId: water.departmentId, hop: 1, designated: false, complainedDepartmentId: null, returns: [], ...change });
const claim = (named: OrderDepartment | null, clause = '《条例》第三条') => ({ clause, dutyClauseId: null, named });
const refusalOf = (work: () => unknown): string => {
  try {
    work();
    return 'nothing';
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.code;
    throw thrown;
  }
};

describe('a return', () => {
  it('waits for a ruling the first time and opens a dispute the second', () => {
    expect(decideReturn(order(), claim(city))).toBe('WAITS');
    expect(decideReturn(order({ hop: 2 }), claim(city))).toBe('DISPUTE');
  });

  it.each([
    ['dispatch.return-without-clause', order(), claim(city, '')],
    ['dispatch.return-without-department', order(), claim(null)],
    ['dispatch.named-itself', order(), claim(water)],
    ['dispatch.complained-unit', order({ complainedDepartmentId: city.departmentId }), claim(city)],
    ['dispatch.abolished-department', order(), claim(gone)],
    ['dispatch.designated', order({ designated: true }), claim(city)],
    ['dispatch.already-returned', order({ returns: [{ departmentId: water.departmentId, namedDepartmentId: city.departmentId, ruling: 'OVERRULED' }] }), claim(city)],
  ])('is refused by name: %s', (code, one, given) => {
    expect(refusalOf(() => decideReturn(one, given))).toBe(code);
  });

  it('goes on to the named department when upheld, and back as a designation when overruled', () => {
    expect(decideRuling(order(), 'ACCEPTED', city)).toEqual({ leadDepartmentId: 'city', hop: 2, designated: false });
    expect(decideRuling(order(), 'OVERRULED', city)).toEqual({ leadDepartmentId: 'water', hop: 1, designated: true });
  });
});

describe('the interim lead', () => {
  it('is the first recipient', () => expect(computeInterimLead([water, city], city.departmentId)).toBe('water'));
  it('is never a township while a department is among the parties', () => expect(computeInterimLead([town, city, water], city.departmentId)).toBe('city'));
  it('is never a department that is gone', () => expect(computeInterimLead([gone, city], city.departmentId)).toBe('city'));
});

interface Walk {
  readonly order: OrderInLine;
  readonly state: 'OUT' | 'RETURNED' | 'DISPUTED';
  readonly arrivals: number;
}

function take({ order: one, state, arrivals }: Walk, named: OrderDepartment, ruling: 'ACCEPTED' | 'OVERRULED'): Walk {
  if (state === 'DISPUTED') return { order: one, state, arrivals };
  if (state === 'RETURNED') {
    const placed = decideRuling(one, ruling, all.find(({ departmentId }) => departmentId === one.returns.at(-1)?.namedDepartmentId) as OrderDepartment);
    return { order: { ...one, ...placed }, state: 'OUT', arrivals: arrivals + (placed.leadDepartmentId === one.leadDepartmentId ? 0 : 1) };
  }
  const way = decideReturn(one, claim(named));
  const returned = { departmentId: one.leadDepartmentId, namedDepartmentId: named.departmentId, ruling: 'PENDING' as ReturnRuling };
  const kept = { ...one, returns: [...one.returns, returned] };
  if (way === 'WAITS') return { order: kept, state: 'RETURNED', arrivals };
  const contestants = listContestants(one, named.departmentId).map((id) => all.find(({ departmentId }) => departmentId === id) as OrderDepartment);
  return { order: { ...kept, leadDepartmentId: computeInterimLead(contestants, one.leadDepartmentId), designated: true }, state: 'DISPUTED', arrivals };
}

describe('whatever departments and dispatchers do', () => {
  const moves = fc.array(fc.record({ named: fc.constantFrom(...all), ruling: fc.constantFrom('ACCEPTED' as const, 'OVERRULED' as const) }), { maxLength: 12 });

  it('an order passes along no more than once, never reaches the unit complained of, and ends in a dispute that nobody returns', () => {
    fc.assert(
      fc.property(fc.constantFrom(water, town), fc.constantFrom(city, housing, null), moves, (first, complained, steps) => {
        let walk: Walk = { order: order({ leadDepartmentId: first.departmentId, complainedDepartmentId: complained?.departmentId ?? null }), state: 'OUT', arrivals: 1 };
        for (const { named, ruling } of steps) {
          try {
            walk = take(walk, named, ruling);
          } catch (thrown) {
            if (!(thrown instanceof Refused)) throw thrown;
          }
          expect(walk.order.hop).toBeLessThanOrEqual(2);
          expect(walk.arrivals).toBeLessThanOrEqual(2);
          expect(walk.order.leadDepartmentId).not.toBe(complained?.departmentId);
          expect(new Set(walk.order.returns.map(({ departmentId }) => departmentId)).size).toBe(walk.order.returns.length);
          if (walk.state === 'DISPUTED') expect(refusalOf(() => decideReturn(walk.order, claim(named)))).toBe('dispatch.designated');
        }
      }),
    );
  });
});
