import { Link } from '@tanstack/react-router';
import { Alert, Button, Form, Input, Table, Tag } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useSession } from '../app/session.tsx';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { When } from '../parts/when.tsx';
import { AccountChoice } from './account-choice.tsx';

type DepartmentView = ResultOf<typeof registryOperations.viewDepartment>;

/** Who carries on today for a department that has ended: the owners, or the alert that there is none and the way to mend it. */
export function Ownership({ department }: { department: Pick<DepartmentView, 'departmentId' | 'ownership' | 'name'> & { endNote?: string } }) {
  const t = useT();
  const { can } = useSession();
  const { owners, isOwnerless } = department.ownership;
  if (isOwnerless) {
    return (
      <Alert
        type="error" showIcon title={t({ zh: `无承接部门：${department.name}已撤销，职责没有部门承接。`, en: `No owner: ${department.name} has ended and nobody carries on.` })}
        description={<>{department.endNote !== undefined && department.endNote !== '' && <p>{department.endNote}</p>}{can('registry:write') && <SuccessorForm departmentId={department.departmentId} />}</>}
      />
    );
  }
  return (
    <Alert
      type="warning" showIcon title={t({ zh: '已撤销，职责现由下列部门承接：', en: 'It has ended; today its duties are with:' })}
      description={
        <ul className="bare-list">
          {owners.map((owner) => (
            <li key={`${owner.departmentId}-${owner.scope}`}>
              <Link to="/departments/$departmentId" params={{ departmentId: owner.departmentId }}>{owner.name}</Link>
              {owner.scope !== '' && <span className="muted">（{owner.scope}）</span>}
            </li>
          ))}
        </ul>
      }
    />
  );
}

interface SuccessorValues {
  successorId?: string | null;
  scope?: string;
  accountIds?: string[];
  basis?: string;
}

export function SuccessorForm({ departmentId }: { departmentId: string }) {
  const t = useT();
  const [form] = Form.useForm<SuccessorValues>();
  const name = useChange(registryOperations.nameSuccessor, { invalidates: ['registry', 'division', 'dispatch'], onDone: () => form.resetFields() });
  return (
    <Form<SuccessorValues> form={form} layout="inline" style={{ rowGap: 8 }} onFinish={({ successorId, scope, accountIds, basis }) => name.run({ departmentId, successorId: successorId ?? '', scope: scope ?? '', accountIds: accountIds ?? [], basis: basis ?? '' })}>
      <Form.Item name="successorId" label={t({ zh: '承接部门', en: 'Successor' })} rules={[{ required: true, message: t({ zh: '请选择', en: 'Choose one' }) }]}><DepartmentSelect width={240} /></Form.Item>
      <Form.Item name="scope" label={t({ zh: '承接范围', en: 'Its part' })}><Input placeholder={t({ zh: '留空为全部', en: 'Empty: all' })} maxLength={100} /></Form.Item>
      <Form.Item name="basis" label={t({ zh: '依据', en: 'Basis' })}><Input maxLength={200} /></Form.Item>
      <Form.Item name="accountIds" label={t({ zh: '转去的账号', en: 'Accounts' })}><AccountChoice departmentIds={[departmentId]} /></Form.Item>
      <Button htmlType="submit" loading={name.pending}>{t(registryOperations.nameSuccessor.title)}</Button>
      {name.problem !== null && <div style={{ flexBasis: '100%' }}><ProblemAlert problem={name.problem} /></div>}
    </Form>
  );
}

function Kin({ title, kin }: { title: string; kin: DepartmentView['successors'] }) {
  const t = useT();
  if (kin.length === 0) return null;
  return (
    <p>
      <span className="muted">{title}{t({ zh: '：', en: ': ' })}</span>
      {kin.map((one) => (
        <span key={`${one.departmentId}-${one.effectiveAt}-${one.scope ?? ''}`} style={{ marginRight: 16 }}>
          <Link to="/departments/$departmentId" params={{ departmentId: one.departmentId }}>{one.name}</Link>
          {one.scope !== null && t({ zh: `（${one.scope}）`, en: ` (${one.scope})` })} <span className="muted"><When at={one.effectiveAt} day /> {one.basis}</span>
        </span>
      ))}
    </p>
  );
}

/** Where a department came from, what it became, and what it was called when, as it was known when. */
export function DepartmentHistory({ department }: { department: DepartmentView }) {
  const t = useT();
  return (
    <Panel title={t({ zh: '机构沿革', en: 'History of the organ' })}>
      <Kin title={t({ zh: '由来', en: 'Came from' })} kin={department.predecessors} />
      <Kin title={t({ zh: '去向', en: 'Became' })} kin={department.successors} />
      <Table<DepartmentView['history'][number]>
        size="small" pagination={false} scroll={{ x: 760 }} dataSource={department.history} rowKey={(row) => `${row.recordedAt}-${row.validFrom}`}
        columns={[
          { title: t({ zh: '存续期间', en: 'Held' }), width: 210, render: (_, row) => <><When at={row.validFrom} day /> – <When at={row.validTo} day none={t({ zh: '至今', en: 'now' })} /></> },
          { title: t({ zh: '名称', en: 'Name' }), render: (_, row) => <>{row.name}<span className="muted">（{row.shortName}）</span></> },
          { title: t({ zh: '依据', en: 'Basis' }), render: (_, row) => row.basis === '' ? '—' : row.basis },
          { title: t({ zh: '登记', en: 'Recorded' }), width: 150, render: (_, row) => <When at={row.recordedAt} day /> },
          { title: t({ zh: '状态', en: 'State' }), width: 170, render: (_, row) => (row.supersededAt === null ? <Tag color="green">{t({ zh: '现行登记', en: 'held true' })}</Tag> : <Tag>{t({ zh: '已被更新', en: 'superseded' })} <When at={row.supersededAt} day /></Tag>) },
        ]}
      />
    </Panel>
  );
}
