import { useNavigate } from '@tanstack/react-router';
import { Button, Checkbox, Dropdown, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { DayInput } from '../parts/day-input.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { MatterSelect } from '../parts/matter-select.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ReadState } from '../parts/read-state.tsx';
import { ReferenceList } from './reference-list.tsx';

type MatterView = ResultOf<typeof registryOperations.viewMatter>;
interface DialogProps {
  readonly matter: MatterView;
  readonly onClose: () => void;
}

const acts = ['changeMatter', 'mergeMatters', 'splitMatter', 'retireMatter'] as const;
type Act = (typeof acts)[number];
const stale = ['registry', 'dispatch'];

/** What the establishment office may do with a matter in use. */
export function MatterActs({ matter }: { matter: MatterView }) {
  const t = useT();
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  if (matter.validTo !== null) return null;
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items: acts.map((key) => ({ key, label: t(registryOperations[key].title), danger: key === 'retireMatter' })), onClick: ({ key }) => setAct(key as Act) }}>
        <Button type="primary">{t({ zh: '事项变动', en: 'Change' })}</Button>
      </Dropdown>
      {act === 'changeMatter' && <ChangeDialog matter={matter} onClose={close} />}
      {act === 'mergeMatters' && <MergeDialog matter={matter} onClose={close} />}
      {act === 'splitMatter' && <SplitDialog matter={matter} onClose={close} />}
      {act === 'retireMatter' && <RetireDialog matter={matter} onClose={close} />}
    </>
  );
}

function DateAndBasis() {
  const t = useT();
  return (
    <>
      <Form.Item name="effectiveAt" label={t({ zh: '生效日期', en: 'From' })} extra={t({ zh: '不填即为现在。', en: 'Empty means now.' })}><DayInput /></Form.Item>
      <Form.Item name="basis" label={t({ zh: '依据', en: 'Basis' })}><Input maxLength={200} /></Form.Item>
    </>
  );
}

/** What hangs on the matter and must be settled before it goes. */
function Hanging({ matterId }: { matterId: string }) {
  const t = useT();
  const read = useRead(registryOperations.listMatterReferences, { matterId });
  return (
    <section className="consequences" aria-label={t(registryOperations.listMatterReferences.title)}>
      <ReadState read={read}>{({ references }) => <ReferenceList references={references} />}</ReadState>
    </section>
  );
}

interface ChangeValues {
  name: string;
  parentId?: string | null;
  description: string;
  includes: string[];
  excludes: string[];
  keywords: string[];
  correction: boolean;
  effectiveAt?: string;
  basis?: string;
}

