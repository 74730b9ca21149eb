import { Alert, Button } from 'antd';
import { useState } from 'react';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { Replay } from '../../core/dispatch/replay.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';

/** Recomputes the card from what was known then, and says whether it comes out the same. */
export function ReplayCheck({ dispatchCardId }: { dispatchCardId: string }) {
  const t = useT();
  const [asked, setAsked] = useState(false);
  const read = useRead(dispatchOperations.replayCard, { dispatchCardId }, { enabled: asked });
  return (
    <div className="stack" aria-live="polite">
      <div>
        <Button size="small" loading={read.isFetching} onClick={() => (asked ? void read.refetch() : setAsked(true))}>{t({ zh: '重算核对', en: 'Recompute and compare' })}</Button>
        {read.isFetching && <span className="muted"> {t({ zh: '正在按当时的分工、条款、先例和模型重算…', en: 'Recomputing from the entries, clauses, precedents and model of that time…' })}</span>}
      </div>
      {read.error === null ? read.data !== undefined && !read.isFetching && <Comparison replay={read.data} /> : <ProblemAlert problem={read.error} />}
    </div>
  );
}

function Comparison({ replay: { same, engine, differences } }: { replay: Replay }) {
  const t = useT();
  if (same) return <Alert type="success" showIcon title={t({ zh: '与当时的派单卡逐字节一致。', en: 'The same as the card of that time, byte for byte.' })} />;
  const older = engine.then !== engine.now;
  return (
    <Alert
      type={older ? 'warning' : 'error'} showIcon
      title={older
        ? t({ zh: `此卡由旧版引擎（${engine.then}）研判，现为 ${engine.now}，有 ${differences.length} 处不同。`, en: `Computed by an older engine (${engine.then}, now ${engine.now}): it differs in ${differences.length} places.` })
        : t({ zh: `与当时的派单卡有 ${differences.length} 处不同，请报系统管理员。`, en: `It differs from the card of that time in ${differences.length} places; tell the system administrator.` })}
      description={
        <ul className="plain-list">
          {differences.map(({ path, then, now }) => (
            <li key={path}><code>{path}</code>{t({ zh: '：当时 ', en: ': then ' })}<code>{then ?? '—'}</code>{t({ zh: '，现在 ', en: ', now ' })}<code>{now ?? '—'}</code></li>
          ))}
        </ul>
      }
    />
  );
}
