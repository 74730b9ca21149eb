import { Link } from '@tanstack/react-router';
import { Empty } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { departmentKindWords } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { Page, Panel } from '../parts/page.tsx';
import { ReadState } from '../parts/read-state.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';

type Group = ResultOf<typeof registryOperations.viewOrganisationChart>['groups'][number];
type Organ = Group['departments'][number];

/** The departments of a day by kind, those under another of the district below it. */
export function OrganisationChartPage() {
  const t = useT();
  const clocks = useClocks();
  const read = useRead(registryOperations.viewOrganisationChart, clocks);
  return (
    <Page title={t(registryOperations.viewOrganisationChart.title)} actions={<ClockControl />}>
      <ClockNotice />
      <ReadState read={read}>
        {({ groups }) => (
          <>
            {groups.length === 0 && <section className="panel"><Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '该日没有已登记的部门，请换一个日期。', en: 'No department is recorded for that day; choose another.' })} /></section>}
            {groups.map((group) => <KindOfOrgan key={group.kind} group={group} all={groups.flatMap(({ departments }) => departments)} />)}
          </>
        )}
      </ReadState>
    </Page>
  );
}

function KindOfOrgan({ group, all }: { group: Group; all: readonly Organ[] }) {
  const t = useT();
  const top = group.departments.filter(({ superiorId }) => superiorId === null);
  const title = t(departmentKindWords[group.kind]);
  if (top.length === 0) return null;
  return (
    <Panel title={t({ zh: `${title}（${group.departments.length} 个）`, en: `${title} (${group.departments.length})` })}>
      <ul className="organ-grid">{top.map((organ) => <OrganNode key={organ.departmentId} organ={organ} all={all} />)}</ul>
    </Panel>
  );
}

function OrganNode({ organ, all }: { organ: Organ; all: readonly Organ[] }) {
  const t = useT();
  const under = all.filter(({ superiorId }) => superiorId === organ.departmentId);
  return (
    <li>
      <Link to="/departments/$departmentId" params={{ departmentId: organ.departmentId }}>{organ.name}</Link>
      {organ.secondaryNames.length > 0 && <div className="muted">{t({ zh: '加挂：', en: 'also ' })}{organ.secondaryNames.join(t({ zh: '、', en: ', ' }))}</div>}
      {organ.superior !== null && organ.superiorId === null && <div className="muted">{t({ zh: '上级：', en: 'under ' })}{organ.superior}</div>}
      {under.length > 0 && <ul>{under.map((one) => <OrganNode key={one.departmentId} organ={one} all={all} />)}</ul>}
    </li>
  );
}
