import { Link } from '@tanstack/react-router';
import { Alert, Button, Empty, Skeleton, Table } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { basisChangeKindWords, clauseChangeWords } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { usePages, useRead } from '../app/reading.ts';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { PageState } from '../parts/read-state.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';
import { WatchItemView } from './watch-items.tsx';

type BasisChange = ResultOf<typeof registryOperations.viewBasisChange>;

export function BasisChangePage() {
  const t = useT();
  const read = useRead(registryOperations.viewBasisChange, { basisChangeId: useParam('basisChangeId'), ...useClocks() });
  return <PageState title={t(registryOperations.viewBasisChange.title)} read={read}>{(change) => <ChangeView change={change} />}</PageState>;
}

function ChangeView({ change }: { change: BasisChange }) {
  const t = useT();
  const { documentId, previousDocumentId, basisChangeId } = change;
  const { known } = useClocks();
  const pages = usePages(registryOperations.listWatchItems, { basisChangeId, limit: 50, ...(known === undefined ? {} : { known }) });
  return (
    <Page
      title={t({ zh: `依据变动：${change.documentTitle}`, en: `Change: ${change.documentTitle}` })}
      note={
        <>
          <WordTag words={basisChangeKindWords} value={change.kind} color="orange" />
          <Link to="/documents/$documentId" params={{ documentId }}>{t({ zh: '查看文件', en: 'Open the document' })}</Link>
          {previousDocumentId !== null && <> · <Link to="/documents/$documentId" params={{ documentId: previousDocumentId }}>{t({ zh: '查看被替代的文件', en: 'Open the one it replaced' })}</Link></>}
          {' · '}{t({ zh: '自 ', en: 'from ' })}<When at={change.effectiveAt} day />{' · '}{change.recordedBy} <When at={change.recordedAt} />{change.note !== '' && ` · ${change.note}`}
        </>
      }
    >
      <ClockControl />
      <ClockNotice />
      {!change.isInEffect && <Alert type="info" showIcon title={t({ zh: '该变动当日尚未生效。', en: 'The change had not taken effect on that day.' })} />}
      <Panel title={t({ zh: `受影响的记录（待复核 ${change.toReview} 项，已复核 ${change.reviewed} 项）`, en: `What it touches (${change.toReview} to review, ${change.reviewed} done)` })}>
        {pages.items.length === 0 && !pages.loading && pages.problem === null && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '没有分工条目、草案、在办争议或派单以变动的条款为据。', en: 'No entry, draft, dispute or dispatch rests on what changed.' })} />}
        {pages.loading && <Skeleton active />}
        <ProblemAlert problem={pages.problem} onRetry={pages.retry} />
        {pages.items.map((item) => <WatchItemView key={item.basisWatchItemId} item={item} />)}
        {pages.hasMore && <div className="table-more"><Button onClick={pages.loadMore} loading={pages.loadingMore}>{t({ zh: '继续加载', en: 'Load more' })}</Button></div>}
      </Panel>
      <Panel title={t({ zh: `变动的条款（${change.changedCount} 条）`, en: `Clauses changed (${change.changedCount})` })}>
        <Table<BasisChange['changedClauses'][number]>
          size="small" bordered pagination={{ pageSize: 30, hideOnSinglePage: true }} dataSource={change.changedClauses} rowKey={({ before, after }) => `${before?.dutyClauseId ?? ''}${after?.dutyClauseId ?? ''}`} scroll={{ x: 760 }}
          columns={[
            { title: t({ zh: '变动', en: 'Change' }), width: 80, render: (_, row) => <WordTag words={clauseChangeWords} value={row.change} color={{ REMOVED: 'red', REWORDED: 'orange', ADDED: 'green' }} /> },
            { title: t({ zh: '原条文', en: 'Before' }), render: (_, { before }) => (before === null ? '—' : <><span className="clause-path">{before.path}</span>{before.text}</>) },
            { title: t({ zh: '现条文', en: 'After' }), render: (_, { after }) => (after === null ? '—' : <><span className="clause-path">{after.path}</span>{after.text}</>) },
          ]}
        />
      </Panel>
    </Page>
  );
}
