import { Alert, Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { returnReasons, returnReasonWords, type WorkOrder } from '../../core/appeals/model.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { passesInput } from '../division/checked-input.ts';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ClausePicker, type PickedClause } from './clause-picker.tsx';

type ReturnInput = CallInput<typeof dispatchOperations.returnOrder>;
type Values = Partial<Pick<ReturnInput, 'reason' | 'clause' | 'dutyClauseId' | 'namedDepartmentId' | 'explanation'>>;

/** 退单 is a claim: its reason, the clause relied on, the department said to be responsible. */
export function ReturnForm({ order }: { order: WorkOrder }) {
  const t = useT();
  const [form] = Form.useForm<Values>();
  const [cited, setCited] = useState<PickedClause | null>(null);
  const change = useChange(dispatchOperations.returnOrder, { invalidates: ['dispatch', 'appeals', 'disputes'] });
  const pick = (clause: PickedClause) => {
    setCited(clause);
    form.setFieldsValue({ clause: `${clause.documentTitle}${clause.path}：${clause.text}`.slice(0, 1000), dutyClauseId: clause.dutyClauseId });
    if (clause.departmentId !== null && clause.departmentId !== order.leadDepartmentId && !form.getFieldValue('namedDepartmentId')) form.setFieldValue('namedDepartmentId', clause.departmentId);
  };
  const submit = () => {
    const values = form.getFieldsValue(true) as Values;
    const input = { ...values, workOrderId: order.workOrderId, version: order.version };
    if (passesInput(form, dispatchOperations.returnOrder.input, input, t)) change.run(input as ReturnInput);
  };
  const edited = () => {
    if (cited === null) return;
    setCited(null);
    form.setFieldValue('dutyClauseId', null);
  };
  return (
    <Form form={form} layout="vertical" initialValues={{ dutyClauseId: null, namedDepartmentId: null }}>
      <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t({ zh: '退单须写明理由、所依条款和应承担职责的部门；每单只能退一次。', en: 'A return needs a reason, a clause and the department responsible; an order can be returned once.' })} />
      <Form.Item name="reason" label={t({ zh: '退单理由', en: 'Reason' })} required>
        <Select options={returnReasons.map((reason) => ({ value: reason, label: t(returnReasonWords[reason]) }))} placeholder={t({ zh: '选择', en: 'Choose' })} />
      </Form.Item>
      <div style={{ marginBottom: 4 }}>{t({ zh: '所依条款', en: 'Clause relied on' })}</div>
      <ClausePicker onPick={pick} />
      <Form.Item
        name="clause" label={t({ zh: '条款内容', en: 'Words of the clause' })} required
        extra={cited === null ? t({ zh: '可检索引用，也可自行填写。', en: 'Cite a hit, or write it yourself.' }) : t({ zh: `已引用职责库条款：${cited.documentTitle}${cited.path}`, en: `Cited from the registry: ${cited.documentTitle} ${cited.path}` })}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} onChange={edited} />
      </Form.Item>
      <Form.Item name="namedDepartmentId" label={t({ zh: '应承担职责的部门', en: 'Department responsible' })} required>
        <DepartmentSelect closed={{ [order.leadDepartmentId]: t({ zh: '本单位', en: 'this department' }) }} />
      </Form.Item>
      <Form.Item name="explanation" label={t({ zh: '情况说明', en: 'Explanation' })}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <ProblemAlert problem={change.problem} />
      <Button danger type="primary" style={{ marginTop: 8 }} loading={change.pending} onClick={submit}>{t({ zh: '提交退单', en: 'Return the order' })}</Button>
    </Form>
  );
}
