import { Table } from 'antd';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { trainingReasonWords, trainingStateWords, type Training, type TrainingState } from '../../core/dispatch/training-operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ReadState } from '../parts/read-state.tsx';
import { WordTag, type Tone } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';

const tones: Record<TrainingState, Tone> = { WAITING: 'blue', RUNNING: 'blue', LIVE: 'green', REFUSED: 'orange', SKIPPED: 'plain', FAILED: 'red' };
const SHOWN = 10;
const POLL_MS = 10_000;

/** What was learned when, and whether the new model took over from the one in use. */
export function TrainingsPanel() {
  const t = useT();
  const { can } = useSession();
  const read = useRead(dispatchOperations.listTrainings, { limit: SHOWN }, { refetchInterval: POLL_MS });
  const start = useChange(dispatchOperations.startTraining, { invalidates: ['dispatch'] });
  const begin = can('dispatch:train') && (
    <ConfirmButton
      label={t({ zh: '立即训练', en: 'Train now' })} size="small" pending={start.pending} onConfirm={() => start.run({})}
      consequence={t({ zh: '在后台按最新办结的工单重新训练；在留出的近期工单上不差于现用模型的，才会上线。', en: 'Learns anew from the newest closed orders in the background; the model goes live only if it is not worse on recent ones held out.' })}
    />
  );
  return (
    <Panel title={t({ zh: '模型训练', en: 'Trainings' })} actions={begin}>
      <ProblemAlert problem={start.problem} />
      <ReadState read={read}>
        {({ items }) => (
          <Table<Training>
            size="small" pagination={false} rowKey="trainingId" dataSource={items} scroll={{ x: 800 }}
            locale={{ emptyText: <span className="muted">{t({ zh: '还没有训练记录。每晚自动训练一次。', en: 'None yet. The model is trained each night.' })}</span> }}
            columns={[
              { title: t({ zh: '时间', en: 'When' }), width: 150, render: (_, row) => <When at={row.endedAt ?? row.requestedAt} /> },
              { title: t({ zh: '缘由', en: 'Why' }), width: 110, render: (_, row) => t(trainingReasonWords[row.reason]) },
              { title: t({ zh: '结果', en: 'Outcome' }), width: 190, render: (_, row) => <><WordTag words={trainingStateWords} value={row.state} color={tones} />{row.state === 'RUNNING' && `${Math.round(row.progress * 100)}%`}</> },
              { title: t({ zh: '学习 / 留出', en: 'Learned / held out' }), width: 130, render: (_, row) => `${row.learned ?? '—'} / ${row.heldOut ?? '—'}` },
              { title: t({ zh: '首派正确率（新 / 现用）', en: 'First answer right (new / in use)' }), width: 190, render: (_, row) => <Figures candidate={row.candidate} incumbent={row.incumbent} /> },
              { title: t({ zh: '理由', en: 'Reasons' }), render: (_, row) => row.reasons.map((reason) => <div key={reason.en}>{t(reason)}</div>) },
            ]}
          />
        )}
      </ReadState>
    </Panel>
  );
}

const percent = (share: number): string => `${Math.round(share * 1000) / 10}%`;

/** Both models on the orders held out: departments, and matters where they were judged. */
function Figures({ candidate, incumbent }: Pick<Training, 'candidate' | 'incumbent'>) {
  const t = useT();
  if (candidate === null || incumbent === null) return <>—</>;
  return (
    <>
      <div>{t({ zh: '部门', en: 'Departments' })} {percent(candidate.accuracy)} / {percent(incumbent.accuracy)}</div>
      {candidate.matters !== undefined && incumbent.matters !== undefined && <div>{t({ zh: '事项', en: 'Matters' })} {percent(candidate.matters.accuracy)} / {percent(incumbent.matters.accuracy)}</div>}
    </>
  );
}
