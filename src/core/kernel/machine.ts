import type { Reason } from './reasons.ts';

/**
 * One line of a transition table: in state `from`, `action` by one of `by` leads to `to`, when every guard of `needs` holds.
 * The table is the law's procedure as data; screens, diagrams and tests are read off it.
 */
export interface Transition<State extends string, Action extends string, Role extends string, Need extends string> {
  readonly from: State;
  readonly action: Action;
  readonly to: State;
  readonly by: readonly Role[];
  readonly needs?: readonly Need[];
  /** Working days the new state may last before the timer acts; the key of a dated parameter. */
  readonly clock?: string;
  /** The official document that the step yields. */
  readonly document?: string;
  /** Where the rule stands in the procedures. */
  readonly source: string;
}

export interface Machine<State extends string, Action extends string, Role extends string, Need extends string> {
  readonly name: string;
  readonly v: number;
  readonly initial: State;
  readonly final: readonly State[];
  readonly transitions: readonly Transition<State, Action, Role, Need>[];
}

/** A guard answers with nothing when it holds, else with the reasons why not. */
export type Guards<Need extends string, Facts> = Readonly<Record<Need, (facts: Facts) => readonly Reason[]>>;

export type Step<State extends string, Action extends string, Role extends string, Need extends string> =
  | { readonly open: true; readonly transition: Transition<State, Action, Role, Need> }
  | { readonly open: false; readonly why: 'NO_SUCH_STEP' | 'WRONG_ROLE'; readonly reasons: readonly Reason[] }
  | { readonly open: false; readonly why: 'NEEDS'; readonly needs: readonly Need[]; readonly reasons: readonly Reason[] };

/** Whether `action` may be taken now by somebody who acts as one of `roles`, and if not, why. */
export function computeStep<State extends string, Action extends string, Role extends string, Need extends string, Facts>(
  machine: Machine<State, Action, Role, Need>,
  guards: Guards<Need, Facts>,
  state: State,
  action: Action,
  roles: readonly Role[],
  facts: Facts,
): Step<State, Action, Role, Need> {
  const lines = machine.transitions.filter((line) => line.from === state && line.action === action);
  if (lines.length === 0) return { open: false, why: 'NO_SUCH_STEP', reasons: [] };
  const mine = lines.filter((line) => line.by.some((role) => roles.includes(role)));
  if (mine.length === 0) return { open: false, why: 'WRONG_ROLE', reasons: [] };
  const failures: { needs: Need[]; reasons: Reason[] }[] = [];
  for (const transition of mine) {
    const failed = (transition.needs ?? []).map((need) => ({ need, reasons: guards[need](facts) })).filter((check) => check.reasons.length > 0);
    if (failed.length === 0) return { open: true, transition };
    failures.push({ needs: failed.map((check) => check.need), reasons: failed.flatMap((check) => check.reasons) });
  }
  const first = failures[0] as (typeof failures)[number];
  return { open: false, why: 'NEEDS', needs: first.needs, reasons: first.reasons };
}

/** Every action of the table in this state, for the screen: which are open, which are not and why. */
export function listSteps<State extends string, Action extends string, Role extends string, Need extends string, Facts>(
  machine: Machine<State, Action, Role, Need>,
  guards: Guards<Need, Facts>,
  state: State,
  roles: readonly Role[],
  facts: Facts,
): { action: Action; step: Step<State, Action, Role, Need> }[] {
  const actions = [...new Set(machine.transitions.filter((line) => line.from === state).map((line) => line.action))];
  return actions.map((action) => ({ action, step: computeStep(machine, guards, state, action, roles, facts) }));
}
