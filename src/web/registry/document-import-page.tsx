import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Progress, Segmented, Select, Steps } from 'antd';
import { useState } from 'react';
import { startOfDay, type Day } from '../../core/kernel/time.ts';
import type { DocumentImport } from '../../core/registry/import-model.ts';
import { documentKinds, documentKindWords, type DocumentKind } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { usePages } from '../app/reading.ts';
import { DataTable } from '../parts/data-table.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { FilesDrop } from '../parts/files-drop.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { When } from '../parts/when.tsx';
import { useHandIn, type HandedIn } from './hand-in.ts';

interface Values {
  kind: DocumentKind;
  departmentId?: string | null;
  documentNumber?: string;
  validFrom?: string;
  text?: string;
}

const ACCEPTED = '.docx,.doc,.pdf,.xlsx,.xls,.csv,.txt,.md';

/** The first of three steps: hand in, look at what was understood and correct it, confirm. Nothing is written before the last. */
export function DocumentImportPage() {
  const t = useT();
  return (
    <Page title={t(registryOperations.importDocument.title)} note={t({ zh: '先预览、后入库：确认之前不会写入任何内容；原文按来件保留。', en: 'Look first, then confirm: nothing is written before; the source is kept as it came.' })}>
      <Steps size="small" current={0} items={[{ title: t({ zh: '提交文件', en: 'Hand in' }) }, { title: t({ zh: '核对更正', en: 'Look and correct' }) }, { title: t({ zh: '确认入库', en: 'Confirm' }) }]} />
      <HandInForm />
      <OpenImports />
    </Page>
  );
}

function HandInForm() {
  const t = useT();
  const navigate = useNavigate();
  const { departmentId } = useSearch({ strict: false });
  const [form] = Form.useForm<Values>();
  const [from, setFrom] = useState<'file' | 'text'>('file');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [nothing, setNothing] = useState(false);
  const handIn = useHandIn((documentImportId, count) => {
    if (count === 1) void navigate({ to: '/document-imports/$documentImportId/files/$ordinal', params: { documentImportId, ordinal: '1' } });
    else void navigate({ to: '/document-imports/$documentImportId', params: { documentImportId } });
  });
  const many = from === 'file' && files.length > 1;

  const look = (values: Values) => {
    const papers = from === 'file' ? files.map((file) => ({ ...metaOf(values), file })) : textsOf(values);
    setNothing(papers.length === 0);
    if (papers.length > 0) void handIn.run(papers);
  };

  return (
    <section className="panel" aria-label={t({ zh: '提交文件', en: 'Hand in' })}>
      <Form<Values> form={form} layout="vertical" initialValues={{ kind: 'SANDING', departmentId }} onFinish={look} style={{ maxWidth: 860 }} disabled={handIn.pending}>
        <Form.Item name="kind" required label={t({ zh: '文件种类', en: 'Kind of document' })}><Select options={documentKinds.map((kind) => ({ value: kind, label: t(documentKindWords[kind]) }))} style={{ maxWidth: 320 }} /></Form.Item>
        <Form.Item name="departmentId" label={t({ zh: '所属部门', en: 'Department' })} extra={t({ zh: '“三定”规定可由系统从标题识别；识别不出的，核对时选定。', en: 'The system reads it off the title of a three-fix text; where it cannot, choose it in the next step.' })}><DepartmentSelect width={420} disabled={handIn.pending || many} /></Form.Item>
        <div style={{ display: 'flex', gap: 16, flexWrap: 'wrap' }}>
          <Form.Item name="documentNumber" label={t({ zh: '文号', en: 'Document number' })} rules={[ruleOf(registryOperations.addImportFile, 'documentNumber', t)]}><Input placeholder="示委办〔2024〕12号" style={{ width: 240 }} disabled={handIn.pending || many} /></Form.Item>
          <Form.Item name="validFrom" label={t({ zh: '施行日期', en: 'In force from' })}><DayInput disabled={handIn.pending || many} /></Form.Item>
        </div>
        {many && <ManyNote />}
        <Form.Item>
          <Segmented value={from} onChange={setFrom} options={[{ value: 'file', label: t({ zh: '上传文件', en: 'Upload files' }) }, { value: 'text', label: t({ zh: '粘贴文本', en: 'Paste text' }) }]} />
        </Form.Item>
        {from === 'file'
          ? <Form.Item label={t({ zh: '文件', en: 'Files' })}><FilesDrop accept={ACCEPTED} hint={t({ zh: '支持 DOCX、DOC、PDF、XLSX、XLS、CSV、TXT、MD，每份不超过 30 MB，一次至多 200 份；涉密文件不得导入。', en: 'DOCX, DOC, PDF, XLSX, XLS, CSV, TXT or MD up to 30 MB each, 200 at most; classified papers must not be imported.' })} files={files} onFiles={setFiles} disabled={handIn.pending} /></Form.Item>
          : <Form.Item name="text" label={t({ zh: '正文', en: 'Text' })} rules={[ruleOf(registryOperations.addImportFile, 'text', t)]}><Input.TextArea rows={14} showCount /></Form.Item>}
        {nothing && <NothingGiven from={from} />}
        <Sending handIn={handIn} />
        <Button type="primary" htmlType="submit" loading={handIn.pending}>{many ? t({ zh: `上传 ${files.length} 份并预览`, en: `Send ${files.length} and preview` }) : t({ zh: '预览', en: 'Preview' })}</Button>
      </Form>
    </section>
  );
}

