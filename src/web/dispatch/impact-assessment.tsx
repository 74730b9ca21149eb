import { Button, Form, Input, Modal, Table, Tag } from 'antd';
import { useState } from 'react';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { ResultOf } from '../../core/kernel/operation.ts';
import type { Word } from '../../core/kernel/words.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { passesInput } from '../division/checked-input.ts';
import { DayInput } from '../parts/day-input.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ReadState } from '../parts/read-state.tsx';

type Assessment = ResultOf<typeof dispatchOperations.listImpactAssessments>['items'][number];

const parts: readonly { readonly field: 'purpose' | 'necessity' | 'effectOnRights' | 'safeguards'; readonly label: Word; readonly hint: Word }[] = [
  { field: 'purpose', label: { zh: '处理目的、方式', en: 'Purpose and manner' }, hint: { zh: '为什么自动派单，系统读取哪些内容、不读取哪些。', en: 'Why, what is read and what is not.' } },
  { field: 'necessity', label: { zh: '合法、正当、必要', en: 'Lawful, legitimate, necessary' }, hint: { zh: '依据哪条法律、职责，为什么不用别的办法。', en: 'On which law and duty, and why not otherwise.' } },
  { field: 'effectOnRights', label: { zh: '对个人权益的影响及安全风险', en: 'Effect on rights, and risks' }, hint: { zh: '派错会有什么后果，哪些人受影响。', en: 'What a wrong dispatch does, and to whom.' } },
  { field: 'safeguards', label: { zh: '保护措施及与风险是否相适应', en: 'Safeguards, and whether they fit the risk' }, hint: { zh: '界限、排除情形、人工撤回、公开说明等。本系统：诉求人姓名、电话和长数字不进入研判；只有一个人说过的词（包括其诉求中提到的他人姓名）不进入模型；两人以上都提到的姓名仍可能被学到。', en: 'Threshold, exceptions, taking back, telling the public. Here: the appellant’s name, telephone and long numbers are not ranked by; a word that only one person ever told, such as the name of somebody else, is not learned; a name that two people tell may be.' } },
];

/** The record that the law asks for before a machine decides (个人信息保护法 55, 56). */
export function AssessmentDialog({ matterId, name, onClose }: { matterId: string; name: string; onClose: () => void }) {
  const t = useT();
  const [form] = Form.useForm<Partial<CallInput<typeof dispatchOperations.recordImpactAssessment>>>();
  const change = useChange(dispatchOperations.recordImpactAssessment, { invalidates: ['dispatch'], onDone: onClose });
  const submit = () => {
    const input = { ...(form.getFieldsValue(true) as Partial<CallInput<typeof dispatchOperations.recordImpactAssessment>>), matterId };
    if (passesInput(form, dispatchOperations.recordImpactAssessment.input, input, t)) change.run(input as CallInput<typeof dispatchOperations.recordImpactAssessment>);
  };
  return (
    <Modal open width={760} title={t({ zh: `登记个人信息保护影响评估：${name}`, en: `Impact assessment: ${name}` })} okText={t({ zh: '登记', en: 'Record' })} cancelText={t({ zh: '取消', en: 'Cancel' })} onOk={submit} onCancel={onClose} confirmLoading={change.pending}>
      <ProblemAlert problem={change.problem} />
      <p className="muted">{t({ zh: '依据个人信息保护法第五十五条、第五十六条。登记后不得改动；评估报告和处理情况记录至少保存三年。', en: 'Personal Information Protection Law, art. 55 and 56. It is never changed once recorded, and kept for three years at least.' })}</p>
      <Form form={form} layout="vertical">
        {parts.map(({ field, label, hint }) => <Form.Item key={field} name={field} label={t(label)} extra={t(hint)} required><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} /></Form.Item>)}
        <div className="form-grid">
          <Form.Item name="assessedBy" label={t({ zh: '评估单位、人员', en: 'Assessed by' })} required><Input maxLength={200} /></Form.Item>
          <Form.Item name="assessedOn" label={t({ zh: '评估日期', en: 'Assessed on' })} required><DayInput /></Form.Item>
          <Form.Item name="nextReviewOn" label={t({ zh: '下次复评', en: 'Next review' })} required extra={t({ zh: '至迟 12 个月', en: 'within 12 months' })}><DayInput /></Form.Item>
          <Form.Item name="retainedUntil" label={t({ zh: '保存至', en: 'Kept until' })} extra={t({ zh: '不填为三年', en: 'three years when left out' })}><DayInput /></Form.Item>
        </div>
      </Form>
    </Modal>
  );
}

