import { Alert, Button, Form, Input, Radio, Select } from 'antd';
import { outcomes, outcomeWords, type WorkOrder } from '../../core/appeals/model.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { passesInput } from '../division/checked-input.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';

const stale = ['dispatch', 'appeals', 'disputes'];
const seenOf = (order: WorkOrder) => ({ workOrderId: order.workOrderId, version: order.version });

export function SignInForm({ order }: { order: WorkOrder }) {
  const t = useT();
  const change = useChange(dispatchOperations.signInOrder, { invalidates: stale, done: { zh: '已签收', en: 'Signed in' } });
  return (
    <div className="stack" style={{ gap: 8 }}>
      <div className="muted">{t({ zh: '签收即确认由本单位办理；时限自派单时已起算。', en: 'Signing in confirms that you handle it; the clock has run since dispatch.' })}</div>
      <ProblemAlert problem={change.problem} />
      <div><Button type="primary" loading={change.pending} onClick={() => change.run(seenOf(order))}>{t({ zh: '签收', en: 'Sign in' })}</Button></div>
    </div>
  );
}

export function ReplyForm({ order }: { order: WorkOrder }) {
  const t = useT();
  type Input = CallInput<typeof dispatchOperations.replyOrder>;
  const [form] = Form.useForm<Partial<Input>>();
  const change = useChange(dispatchOperations.replyOrder, { invalidates: stale, done: { zh: '已答复', en: 'Replied' } });
  const submit = () => {
    const input = { ...form.getFieldsValue(), ...seenOf(order) };
    if (passesInput(form, dispatchOperations.replyOrder.input, input, t)) change.run(input as Input);
  };
  return (
    <Form form={form} layout="vertical">
      <Form.Item name="outcome" label={t({ zh: '办理结果', en: 'Outcome' })} required>
        <Select options={outcomes.map((outcome) => ({ value: outcome, label: t(outcomeWords[outcome]) }))} placeholder={t({ zh: '选择', en: 'Choose' })} />
      </Form.Item>
      <Form.Item name="reply" label={t({ zh: '答复内容', en: 'Reply' })} required extra={t({ zh: '写明事实、处理意见和依据。', en: 'State the facts, what was done, and on what basis.' })}>
        <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} maxLength={4000} showCount />
      </Form.Item>
      <ProblemAlert problem={change.problem} />
      <Button type="primary" style={{ marginTop: 8 }} loading={change.pending} onClick={submit}>{t({ zh: '提交答复', en: 'Send the reply' })}</Button>
    </Form>
  );
}

/** What the system sent out by itself, taken back before anybody has signed it in: the appeal waits for dispatch again. */
export function WithdrawForm({ order }: { order: WorkOrder }) {
  const t = useT();
  type Input = CallInput<typeof dispatchOperations.withdrawOrder>;
  const [form] = Form.useForm<Partial<Input>>();
  const change = useChange(dispatchOperations.withdrawOrder, { invalidates: stale, done: { zh: '已撤回，诉求待派单', en: 'Taken back: the appeal waits for dispatch' } });
  const submit = () => {
    const input = { ...form.getFieldsValue(), ...seenOf(order) };
    if (passesInput(form, dispatchOperations.withdrawOrder.input, input, t)) change.run(input as Input);
  };
  return (
    <Form form={form} layout="vertical">
      <div className="muted" style={{ marginBottom: 8 }}>{t({ zh: '签收前可撤回；撤回后由人工重新派单。', en: 'Possible until it is signed in; a person then dispatches the appeal.' })}</div>
      <Form.Item name="reason" label={t({ zh: '撤回理由', en: 'Reason' })} required><Input.TextArea autoSize={{ minRows: 2, maxRows: 4 }} maxLength={500} /></Form.Item>
      <ProblemAlert problem={change.problem} />
      <Button danger loading={change.pending} onClick={submit}>{t({ zh: '撤回自动派单', en: 'Take it back' })}</Button>
    </Form>
  );
}

