import { Link } from '@tanstack/react-router';
import { Empty } from 'antd';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { ReadState } from '../parts/read-state.tsx';
import { When } from '../parts/when.tsx';
import { SuccessorForm } from './department-kin.tsx';
import { ReferenceList } from './reference-list.tsx';

/** Records in force or in hand that name a department which has ended, and for which nobody could be found (procedures.md 13). */
export function UnownedPage() {
  const t = useT();
  const { can } = useSession();
  const read = useRead(registryOperations.listUnowned, {});
  return (
    <Page title={t(registryOperations.listUnowned.title)} note={t({ zh: '所列记录指向已撤销的部门，承接链上找不到承接部门，或有多个承接部门而看不出归谁。指定承接部门后即从清单消失；个别条目也可起草替代条目改列。', en: 'These records name a department that has ended; the chain names nobody, or several without saying which. Name a successor and they leave the list; an entry can also be redrafted.' })}>
      <ReadState read={read}>
        {({ items }) => (
          <>
            {items.length === 0 && <section className="panel"><Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '没有无承接部门的记录。', en: 'Every record has an owner.' })} /></section>}
            {items.map(({ department, ownership, references }) => (
              <Panel key={department.departmentId} title={department.name}>
                <p className="muted">
                  <Link to="/departments/$departmentId" params={{ departmentId: department.departmentId }}>{t({ zh: '查看部门', en: 'Open the department' })}</Link>{' · '}
                  {t({ zh: '撤销于 ', en: 'ended ' })}<When at={department.validTo} day />
                  {ownership.owners.length > 0 && <> · {t({ zh: '承接：', en: 'successors: ' })}{ownership.owners.map(({ name, scope }) => (scope === '' ? name : `${name}（${scope}）`)).join(t({ zh: '、', en: ', ' }))}</>}
                </p>
                <ReferenceList references={references} />
                {can('registry:write') && <SuccessorForm departmentId={department.departmentId} />}
              </Panel>
            ))}
          </>
        )}
      </ReadState>
    </Page>
  );
}