function ManyNote() {
  const t = useT();
  return <Form.Item><Alert type="info" showIcon title={t({ zh: '一次提交多份时，部门、文号和施行日期逐份从文件中识别，可在核对时更正。', en: 'With several files department, number and day are read off each; correct them in the next step.' })} /></Form.Item>;
}

function NothingGiven({ from }: { from: 'file' | 'text' }) {
  const t = useT();
  return <Form.Item><Alert type="warning" showIcon title={from === 'file' ? t({ zh: '请先选择文件。', en: 'Choose a file first.' }) : t({ zh: '请先粘贴正文。', en: 'Paste the text first.' })} /></Form.Item>;
}

function Sending({ handIn: { pending, sent, total, problem } }: { handIn: ReturnType<typeof useHandIn> }) {
  const t = useT();
  return (
    <>
      {pending && total > 1 && <Form.Item><Progress percent={Math.floor((sent / total) * 100)} aria-label={t({ zh: '上传进度', en: 'Upload' })} /><div className="number" aria-live="polite">{t({ zh: `已上传 ${sent} / ${total} 份`, en: `${sent} of ${total} sent` })}</div></Form.Item>}
      {problem !== null && <Form.Item><ProblemAlert problem={problem} /></Form.Item>}
    </>
  );
}

/** Imports that were begun and not finished: whoever comes back goes on with them. */
function OpenImports() {
  const t = useT();
  const navigate = useNavigate();
  const pages = usePages(registryOperations.listDocumentImports, { open: 'true', limit: 20 });
  return (
    <Panel title={t({ zh: '未办结的导入', en: 'Unfinished imports' })}>
      <DataTable<DocumentImport>
        label={t({ zh: '未办结的导入', en: 'Unfinished imports' })} pages={pages} rowKey={({ documentImportId }) => documentImportId} minWidth={520}
        onOpen={({ documentImportId }) => void navigate({ to: '/document-imports/$documentImportId', params: { documentImportId } })}
        emptyText={t({ zh: '没有未办结的导入。', en: 'Nothing is unfinished.' })}
        columns={[
          { title: t({ zh: '开始时间', en: 'Begun' }), render: (_, { documentImportId, startedAt }) => <Link to="/document-imports/$documentImportId" params={{ documentImportId }}><When at={startedAt} /></Link> },
          { title: t({ zh: '经办人', en: 'By' }), dataIndex: 'startedBy', width: 160 },
          { title: t({ zh: '文件', en: 'Files' }), width: 160, render: (_, { total, open }) => <span className="number">{t({ zh: `${total} 份，未办结 ${open} 份`, en: `${total}, ${open} open` })}</span> },
        ]}
      />
    </Panel>
  );
}

const textOf = (typed: string | undefined): string => typed?.trim() ?? '';

function metaOf({ kind, departmentId, documentNumber, validFrom }: Values): Omit<HandedIn, 'file' | 'text'> {
  const number = textOf(documentNumber);
  return { kind, ...(departmentId ? { departmentId } : {}), ...(number === '' ? {} : { documentNumber: number }), ...(validFrom ? { validFrom: startOfDay(validFrom as Day) } : {}) };
}

function textsOf(values: Values): HandedIn[] {
  const pasted = textOf(values.text);
  return pasted === '' ? [] : [{ ...metaOf(values), text: pasted }];
}
