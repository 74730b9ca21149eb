import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Modal, Radio, Select, Tag } from 'antd';
import { useDeferredValue, useState } from 'react';
import { basisChangeKinds, basisChangeKindWords, type BasisChangeKind } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { usePages, useRead, type ItemOf } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { DayInput } from '../parts/day-input.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';

type BasisChange = ItemOf<typeof registryOperations.listBasisChanges>;

/** What happened to papers that divisions rest on, and how much of what it touches is still to be reviewed. */
export function BasisChangeListPage() {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'open' | 'all'>('open');
  const [recording, setRecording] = useState(false);
  const clocks = useClocks();
  const pages = usePages(registryOperations.listBasisChanges, { ...(open === 'open' ? { open: 'true' } : {}), ...clocks });
  return (
    <Page
      title={t(registryOperations.listBasisChanges.title)}
      note={t({ zh: '法律法规、“三定”规定等依据制定、修改、废止、解释后，受影响的分工条目、草案、争议和派单列在此处，逐项复核。', en: 'When a basis is enacted, amended, repealed or interpreted, the entries, drafts, disputes and dispatches it touches are listed here for review.' })}
      actions={<><LinkButton to="/basis-ranks">{t(registryOperations.listBasisRanks.title)}</LinkButton>{can('registry:write') && <Button type="primary" onClick={() => setRecording(true)}>{t(registryOperations.recordBasisChange.title)}</Button>}</>}
    >
      <ClockControl />
      <ClockNotice />
      <Radio.Group value={open} onChange={(event) => setOpen(event.target.value as 'open' | 'all')} optionType="button" options={[{ value: 'open', label: t({ zh: '有待复核', en: 'To review' }) }, { value: 'all', label: t({ zh: '全部', en: 'All' }) }]} />
      <DataTable<BasisChange>
        label={t(registryOperations.listBasisChanges.title)} pages={pages} rowKey={({ basisChangeId }) => basisChangeId} minWidth={860}
        onOpen={({ basisChangeId }) => void navigate({ to: '/basis-changes/$basisChangeId', params: { basisChangeId }, search: clocks })}
        emptyText={open === 'open' ? t({ zh: '没有待复核的依据变动。', en: 'Nothing to review.' }) : t({ zh: '尚无依据变动。', en: 'No changes yet.' })}
        columns={[
          { title: t({ zh: '种类', en: 'Kind' }), width: 90, render: (_, { kind }) => <WordTag words={basisChangeKindWords} value={kind} color={{ REPEAL: 'red', AMEND: 'orange', INTERPRET: 'blue' }} /> },
          { title: t({ zh: '文件', en: 'Document' }), render: (_, { basisChangeId, documentTitle }) => <Link to="/basis-changes/$basisChangeId" params={{ basisChangeId }} search={clocks}>{documentTitle}</Link> },
          { title: t({ zh: '变动条款', en: 'Clauses' }), width: 100, render: (_, { changedCount }) => <span className="number">{changedCount}</span> },
          { title: t({ zh: '待复核 / 已复核', en: 'To review / done' }), width: 150, render: (_, { toReview, reviewed }) => <><Tag color={toReview > 0 ? 'gold' : 'green'}>{toReview}</Tag>/ {reviewed}</> },
          { title: t({ zh: '生效', en: 'From' }), width: 170, render: (_, { effectiveAt, isInEffect }) => <><When at={effectiveAt} day />{!isInEffect && <Tag color="gold">{t({ zh: '尚未生效', en: 'not yet' })}</Tag>}</> },
          { title: t({ zh: '登记', en: 'Recorded' }), width: 170, render: (_, { recordedAt }) => <When at={recordedAt} /> },
        ]}
      />
      {recording && <RecordDialog onClose={() => setRecording(false)} />}
    </Page>
  );
}

function DocumentChoice({ value, onChange, ...rest }: { id?: string; value?: string; onChange?: (documentId: string) => void }) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const q = useDeferredValue(typed.trim());
  const documents = useRead(registryOperations.listDocuments, q === '' ? { limit: 50 } : { q, limit: 50 });
  return <Select {...rest} value={value ?? null} onChange={(id: string | null) => id !== null && onChange?.(id)} showSearch={{ filterOption: false, onSearch: setTyped }} loading={documents.isFetching} placeholder={t({ zh: '输入标题或文号', en: 'Title or number' })} options={(documents.data?.items ?? []).map((item) => ({ value: item.documentId, label: item.title }))} />;
}

interface Values {
  kind: BasisChangeKind;
  documentId?: string;
  previousDocumentId?: string;
  effectiveAt?: string;
  note?: string;
}

function RecordDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const kind = Form.useWatch('kind', form);
  const operation = registryOperations.recordBasisChange;
  const record = useChange(operation, { invalidates: ['registry', 'division'], onDone: ({ basisChangeId }) => void navigate({ to: '/basis-changes/$basisChangeId', params: { basisChangeId } }) });
  const required = [{ required: true, message: t({ zh: '请选择文件', en: 'Choose a document' }) }];
  return (
    <Modal open title={t(operation.title)} okText={t({ zh: '登记', en: 'Record' })} confirmLoading={record.pending} onOk={() => form.submit()} onCancel={onClose}>
      <Form<Values> form={form} layout="vertical" initialValues={{ kind: 'AMEND' }} onFinish={(values) => record.run({ ...values, documentId: values.documentId ?? '', previousDocumentId: values.kind === 'AMEND' ? (values.previousDocumentId ?? null) : null })}>
        <Form.Item name="kind" label={t({ zh: '种类', en: 'Kind' })}><Radio.Group options={basisChangeKinds.map((one) => ({ value: one, label: t(basisChangeKindWords[one]) }))} /></Form.Item>
        <Form.Item name="documentId" label={kind === 'AMEND' ? t({ zh: '新文件', en: 'New document' }) : t({ zh: '文件', en: 'Document' })} rules={required}><DocumentChoice /></Form.Item>
        {kind === 'AMEND' && <Form.Item name="previousDocumentId" label={t({ zh: '被替代的文件', en: 'The one it replaces' })} rules={required}><DocumentChoice /></Form.Item>}
        <Form.Item name="effectiveAt" label={t({ zh: '生效日期', en: 'From' })} extra={t({ zh: '不填即为现在。', en: 'Empty means now.' })}><DayInput /></Form.Item>
        <Form.Item name="note" label={t({ zh: '说明', en: 'Note' })}><Input.TextArea autoSize={{ minRows: 2 }} maxLength={500} /></Form.Item>
        <ProblemAlert problem={record.problem} />
      </Form>
    </Modal>
  );
}
