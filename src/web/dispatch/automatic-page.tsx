import { Link } from '@tanstack/react-router';
import { Alert, Button, Flex, Form, Input, InputNumber, Modal, Table } from 'antd';
import { useState } from 'react';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { word } from '../../core/kernel/words.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { PageState } from '../parts/read-state.tsx';
import { WordTag, type Tone } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { AssessmentDialog, AssessmentList } from './impact-assessment.tsx';
import { percent } from './health-words.ts';
import './dispatch.css';

type Automatic = ResultOf<typeof dispatchOperations.viewAutomaticConfirmation>;
type MatterClass = Automatic['classes'][number];
type Standing = 'OFF' | 'WORKING' | 'STOPPED';

const standingWords = { OFF: word('未开通', 'Off'), WORKING: word('已开通', 'On'), STOPPED: word('已开通，暂不自动派单', 'On, not dispatching') };
const standingTones: Record<Standing, Tone> = { OFF: 'plain', WORKING: 'green', STOPPED: 'red' };
const standingOf = ({ current, isWorking }: MatterClass): Standing => (current === null ? 'OFF' : isWorking ? 'WORKING' : 'STOPPED');

/** Which classes the system may dispatch by itself, on which assessment, and what it did. */
export function AutomaticPage() {
  const t = useT();
  const title = t({ zh: '自动确认', en: 'Automatic confirmation' });
  const read = useRead(dispatchOperations.viewAutomaticConfirmation, {});
  return <PageState title={title} read={read}>{(automatic) => <OneAutomatic title={title} automatic={automatic} />}</PageState>;
}

type Asked = { readonly kind: 'ASSESS' | 'ON' | 'OFF'; readonly of: MatterClass };

function OneAutomatic({ title, automatic }: { title: string; automatic: Automatic }) {
  const t = useT();
  const { can } = useSession();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <Page
      title={title} extra={<Link to="/model-health">{t({ zh: '派单模型运行情况', en: 'Health of the model' })}</Link>}
      note={t({ zh: '默认全部由人工派单。某一事项大类经个人信息保护影响评估、且把握不低于界限的，才可由系统自动派单；签收前人工可撤回。', en: 'A person dispatches everything unless a class has been assessed and the card is sure enough; until it is signed in, a person may take the order back.' })}
    >
      <Alert type="info" showIcon title={t({ zh: `按现行成本参数，界限应不低于 ${percent(automatic.cutOff)}`, en: `By the costs in force the threshold must be at least ${percent(automatic.cutOff)}` })} description={t({ zh: '要求保密的、紧急的、有法定途径提示的、反映部门的、有未决争议的诉求，一律由人工派单。', en: 'What is confidential, urgent, bound for a statutory route, complains of a department or is in dispute always goes to a person.' })} />
      <Panel title={t({ zh: '事项大类', en: 'Matter classes' })} actions={<Link to="/orders" search={{ automatic: 'true' } as never}>{t({ zh: '查看自动派出的工单', en: 'Orders sent out automatically' })}</Link>}>
        <Table<MatterClass>
          size="small" pagination={false} rowKey="matterId" dataSource={automatic.classes} scroll={{ x: 980 }} locale={{ emptyText: <span className="muted">{t({ zh: '事项目录中还没有大类。', en: 'The list of matters has no classes yet.' })}</span> }}
          columns={[
            { title: t({ zh: '事项大类', en: 'Class' }), render: (_, row) => row.name },
            { title: t({ zh: '状态', en: 'State' }), render: (_, row) => <WordTag words={standingWords} value={standingOf(row)} color={standingTones} /> },
            { title: t({ zh: '界限', en: 'Threshold' }), render: (_, row) => (row.current === null ? '—' : percent(row.current.threshold)) },
            { title: t({ zh: '影响评估', en: 'Assessment' }), render: (_, row) => (row.assessment === null ? <span className="muted">{t({ zh: '没有有效的评估', en: 'none in force' })}</span> : <>{row.assessment.assessedBy}<div className="muted">{t({ zh: `复评 ${row.assessment.nextReviewOn}`, en: `review ${row.assessment.nextReviewOn}` })}</div></>) },
            { title: t({ zh: '已派出 / 撤回 / 退单', en: 'Sent / taken back / returned' }), render: (_, row) => (row.current === null ? '—' : `${row.current.dispatched} / ${row.current.withdrawn} / ${row.current.returned}`) },
            ...(can('dispatch:govern') ? [{ title: t({ zh: '办理', en: 'Act' }), key: 'act', render: (_: unknown, row: MatterClass) => <Acts row={row} ask={(kind) => setAsked({ kind, of: row })} /> }] : []),
          ]}
        />
      </Panel>
      <Panel title={t({ zh: '影响评估记录', en: 'Impact assessments' })}><AssessmentList /></Panel>
      {automatic.past.length > 0 && <Panel title={t({ zh: '已停用', en: 'Switched off' })}><Past past={automatic.past} /></Panel>}
      {asked?.kind === 'ASSESS' && <AssessmentDialog matterId={asked.of.matterId} name={asked.of.name} onClose={close} />}
      {asked?.kind === 'ON' && <SwitchOnDialog of={asked.of} cutOff={automatic.cutOff} onClose={close} />}
      {asked?.kind === 'OFF' && <SwitchOffDialog of={asked.of} onClose={close} />}
    </Page>
  );
}

