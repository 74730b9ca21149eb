import { Button, Table } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { counted } from '../../core/kernel/words.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { MatterSelect } from '../parts/matter-select.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { PageState } from '../parts/read-state.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';

type Scheme = ResultOf<typeof registryOperations.viewMatterScheme>;

export function MatterSchemePage() {
  const t = useT();
  const read = useRead(registryOperations.viewMatterScheme, { matterSchemeId: useParam('matterSchemeId'), ...useClocks() });
  return <PageState title={t(registryOperations.viewMatterScheme.title)} read={read}>{(scheme) => <SchemeView scheme={scheme} />}</PageState>;
}

function SchemeView({ scheme }: { scheme: Scheme }) {
  const t = useT();
  const { can } = useSession();
  const { matterSchemeId } = scheme;
  const isPast = Object.keys(useClocks()).length > 0;
  const map = useChange(registryOperations.mapSchemeCode, { invalidates: ['registry'], done: null });
  const depthOf = (code: string | null): number => (code === null ? 0 : 1 + depthOf(scheme.rows.find((row) => row.code === code)?.parentCode ?? null));
  return (
    <Page title={`${scheme.name} ${scheme.edition}`.trim()} note={t({ zh: `${scheme.codes} 个代码，已对应 ${scheme.mapped} 个。`, en: `${counted(scheme.codes, 'code')}, ${scheme.mapped} mapped.` })}>
      <ClockControl />
      <ClockNotice />
      <ProblemAlert problem={map.problem} />
      <Table<Scheme['rows'][number]>
        size="small" bordered pagination={{ pageSize: 50, hideOnSinglePage: true }} dataSource={scheme.rows} rowKey={(row) => row.code} scroll={{ x: 760 }}
        columns={[
          { title: t({ zh: '代码', en: 'Code' }), width: 120, render: (_, { code }) => <span className="number">{code}</span> },
          { title: t({ zh: '名称', en: 'Name' }), render: (_, { name, parentCode }) => <span style={{ paddingLeft: 16 * depthOf(parentCode) }}>{name}</span> },
          {
            title: t({ zh: '对应本区事项', en: 'Our matter' }), width: 420,
            render: (_, { code, matterId, matterName, proposal }) => {
              if (!can('registry:write') || isPast) return matterName ?? '—';
              return (
                <div className="part-line">
                  <MatterSelect width={260} value={matterId} onChange={(chosen) => map.run({ matterSchemeId, code, matterId: chosen })} aria-label={t({ zh: `${code} 对应的事项`, en: `Matter of ${code}` })} />
                  {proposal !== null && <Button size="small" disabled={map.pending} onClick={() => map.run({ matterSchemeId, code, matterId: proposal.matterId })}>{t({ zh: `建议：${proposal.name}`, en: `Proposed: ${proposal.name}` })}</Button>}
                </div>
              );
            },
          },
        ]}
      />
    </Page>
  );
}
