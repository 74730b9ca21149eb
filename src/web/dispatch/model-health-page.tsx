import { Alert, Button, Empty, Flex, Form, Select } from 'antd';
import { dispatchOutcomeWords } from '../../core/dispatch/model.ts';
import type { ModelHealth } from '../../core/dispatch/model-health.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import { useFilters } from '../app/filters.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { DayInput } from '../parts/day-input.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { ReadState } from '../parts/read-state.tsx';
import { When } from '../parts/when.tsx';
import { CostsPanel } from './costs-panel.tsx';
import { ClassesPanel, DriftPanel, WeeksPanel } from './health-course.tsx';
import { Behind } from './health-links.tsx';
import { CurvePanel, ReliabilityPanel } from './health-reliability.tsx';
import { percent, sayRate } from './health-words.ts';
import { TrainingsPanel } from './trainings-panel.tsx';
import './dispatch.css';

const filterNames = ['from', 'to', 'matterClassId'] as const;

/** How well the dispatch cards have done, by what became of their orders. */
export function ModelHealthPage() {
  const t = useT();
  const [filters, change] = useFilters(dispatchOperations.viewModelHealth, filterNames);
  const read = useRead(dispatchOperations.viewModelHealth, filters);
  return (
    <Page
      title={t({ zh: '派单模型运行情况', en: 'Health of the dispatch model' })}
      note={t({ zh: '每张派单卡与工单最终由谁承办相对照：部门接办且退单未获支持的，以该部门为准。数字均可点开核对。', en: 'Each card is compared with the department that handled and accepted the order in the end. Every figure opens the records behind it.' })}
    >
      <HealthFilters filters={filters} change={change} classes={read.data?.classes ?? []} />
      <ReadState read={read}>{(health) => <Health health={health} />}</ReadState>
    </Page>
  );
}

type Filters = ReturnType<typeof useFilters<typeof dispatchOperations.viewModelHealth, (typeof filterNames)[number]>>;

function HealthFilters({ filters, change, classes }: { filters: Filters[0]; change: Filters[1]; classes: ModelHealth['classes'] }) {
  const t = useT();
  return (
    <Form layout="vertical" component="search">
      <Flex gap={12} wrap align="flex-end" className="filter-line">
        <Form.Item label={t({ zh: '派单卡自', en: 'Cards from' })} htmlFor="health-from"><DayInput id="health-from" value={filters.from} onChange={(from) => change({ from })} /></Form.Item>
        <Form.Item label={t({ zh: '至', en: 'To' })} htmlFor="health-to"><DayInput id="health-to" value={filters.to} onChange={(to) => change({ to })} /></Form.Item>
        <Form.Item label={t({ zh: '事项大类', en: 'Matter class' })} htmlFor="health-class">
          <Select
            id="health-class" allowClear value={filters.matterClassId ?? null} placeholder={t({ zh: '全部', en: 'All' })} style={{ width: 240 }}
            onChange={(matterClassId: string | null | undefined) => change({ matterClassId: matterClassId ?? undefined })}
            options={classes.flatMap((one) => (one.matterClassId === null ? [] : [{ value: one.matterClassId, label: one.name }]))}
          />
        </Form.Item>
        {Object.keys(filters).length > 0 && <Form.Item><Button type="link" onClick={() => change({ from: '', to: '', matterClassId: '' })}>{t({ zh: '清除条件', en: 'Clear' })}</Button></Form.Item>}
      </Flex>
    </Form>
  );
}

