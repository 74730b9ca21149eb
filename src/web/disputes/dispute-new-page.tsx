import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Flex, Form, Input, Select } from 'antd';
import { interimRules, interimRuleWords } from '../../core/disputes/model.ts';
import { disputesOperations } from '../../core/disputes/operations.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useSession } from '../app/session.tsx';
import { passesInput } from '../division/checked-input.ts';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { MatterSelect } from '../parts/matter-select.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';

type Input = CallInput<typeof disputesOperations.openDispute>;

export function DisputeNewPage() {
  const t = useT();
  const navigate = useNavigate();
  const { account } = useSession();
  const search: { matterId?: unknown } = useSearch({ strict: false });
  const [form] = Form.useForm<Partial<Input>>();
  const rule = Form.useWatch('interimRule', form);
  const open = useChange(disputesOperations.openDispute, { invalidates: ['disputes'], onDone: (dispute) => void navigate({ to: '/disputes/$disputeId', params: { disputeId: dispute.disputeId } }) });
  const submit = () => {
    const values = form.getFieldsValue(true) as Partial<Input>;
    const input = { ...values, interimLeadDepartmentId: rule === 'ACT_FIRST' ? (values.interimLeadDepartmentId ?? null) : null } as Input;
    if (passesInput(form, disputesOperations.openDispute.input, input, t)) open.run(input);
  };
  const initial = {
    matterId: typeof search.matterId === 'string' ? search.matterId : null, claim: '', facts: '',
    parties: [account?.departmentId ? { departmentId: account.departmentId, claim: '' } : { claim: '' }, { claim: '' }],
  };
  return (
    <Page title={t({ zh: '提出职责争议', en: 'Open a dispute' })}>
      <ProblemAlert problem={open.problem} />
      <Panel title={t({ zh: '争议情况', en: 'What it is about' })}>
        <Form form={form} layout="vertical" initialValues={initial}>
          <div className="form-grid">
            <Form.Item name="title" label={t({ zh: '争议事项名称', en: 'Title' })} required><Input maxLength={120} /></Form.Item>
            <Form.Item name="matterId" label={t({ zh: '所属事项', en: 'Matter' })}><MatterSelect /></Form.Item>
          </div>
          <Form.Item name="claim" label={t({ zh: '争议焦点和诉请', en: 'The question and what is asked' })} required><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} /></Form.Item>
          <Form.Item name="facts" label={t({ zh: '事实和已开展的协商', en: 'Facts, and talks so far' })}><Input.TextArea autoSize={{ minRows: 2, maxRows: 10 }} maxLength={4000} /></Form.Item>
          <PartyFields />
          <div className="form-grid">
            <Form.Item name="interimRule" label={t({ zh: '待决期间规则', en: 'Interim rule' })}><Select allowClear placeholder={t({ zh: '不选的，适用本区程序规则', en: 'None chosen: the rule of the district' })} options={interimRules.map((one) => ({ value: one, label: t(interimRuleWords[one]) }))} /></Form.Item>
            {rule === 'ACT_FIRST' && <Form.Item name="interimLeadDepartmentId" label={t({ zh: '临时牵头部门', en: 'Interim lead' })} required><DepartmentSelect /></Form.Item>}
          </div>
          <Button type="primary" size="large" loading={open.pending} onClick={submit}>{t({ zh: '提出争议', en: 'Open the dispute' })}</Button>
        </Form>
      </Panel>
    </Page>
  );
}

/** The order in which parties stand here is the order that decides the host. */
function PartyFields() {
  const t = useT();
  return (
    <fieldset className="field-group">
      <legend>{t({ zh: '当事部门', en: 'Parties' })}</legend>
      <p className="muted">{t({ zh: '文件列明牵头的，以排在最前的为主办；均未列明的，按本区规定由最先提出协商或异议的部门主办。排列顺序有意义。', en: 'A lead named in a document hosts, the first one listed; without one, whoever proposed or objected first, as the district has it. The order matters.' })}</p>
      <Form.List name="parties">
        {(rows, { add, remove, move }, { errors }) => (
          <>
            {rows.map((row, index) => (
              <Flex key={row.key} gap={12} wrap align="flex-start">
                <Form.Item name={[row.name, 'departmentId']} label={t({ zh: `部门 ${index + 1}`, en: `Department ${index + 1}` })} required style={{ flex: '1 1 240px' }}><DepartmentSelect /></Form.Item>
                <Form.Item name={[row.name, 'claim']} label={t({ zh: '主张', en: 'Claim' })} style={{ flex: '2 1 340px' }}><Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={1000} /></Form.Item>
                <Form.Item name={[row.name, 'isListedLead']} valuePropName="checked" label={t({ zh: '列明牵头', en: 'Listed lead' })}><Checkbox>{t({ zh: '有文件列明其牵头', en: 'A document names it' })}</Checkbox></Form.Item>
                <Flex style={{ marginTop: 30 }}>
                  <Button type="text" disabled={index === 0} onClick={() => move(index, index - 1)} aria-label={t({ zh: `上移部门 ${index + 1}`, en: `Move department ${index + 1} up` })}>↑</Button>
                  <Button type="text" danger disabled={rows.length <= 2} onClick={() => remove(row.name)}>{t({ zh: '移除', en: 'Remove' })}</Button>
                </Flex>
              </Flex>
            ))}
            <Form.ErrorList errors={errors} />
            <Button type="dashed" block disabled={rows.length >= 10} onClick={() => add({ claim: '' })} style={{ marginBottom: 16 }}>{t({ zh: '＋ 添加当事部门', en: '+ Add a party' })}</Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}
