import { Alert, Button, Form, Input, Radio, Select } from 'antd';
import { interimRules, interimRuleWords, positionKinds, positionKindWords, type Dispute } from '../../core/disputes/model.ts';
import { disputesOperations, plainSteps } from '../../core/disputes/operations.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { passesInput } from '../division/checked-input.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import type { ShownStep } from './step-list.tsx';

/** What is out of date after any step of a dispute. */
export const staleAfterStep = ['disputes', 'division', 'dispatch', 'appeals'];
export const seenOf = (dispute: Dispute) => ({ disputeId: dispute.disputeId, version: dispute.version });

export function PositionForm({ dispute }: { dispute: Dispute }) {
  const t = useT();
  type Input = CallInput<typeof disputesOperations.takePosition>;
  const [form] = Form.useForm<Partial<Input>>();
  const change = useChange(disputesOperations.takePosition, { invalidates: staleAfterStep });
  const submit = () => {
    const input = { ...form.getFieldsValue(), ...seenOf(dispute) };
    if (passesInput(form, disputesOperations.takePosition.input, input, t)) change.run(input as Input);
  };
  return (
    <Form form={form} layout="vertical">
      <Form.Item name="kind" label={t({ zh: '意见', en: 'Position' })} required>
        <Radio.Group options={positionKinds.map((kind) => ({ value: kind, label: t(positionKindWords[kind]) }))} />
      </Form.Item>
      <Form.Item name="reason" label={t({ zh: '理由', en: 'Reason' })} extra={t({ zh: '保留或不同意的，须写明理由。', en: 'Needed when you reserve or object.' })}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="basis" label={t({ zh: '依据', en: 'Basis' })}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={1000} />
      </Form.Item>
      <ProblemAlert problem={change.problem} />
      <Button type="primary" style={{ marginTop: 8 }} loading={change.pending} onClick={submit}>{t({ zh: '提交意见', en: 'Take the position' })}</Button>
    </Form>
  );
}

export function SignForm({ dispute }: { dispute: Dispute }) {
  const t = useT();
  const change = useChange(disputesOperations.signSettlement, { invalidates: staleAfterStep, done: { zh: '已签署', en: 'Signed' } });
  return (
    <div className="stack">
      <div className="muted">{t({ zh: `签署的是第 ${dispute.settlementVersion} 稿；方案再有修改，须重新签署。`, en: `You sign text ${dispute.settlementVersion}; if it changes, it must be signed again.` })}</div>
      <ProblemAlert problem={change.problem} />
      <div>
        <ConfirmButton
          type="primary" label={t({ zh: '签署协商工作纪要', en: 'Sign the record' })} pending={change.pending}
          consequence={t({ zh: '签署代表本部门同意该分工方案，签署后记入卷宗。', en: 'Signing commits your department to this division; it is kept in the file.' })}
          onConfirm={() => change.run({ ...seenOf(dispute), settlementVersion: dispute.settlementVersion })}
        />
      </div>
    </div>
  );
}

export function FilingForm({ dispute }: { dispute: Dispute }) {
  const t = useT();
  const [form] = Form.useForm<{ note?: string }>();
  const change = useChange(disputesOperations.fileAgreement, { invalidates: staleAfterStep, done: { zh: '已报备，分工草案已生成', en: 'Filed; the draft entry is ready' } });
  return (
    <Form form={form} layout="vertical">
      <Form.Item name="note" label={t({ zh: '报备说明', en: 'Note' })}><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} /></Form.Item>
      <ProblemAlert problem={change.problem} />
      <ConfirmButton
        type="primary" label={t({ zh: '向编办报备', en: 'File the agreement' })} pending={change.pending}
        consequence={t({ zh: '报备后方案不再修改，由编办据此发布分工条目。', en: 'After filing the text is fixed; the establishment office publishes the entry from it.' })}
        onConfirm={() => change.run({ ...seenOf(dispute), note: form.getFieldValue('note') as string | undefined })}
      />
    </Form>
  );
}

export function InterimForm({ dispute }: { dispute: Dispute }) {
  const t = useT();
  type Input = CallInput<typeof disputesOperations.setInterimRule>;
  const [form] = Form.useForm<Partial<Input>>();
  const rule = Form.useWatch('interimRule', form) ?? dispute.interimRule;
  const change = useChange(disputesOperations.setInterimRule, { invalidates: staleAfterStep });
  const submit = () => {
    const values = form.getFieldsValue();
    const input = { ...values, interimLeadDepartmentId: rule === 'ACT_FIRST' ? (values.interimLeadDepartmentId ?? null) : null, ...seenOf(dispute) };
    if (passesInput(form, disputesOperations.setInterimRule.input, input, t)) change.run(input as Input);
  };
  return (
    <Form form={form} layout="vertical" initialValues={{ interimRule: dispute.interimRule, interimLeadDepartmentId: dispute.interimLeadDepartmentId }}>
      <Form.Item name="interimRule" label={t({ zh: '待决期间规则', en: 'Interim rule' })} required>
        <Select options={interimRules.map((one) => ({ value: one, label: t(interimRuleWords[one]) }))} />
      </Form.Item>
      {rule === 'ACT_FIRST' && <Form.Item name="interimLeadDepartmentId" label={t({ zh: '临时牵头部门', en: 'Interim lead' })} required><DepartmentSelect /></Form.Item>}
      <Form.Item name="note" label={t({ zh: '说明', en: 'Note' })}><Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={2000} /></Form.Item>
      <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t({ zh: '确定后，同类诉求即按此规则派单。', en: 'Dispatch obeys it from then on.' })} />
      <ProblemAlert problem={change.problem} />
      <Button type="primary" loading={change.pending} onClick={submit}>{t({ zh: '确定', en: 'Set' })}</Button>
    </Form>
  );
}

type PlainStep = (typeof plainSteps)[number];
export const isPlainStep = (action: string): action is PlainStep => (plainSteps as readonly string[]).includes(action);

/** A step that carries nothing but a note. */
export function PlainStepForm({ dispute, step, action }: { dispute: Dispute; step: ShownStep; action: PlainStep }) {
  const t = useT();
  const [form] = Form.useForm<{ note?: string }>();
  const change = useChange(disputesOperations.takeStep, { invalidates: staleAfterStep, done: { zh: `${step.title.zh}：已办理`, en: `${step.title.en}: done` } });
  return (
    <Form form={form} layout="vertical">
      {step.reasons.length > 0 && <ul className="plain-list muted" style={{ marginBottom: 12 }}>{step.reasons.map((reason, index) => <li key={index}>{t(reason.text)}</li>)}</ul>}
      <Form.Item name="note" label={t({ zh: '说明', en: 'Note' })}><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} /></Form.Item>
      <ProblemAlert problem={change.problem} />
      <ConfirmButton
        type="primary" label={t(step.title)} pending={change.pending} danger={action === 'withdraw' || action === 'reject'}
        consequence={t({ zh: `将办理“${step.title.zh}”，记入卷宗并通知各方，不能撤回。`, en: `“${step.title.en}” is recorded in the file for all parties and cannot be taken back.` })}
        onConfirm={() => change.run({ ...seenOf(dispute), action, note: form.getFieldValue('note') as string | undefined })}
      />
    </Form>
  );
}
