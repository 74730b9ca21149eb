import type { Machine } from '../src/core/kernel/machine.ts';

/** A transition table as a Mermaid state diagram; steps between the same two states share one arrow. */
export function drawMachine({ initial, final, transitions }: Machine<string, string, string, string>): string {
  const arrows = new Map<string, string[]>();
  for (const { from, to, action, by } of transitions) {
    const key = `${from} --> ${to}`;
    const label = `${action} [${by.join(', ')}]`;
    const labels = arrows.get(key) ?? [];
    if (!labels.includes(label)) arrows.set(key, [...labels, label]);
  }
  const lines = [...arrows].map(([arrow, labels]) => `  ${arrow}: ${labels.join('<br/>')}`);
  return ['stateDiagram-v2', `  [*] --> ${initial}`, ...lines, ...final.map((state) => `  ${state} --> [*]`), ''].join('\n');
}
