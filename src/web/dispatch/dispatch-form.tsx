import { Alert, App, Button, Card, Form, Input, Switch, type FormInstance } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import type { Appeal } from '../../core/appeals/model.ts';
import type { DispatchCard } from '../../core/dispatch/model.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { passesInput } from '../division/checked-input.ts';
import { useDepartmentNames } from '../division/department-names.ts';
import { ResponsibleEditor } from '../division/responsible-editor.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { MatterSelect } from '../parts/matter-select.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';

interface Values {
  leadDepartmentId?: string;
  coHandlingUnits?: { departmentId: string; task?: string }[];
  matterId?: string | null;
  designated?: boolean;
  instructions?: string;
}

/** Whom the card would have dispatched to: the interim department while a dispute is pending, else its lead. */
const suggestedLead = (card: DispatchCard): string | undefined => card.interim?.departmentId ?? card.leadDepartment?.departmentId ?? undefined;

function valuesOfCard(card: DispatchCard, appeal: Appeal): Values {
  const lead = suggestedLead(card);
  return {
    ...(lead === undefined ? {} : { leadDepartmentId: lead }),
    coHandlingUnits: card.responsibleDepartments.filter((one) => one.departmentId !== lead).map((one) => ({ departmentId: one.departmentId, task: one.task ?? '' })),
    matterId: card.matter?.matterId ?? appeal.matterId,
    designated: false,
    instructions: '',
  };
}

/** Who is made the lead does not handle it beside itself. */
function leadOnly(form: FormInstance<Values>, leadDepartmentId: string | undefined): void {
  const units = form.getFieldValue('coHandlingUnits') as Values['coHandlingUnits'];
  if (leadDepartmentId !== undefined && units?.some((one) => one.departmentId === leadDepartmentId) === true) form.setFieldValue('coHandlingUnits', units.filter((one) => one.departmentId !== leadDepartmentId));
}

/** A person confirms the card or departs from it; either way the order goes out only from here. */
export function DispatchForm({ appeal, card }: { appeal: Appeal; card: DispatchCard }) {
  const t = useT();
  const { modal } = App.useApp();
  const navigate = useNavigate();
  const nameOf = useDepartmentNames();
  const [form] = Form.useForm<Values>();
  const leadDepartmentId = Form.useWatch('leadDepartmentId', form);
  const dispatch = useChange(dispatchOperations.dispatchAppeal, {
    invalidates: ['appeals', 'dispatch'], done: { zh: '已派单', en: 'Dispatched' },
    onDone: (order) => void navigate({ to: '/orders/$workOrderId', params: { workOrderId: order.workOrderId } }),
  });
  const submit = () => {
    const input = { ...(form.getFieldsValue(true) as Values), appealId: appeal.appealId, version: appeal.version };
    if (!passesInput(form, dispatchOperations.dispatchAppeal.input, input, t)) return;
    const others = (input.coHandlingUnits ?? []).map((one) => nameOf(one.departmentId));
    void modal.confirm({
      title: t({ zh: '确认派单？', en: 'Dispatch this appeal?' }),
      content: (
        <>
          <div>{t({ zh: '主办：', en: 'Lead: ' })}<strong>{nameOf(input.leadDepartmentId ?? '')}</strong></div>
          {others.length > 0 && <div>{t({ zh: '协办：', en: 'Co-handling: ' })}{others.join(t({ zh: '、', en: ', ' }))}</div>}
          <div>{input.designated ? t({ zh: '指定承办：承办单位不得退单。', en: 'Designated: it may not be returned.' }) : t({ zh: '办理时限自派单时起算。', en: 'The clock starts now.' })}</div>
        </>
      ),
      okText: t({ zh: '派单', en: 'Dispatch' }), cancelText: t({ zh: '再看看', en: 'Not yet' }),
      onOk: () => dispatch.run(input as CallInput<typeof dispatchOperations.dispatchAppeal>),
    });
  };
  const suggested = suggestedLead(card);
  return (
    <Card size="small" title={t({ zh: '派单', en: 'Dispatch' })}>
      <ProblemAlert problem={dispatch.problem} />
      <Form form={form} layout="vertical" initialValues={valuesOfCard(card, appeal)} onValuesChange={(changed: Values) => leadOnly(form, changed.leadDepartmentId)}>
        <Form.Item name="leadDepartmentId" label={t({ zh: '主办单位', en: 'Lead department' })} required>
          <DepartmentSelect />
        </Form.Item>
        {suggested !== undefined && leadDepartmentId !== undefined && leadDepartmentId !== suggested && (
          <Alert type="info" showIcon style={{ marginBottom: 16 }} title={t({ zh: `与派单卡建议不同（建议：${nameOf(suggested)}），请在办理要求中说明。`, en: `This differs from the card (${nameOf(suggested)}); say why in the instructions.` })} />
        )}
        <ResponsibleEditor name="coHandlingUnits" label={{ zh: '协办单位', en: 'Co-handling unit' }} taskLabel={{ zh: '协办任务', en: 'Task' }} />
        <Form.Item name="matterId" label={t({ zh: '事项', en: 'Matter' })}>
          <MatterSelect />
        </Form.Item>
        <Form.Item name="instructions" label={t({ zh: '办理要求', en: 'Instructions' })}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
        </Form.Item>
        <Form.Item name="designated" valuePropName="checked" label={t({ zh: '指定承办', en: 'Designation' })} extra={t({ zh: '指定承办的工单不得退单。', en: 'A designated order may not be returned.' })}>
          <Switch />
        </Form.Item>
        <Button type="primary" block onClick={submit} loading={dispatch.pending}>{t({ zh: '确认派单', en: 'Dispatch' })}</Button>
      </Form>
    </Card>
  );
}