function Health({ health }: { health: ModelHealth }) {
  const t = useT();
  if (health.cards === 0) {
    return (
      <>
        <div className="panel"><Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '这段时间还没有派单卡。受理诉求后即生成派单卡，工单办结后才能对照。', en: 'No dispatch cards in this time. Cards come with intake; they can be judged once their orders are closed.' })} /></div>
        <CostsPanel health={health} />
        <TrainingsPanel />
      </>
    );
  }
  return (
    <>
      {health.right.count === 0 && <Alert type="info" showIcon title={t({ zh: '还没有已办结的工单', en: 'No closed orders yet' })} description={t({ zh: `已有 ${health.cards} 张派单卡。工单办结并由部门接办后，才能判断卡上的牵头部门对不对。`, en: `There are ${health.cards} cards. Whether their leads were right shows when the orders are closed.` })} />}
      {health.isPromiseKept === false && <Alert type="warning" showIcon title={t({ zh: '预测集的覆盖率低于承诺', en: 'The prediction sets do not keep their promise' })} description={t({ zh: `“可能范围”承诺 ${percent(health.promise)} 包含正确部门，实际低于此数。请重新训练模型，或查看近期是否有新事项。`, en: `The right department should be in ${percent(health.promise)} of the sets. Train the model anew, or look for new matters.` })} />}
      <Summary health={health} />
      {health.right.count > 0 && <><ReliabilityPanel health={health} /><CurvePanel health={health} /></>}
      <CostsPanel health={health} />
      <WeeksPanel health={health} />
      <ClassesPanel health={health} />
      <DriftPanel health={health} />
      <TrainingsPanel />
    </>
  );
}

function Summary({ health }: { health: ModelHealth }) {
  const t = useT();
  const { model, feedback } = health;
  return (
    <Panel title={t({ zh: '总体', en: 'At a glance' })}>
      <dl className="facts wide">
        <dt>{t({ zh: '派单卡', en: 'Cards' })}</dt><dd><Behind health={health}>{health.cards}</Behind>{t({ zh: ` 张，其中 ${health.right.count} 张的工单已办结`, en: `, ${health.right.count} of them with a closed order` })}</dd>
        <dt>{t({ zh: '卡上牵头正确', en: 'Lead of the card right' })}</dt><dd>{sayRate(health.right, t)} <Behind health={health} search={{ right: 'false' }}>{t({ zh: '查看不符的', en: 'see those that were not' })}</Behind></dd>
        <dt>{t({ zh: '首派未退', en: 'Kept by the first department' })}</dt><dd>{sayRate(health.firstKept, t)}</dd>
        <dt>{t({ zh: '预测集覆盖率', en: 'Coverage of the sets' })}</dt><dd>{sayRate(health.kept, t)}{t({ zh: `，承诺 ${percent(health.promise)}`, en: `, promised ${percent(health.promise)}` })} <Behind health={health} search={{ covered: 'false' }}>{t({ zh: '查看未覆盖的', en: 'see those missed' })}</Behind></dd>
        {health.outcomes.map(({ outcome, cards, right }) => (
          <Outcome key={outcome} label={t(dispatchOutcomeWords[outcome])} text={sayRate(right, t)}><Behind health={health} search={{ outcome }}>{t({ zh: `${cards} 张`, en: `${cards} cards` })}</Behind></Outcome>
        ))}
        <dt>{t({ zh: '人工反馈', en: 'Feedback' })}</dt><dd>{t({ zh: `对 ${feedback.right}，不对 ${feedback.wrong}，缺职责 ${feedback.missingDuty}`, en: `right ${feedback.right}, wrong ${feedback.wrong}, nobody has the duty ${feedback.missingDuty}` })}</dd>
        <dt>{t({ zh: '现用模型', en: 'Model in use' })}</dt><dd>{model === null ? t({ zh: '尚未训练，按条款与先例研判', en: 'none yet: clauses and precedents alone' }) : <><When at={model.trainedAt} />{t({ zh: ` 训练，依据 ${model.precedents} 件既往诉求`, en: `, learned from ${model.precedents} past appeals` })}</>}</dd>
      </dl>
      <p className="muted" style={{ margin: '12px 0 0' }}>{t({ zh: '“已有定论”而不符的，可能是工单没有按条目派单，也可能是条目认错了，宜逐件核对。', en: 'A settled card that does not agree: either the order did not follow the entry, or the wrong entry was found. Look at each.' })}</p>
    </Panel>
  );
}

function Outcome({ label, text, children }: { label: string; text: string; children: React.ReactNode }) {
  const t = useT();
  return <><dt>{label}</dt><dd>{children}{t({ zh: '；正确率 ', en: '; right ' })}{text}</dd></>;
}
