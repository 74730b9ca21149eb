import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { decisionAuthorityWords, type Dispute } from '../../core/disputes/model.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import type { Word } from '../../core/kernel/words.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { passesInput } from '../division/checked-input.ts';
import { DayInput } from '../parts/day-input.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { firstSettlement, SettlementFields } from './settlement-fields.tsx';
import { seenOf, staleAfterStep } from './step-forms.tsx';

/** A form too wide for the column of steps: opened over the page from its button. */
function WideForm({ open: openLabel, title, note, pending, onSubmit, children }: { open: Word; title: Word; note: Word; pending: boolean; onSubmit: () => void; children: ReactNode }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <div className="stack">
      <div className="muted">{t(note)}</div>
      <div><Button type="primary" onClick={() => setOpen(true)}>{t(openLabel)}</Button></div>
      <Modal open={open} width={980} title={t(title)} onCancel={() => setOpen(false)} onOk={onSubmit} confirmLoading={pending} okText={t({ zh: '提交', en: 'Submit' })} cancelText={t({ zh: '关闭', en: 'Close' })} mask={{ closable: false }}>
        {children}
      </Modal>
    </div>
  );
}

export function ProposeForm({ dispute }: { dispute: Dispute }) {
  const t = useT();
  type Input = CallInput<typeof disputesOperations.proposeSettlement>;
  const [form] = Form.useForm<Partial<Input>>();
  const change = useChange(disputesOperations.proposeSettlement, { invalidates: staleAfterStep, done: { zh: '分工方案已提出', en: 'Proposed' } });
  const submit = () => {
    const input = { ...form.getFieldsValue(true), ...seenOf(dispute) } as Input;
    if (passesInput(form, disputesOperations.proposeSettlement.input, input, t)) change.run(input);
  };
  return (
    <WideForm
      open={dispute.settlement === null ? { zh: '起草分工方案', en: 'Draft a settlement' } : { zh: '修改分工方案', en: 'Change the settlement' }}
      title={{ zh: '分工方案', en: 'Settlement' }} pending={change.pending} onSubmit={submit}
      note={{ zh: '写明事项、边界、牵头、责任部门及任务、依据和措施；修改后各方须重新表态和签署。', en: 'State matter, boundary, lead, tasks, bases and measures. A change asks all parties again.' }}
    >
      <ProblemAlert problem={change.problem} />
      {dispute.parties.some((party) => party.signedAt !== null) && <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={t({ zh: '已有部门签署，修改方案后签署作废。', en: 'Signatures already given lapse when the text changes.' })} />}
      <Form form={form} layout="vertical" initialValues={firstSettlement(dispute)}><SettlementFields /></Form>
    </WideForm>
  );
}

export function OpinionForm({ dispute }: { dispute: Dispute }) {
  const t = useT();
  type Input = CallInput<typeof disputesOperations.issueOpinion>;
  const [form] = Form.useForm<Partial<Input>>();
  const change = useChange(disputesOperations.issueOpinion, { invalidates: staleAfterStep, done: { zh: '协调意见已出具', en: 'Opinion issued' } });
  const submit = () => {
    const input = { ...form.getFieldsValue(true), ...seenOf(dispute) } as Input;
    if (passesInput(form, disputesOperations.issueOpinion.input, input, t)) change.run(input);
  };
  return (
    <WideForm open={{ zh: '拟写协调意见', en: 'Write the opinion' }} title={{ zh: '协调意见', en: 'Coordination opinion' }} pending={change.pending} onSubmit={submit} note={{ zh: '附建议的分工方案，送各方；仍不一致的，提请专题研究。', en: 'With the proposed division; if it is not accepted, it goes to the leaders.' }}>
      <ProblemAlert problem={change.problem} />
      <Form form={form} layout="vertical" initialValues={{ settlement: firstSettlement(dispute) }}>
        <Form.Item name="opinion" label={t({ zh: '协调意见', en: 'Opinion' })} required><Input.TextArea autoSize={{ minRows: 4, maxRows: 14 }} maxLength={4000} showCount /></Form.Item>
        <SettlementFields under={['settlement']} />
      </Form>
    </WideForm>
  );
}

export function DecisionForm({ dispute }: { dispute: Dispute }) {
  const t = useT();
  type Input = CallInput<typeof disputesOperations.decideDispute>;
  const [form] = Form.useForm<Partial<Input>>();
  const change = useChange(disputesOperations.decideDispute, { invalidates: staleAfterStep, done: { zh: '议定事项已记录', en: 'Decision recorded' } });
  const submit = () => {
    const input = { ...form.getFieldsValue(true), ...seenOf(dispute) } as Input;
    if (passesInput(form, disputesOperations.decideDispute.input, input, t)) change.run(input);
  };
  return (
    <WideForm open={{ zh: '记录议定事项', en: 'Record the decision' }} title={{ zh: '议定事项', en: 'Decision' }} pending={change.pending} onSubmit={submit} note={{ zh: '写明决定机关、会议和文号；可在协调意见的方案上修改。', en: 'Body, meeting and number; the proposed division may be changed.' }}>
      <ProblemAlert problem={change.problem} />
      <Form form={form} layout="vertical" initialValues={{ decision: { body: '', meeting: '', on: null, documentNumber: '' }, settlement: firstSettlement(dispute) }}>
        <div className="form-grid">
          <Form.Item name={['decision', 'body']} label={t({ zh: '决定机关', en: 'Deciding body' })} required extra={`${t(decisionAuthorityWords[dispute.procedure.decisionAuthority.rule])}：${dispute.procedure.decisionAuthority.names.join('、')}`}><Input maxLength={100} /></Form.Item>
          <Form.Item name={['decision', 'meeting']} label={t({ zh: '会议及议题', en: 'Meeting and item' })} extra={t({ zh: '会议、文号至少填一项。', en: 'The meeting or the number is needed.' })}><Input maxLength={200} /></Form.Item>
          <Form.Item name={['decision', 'on']} label={t({ zh: '决定日期', en: 'Decided on' })} required getValueFromEvent={(day?: string) => day ?? null}><DayInput /></Form.Item>
          <Form.Item name={['decision', 'documentNumber']} label={t({ zh: '文号', en: 'Document number' })}><Input maxLength={60} /></Form.Item>
        </div>
        <Form.Item name="note" label={t({ zh: '说明', en: 'Note' })}><Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={2000} /></Form.Item>
        <SettlementFields under={['settlement']} />
      </Form>
    </WideForm>
  );
}
