import { Form, Input } from 'antd';
import type { Dispute, Settlement } from '../../core/disputes/model.ts';
import { useT } from '../app/language.tsx';
import { BasesEditor } from '../division/bases-editor.tsx';
import { BoundaryFields } from '../division/boundary-fields.tsx';
import { ResponsibleEditor } from '../division/responsible-editor.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { MatterSelect } from '../parts/matter-select.tsx';

/** What the editor begins with: the settlement on the table, else what the file already says. */
export const firstSettlement = (dispute: Dispute): Partial<Settlement> =>
  dispute.settlement ?? {
    title: dispute.title.slice(0, 120), ...(dispute.matterId === null ? {} : { matterId: dispute.matterId }),
    boundary: { scope: '', includes: '', excludes: '', stage: '' }, responsible: [], bases: [], measures: '', handOver: '', reviewOn: null,
  };

/** The fields of a settlement; `under` is where they stand in the form. */
export function SettlementFields({ under = [] }: { under?: readonly string[] }) {
  const t = useT();
  const at = (...name: string[]) => [...under, ...name];
  return (
    <>
      <Form.Item name={at('matterId')} label={t({ zh: '事项', en: 'Matter' })} required><MatterSelect /></Form.Item>
      <Form.Item name={at('title')} label={t({ zh: '条目名称', en: 'Title' })} required><Input maxLength={120} /></Form.Item>
      <BoundaryFields name={at('boundary')} />
      <Form.Item name={at('leadDepartmentId')} label={t({ zh: '牵头部门', en: 'Lead department' })} required><DepartmentSelect /></Form.Item>
      <ResponsibleEditor name={at('responsible')} label={{ zh: '责任部门', en: 'Responsible department' }} taskLabel={{ zh: '具体职责', en: 'Its task' }} />
      <BasesEditor name={at('bases')} />
      <Form.Item name={at('measures')} label={t({ zh: '具体措施', en: 'Measures' })}><Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} /></Form.Item>
      <Form.Item name={at('handOver')} label={t({ zh: '衔接流程', en: 'Hand-over' })}><Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={1000} /></Form.Item>
      <Form.Item name={at('reviewOn')} label={t({ zh: '复核日期', en: 'Review on' })} getValueFromEvent={(day?: string) => day ?? null}><DayInput /></Form.Item>
    </>
  );
}