function ChangeDialog({ matter, onClose }: DialogProps) {
  const t = useT();
  const [form] = Form.useForm<ChangeValues>();
  const operation = registryOperations.changeMatter;
  const change = useChange(operation, { invalidates: stale, onDone: onClose });
  const { matterId, version, name, parentId, description, includes, excludes, keywords } = matter;
  const tags = <Select mode="tags" open={false} suffix={null} tokenSeparators={['、', '，', ',']} />;
  return (
    <Modal open width={620} title={t({ zh: `修改、改名、移动：${name}`, en: `Change ${name}` })} okText={t({ zh: '保存', en: 'Save' })} confirmLoading={change.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Form<ChangeValues> form={form} layout="vertical" initialValues={{ name, parentId, description, includes, excludes, keywords, correction: false }} onFinish={(values) => change.run({ ...values, matterId, version, parentId: values.parentId ?? null })}>
        <Form.Item name="name" required label={t({ zh: '名称', en: 'Name' })} rules={[ruleOf(operation, 'name', t)]}><Input /></Form.Item>
        <Form.Item name="parentId" label={t({ zh: '上级事项', en: 'Under' })} extra={t({ zh: '不选即为顶层。', en: 'Empty: at the top.' })}><MatterSelect classesOnly /></Form.Item>
        <Form.Item name="description" label={t({ zh: '说明', en: 'Description' })}><Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={1000} /></Form.Item>
        <Form.Item name="includes" label={t({ zh: '包括', en: 'Includes' })}>{tags}</Form.Item>
        <Form.Item name="excludes" label={t({ zh: '不包括', en: 'Excludes' })}>{tags}</Form.Item>
        <Form.Item name="keywords" label={t({ zh: '关键词', en: 'Keywords' })}>{tags}</Form.Item>
        <Form.Item name="correction" valuePropName="checked"><Checkbox>{t({ zh: '属于更正原登记错误（原内容仍可按“当时所知”查看）', en: 'Corrects what was recorded wrongly' })}</Checkbox></Form.Item>
        <DateAndBasis />
        <ProblemAlert problem={change.problem} />
      </Form>
    </Modal>
  );
}

interface EndValues {
  intoId?: string | null;
  effectiveAt?: string;
  basis?: string;
}

function MergeDialog({ matter, onClose }: DialogProps) {
  const t = useT();
  const navigate = useNavigate();
  const [form] = Form.useForm<EndValues>();
  const { matterId, version, name } = matter;
  const merge = useChange(registryOperations.mergeMatters, { invalidates: stale, onDone: (into) => void navigate({ to: '/matters/$matterId', params: { matterId: into.matterId } }) });
  return (
    <Modal open title={t({ zh: `事项合并：${name}`, en: `Merge ${name}` })} okText={t({ zh: '确认合并', en: 'Merge' })} confirmLoading={merge.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Hanging matterId={matterId} />
      <Form<EndValues> form={form} layout="vertical" onFinish={(values) => merge.run({ ...values, matterId, version, intoId: values.intoId ?? '' })}>
        <Form.Item name="intoId" label={t({ zh: '并入事项', en: 'Into' })} rules={[{ required: true, message: t({ zh: '请选择并入的事项', en: 'Choose one' }) }]}><MatterSelect /></Form.Item>
        <DateAndBasis />
        <p className="muted">{t({ zh: '名称、关键词和已确认的条款由并入的事项承接。', en: 'The other takes over name, keywords and confirmed clauses.' })}</p>
        <ProblemAlert problem={merge.problem} />
      </Form>
    </Modal>
  );
}

interface SplitValues extends EndValues {
  parts: { code?: string; name?: string }[];
}

function SplitDialog({ matter, onClose }: DialogProps) {
  const t = useT();
  const [form] = Form.useForm<SplitValues>();
  const { matterId, version, name } = matter;
  const split = useChange(registryOperations.splitMatter, { invalidates: stale, onDone: onClose });
  const required = [{ required: true, message: t({ zh: '请填写此项', en: 'Fill this in' }) }];
  return (
    <Modal open title={t({ zh: `事项拆分：${name}`, en: `Split ${name}` })} okText={t({ zh: '确认拆分', en: 'Split' })} confirmLoading={split.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Hanging matterId={matterId} />
      <Form<SplitValues> form={form} layout="vertical" initialValues={{ parts: [{}, {}] }} onFinish={({ parts, effectiveAt, basis }) => split.run({ matterId, version, parts: parts.map((part) => ({ code: part.code ?? '', name: part.name ?? '' })), ...(effectiveAt === undefined ? {} : { effectiveAt }), ...(basis === undefined ? {} : { basis }) })}>
        <Form.List name="parts">
          {(fields, { add, remove }) => (
            <div className="stack" style={{ gap: 8 }}>
              {fields.map(({ key, name: place }) => (
                <div key={key} className="part-line">
                  <Form.Item name={[place, 'code']} label={t({ zh: '代码', en: 'Code' })} rules={required}><Input style={{ width: 130 }} spellCheck={false} /></Form.Item>
                  <Form.Item name={[place, 'name']} label={t({ zh: '名称', en: 'Name' })} rules={required}><Input style={{ width: 220 }} /></Form.Item>
                  {fields.length > 2 && <Button type="link" danger onClick={() => remove(place)}>{t({ zh: '移除', en: 'Remove' })}</Button>}
                </div>
              ))}
              <Button onClick={() => add({})}>{t({ zh: '＋ 再分一项', en: '+ One more' })}</Button>
            </div>
          )}
        </Form.List>
        <DateAndBasis />
        <ProblemAlert problem={split.problem} />
      </Form>
    </Modal>
  );
}

function RetireDialog({ matter, onClose }: DialogProps) {
  const t = useT();
  const [form] = Form.useForm<EndValues>();
  const { matterId, version, name } = matter;
  const retire = useChange(registryOperations.retireMatter, { invalidates: stale, onDone: onClose });
  return (
    <Modal open title={t({ zh: `停用事项：${name}`, en: `Retire ${name}` })} okText={t({ zh: '确认停用', en: 'Retire' })} okButtonProps={{ danger: true }} confirmLoading={retire.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Hanging matterId={matterId} />
      <Form<EndValues> form={form} layout="vertical" onFinish={({ effectiveAt, basis }) => retire.run({ matterId, version, ...(effectiveAt === undefined ? {} : { effectiveAt }), ...(basis === undefined ? {} : { basis }) })}>
        <DateAndBasis />
        <ProblemAlert problem={retire.problem} />
      </Form>
    </Modal>
  );
}
