import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Segmented, Select, Steps } from 'antd';
import { useState } from 'react';
import { documentKinds, documentKindWords, type DocumentKind } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { startOfDay, type Day } from '../../core/kernel/time.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { FileDrop } from '../parts/file-drop.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { DocumentPreview } from './document-preview.tsx';

interface Values {
  kind: DocumentKind;
  departmentId?: string | null;
  documentNumber?: string;
  validFrom?: string;
  text?: string;
}

type Sent = CallInput<typeof registryOperations.previewDocument>;

/** Import in three steps: hand in, look at what was understood and what was not, confirm. Nothing is written before the last. */
export function DocumentImportPage() {
  const t = useT();
  const navigate = useNavigate();
  const { departmentId } = useSearch({ strict: false });
  const [form] = Form.useForm<Values>();
  const [from, setFrom] = useState<'file' | 'text'>('file');
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const preview = useChange(registryOperations.previewDocument, { done: null });
  const confirm = useChange(registryOperations.importDocument, { invalidates: ['registry'], onDone: ({ documentId }) => void navigate({ to: '/documents/$documentId', params: { documentId } }) });
  const [nothing, setNothing] = useState(false);

  const look = (values: Values) => {
    const input = inputOf(values, from === 'file' ? file : null);
    setNothing(input === null);
    if (input === null) return;
    confirm.reset();
    setSent(input);
    preview.run(input);
  };
  const back = () => {
    setSent(null);
    preview.reset();
    confirm.reset();
  };
  const seen = sent === null ? undefined : preview.result;

  return (
    <Page title={t(registryOperations.importDocument.title)} note={t({ zh: '先预览、后入库：确认之前不会写入任何内容；原文按来件保留。', en: 'Look first, then confirm: nothing is written before; the source is kept as it came.' })}>
      <Steps
        size="small" current={seen === undefined ? 0 : 1}
        items={[{ title: t({ zh: '提交文件', en: 'Hand in' }) }, { title: t({ zh: '核对预览', en: 'Look at it' }) }, { title: t({ zh: '确认入库', en: 'Confirm' }) }]}
      />
      <section className="panel" hidden={seen !== undefined}>
        <Form<Values> form={form} layout="vertical" initialValues={{ kind: 'SANDING', departmentId }} onFinish={look} style={{ maxWidth: 860 }}>
          <Form.Item name="kind" required label={t({ zh: '文件种类', en: 'Kind of document' })}><Select options={documentKinds.map((kind) => ({ value: kind, label: t(documentKindWords[kind]) }))} style={{ maxWidth: 320 }} /></Form.Item>
          <Form.Item name="departmentId" label={t({ zh: '所属部门', en: 'Department' })} extra={t({ zh: '“三定”规定可由系统从标题识别；识别不出时须在此选定。', en: 'The system reads it off the title of a three-fix text; choose it here when it cannot.' })}><DepartmentSelect width={420} /></Form.Item>
          <div style={{ display: 'flex', gap: 16, flexWrap: 'wrap' }}>
            <Form.Item name="documentNumber" label={t({ zh: '文号', en: 'Document number' })} rules={[ruleOf(registryOperations.previewDocument, 'documentNumber', t)]}><Input placeholder="示委办〔2024〕12号" style={{ width: 240 }} /></Form.Item>
            <Form.Item name="validFrom" label={t({ zh: '施行日期', en: 'In force from' })}><DayInput /></Form.Item>
          </div>
          <Form.Item>
            <Segmented value={from} onChange={setFrom} options={[{ value: 'file', label: t({ zh: '上传文件', en: 'Upload a file' }) }, { value: 'text', label: t({ zh: '粘贴文本', en: 'Paste text' }) }]} />
          </Form.Item>
          {from === 'file'
            ? <Form.Item label={t({ zh: '文件', en: 'File' })}><FileDrop accept=".docx,.txt,.md" hint={t({ zh: '支持 DOCX、TXT、MD，不超过 30 MB；涉密文件不得导入。', en: 'DOCX, TXT or MD up to 30 MB; classified papers must not be imported.' })} file={file} onFile={setFile} /></Form.Item>
            : <Form.Item name="text" label={t({ zh: '正文', en: 'Text' })} rules={[ruleOf(registryOperations.previewDocument, 'text', t)]}><Input.TextArea rows={14} showCount /></Form.Item>}
          {nothing && <Form.Item><Alert type="warning" showIcon title={from === 'file' ? t({ zh: '请先选择文件。', en: 'Choose a file first.' }) : t({ zh: '请先粘贴正文。', en: 'Paste the text first.' })} /></Form.Item>}
          {preview.problem !== null && <Form.Item><ProblemAlert problem={preview.problem} /></Form.Item>}
          <Button type="primary" htmlType="submit" loading={preview.pending}>{t({ zh: '预览', en: 'Preview' })}</Button>
        </Form>
      </section>
      {seen !== undefined && sent !== null && (
        <DocumentPreview
          preview={seen} pending={confirm.pending} problem={confirm.problem} onBack={back}
          onConfirm={(title) => confirm.run({ ...sent, ...(title === '' ? {} : { title }), expectedHash: seen.fileHash })}
        />
      )}
    </Page>
  );
}

/** What is sent, for the preview and again for the import; null when there is nothing to read. */
function inputOf({ kind, departmentId, documentNumber, validFrom, text }: Values, file: File | null): Sent | null {
  const pasted = textOf(text);
  if (file === null && pasted === '') return null;
  const number = textOf(documentNumber);
  return {
    kind,
    ...(file === null ? { text: pasted } : { file }),
    ...(departmentId ? { departmentId } : {}),
    ...(number === '' ? {} : { documentNumber: number }),
    ...(validFrom ? { validFrom: startOfDay(validFrom as Day) } : {}),
  };
}

const textOf = (typed: string | undefined): string => typed?.trim() ?? '';
