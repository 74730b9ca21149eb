import { Table } from 'antd';
import type { ModelHealth } from '../../core/dispatch/model-health.ts';
import { useT } from '../app/language.tsx';
import { LineChart } from '../parts/line-chart.tsx';
import { Panel } from '../parts/page.tsx';
import { Behind, ExportButton } from './health-links.tsx';
import { percent, shareTicks } from './health-words.ts';

/** What the cards promised against what came true. */
export function ReliabilityPanel({ health }: { health: ModelHealth }) {
  const t = useT();
  const { bins, expectedCalibrationError, count } = health.reliability;
  const filled = bins.filter(({ kept }) => kept.count > 0);
  const error = percent(expectedCalibrationError, 2);
  return (
    <Panel title={t({ zh: '把握是否可信', en: 'Whether the probability means what it says' })} actions={<ExportButton health={health} part="RELIABILITY" />}>
      <p>{t({ zh: `卡上写“把握 80%”的，应有八成派对。点落在虚线上为最好。期望校准误差 ${error}（15 档，${count} 件）。有现行条目或待决期间规则的不计入。`, en: `Of the cards that say 80 %, eight in ten should be right: points on the dashed line. Expected calibration error ${error} (15 bins, n = ${count}). Leads named by an entry or an interim rule are left out.` })}</p>
      <LineChart
        label={t({ zh: `可靠性图：${filled.length} 档，期望校准误差 ${error}，数字见下表`, en: `Reliability diagram, ${filled.length} bins, expected calibration error ${error}; numbers in the table below` })}
        x={{ from: 0, to: 1, label: t({ zh: '卡上的把握', en: 'Probability on the card' }), ticks: shareTicks }}
        y={{ from: 0, to: 1, label: t({ zh: '实际正确率', en: 'Share right' }), ticks: shareTicks }}
        lines={[
          { name: t({ zh: '实际（竖线为 95% 区间）', en: 'Came true (bars: 95 % interval)' }), tone: 'first', points: filled.map(({ promised, kept }) => ({ x: promised ?? 0, y: kept.share ?? 0, low: kept.low, high: kept.high })) },
          { name: t({ zh: '完全相符', en: 'As promised' }), tone: 'third', dashed: true, points: [{ x: 0, y: 0 }, { x: 1, y: 1 }] },
        ]}
      />
      <Table
        size="small" pagination={false} rowKey="from" dataSource={filled} scroll={{ x: 560 }}
        columns={[
          { title: t({ zh: '把握', en: 'Probability' }), render: (_, bin) => `${percent(bin.from, 0)}–${percent(bin.to, 0)}` },
          { title: t({ zh: '平均把握', en: 'Mean' }), render: (_, bin) => percent(bin.promised) },
          { title: t({ zh: '实际正确率', en: 'Share right' }), render: (_, bin) => percent(bin.kept.share) },
          { title: t({ zh: '95% 区间', en: '95 % interval' }), render: (_, bin) => `${percent(bin.kept.low)}–${percent(bin.kept.high)}` },
          { title: t({ zh: '件数', en: 'Cards' }), render: (_, bin) => <Behind health={health} search={{ probabilityFrom: String(bin.from), probabilityTo: String(bin.to), judged: 'true' }}>{bin.kept.count}</Behind> },
        ]}
      />
    </Panel>
  );
}

const hundredth = (share: number): string => share.toFixed(2);

/** How many cards are left above a threshold, how good they are, and where the costs put the threshold. */
export function CurvePanel({ health }: { health: ModelHealth }) {
  const t = useT();
  const { curve, cutOffs, costCurve } = health;
  const lowest = Math.min(0.5, ...curve.map(({ accuracy }) => Math.floor((accuracy.share ?? 1) * 10) / 10));
  const ticks = [lowest, (1 + lowest) / 2, 1].map((at) => ({ at, text: percent(at, 0) }));
  const at = (threshold: number) => curve.findLast((point) => point.threshold <= threshold + 1e-9);
  const marks = [
    { x: at(cutOffs.automatic)?.coverage ?? 0, text: t({ zh: `自动确认界限 ${percent(cutOffs.automatic, 0)}`, en: `Automatic from ${percent(cutOffs.automatic, 0)}` }) },
    ...(costCurve.cheapest === null ? [] : [{ x: at(costCurve.cheapest.threshold)?.coverage ?? 0, text: t({ zh: `实际最省 ${percent(costCurve.cheapest.threshold, 0)}`, en: `Cheapest here ${percent(costCurve.cheapest.threshold, 0)}` }) }]),
  ];
  return (
    <Panel title={t({ zh: '准确率与覆盖率', en: 'Accuracy and coverage' })} actions={<ExportButton health={health} part="CURVE" />}>
      <p>{t({ zh: '只取把握最大的一部分时，这部分派对的比例。自动确认的界限由下面的成本参数算出，标在线上。', en: 'How often the surest part of the cards is right. The cut-off for automatic confirmation follows from the costs below.' })}</p>
      <LineChart
        label={t({ zh: `准确率–覆盖率曲线：全部 ${percent(curve[0]?.accuracy.share ?? null)}，数字见下表`, en: `Accuracy–coverage curve: ${percent(curve[0]?.accuracy.share ?? null)} of all; numbers in the table below` })}
        x={{ from: 0, to: 1, label: t({ zh: '覆盖率（取把握最大的部分）', en: 'Coverage (the surest part)' }), ticks: shareTicks }}
        y={{ from: lowest, to: 1, label: t({ zh: '准确率', en: 'Accuracy' }), ticks }}
        lines={[{ name: t({ zh: '准确率', en: 'Accuracy' }), tone: 'first', points: curve.map((point) => ({ x: point.coverage, y: point.accuracy.share ?? 0 })) }]}
        marks={marks}
      />
      <details>
        <summary>{t({ zh: '以表格查看', en: 'As a table' })}</summary>
        <Table
          size="small" pagination={false} rowKey="threshold" dataSource={curve} scroll={{ x: 480, y: 320 }}
          columns={[
            { title: t({ zh: '把握不低于', en: 'Probability from' }), render: (_, point) => percent(point.threshold, 0) },
            { title: t({ zh: '覆盖率', en: 'Coverage' }), render: (_, point) => percent(point.coverage) },
            { title: t({ zh: '准确率', en: 'Accuracy' }), render: (_, point) => percent(point.accuracy.share) },
            { title: t({ zh: '件数', en: 'Cards' }), render: (_, point) => <Behind health={health} search={{ probabilityFrom: hundredth(point.threshold), judged: 'true' }}>{point.accuracy.count}</Behind> },
          ]}
        />
      </details>
    </Panel>
  );
}
