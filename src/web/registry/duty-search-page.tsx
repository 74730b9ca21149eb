import { Link } from '@tanstack/react-router';
import { Button, Empty, Input, Select, Skeleton } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { documentKinds, documentKindWords } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useFilters } from '../app/filters.ts';
import { useT } from '../app/language.tsx';
import { usePages, type Pages } from '../app/reading.ts';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ClockControl } from './clock-control.tsx';
import { DutyHit } from './duty-hit.tsx';

type Hit = ResultOf<typeof registryOperations.searchDutyClauses>['items'][number];

/** Who has this duty on paper: a question in plain words, clauses best first. */
export function DutySearchPage() {
  const t = useT();
  const [filters, change] = useFilters(registryOperations.searchDutyClauses, ['q', 'departmentId', 'kind', 'on', 'known']);
  const asked = filters.q !== undefined || filters.departmentId !== undefined || filters.kind !== undefined;
  const pages = usePages(registryOperations.searchDutyClauses, filters, { enabled: asked });
  return (
    <Page title={t(registryOperations.searchDutyClauses.title)}>
      <section className="panel">
        <Input.Search
          key={filters.q ?? ''} size="large" autoFocus allowClear defaultValue={filters.q} onSearch={(q) => change({ q: q.trim() })} enterButton={t({ zh: '检索', en: 'Search' })}
          aria-label={t({ zh: '检索内容', en: 'What to look for' })} placeholder={t({ zh: '输入事项或问题，如：物业服务监管、占道经营、噪声扰民', en: 'A matter or a question, e.g. 物业服务监管' })}
        />
        <div className="filters" style={{ margin: '12px 0 0' }}>
          <label>{t({ zh: '部门', en: 'Department' })}<DepartmentSelect width={260} value={filters.departmentId} onChange={(departmentId) => change({ departmentId: departmentId ?? undefined })} /></label>
          <label>{t({ zh: '文件种类', en: 'Kind of document' })}
            <Select
              value={filters.kind ?? null} onChange={(kind: string | null | undefined) => change({ kind: kind ?? undefined })} allowClear style={{ width: 180 }}
              placeholder={t({ zh: '全部', en: 'All' })} options={documentKinds.map((kind) => ({ value: kind, label: t(documentKindWords[kind]) }))}
            />
          </label>
          <ClockControl />
        </div>
      </section>
      <Hits pages={pages} asked={asked} />
      <p className="muted">{t({ zh: '未收录某部门的“三定”规定？', en: 'A department’s text is missing?' })} <Link to="/documents">{t({ zh: '查看已收录的文件', en: 'See what is recorded' })}</Link></p>
    </Page>
  );
}

function Hits({ pages, asked }: { pages: Pages<Hit>; asked: boolean }) {
  const t = useT();
  const isEmpty = asked && !pages.loading && pages.problem === null && pages.items.length === 0;
  return (
    <section className="panel" aria-live="polite" aria-busy={pages.loading}>
      {!asked && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '输入内容后检索；也可按部门或文件种类浏览条款。', en: 'Search for something, or browse by department or kind of document.' })} />}
      {pages.loading && <Skeleton active paragraph={{ rows: 8 }} />}
      <ProblemAlert problem={pages.problem} onRetry={pages.retry} />
      {isEmpty && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '没有找到相关职责条款。可换一个说法，或去掉部分条件；确无条款的，可能是职责空白。', en: 'No clause was found. Say it differently or use fewer filters; if there is none, it may be a gap in duties.' })} />}
      {pages.items.map((hit) => <DutyHit key={hit.dutyClauseId} hit={hit} />)}
      {pages.hasMore && <div className="table-more"><Button onClick={pages.loadMore} loading={pages.loadingMore}>{t({ zh: '继续加载', en: 'Load more' })}</Button></div>}
    </section>
  );
}
