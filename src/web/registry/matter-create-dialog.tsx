import { useNavigate } from '@tanstack/react-router';
import { Form, Input, Modal, Radio, Select } from 'antd';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { MatterSelect } from '../parts/matter-select.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';

interface Values {
  parentId?: string | null;
  code: string;
  name: string;
  isClass: boolean;
  description?: string;
  includes?: string[];
  excludes?: string[];
  keywords?: string[];
}

export function MatterCreateDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const operation = registryOperations.createMatter;
  const create = useChange(operation, { invalidates: ['registry.listMatters'], onDone: ({ matterId }) => void navigate({ to: '/matters/$matterId', params: { matterId } }) });
  const words = <Select mode="tags" open={false} suffix={null} tokenSeparators={['、', '，', ',']} />;
  const hint = t({ zh: '逐个输入后按回车。', en: 'Press Enter after each.' });
  return (
    <Modal open title={t(operation.title)} okText={t({ zh: '新增', en: 'Add' })} confirmLoading={create.pending} onOk={() => form.submit()} onCancel={onClose} width={620}>
      <Form<Values> form={form} layout="vertical" initialValues={{ isClass: false }} onFinish={(values) => create.run({ ...values, parentId: values.parentId ?? null })}>
        <Form.Item name="parentId" label={t({ zh: '上级事项', en: 'Under' })} extra={t({ zh: '不选即为顶层。', en: 'Empty: at the top.' })}><MatterSelect classesOnly /></Form.Item>
        <Form.Item name="isClass" label={t({ zh: '性质', en: 'Sort' })}>
          <Radio.Group options={[{ value: false, label: t({ zh: '一件事情', en: 'A single matter' }) }, { value: true, label: t({ zh: '一类事项', en: 'A class of matters' }) }]} />
        </Form.Item>
        <Form.Item name="name" required label={t({ zh: '名称', en: 'Name' })} rules={[ruleOf(operation, 'name', t)]}><Input /></Form.Item>
        <Form.Item name="code" required label={t({ zh: '代码', en: 'Code' })} rules={[ruleOf(operation, 'code', t, { zh: '须为 2 至 12 位大写字母或数字', en: '2 to 12 capital letters or digits' })]}><Input spellCheck={false} style={{ width: 200 }} /></Form.Item>
        <Form.Item name="description" label={t({ zh: '说明', en: 'Description' })} rules={[{ max: 1000 }]}><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} /></Form.Item>
        <Form.Item name="includes" label={t({ zh: '包括', en: 'Includes' })} extra={hint} rules={[ruleOf(operation, 'includes', t)]}>{words}</Form.Item>
        <Form.Item name="excludes" label={t({ zh: '不包括', en: 'Excludes' })} extra={hint} rules={[ruleOf(operation, 'excludes', t)]}>{words}</Form.Item>
        <Form.Item name="keywords" label={t({ zh: '关键词', en: 'Keywords' })} extra={hint} rules={[ruleOf(operation, 'keywords', t)]}>{words}</Form.Item>
        <ProblemAlert problem={create.problem} />
      </Form>
    </Modal>
  );
}
