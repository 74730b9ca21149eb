import { Link } from '@tanstack/react-router';
import { Descriptions, Tag } from 'antd';
import { departmentKindWords, documentKindWords } from '../../core/registry/model.ts';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { counted } from '../../core/kernel/words.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { PageState } from '../parts/read-state.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { AliasForm } from './alias-form.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';
import { DepartmentActs } from './department-acts.tsx';
import { DepartmentHistory, Ownership } from './department-kin.tsx';
import { StructureView } from './structure-view.tsx';

type DepartmentView = ResultOf<typeof registryOperations.viewDepartment>;

export function DepartmentPage() {
  const t = useT();
  const read = useRead(registryOperations.viewDepartment, { departmentId: useParam('departmentId'), ...useClocks() });
  return <PageState title={t({ zh: '部门', en: 'Department' })} read={read}>{(department) => <DepartmentView department={department} />}</PageState>;
}

function DepartmentView({ department }: { department: DepartmentView }) {
  const t = useT();
  const { can } = useSession();
  const clocks = useClocks();
  const { departmentId } = department;
  // what carries on for itself has not ended
  const ended = department.ownership.owners[0]?.departmentId !== departmentId;
  const begun = department.validFrom <= (clocks.on ?? new Date().toISOString());
  return (
    <Page
      title={department.name}
      actions={
        <>
          <LinkButton to="/search" search={{ departmentId, kind: 'CLAUSE', ...clocks }}>{t({ zh: '查看职责条款', en: 'Its duty clauses' })}</LinkButton>
          {can('division:read') && <LinkButton to="/division-entries" search={{ departmentId }}>{t({ zh: '查看分工条目', en: 'Its division entries' })}</LinkButton>}
          {can('registry:write') && <DepartmentActs department={department} />}
        </>
      }
      note={<ClockControl />}
    >
      <ClockNotice />
      {ended && begun && <Ownership department={department} />}
      <Panel title={t({ zh: '基本情况', en: 'At a glance' })}>
        <Descriptions
          bordered size="small" column={{ xs: 1, lg: 2 }}
          items={[
            { key: 'short', label: t({ zh: '规范简称', en: 'Short name' }), children: department.shortName },
            { key: 'kind', label: t({ zh: '类别', en: 'Kind' }), children: <WordTag words={departmentKindWords} value={department.kind} /> },
            { key: 'plates', label: t({ zh: '加挂牌子', en: 'Other name plates' }), children: department.secondaryNames.join(t({ zh: '、', en: ', ' })) || '—' },
            { key: 'superior', label: t({ zh: '上级', en: 'Superior' }), children: department.superior ?? '—' },
            { key: 'code', label: t({ zh: '代码', en: 'Code' }), children: department.code },
            { key: 'period', label: t({ zh: '存续', en: 'In being' }), children: <><When at={department.validFrom} day /> – <When at={department.validTo} day none={t({ zh: '至今', en: 'now' })} /></> },
          ]}
        />
      </Panel>
      <StructureView structure={department.structure} namesPapers />
      <Aliases department={department} />
      <DepartmentHistory department={department} />
      <Documents department={department} />
    </Page>
  );
}

function Aliases({ department }: { department: DepartmentView }) {
  const t = useT();
  const { can } = useSession();
  const withdraw = useChange(registryOperations.withdrawDepartmentAlias, { invalidates: ['registry'] });
  return (
    <Panel title={t({ zh: '简称与别名', en: 'Aliases' })}>
      {department.aliases.length === 0 && <p className="muted">{t({ zh: '尚未登记别名。来文和诉求中的叫法登记后才能对应到本部门。', en: 'None yet. Names used in papers and appeals find this department once they are registered.' })}</p>}
      <div className="clause-marks">
        {department.aliases.map((alias) => (
          <Tag
            key={alias.name} closable={can('registry:write')}
            onClose={(event) => {
              event.preventDefault();
              withdraw.run({ departmentId: department.departmentId, name: alias.name });
            }}
          >
            {alias.name}
            {(alias.validFrom !== null || alias.validTo !== null) && <span className="muted">（<When at={alias.validFrom} day none="" />–<When at={alias.validTo} day none="" />）</span>}
          </Tag>
        ))}
      </div>
      <ProblemAlert problem={withdraw.problem} />
      {can('registry:write') && <AliasForm departmentId={department.departmentId} />}
    </Panel>
  );
}

function Documents({ department }: { department: DepartmentView }) {
  const t = useT();
  const clocks = useClocks();
  const { can } = useSession();
  return (
    <Panel title={t({ zh: '文件', en: 'Documents' })} actions={can('registry:write') && <LinkButton size="small" to="/documents/import" search={{ departmentId: department.departmentId }}>{t(registryOperations.importDocument.title)}</LinkButton>}>
      {department.documents.length === 0 && <p className="muted">{t({ zh: '尚未导入本部门的“三定”规定等文件。', en: 'No document of this department has been imported yet.' })}</p>}
      <ul className="bare-list">
        {department.documents.map((document) => (
          <li key={document.documentId}>
            <WordTag words={documentKindWords} value={document.kind} />
            <Link to="/documents/$documentId" params={{ documentId: document.documentId }} search={clocks}>{document.title}</Link>{' '}
            <span className="muted">{document.documentNumber} · <When at={document.validFrom} day /> · {t({ zh: `${document.clauseCount} 条`, en: counted(document.clauseCount, 'clause') })}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
