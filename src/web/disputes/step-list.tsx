import { Button, Collapse } from 'antd';
import type { ReactNode } from 'react';
import type { Reason } from '../../core/kernel/reasons.ts';
import type { Word } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';

export interface ShownStep {
  readonly action: string;
  readonly title: Word;
  readonly open: boolean;
  readonly reasons: readonly Reason[];
}

/**
 * The steps of a procedure as the server answers them: an open one unfolds its form, a closed one says why it is closed.
 * A step that is closed without a reason belongs to somebody else and is not shown.
 */
export function StepList({ steps, formOf }: { steps: readonly ShownStep[]; formOf: (step: ShownStep) => ReactNode }) {
  const t = useT();
  const open = steps.filter((step) => step.open);
  const closed = steps.filter((step) => !step.open && step.reasons.length > 0);
  const first = open.length === 1 ? open[0] : undefined;
  return (
    <>
      {open.length === 0 && <div className="muted">{t({ zh: '目前没有需要您办理的步骤。', en: 'There is nothing for you to do here now.' })}</div>}
      {open.length > 0 && (
        <Collapse
          size="small" {...(first === undefined ? {} : { defaultActiveKey: [first.action] })}
          items={open.map((step) => ({ key: step.action, label: <span style={{ fontWeight: 500 }}>{t(step.title)}</span>, children: formOf(step) }))}
        />
      )}
      {closed.length > 0 && (
        <ul className="closed-steps">
          {closed.map((step) => (
            <li key={step.action}>
              <Button size="small" disabled aria-describedby={`closed-${step.action}`}>{t(step.title)}</Button>
              <div id={`closed-${step.action}`} className="muted">{step.reasons.map((reason) => t(reason.text)).join(t({ zh: '；', en: '; ' }))}</div>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
