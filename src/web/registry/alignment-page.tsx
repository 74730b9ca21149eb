import { Link } from '@tanstack/react-router';
import { Alert, Button, Tag } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { alignmentSideWords, documentKindWords, dutyRoleWords } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { PageState } from '../parts/read-state.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';
import { RankDispute } from './rank-dispute.tsx';

type Alignment = ResultOf<typeof registryOperations.viewAlignment>;
type Column = Alignment['columns'][number];

/** Who does what on one matter by our 三定, the law, the superior and the neighbours, side by side with the differences. */
export function AlignmentPage() {
  const t = useT();
  const read = useRead(registryOperations.viewAlignment, { matterId: useParam('matterId'), ...useClocks() });
  return <PageState title={t(registryOperations.viewAlignment.title)} read={read}>{(alignment) => <AlignmentView alignment={alignment} />}</PageState>;
}

function AlignmentView({ alignment: { matter, columns, differences, ranks } }: { alignment: Alignment }) {
  const t = useT();
  const clocks = useClocks();
  return (
    <Page
      title={t({ zh: `四方对照：${matter.name}`, en: `Four-way alignment: ${matter.name}` })}
      actions={
        <>
          <LinkButton to="/matters/$matterId" params={{ matterId: matter.matterId }} search={clocks}>{t({ zh: '返回事项', en: 'Back to the matter' })}</LinkButton>
          <Button onClick={() => window.print()}>{t({ zh: '打印', en: 'Print' })}</Button>
        </>
      }
      note={<ClockControl />}
    >
      <ClockNotice />
      <section className="panel" aria-label={t({ zh: '差异', en: 'Differences' })}>
        <h2 className="section-title">{t({ zh: `差异（${differences.length} 处）`, en: `Differences (${differences.length})` })}</h2>
        {differences.length === 0 && <Alert type="success" showIcon title={t({ zh: '四方一致，没有差异。', en: 'All four agree.' })} />}
        <ol className="difference-list">{differences.map((difference, place) => <li key={`${difference.rule}-${place}`} data-rule={difference.rule}>{t(difference.text)}</li>)}</ol>
      </section>
      <div className="alignment">{columns.filter(({ side }) => side !== 'DISTRICT_PAPER').map((column) => <AlignmentColumn key={column.side} column={column} ours={columns[0]} />)}</div>
      {columns.filter(({ side, clauses }) => side === 'DISTRICT_PAPER' && clauses.length > 0).map((column) => <AlignmentColumn key={column.side} column={column} ours={columns[0]} />)}
      <RankNotes ranks={ranks} />
      <p className="muted">{t({ zh: '标“待确认”的条款为机器建议，可在事项页确认或排除。', en: 'Clauses marked “to confirm” are proposals; decide on them on the matter’s page.' })}</p>
    </Page>
  );
}

/** What is to be known of the papers above before a division rests on them. */
function RankNotes({ ranks }: Pick<Alignment, 'ranks'>) {
  const t = useT();
  const { on } = useClocks();
  if (ranks.length === 0) return null;
  const weak = ranks.filter(({ dispute }) => dispute === null);
  return (
    <>
      {ranks.map((rank) => <RankDispute key={rank.rank} rank={rank} />)}
      <p className="muted">
        {weak.length > 0 && t({ zh: `${weak.map(({ rank }) => documentKindWords[rank].zh).join('、')}只作参考，不得单独作为分工依据。`, en: `${weak.map(({ rank }) => documentKindWords[rank].en).join(', ')}: a reference only, never the sole basis. ` })}
        <Link to="/basis-ranks" search={on === undefined ? {} : { on }}>{t({ zh: '查看依据位阶和出处', en: 'See all ranks with their sources' })}</Link>
      </p>
    </>
  );
}

function AlignmentColumn({ column: { side, clauses, duties }, ours }: { column: Column; ours: Column | undefined }) {
  const t = useT();
  const clocks = useClocks();
  const own = new Map((ours?.duties ?? []).map((duty) => [duty.departmentId ?? duty.name, duty]));
  const differs = (duty: Column['duties'][number]) => side !== 'SANDING' && own.size > 0 && own.get(duty.departmentId ?? duty.name)?.leads !== duty.leads;
  return (
    <section className="panel alignment-column" aria-label={t(alignmentSideWords[side])}>
      <h2 className="section-title">{t(alignmentSideWords[side])}</h2>
      {clauses.length === 0 && <p className="alignment-missing">{t({ zh: '未收录相关条款。', en: 'Nothing recorded.' })}</p>}
      <ul className="bare-list">
        {duties.map((duty) => (
          <li key={duty.departmentId ?? duty.name} className={differs(duty) ? 'alignment-differs' : undefined}>
            <strong>{duty.name}</strong> {duty.leads && <Tag color="blue">{t({ zh: '主责', en: 'leads' })}</Tag>}
            <div className="muted">{duty.roles.map((role) => t(dutyRoleWords[role])).join(t({ zh: '、', en: ', ' }))}{duty.verbs.length > 0 && `：${duty.verbs.join('、')}`}</div>
          </li>
        ))}
      </ul>
      {clauses.map((clause) => (
        <article key={clause.dutyClauseId} className="hit">
          <Link to="/documents/$documentId" params={{ documentId: clause.documentId }} search={{ clause: clause.dutyClauseId, ...clocks }}>{clause.documentTitle} {clause.path}</Link>
          {!clause.confirmed && <Tag color="gold" style={{ marginLeft: 8 }}>{t({ zh: '待确认', en: 'to confirm' })}</Tag>}
          <div lang="zh-CN">{clause.text}</div>
        </article>
      ))}
    </section>
  );
}