function Acts({ row, ask }: { row: MatterClass; ask: (kind: Asked['kind']) => void }) {
  const t = useT();
  const named = (text: string) => `${text}：${row.name}`;
  if (row.current !== null) return <Button size="small" danger aria-label={named(t({ zh: '停用', en: 'Switch off' }))} onClick={() => ask('OFF')}>{t({ zh: '停用', en: 'Switch off' })}</Button>;
  return (
    <Flex gap={8} wrap>
      <Button size="small" aria-label={named(t({ zh: '登记评估', en: 'Assess' }))} onClick={() => ask('ASSESS')}>{t({ zh: '登记评估', en: 'Assess' })}</Button>
      <Button size="small" aria-label={named(t({ zh: '开通', en: 'Switch on' }))} disabled={row.assessment === null} onClick={() => ask('ON')}>{t({ zh: '开通', en: 'Switch on' })}</Button>
    </Flex>
  );
}

const stale = ['dispatch'];

function SwitchOnDialog({ of, cutOff, onClose }: { of: MatterClass; cutOff: number; onClose: () => void }) {
  const t = useT();
  const [threshold, setThreshold] = useState(Math.max(cutOff, 0.5));
  const change = useChange(dispatchOperations.switchAutomaticOn, { invalidates: stale, onDone: onClose });
  const run = () => { if (of.assessment !== null) change.run({ matterId: of.matterId, impactAssessmentId: of.assessment.impactAssessmentId, threshold }); };
  return (
    <Modal open title={t({ zh: `开通自动确认：${of.name}`, en: `Switch on: ${of.name}` })} okText={t({ zh: '开通', en: 'Switch on' })} cancelText={t({ zh: '取消', en: 'Cancel' })} onOk={run} onCancel={onClose} confirmLoading={change.pending}>
      <ProblemAlert problem={change.problem} />
      <p>{t({ zh: '开通后，本类中结论为“已有定论”或“职责明确”（把握已达到可直接派单的界限）、把握又不低于本类界限的诉求，受理后由系统直接派单。每一单都标明“自动派单”及理由，签收前可撤回。', en: 'Appeals of the class that are settled or clear and sure enough are then dispatched by the system itself, each marked with its reasons; until it is signed in, it may be taken back.' })}</p>
      <Form layout="vertical">
        <Form.Item label={t({ zh: '把握界限（0.5 至 1）', en: 'Threshold (0.5 to 1)' })} htmlFor="automatic-threshold"><InputNumber id="automatic-threshold" min={0.5} max={1} step={0.01} value={threshold} onChange={(value) => setThreshold(value ?? 1)} /></Form.Item>
      </Form>
    </Modal>
  );
}

function SwitchOffDialog({ of, onClose }: { of: MatterClass; onClose: () => void }) {
  const t = useT();
  const [reason, setReason] = useState('');
  const change = useChange(dispatchOperations.switchAutomaticOff, { invalidates: stale, onDone: onClose });
  const run = () => { if (of.current !== null) change.run({ automaticConfirmationId: of.current.automaticConfirmationId, reason }); };
  return (
    <Modal open title={t({ zh: `停用自动确认：${of.name}`, en: `Switch off: ${of.name}` })} okText={t({ zh: '停用', en: 'Switch off' })} cancelText={t({ zh: '取消', en: 'Cancel' })} okButtonProps={{ danger: true }} onOk={run} onCancel={onClose} confirmLoading={change.pending}>
      <ProblemAlert problem={change.problem} />
      <Form layout="vertical"><Form.Item label={t({ zh: '停用理由', en: 'Reason' })} htmlFor="automatic-off-reason" required><Input id="automatic-off-reason" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} /></Form.Item></Form>
    </Modal>
  );
}

function Past({ past }: { past: Automatic['past'] }) {
  const t = useT();
  return (
    <Table
      size="small" pagination={false} rowKey="automaticConfirmationId" dataSource={past} scroll={{ x: 900 }}
      columns={[
        { title: t({ zh: '事项大类', en: 'Class' }), render: (_, row) => row.name },
        { title: t({ zh: '界限', en: 'Threshold' }), render: (_, row) => percent(row.threshold) },
        { title: t({ zh: '开通', en: 'On' }), render: (_, row) => <><When at={row.switchedOnAt} /> {row.switchedOnBy}</> },
        { title: t({ zh: '停用', en: 'Off' }), render: (_, row) => <><When at={row.switchedOffAt} /> {row.switchedOffBy}</> },
        { title: t({ zh: '理由', en: 'Reason' }), render: (_, row) => row.offReason },
        { title: t({ zh: '已派出 / 撤回 / 退单', en: 'Sent / taken back / returned' }), render: (_, row) => `${row.dispatched} / ${row.withdrawn} / ${row.returned}` },
      ]}
    />
  );
}
