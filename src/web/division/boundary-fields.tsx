import { Form, Input } from 'antd';
import { useT } from '../app/language.tsx';

/** What a division covers: the part of the matter, what is in it, what is not, and at which stage it ends. */
export function BoundaryFields({ name }: { name: (string | number)[] }) {
  const t = useT();
  return (
    <div className="form-grid two">
      <Form.Item
        name={[...name, 'scope']} label={t({ zh: '适用范围', en: 'Scope' })}
        extra={t({ zh: '留空为整个事项；只分其中一部分时写明，如“物业小区内”。', en: 'Empty covers the whole matter; name the part if it is only one, such as “inside estates”.' })}
      >
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name={[...name, 'stage']} label={t({ zh: '环节', en: 'Stage' })} extra={t({ zh: '如：审批、日常监管、执法查处。', en: 'Such as licensing, supervision, enforcement.' })}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name={[...name, 'includes']} label={t({ zh: '包括', en: 'Includes' })}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
      <Form.Item name={[...name, 'excludes']} label={t({ zh: '不包括', en: 'Excludes' })}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} />
      </Form.Item>
    </div>
  );
}
