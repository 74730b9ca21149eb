import { Alert, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { appealsOperations } from '../../core/appeals/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useSession } from '../app/session.tsx';
import { passesInput } from '../division/checked-input.ts';
import { ProblemAlert } from '../parts/problem-alert.tsx';

/** The appellant, masked; seeing the rest is an act of its own that asks why and is recorded. */
export function Appellant({ appealId, name, phone }: { appealId: string; name: string; phone: string }) {
  const t = useT();
  const { can } = useSession();
  const [asking, setAsking] = useState(false);
  const [shown, setShown] = useState<{ appellantName: string; appellantPhone: string } | null>(null);
  if (name === '' && phone === '') return <span className="muted">{t({ zh: '未留姓名和电话', en: 'Left no name or telephone' })}</span>;
  return (
    <span>
      {shown?.appellantName ?? name} <span className="number">{shown?.appellantPhone ?? phone}</span>{' '}
      {shown === null && can('appeals:unmask') && <Button type="link" size="small" onClick={() => setAsking(true)}>{t({ zh: '查看完整信息', en: 'Unmask' })}</Button>}
      {asking && <AskReason appealId={appealId} onClose={() => setAsking(false)} onShown={setShown} />}
    </span>
  );
}

function AskReason({ appealId, onClose, onShown }: { appealId: string; onClose: () => void; onShown: (person: { appellantName: string; appellantPhone: string }) => void }) {
  const t = useT();
  const [form] = Form.useForm<{ reason?: string }>();
  const unmask = useChange(appealsOperations.unmaskAppellant, {
    done: null,
    onDone: (person) => {
      onShown(person);
      onClose();
    },
  });
  const submit = () => {
    const input = { appealId, reason: form.getFieldValue('reason') as string };
    if (passesInput(form, appealsOperations.unmaskAppellant.input, input, t)) unmask.run(input);
  };
  return (
    <Modal open title={t({ zh: '查看诉求人联系方式', en: 'Unmask the appellant' })} onCancel={onClose} onOk={submit} confirmLoading={unmask.pending} okText={t({ zh: '登记并查看', en: 'Record and show' })} cancelText={t({ zh: '取消', en: 'Cancel' })}>
      <Alert type="warning" showIcon style={{ marginBottom: 12 }} title={t({ zh: '本次查看及理由将记入操作留痕。', en: 'This and your reason are recorded in the journal.' })} />
      <ProblemAlert problem={unmask.problem} />
      <Form form={form} layout="vertical">
        <Form.Item name="reason" label={t({ zh: '查看理由', en: 'Reason' })} required>
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={300} placeholder={t({ zh: '如：电话核实现场位置', en: 'Such as: call to find the place' })} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
