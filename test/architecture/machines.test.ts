import { describe, expect, test } from 'vitest';
import { findMachines, type AnyMachine } from '../../scripts/machines.ts';

const statesOf = ({ initial, final, transitions }: AnyMachine) => new Set([initial, ...final, ...transitions.flatMap(({ from, to }) => [from, to])]);

function walk(start: readonly string[], next: (state: string) => readonly string[]): Set<string> {
  const seen = new Set(start);
  for (const state of seen) for (const following of next(state)) seen.add(following);
  return seen;
}

const machines = await findMachines();

test('the procedures of disputes and of orders are tables', () => {
  expect(machines.length).toBeGreaterThanOrEqual(2);
});

describe.each(machines)('the transition table “$name”', (machine: AnyMachine) => {
  const { initial, final, transitions } = machine;
  const states = statesOf(machine);

  test('every state is reached from the first', () => {
    const reached = walk([initial], (state) => transitions.filter(({ from }) => from === state).map(({ to }) => to));
    expect([...states].filter((state) => !reached.has(state))).toEqual([]);
  });

  test('from every state an end is reached', () => {
    const ending = walk(final, (state) => transitions.filter(({ to }) => to === state).map(({ from }) => from));
    expect([...states].filter((state) => !ending.has(state))).toEqual([]);
  });

  test('nothing leaves an end', () => {
    expect(transitions.filter(({ from }) => final.includes(from))).toEqual([]);
  });

  test('every line has somebody who may take it, and its source', () => {
    expect(transitions.filter(({ by, source }) => by.length === 0 || source.trim() === '')).toEqual([]);
  });

  test('one step of one role leads to one state, unless guards tell the lines apart', () => {
    const ways = (line: (typeof transitions)[number]) => transitions.filter((other) => other.from === line.from && other.action === line.action && other.by.some((role) => line.by.includes(role)));
    const doubtful = transitions.filter((line) => ways(line).length > 1 && ways(line).some(({ needs }) => (needs ?? []).length === 0));
    expect(doubtful).toEqual([]);
  });
});
