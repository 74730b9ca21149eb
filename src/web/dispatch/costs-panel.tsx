import { Button, Form, Input, InputNumber, Modal, Table } from 'antd';
import { useState } from 'react';
import type { ModelHealth } from '../../core/dispatch/model-health.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { Word } from '../../core/kernel/words.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useSession } from '../app/session.tsx';
import { passesInput } from '../division/checked-input.ts';
import { DayInput } from '../parts/day-input.tsx';
import { LineChart } from '../parts/line-chart.tsx';
import { Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { When } from '../parts/when.tsx';
import { ExportButton } from './health-links.tsx';
import { percent, shareTicks } from './health-words.ts';

const minutes = (value: number): string => value.toLocaleString('zh-CN');

/** What errors and minutes cost, the cut-offs that follow, and what other cut-offs would have cost. */
export function CostsPanel({ health }: { health: ModelHealth }) {
  const t = useT();
  const { can } = useSession();
  const [setting, setSetting] = useState(false);
  const { costs, cutOffs } = health;
  const fact = (label: Word, value: string) => <><dt>{t(label)}</dt><dd>{value}</dd></>;
  return (
    <Panel
      title={t({ zh: '按成本定界限', en: 'Cut-offs by cost' })}
      actions={<>{health.costCurve.points.length > 0 && <ExportButton health={health} part="COSTS" />}{can('dispatch:govern') && <Button size="small" onClick={() => setSetting(true)}>{t({ zh: '另定成本', en: 'Set the costs' })}</Button>}</>}
    >
      <dl className="facts wide">
        {fact({ zh: '派错一单', en: 'A wrong dispatch' }, t({ zh: `${minutes(costs.wrongDispatchMinutes)} 工作分钟`, en: `${minutes(costs.wrongDispatchMinutes)} minutes of work` }))}
        {fact({ zh: '人工确认一单', en: 'A confirmation by hand' }, t({ zh: `${minutes(costs.confirmationMinutes)} 分钟；建议有误时约 ${percent(costs.noticedShare, 0)} 能当场看出`, en: `${minutes(costs.confirmationMinutes)} minutes; ${percent(costs.noticedShare, 0)} of wrong suggestions are noticed` }))}
        {fact({ zh: '派单前会商一次', en: 'A consultation' }, t({ zh: `${minutes(costs.consultationMinutes)} 分钟`, en: `${minutes(costs.consultationMinutes)} minutes` }))}
        {fact({ zh: '自动确认的界限', en: 'Automatic confirmation' }, t({ zh: `把握不低于 ${percent(cutOffs.automatic)}`, en: `from ${percent(cutOffs.automatic)} on` }))}
        {fact({ zh: '可直接派单的界限', en: 'Dispatch at once' }, t({ zh: `把握不低于 ${percent(cutOffs.dispatch)} 的为“职责明确”，低于此为“职责存疑”、宜先会商；自下一张派单卡起生效`, en: `from ${percent(cutOffs.dispatch)} on a card is clear; below it, contested: consult first. Holds from the next card on` }))}
        {fact({ zh: '来源与理由', en: 'Source and reason' }, `${costs.source}；${costs.reason}`)}
        <dt>{t({ zh: '启用日期', en: 'In force since' })}</dt><dd><When at={costs.validFrom} day /></dd>
      </dl>
      {health.costCurve.points.length > 0 && <CostCurve health={health} />}
      {setting && <CostsDialog health={health} onClose={() => setSetting(false)} />}
    </Panel>
  );
}

function CostCurve({ health }: { health: ModelHealth }) {
  const t = useT();
  const { points, cheapest, chosen, allByPerson, allAutomatic } = health.costCurve;
  if (cheapest === null || chosen === null) return null;
  const dearest = Math.max(...points.map((point) => point.minutes));
  const ticks = [0, dearest / 2, dearest].map((at) => ({ at, text: minutes(Math.round(at)) }));
  const rows = [{ key: 'chosen', name: t({ zh: '按参数算出的界限', en: 'The cut-off that follows' }), ...chosen }, { key: 'cheapest', name: t({ zh: '这段时间实际最省', en: 'Cheapest on these cards' }), ...cheapest }, ...points.filter((_, at) => at % 10 === 0).map((point) => ({ key: String(point.threshold), name: t({ zh: '如定在别处', en: 'If it were elsewhere' }), ...point }))];
  return (
    <>
      <p>{t({ zh: `这段时间的派单卡，若一律人工确认，每百件约 ${minutes(allByPerson ?? 0)} 工作分钟；若一律自动确认，约 ${minutes(allAutomatic ?? 0)}。`, en: `On these cards a person at every one would take ${minutes(allByPerson ?? 0)} minutes for 100 appeals; none at any, ${minutes(allAutomatic ?? 0)}.` })}</p>
      <LineChart
        label={t({ zh: `成本曲线：实际最省在把握 ${percent(cheapest.threshold, 0)}，数字见下表`, en: `Cost curve, least at ${percent(cheapest.threshold, 0)}; numbers in the table below` })}
        x={{ from: 0.5, to: 1, label: t({ zh: '自动确认的把握下限', en: 'Automatic from' }), ticks: shareTicks.filter(({ at }) => at >= 0.5) }}
        y={{ from: 0, to: dearest, label: t({ zh: '每百件工作分钟', en: 'Minutes per 100' }), ticks }}
        lines={[{ name: t({ zh: '成本', en: 'Cost' }), tone: 'first', points: points.map((point) => ({ x: point.threshold, y: point.minutes })) }]}
        marks={[{ x: Math.max(0.5, chosen.threshold), text: t({ zh: `按参数 ${percent(chosen.threshold, 0)}`, en: `Chosen ${percent(chosen.threshold, 0)}` }) }]}
      />
      <Table
        size="small" pagination={false} rowKey="key" dataSource={rows} scroll={{ x: 480 }}
        columns={[
          { title: t({ zh: '界限', en: 'Cut-off' }), render: (_, row) => row.name },
          { title: t({ zh: '把握不低于', en: 'Probability from' }), render: (_, row) => percent(row.threshold) },
          { title: t({ zh: '每百件工作分钟', en: 'Minutes per 100 appeals' }), render: (_, row) => minutes(row.minutes) },
        ]}
      />
    </>
  );
}

type Values = CallInput<typeof dispatchOperations.setCosts>;

/** The same day a year on would be a guess: the office says from when its own numbers hold. */
function CostsDialog({ health, onClose }: { health: ModelHealth; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Values>();
  const change = useChange(dispatchOperations.setCosts, { invalidates: ['dispatch'], onDone: onClose });
  const submit = () => {
    const input = form.getFieldsValue(true) as Values;
    if (passesInput(form, dispatchOperations.setCosts.input, input, t)) change.run(input);
  };
  const number = (name: keyof typeof health.costs, label: Word, step: number, max: number) => (
    <Form.Item name={name} label={t(label)} required><InputNumber min={step} max={max} step={step} style={{ width: '100%' }} /></Form.Item>
  );
  const { wrongDispatchMinutes, confirmationMinutes, consultationMinutes, noticedShare } = health.costs;
  return (
    <Modal open title={t({ zh: '另定派单成本参数', en: 'Set the costs of dispatching' })} okText={t({ zh: '保存', en: 'Save' })} cancelText={t({ zh: '取消', en: 'Cancel' })} onOk={submit} onCancel={onClose} confirmLoading={change.pending}>
      <ProblemAlert problem={change.problem} />
      <p className="muted">{t({ zh: '保存后自所填日期起适用，并留痕；旧版保留不改。界限提高后，原来开通的自动确认如低于新界限，即不再自动派单。', en: 'Holds from the day given; earlier versions stay. Automatic confirmation below a risen cut-off stops dispatching.' })}</p>
      <Form form={form} layout="vertical" initialValues={{ wrongDispatchMinutes, confirmationMinutes, consultationMinutes, noticedShare }}>
        {number('wrongDispatchMinutes', { zh: '派错一单（工作分钟）', en: 'A wrong dispatch (minutes)' }, 1, 100_000)}
        {number('confirmationMinutes', { zh: '人工确认一单（分钟）', en: 'A confirmation (minutes)' }, 0.5, 10_000)}
        {number('consultationMinutes', { zh: '会商一次（分钟）', en: 'A consultation (minutes)' }, 0.5, 10_000)}
        {number('noticedShare', { zh: '建议有误时人工能看出的比例（0 至 1）', en: 'Share of errors a person notices (0 to 1)' }, 0.05, 1)}
        <Form.Item name="validFrom" label={t({ zh: '启用日期', en: 'From' })} required><DayInput /></Form.Item>
        <Form.Item name="source" label={t({ zh: '来源', en: 'Source' })} required><Input maxLength={300} /></Form.Item>
        <Form.Item name="reason" label={t({ zh: '理由', en: 'Reason' })} required><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} /></Form.Item>
      </Form>
    </Modal>
  );
}
