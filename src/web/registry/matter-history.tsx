import { Link } from '@tanstack/react-router';
import { Alert, Table, Tag } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import type { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { Panel } from '../parts/page.tsx';
import { When } from '../parts/when.tsx';

type MatterView = ResultOf<typeof registryOperations.viewMatter>;

/** What a matter that was merged or split has become, and what it came from; nothing where nothing happened. */
export function MatterKin({ matter }: { matter: MatterView }) {
  const t = useT();
  const names = (kin: MatterView['successors']) => kin.map(({ matterId, name, effectiveAt }) => <span key={matterId} style={{ marginRight: 12 }}><Link to="/matters/$matterId" params={{ matterId }}>{name}</Link> <When at={effectiveAt} day /></span>);
  return (
    <>
      {matter.validTo !== null && <Alert type="warning" showIcon title={<>{t({ zh: '本事项已停用，自 ', en: 'Out of use since ' })}<When at={matter.validTo} day /></>} description={matter.successors.length === 0 ? undefined : <>{t({ zh: '由下列事项承接：', en: 'Carried on by: ' })}{names(matter.successors)}</>} />}
      {matter.predecessors.length > 0 && <Alert type="info" showIcon title={<>{t({ zh: '由下列事项合并、拆分而来：', en: 'Came from: ' })}{names(matter.predecessors)}</>} />}
    </>
  );
}

export function MatterHistory({ matter }: { matter: MatterView }) {
  const t = useT();
  return (
    <Panel title={t({ zh: '事项沿革', en: 'History of the matter' })}>
      <Table<MatterView['history'][number]>
        size="small" pagination={false} scroll={{ x: 680 }} dataSource={matter.history} rowKey={(row) => `${row.recordedAt}-${row.validFrom ?? ''}`}
        columns={[
          { title: t({ zh: '期间', en: 'Held' }), width: 210, render: (_, row) => <><When at={row.validFrom} day none={t({ zh: '起初', en: 'ever' })} /> – <When at={row.validTo} day none={t({ zh: '至今', en: 'now' })} /></> },
          { title: t({ zh: '名称', en: 'Name' }), render: (_, row) => <><span className="muted number">{row.code}</span> {row.name}</> },
          { title: t({ zh: '依据', en: 'Basis' }), render: (_, row) => (row.basis === '' ? '—' : row.basis) },
          { title: t({ zh: '登记', en: 'Recorded' }), width: 130, render: (_, row) => <When at={row.recordedAt} day /> },
          { title: t({ zh: '状态', en: 'State' }), width: 170, render: (_, row) => (row.supersededAt === null ? <Tag color="green">{t({ zh: '现行登记', en: 'held true' })}</Tag> : <Tag>{t({ zh: '已被更新', en: 'superseded' })} <When at={row.supersededAt} day /></Tag>) },
        ]}
      />
    </Panel>
  );
}
