import { Flex, Table } from 'antd';
import { dispatchOutcomeSchema, dispatchOutcomeWords, driftKindWords, driftVerdictWords, type DispatchOutcome, type DriftVerdict } from '../../core/dispatch/model.ts';
import type { ModelHealth } from '../../core/dispatch/model-health.ts';
import { useT } from '../app/language.tsx';
import { LineChart, type ChartLine } from '../parts/line-chart.tsx';
import { Panel } from '../parts/page.tsx';
import { WordTag, type Tone } from '../parts/tag.tsx';
import { Behind, ExportButton } from './health-links.tsx';
import { percent, shareTicks } from './health-words.ts';

const outcomes = dispatchOutcomeSchema.options;
const lineTones: Record<DispatchOutcome, ChartLine['tone']> = { SETTLED: 'second', CLEAR: 'first', CONTESTED: 'third', OWNERLESS: 'fourth' };
type Week = ModelHealth['weeks'][number];

/** A few of the weeks, so that their days can be read. */
const weekTicks = (weeks: readonly Week[]) => {
  const step = Math.max(1, Math.ceil(weeks.length / 8));
  return weeks.flatMap(({ week }, at) => (at % step === 0 ? [{ at, text: week.slice(2) }] : []));
};

export function WeeksPanel({ health }: { health: ModelHealth }) {
  const t = useT();
  const { weeks } = health;
  const x = { from: 0, to: Math.max(1, weeks.length - 1), label: t({ zh: '周（周一）', en: 'Week (its Monday)' }), ticks: weekTicks(weeks) };
  const y = { from: 0, to: 1, label: t({ zh: '占比', en: 'Share' }), ticks: shareTicks };
  const points = (of: (week: Week) => number | null) => weeks.flatMap((week, at) => { const share = of(week); return share === null ? [] : [{ x: at, y: share }]; });
  return (
    <Panel title={t({ zh: '逐周变化', en: 'Week by week' })} actions={<ExportButton health={health} part="WEEKS" />}>
      <Flex gap={24} wrap>
        <div className="chart-cell">
          <h3 className="chart-title">{t({ zh: '研判结论构成', en: 'Share of outcomes' })}</h3>
          <LineChart label={t({ zh: '逐周研判结论构成，数字见下表', en: 'Outcomes by week; numbers in the table below' })} x={x} y={y} lines={outcomes.map((outcome) => ({ name: t(dispatchOutcomeWords[outcome]), tone: lineTones[outcome], points: points((week) => week.shares[outcome] / week.cards) }))} />
        </div>
        <div className="chart-cell">
          <h3 className="chart-title">{t({ zh: '正确率、覆盖率、未学过的字词', en: 'Right, covered, unknown words' })}</h3>
          <LineChart
            label={t({ zh: '逐周正确率、覆盖率和未学过的字词占比，数字见下表', en: 'Right, covered and unknown words by week; numbers in the table below' })} x={x} y={y}
            lines={[
              { name: t({ zh: '卡上牵头正确率', en: 'Lead right' }), tone: 'first', points: points(({ right }) => right.share) },
              { name: t({ zh: '预测集覆盖率', en: 'Set covers' }), tone: 'second', points: points(({ kept }) => kept.share) },
              { name: t({ zh: '未学过的字词', en: 'Unknown words' }), tone: 'fourth', points: points(({ unknownShare }) => unknownShare) },
              { name: t({ zh: '承诺的覆盖率', en: 'Promised coverage' }), tone: 'third', dashed: true, points: points(({ promise }) => promise) },
            ]}
          />
        </div>
      </Flex>
      <details>
        <summary>{t({ zh: '以表格查看', en: 'As a table' })}</summary>
        <Table
          size="small" pagination={false} rowKey="week" dataSource={weeks.toReversed()} scroll={{ x: 900, y: 380 }}
          columns={[
            { title: t({ zh: '周一', en: 'Monday' }), width: 110, render: (_, row) => row.week },
            { title: t({ zh: '派单卡', en: 'Cards' }), render: (_, row) => <Behind health={health} search={{ week: row.week }}>{row.cards}</Behind> },
            ...outcomes.map((outcome) => ({ title: t(dispatchOutcomeWords[outcome]), key: outcome, render: (_: unknown, row: Week) => <Behind health={health} search={{ week: row.week, outcome }}>{row.shares[outcome]}</Behind> })),
            { title: t({ zh: '已办结', en: 'Closed' }), render: (_, row) => <Behind health={health} search={{ week: row.week, judged: 'true' }}>{row.right.count}</Behind> },
            { title: t({ zh: '正确率', en: 'Right' }), render: (_, row) => percent(row.right.share) },
            { title: t({ zh: '覆盖率', en: 'Covered' }), render: (_, row) => percent(row.kept.share) },
            { title: t({ zh: '承诺', en: 'Promised' }), render: (_, row) => percent(row.promise) },
            { title: t({ zh: '未学过的字词', en: 'Unknown words' }), render: (_, row) => percent(row.unknownShare) },
          ]}
        />
      </details>
    </Panel>
  );
}

