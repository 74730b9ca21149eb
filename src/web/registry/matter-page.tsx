import { Link } from '@tanstack/react-router';
import { Descriptions, Tag } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { PageState } from '../parts/read-state.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';
import { MatterActs } from './matter-acts.tsx';
import { MatterHistory, MatterKin } from './matter-history.tsx';
import { MatterLinks } from './matter-links.tsx';
import { MatterAppeals, MatterDisputes, MatterEntries } from './matter-records.tsx';

type MatterView = ResultOf<typeof registryOperations.viewMatter>;

/** One matter: the division in force, the clauses that speak of it, its disputes and appeals. */
export function MatterPage() {
  const t = useT();
  const read = useRead(registryOperations.viewMatter, { matterId: useParam('matterId'), ...useClocks() });
  return <PageState title={t({ zh: '事项', en: 'Matter' })} read={read}>{(matter) => <MatterView matter={matter} />}</PageState>;
}

function MatterView({ matter }: { matter: MatterView }) {
  const t = useT();
  const { can } = useSession();
  const clocks = useClocks();
  const { matterId } = matter;
  return (
    <Page
      title={matter.name}
      actions={
        <>
          {can('division:write') && !matter.isClass && <LinkButton to="/division-drafts/new" search={{ matterId }}>{t({ zh: '起草分工条目', en: 'Draft an entry' })}</LinkButton>}
          <LinkButton to="/matters/$matterId/alignment" params={{ matterId }} search={clocks}>{t({ zh: '四方对照', en: 'Four-way alignment' })}</LinkButton>
          {can('disputes:open') && <LinkButton to="/disputes/new" search={{ matterId }}>{t({ zh: '提出职责争议', en: 'Open a dispute' })}</LinkButton>}
          {can('registry:write') && <MatterActs matter={matter} />}
        </>
      }
      note={<ClockControl />}
    >
      <ClockNotice />
      <MatterKin matter={matter} />
      <MatterFacts matter={matter} />
      {can('division:read') && <MatterEntries matterId={matterId} />}
      <MatterLinks matter={matter} />
      {can('disputes:read') && <MatterDisputes matterId={matterId} />}
      {can('appeals:read') && <MatterAppeals matterId={matterId} />}
      <MatterHistory matter={matter} />
    </Page>
  );
}

function MatterFacts({ matter }: { matter: MatterView }) {
  const t = useT();
  const tags = (texts: readonly string[]) => (texts.length === 0 ? '—' : texts.map((text) => <Tag key={text}>{text}</Tag>));
  return (
    <Descriptions
      bordered size="small" column={{ xs: 1, lg: 2 }}
      items={[
        { key: 'code', label: t({ zh: '代码', en: 'Code' }), children: matter.code },
        { key: 'parent', label: t({ zh: '上级事项', en: 'Under' }), children: matter.parentId === null ? t({ zh: '顶层', en: 'At the top' }) : <Link to="/matters/$matterId" params={{ matterId: matter.parentId }}>{matter.parentName}</Link> },
        { key: 'sort', label: t({ zh: '性质', en: 'Sort' }), children: matter.isClass ? t({ zh: '一类事项', en: 'A class of matters' }) : t({ zh: '一件事情', en: 'A single matter' }) },
        { key: 'description', label: t({ zh: '说明', en: 'Description' }), children: matter.description === '' ? '—' : matter.description },
        { key: 'includes', label: t({ zh: '包括', en: 'Includes' }), children: tags(matter.includes) },
        { key: 'excludes', label: t({ zh: '不包括', en: 'Excludes' }), children: tags(matter.excludes) },
        { key: 'codes', label: t({ zh: '对应分类代码', en: 'Codes of schemes' }), children: matter.codes.length === 0 ? '—' : matter.codes.map(({ matterSchemeId, scheme, code, name }) => <div key={`${matterSchemeId}${code}`}><Link to="/matter-schemes/$matterSchemeId" params={{ matterSchemeId }}>{scheme}</Link> {code} {name}</div>), span: 'filled' },
        { key: 'keywords', label: t({ zh: '关键词', en: 'Keywords' }), children: tags(matter.keywords), span: 'filled' },
      ]}
    />
  );
}
