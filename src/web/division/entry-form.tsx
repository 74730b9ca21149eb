import { Flex, Form, Input, InputNumber, Select, type FormInstance } from 'antd';
import { formations, formationWords, type CompileFinding } from '../../core/division/model.ts';
import { useT } from '../app/language.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { MatterSelect } from '../parts/matter-select.tsx';
import { BasesEditor } from './bases-editor.tsx';
import { BoundaryFields } from './boundary-fields.tsx';
import type { EntryFormValues } from './entry-values.ts';
import { noteOn } from './findings.tsx';
import { ResponsibleEditor } from './responsible-editor.tsx';

interface Props {
  form: FormInstance<EntryFormValues>;
  initial: EntryFormValues;
  findings: readonly CompileFinding[];
  disabled?: boolean;
  onChanged: () => void;
}

/** Every column of 职责任务分工表 that a person writes, with what the compile says of it beside the field. */
export function EntryForm({ form, initial, findings, disabled = false, onChanged }: Props) {
  const t = useT();
  const note = (...places: string[]) => noteOn(findings, places);
  return (
    <Form form={form} layout="vertical" initialValues={initial} disabled={disabled} onValuesChange={onChanged} scrollToFirstError>
      <div className="form-grid">
        <Form.Item name="matterId" label={t({ zh: '事项', en: 'Matter' })} required extra={note('matterId')}>
          <MatterSelect />
        </Form.Item>
        <Form.Item name="title" label={t({ zh: '条目名称', en: 'Title of the entry' })} required extra={note('title')}>
          <Input maxLength={120} />
        </Form.Item>
      </div>
      <fieldset className="field-group">
        <legend>{t({ zh: '事项边界', en: 'Boundary' })}</legend>
        <BoundaryFields name={['boundary']} />
        {note('boundary', 'boundary.scope')}
        <Form.Item name="trigger" label={t({ zh: '启动情形', en: 'Trigger' })}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
        </Form.Item>
      </fieldset>
      <fieldset className="field-group">
        <legend>{t({ zh: '牵头与兜底', en: 'Lead and fallback' })}</legend>
        <div className="form-grid">
          <Form.Item name="leadDepartmentId" label={t({ zh: '牵头部门', en: 'Lead department' })} required extra={note('leadDepartmentId')}>
            <DepartmentSelect />
          </Form.Item>
          <Form.Item name="fallbackDepartmentId" label={t({ zh: '兜底部门', en: 'Fallback department' })} extra={note('fallbackDepartmentId')}>
            <DepartmentSelect />
          </Form.Item>
        </div>
      </fieldset>
      <ResponsibleEditor
        name="responsible" label={{ zh: '责任部门', en: 'Responsible department' }} taskLabel={{ zh: '具体职责', en: 'Its task' }}
        extra={(index) => note(`responsible.${index}`, `responsible.${index}.departmentId`, `responsible.${index}.task`)}
      />
      {note('responsible')}
      <Form.Item name="townshipShare" label={t({ zh: '镇街职责', en: "The townships' share" })} extra={note('townshipShare')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={500} />
      </Form.Item>
      <BasesEditor name={['bases']} extra={(index, field) => note(`bases.${index}.${field}`, ...(field === 'title' ? [`bases.${index}`] : []))} />
      {note('bases')}
      <HandlingFields />
      <FormationFields note={note} />
    </Form>
  );
}

function HandlingFields() {
  const t = useT();
  return (
    <Flex gap={20} wrap>
      <Form.Item name="handOver" label={t({ zh: '衔接流程', en: 'Hand-over' })} style={{ flex: '3 1 320px' }}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      <Form.Item name="limitWorkingDays" label={t({ zh: '办理时限（工作日）', en: 'Limit (working days)' })} style={{ flex: '0 1 180px' }}>
        <InputNumber min={1} max={250} precision={0} style={{ width: '100%' }} />
      </Form.Item>
    </Flex>
  );
}

function FormationFields({ note }: { note: (...places: string[]) => React.ReactNode }) {
  const t = useT();
  return (
    <fieldset className="field-group">
      <legend>{t({ zh: '形成方式与效力', en: 'How it was formed, and when it holds' })}</legend>
      <div className="form-grid">
        <Form.Item name="formedBy" label={t({ zh: '形成方式', en: 'Formed by' })} required>
          <Select options={formations.map((formation) => ({ value: formation, label: t(formationWords[formation]) }))} />
        </Form.Item>
        <Form.Item name={['decision', 'body']} label={t({ zh: '决定机关', en: 'Deciding body' })}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name={['decision', 'meeting']} label={t({ zh: '会议及议题', en: 'Meeting and item' })}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name={['decision', 'on']} label={t({ zh: '决定日期', en: 'Decided on' })}>
          <DayInput />
        </Form.Item>
        <Form.Item name={['decision', 'documentNumber']} label={t({ zh: '文号', en: 'Document number' })}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="validFromOn" label={t({ zh: '生效日期', en: 'In force from' })} extra={note('validFrom') ?? t({ zh: '留空为发布之时。', en: 'Empty: the moment of publishing.' })}>
          <DayInput />
        </Form.Item>
        <Form.Item name="validToOn" label={t({ zh: '失效日期', en: 'In force until' })} extra={note('validTo')}>
          <DayInput />
        </Form.Item>
        <Form.Item name="reviewOn" label={t({ zh: '复核日期', en: 'Review on' })} extra={note('reviewOn')}>
          <DayInput />
        </Form.Item>
      </div>
    </fieldset>
  );
}