export function RulingForm({ order }: { order: WorkOrder }) {
  const t = useT();
  type Input = CallInput<typeof dispatchOperations.ruleReturn>;
  const [form] = Form.useForm<Partial<Input>>();
  const ruling = Form.useWatch('ruling', form);
  const change = useChange(dispatchOperations.ruleReturn, { invalidates: stale, done: { zh: '已裁定', en: 'Ruled' } });
  const claim = order.returns.find((one) => one.ruling === 'PENDING');
  const named = claim?.namedDepartmentName ?? '';
  const submit = () => {
    const input = { ...form.getFieldsValue(), ...seenOf(order) };
    if (passesInput(form, dispatchOperations.ruleReturn.input, input, t)) change.run(input as Input);
  };
  return (
    <Form form={form} layout="vertical">
      <Form.Item name="ruling" label={t({ zh: '裁定', en: 'Ruling' })} required>
        <Radio.Group
          vertical
          options={[
            { value: 'ACCEPTED', label: t({ zh: `退单成立，改派${named}`, en: `Upheld: to ${named}` }) },
            { value: 'OVERRULED', label: t({ zh: `退单不成立，仍由${order.leadDepartmentName}办理`, en: `Overruled: stays with ${order.leadDepartmentName}` }) },
          ]}
        />
      </Form.Item>
      {ruling === 'ACCEPTED' && <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t({ zh: '改派后原时限不变；再有异议将自动立为职责争议，并确定临时牵头单位。', en: 'The clock keeps running; a second contradiction opens a dispute with an interim lead.' })} />}
      <Form.Item name="note" label={t({ zh: '裁定说明', en: 'Note' })}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      <ProblemAlert problem={change.problem} />
      <Button type="primary" style={{ marginTop: 8 }} loading={change.pending} onClick={submit}>{t({ zh: '作出裁定', en: 'Rule' })}</Button>
    </Form>
  );
}

const answers = [{ value: 'yes', word: { zh: '是', en: 'Yes' } }, { value: 'no', word: { zh: '否', en: 'No' } }, { value: 'unknown', word: { zh: '未表态', en: 'Not said' } }] as const;
const toAnswer: Record<string, boolean | null> = { yes: true, no: false, unknown: null };

export function ClosingForm({ order }: { order: WorkOrder }) {
  const t = useT();
  const [form] = Form.useForm<{ reached?: boolean; resolved?: string; satisfied?: string; note?: string }>();
  const reached = Form.useWatch('reached', form);
  const change = useChange(dispatchOperations.closeOrder, { invalidates: stale, done: { zh: '已办结', en: 'Closed' } });
  const submit = () => {
    const values = form.getFieldsValue();
    const said = (key: string | undefined) => (reached === true ? (toAnswer[key ?? 'unknown'] ?? null) : null);
    const input = { ...seenOf(order), reached: values.reached, resolved: said(values.resolved), satisfied: said(values.satisfied), note: values.note ?? '' };
    if (passesInput(form, dispatchOperations.closeOrder.input, input, t)) change.run(input as CallInput<typeof dispatchOperations.closeOrder>);
  };
  const options = answers.map((one) => ({ value: one.value, label: t(one.word) }));
  return (
    <Form form={form} layout="vertical">
      <Form.Item name="reached" label={t({ zh: '是否联系上诉求人', en: 'Was the appellant reached?' })} required>
        <Radio.Group options={[{ value: true, label: t({ zh: '已联系上', en: 'Reached' }) }, { value: false, label: t({ zh: '未联系上', en: 'Not reached' }) }]} />
      </Form.Item>
      {reached === true && (
        <>
          <Form.Item name="resolved" label={t({ zh: '诉求是否解决', en: 'Resolved?' })} initialValue="unknown"><Radio.Group options={options} /></Form.Item>
          <Form.Item name="satisfied" label={t({ zh: '是否满意', en: 'Satisfied?' })} initialValue="unknown"><Radio.Group options={options} /></Form.Item>
        </>
      )}
      <Form.Item name="note" label={t({ zh: '回访记录', en: 'Note' })}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      <ProblemAlert problem={change.problem} />
      <Button type="primary" style={{ marginTop: 8 }} loading={change.pending} onClick={submit}>{t({ zh: '回访并办结', en: 'Follow up and close' })}</Button>
    </Form>
  );
}