export function ClassesPanel({ health }: { health: ModelHealth }) {
  const t = useT();
  const whole = { ...health, matterClassId: null };
  const searchOf = (matterClassId: string | null): Record<string, string> => (matterClassId === null ? { withoutClass: 'true' } : { matterClassId });
  return (
    <Panel title={t({ zh: '按事项大类', en: 'By matter class' })} actions={<ExportButton health={whole} part="CLASSES" />}>
      <Table
        size="small" pagination={false} rowKey={(row) => row.matterClassId ?? ''} dataSource={health.classes} scroll={{ x: 1200 }}
        columns={[
          { title: t({ zh: '事项大类', en: 'Matter class' }), render: (_, row) => row.name ?? t({ zh: '未归类', en: 'No class' }) },
          { title: t({ zh: '派单卡', en: 'Cards' }), render: (_, row) => <Behind health={whole} search={searchOf(row.matterClassId)}>{row.cards}</Behind> },
          ...outcomes.map((outcome) => ({ title: t(dispatchOutcomeWords[outcome]), key: outcome, render: (_: unknown, row: ModelHealth['classes'][number]) => <Behind health={whole} search={{ ...searchOf(row.matterClassId), outcome }}>{row.shares[outcome]}</Behind> })),
          { title: t({ zh: '正确率', en: 'Right' }), render: (_, row) => <Rate rate={row.right} /> },
          { title: t({ zh: '覆盖率', en: 'Covered' }), render: (_, row) => <><Rate rate={row.kept} />{row.promise !== null && <div className="muted">{t({ zh: `承诺 ${percent(row.promise)}`, en: `promised ${percent(row.promise)}` })}</div>}</> },
          { title: t({ zh: '校准误差', en: 'Calibration error' }), render: (_, row) => <ClassError row={row} least={health.stability.leastCards} /> },
          { title: t({ zh: `达到可直接派单界限（${percent(health.cutOffs.dispatch)}）的正确率`, en: `Right from the cut-off for dispatch (${percent(health.cutOffs.dispatch)}) on` }), render: (_, row) => <Rate rate={row.reaching} /> },
        ]}
      />
    </Panel>
  );
}

/** Fifteen bins of a few cards are mostly chance: then the figure is not shown as one. */
function ClassError({ row: { expectedCalibrationError, ranked }, least }: { row: ModelHealth['classes'][number]; least: number }) {
  const t = useT();
  if (expectedCalibrationError === null) return <>—</>;
  if (ranked < least) return <span className="muted">{t({ zh: `仅 ${ranked} 件，不足以判断`, en: `only ${ranked}: too few to tell` })}</span>;
  return <>{percent(expectedCalibrationError)} <span className="muted number">n={ranked}</span></>;
}

function Rate({ rate: { share, low, high, count } }: { rate: ModelHealth['right'] }) {
  if (share === null) return <>—</>;
  return <>{percent(share)} <span className="muted number">{percent(low, 0)}–{percent(high, 0)}，n={count}</span></>;
}

const verdictTones: Record<DriftVerdict, Tone> = { STABLE: 'green', MOVING: 'orange', MOVED: 'red', TOO_FEW: 'plain' };

export function DriftPanel({ health }: { health: ModelHealth }) {
  const t = useT();
  const { drift, stability, classes } = health;
  const nameOf = (key: string): string => {
    if (key in dispatchOutcomeWords) return t(dispatchOutcomeWords[key as DispatchOutcome]);
    if (key.endsWith('%')) return t({ zh: `至多 ${key}`, en: `up to ${key}` });
    return classes.find((one) => one.matterClassId === key)?.name ?? t({ zh: '未归类', en: 'No class' });
  };
  return (
    <Panel title={t({ zh: '是否漂移', en: 'Drift' })} actions={<ExportButton health={health} part="DRIFT" />}>
      <p>{t({ zh: `最近 ${stability.weeks} 周与此前对照的群体稳定性指数：低于 ${stability.moving} 平稳，${stability.moved} 以上为明显变化。界限来源：${stability.source}。明显变化不等于出错，但应查明原因，必要时重新训练。`, en: `Population stability index of the last ${stability.weeks} weeks against those before: below ${stability.moving} stable, from ${stability.moved} on moved. A move is no error, but its reason should be known.` })}</p>
      <Table
        size="small" pagination={false} rowKey="kind" dataSource={drift} scroll={{ x: 640 }}
        expandable={{ expandedRowRender: (row) => <ul className="plain-list">{row.kinds.map((kind) => <li key={kind.key}>{nameOf(kind.key)}{t({ zh: `：此前 ${kind.before}，近期 ${kind.now}`, en: `: before ${kind.before}, now ${kind.now}` })}</li>)}</ul> }}
        columns={[
          { title: t({ zh: '项目', en: 'What' }), render: (_, row) => t(driftKindWords[row.kind]) },
          { title: t({ zh: '稳定性指数', en: 'Index' }), render: (_, row) => row.index?.toFixed(3) ?? '—' },
          { title: t({ zh: '判断', en: 'Verdict' }), render: (_, row) => <WordTag words={driftVerdictWords} value={row.verdict} color={verdictTones} /> },
          { title: t({ zh: '此前件数', en: 'Before' }), render: (_, row) => row.before },
          { title: t({ zh: '近期件数', en: 'Now' }), render: (_, row) => row.now },
        ]}
      />
    </Panel>
  );
}