/** Every assessment there has been, newest first. */
export function AssessmentList() {
  const t = useT();
  const { can } = useSession();
  const [withdrawing, setWithdrawing] = useState<Assessment | null>(null);
  const read = useRead(dispatchOperations.listImpactAssessments, {});
  return (
    <ReadState read={read}>
      {({ items }) => (
        <>
          <Table<Assessment>
            size="small" pagination={false} rowKey="impactAssessmentId" dataSource={items} scroll={{ x: 900 }} locale={{ emptyText: <span className="muted">{t({ zh: '还没有影响评估。开通自动确认前须先登记。', en: 'None yet. One is needed before automatic confirmation.' })}</span> }}
            expandable={{ expandedRowRender: (row) => <dl className="facts wide">{parts.map(({ field, label }) => <Told key={field} label={t(label)} text={row[field]} />)}{row.withdrawalReason !== null && <Told label={t({ zh: '撤回理由', en: 'Withdrawn because' })} text={row.withdrawalReason} />}</dl> }}
            columns={[
              { title: t({ zh: '事项大类', en: 'Class' }), render: (_, row) => row.matterName },
              { title: t({ zh: '评估', en: 'Assessed' }), render: (_, row) => <>{row.assessedBy}<div className="muted">{row.assessedOn}</div></> },
              { title: t({ zh: '下次复评', en: 'Next review' }), render: (_, row) => row.nextReviewOn },
              { title: t({ zh: '保存至', en: 'Kept until' }), render: (_, row) => row.retainedUntil },
              { title: t({ zh: '登记人', en: 'Recorded by' }), render: (_, row) => row.recordedBy },
              { title: t({ zh: '状态', en: 'State' }), render: (_, row) => <State row={row} /> },
              ...(can('dispatch:govern') ? [{ title: t({ zh: '办理', en: 'Act' }), key: 'act', render: (_: unknown, row: Assessment) => row.withdrawnAt === null && <Button size="small" aria-label={`${t({ zh: '撤回', en: 'Withdraw' })}：${row.matterName} ${row.assessedOn}`} onClick={() => setWithdrawing(row)}>{t({ zh: '撤回', en: 'Withdraw' })}</Button> }] : []),
            ]}
          />
          {withdrawing !== null && <WithdrawDialog assessment={withdrawing} onClose={() => setWithdrawing(null)} />}
        </>
      )}
    </ReadState>
  );
}

const Told = ({ label, text }: { label: string; text: string }) => <><dt>{label}</dt><dd className="record-text">{text}</dd></>;

function State({ row }: { row: Assessment }) {
  const t = useT();
  if (row.withdrawnAt !== null) return <Tag>{t({ zh: '已撤回', en: 'Withdrawn' })}</Tag>;
  return row.isInForce ? <Tag color="green">{t({ zh: '有效', en: 'In force' })}</Tag> : <Tag color="red">{t({ zh: '已过复评日', en: 'Review due' })}</Tag>;
}

function WithdrawDialog({ assessment, onClose }: { assessment: Assessment; onClose: () => void }) {
  const t = useT();
  const [reason, setReason] = useState('');
  const change = useChange(dispatchOperations.withdrawImpactAssessment, { invalidates: ['dispatch'], onDone: onClose });
  return (
    <Modal open title={t({ zh: `撤回影响评估：${assessment.matterName}`, en: `Withdraw: ${assessment.matterName}` })} okText={t({ zh: '撤回', en: 'Withdraw' })} cancelText={t({ zh: '取消', en: 'Cancel' })} okButtonProps={{ danger: true }} onOk={() => change.run({ impactAssessmentId: assessment.impactAssessmentId, reason })} onCancel={onClose} confirmLoading={change.pending}>
      <ProblemAlert problem={change.problem} />
      <p>{t({ zh: '依据它开通的自动确认同时停用；记录照常保存。', en: 'Automatic confirmation that rests on it ends with it; the record is kept.' })}</p>
      <Form layout="vertical"><Form.Item label={t({ zh: '撤回理由', en: 'Reason' })} htmlFor="assessment-reason" required><Input id="assessment-reason" value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} /></Form.Item></Form>
    </Modal>
  );
}
