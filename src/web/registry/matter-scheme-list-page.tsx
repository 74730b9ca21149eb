import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { usePages, type ItemOf } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { FileDrop } from '../parts/file-drop.tsx';
import { ruleOf } from '../parts/form-rules.ts';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { When } from '../parts/when.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';

type Scheme = ItemOf<typeof registryOperations.listMatterSchemes>;

/** Coded schemes of others, each of which may be mapped to the district's own matters. */
export function MatterSchemeListPage() {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const clocks = useClocks();
  const pages = usePages(registryOperations.listMatterSchemes, clocks);
  return (
    <Page title={t(registryOperations.listMatterSchemes.title)} note={t({ zh: '热线、信访等外部分类表（如 GB/T 39666 的 2+2+2 位代码）原样导入，再把代码对应到本区事项。', en: 'Schemes of hotlines and others (GB/T 39666: 2+2+2 digits) are imported as they are, then mapped to our matters.' })}>
      <ClockControl />
      <ClockNotice />
      {can('registry:write') && <ImportScheme />}
      <DataTable<Scheme>
        label={t(registryOperations.listMatterSchemes.title)} pages={pages} rowKey={({ matterSchemeId }) => matterSchemeId}
        onOpen={({ matterSchemeId }) => void navigate({ to: '/matter-schemes/$matterSchemeId', params: { matterSchemeId }, search: clocks })}
        emptyText={t({ zh: '尚未导入分类表。', en: 'No scheme yet.' })}
        columns={[
          { title: t({ zh: '名称', en: 'Name' }), render: (_, { matterSchemeId, name }) => <Link to="/matter-schemes/$matterSchemeId" params={{ matterSchemeId }} search={clocks}>{name}</Link> },
          { title: t({ zh: '版次', en: 'Edition' }), width: 140, dataIndex: 'edition' },
          { title: t({ zh: '已对应 / 代码数', en: 'Mapped / codes' }), width: 150, render: (_, { mapped, codes }) => <span className="number">{mapped} / {codes}</span> },
          { title: t({ zh: '文件', en: 'File' }), dataIndex: 'fileName' },
          { title: t({ zh: '导入', en: 'Imported' }), width: 160, render: (_, { recordedAt }) => <When at={recordedAt} /> },
        ]}
      />
    </Page>
  );
}

function ImportScheme() {
  const t = useT();
  const navigate = useNavigate();
  const [form] = Form.useForm<{ name: string; edition?: string }>();
  const [file, setFile] = useState<File | null>(null);
  const operation = registryOperations.importMatterScheme;
  const bring = useChange(operation, { invalidates: ['registry.listMatterSchemes'], onDone: ({ matterSchemeId }) => void navigate({ to: '/matter-schemes/$matterSchemeId', params: { matterSchemeId } }) });
  return (
    <Panel title={t(operation.title)}>
      <Form<{ name: string; edition?: string }> form={form} layout="vertical" onFinish={(values) => file !== null && bring.run({ ...values, file })}>
        <div className="part-line">
          <Form.Item name="name" required label={t({ zh: '名称', en: 'Name' })} rules={[ruleOf(operation, 'name', t)]}><Input style={{ width: 280 }} placeholder={t({ zh: '如：政府热线服务分类与代码', en: 'e.g. GB/T 39666' })} /></Form.Item>
          <Form.Item name="edition" label={t({ zh: '版次', en: 'Edition' })}><Input style={{ width: 140 }} maxLength={60} /></Form.Item>
        </div>
        <FileDrop accept=".csv,.xlsx,.xls" hint={t({ zh: 'CSV 或 XLSX，表头须有“代码”“名称”，可有“上级”', en: 'CSV or XLSX with the columns 代码, 名称 and, if need be, 上级' })} file={file} onFile={setFile} />
        <ProblemAlert problem={bring.problem} />
        <Button type="primary" htmlType="submit" disabled={file === null} loading={bring.pending} style={{ marginTop: 12 }}>{t({ zh: '导入', en: 'Import' })}</Button>
      </Form>
    </Panel>
  );
}
