import { Link } from '@tanstack/react-router';
import { Alert, Button, Empty, Input, Select, Skeleton, Tabs } from 'antd';
import type { KeyboardEvent } from 'react';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { documentKinds, documentKindWords } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { searchKinds, searchKindWords, type SearchItem } from '../../core/registry/search-model.ts';
import { useFilters } from '../app/filters.ts';
import { useT } from '../app/language.tsx';
import { usePages, type Pages } from '../app/reading.ts';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';
import { keyOf, SearchHit } from './search-hit.tsx';

type Found = ResultOf<typeof registryOperations.search>;
const filterNames = ['q', 'kind', 'departmentId', 'documentKind', 'leastRank', 'on', 'known'] as const;

/** Clauses, articles, papers and matters by one question in plain words, best first. */
export function SearchPage() {
  const t = useT();
  const [filters, change] = useFilters(registryOperations.search, filterNames);
  const asked = [filters.q, filters.departmentId, filters.documentKind, filters.leastRank].some((one) => one !== undefined);
  const pages = usePages(registryOperations.search, filters, { enabled: asked });
  const kindOptions = documentKinds.map((kind) => ({ value: kind, label: t(documentKindWords[kind]) }));
  return (
    <Page title={t(registryOperations.search.title)}>
      <section className="panel" role="search">
        <Input.Search
          key={filters.q ?? ''} size="large" autoFocus allowClear defaultValue={filters.q} maxLength={100} onKeyDown={goDown} onSearch={(q) => change({ q: q.trim() })} enterButton={t({ zh: '检索', en: 'Search' })}
          aria-label={t({ zh: '检索内容', en: 'What to look for' })} placeholder={t({ zh: '部门、事项、文件名、文号或问题，如：住建局 物业、占道经营归谁管', en: 'A department, a matter, a title, a number or a question, e.g. 住建局 物业' })}
        />
        <div className="filters" style={{ margin: '12px 0 0' }}>
          <label>{t({ zh: '部门', en: 'Department' })}<DepartmentSelect width={240} value={filters.departmentId} onChange={(departmentId) => change({ departmentId: departmentId ?? undefined })} /></label>
          <label>{t({ zh: '文件种类', en: 'Kind of document' })}
            <Select
              value={filters.documentKind ?? null} onChange={(documentKind: string | null | undefined) => change({ documentKind: documentKind ?? undefined })} allowClear style={{ width: 170 }}
              placeholder={t({ zh: '全部', en: 'All' })} options={kindOptions}
            />
          </label>
          <label>{t({ zh: '依据位阶不低于', en: 'Rank at least' })}
            <Select
              value={filters.leastRank ?? null} onChange={(leastRank: string | null | undefined) => change({ leastRank: leastRank ?? undefined })} allowClear style={{ width: 170 }}
              placeholder={t({ zh: '不限', en: 'Any' })} options={kindOptions}
            />
          </label>
          <ClockControl />
        </div>
      </section>
      <ClockNotice />
      <Results pages={pages} first={pages.first} asked={asked} kind={filters.kind} onKind={(kind) => change({ kind })} />
      <p className="muted">{t({ zh: '未收录某份文件？', en: 'A document is missing?' })} <Link to="/documents">{t({ zh: '查看已收录的文件', en: 'See what is recorded' })}</Link></p>
    </Page>
  );
}

interface ResultsProps {
  readonly pages: Pages<SearchItem>;
  readonly first: Found | undefined;
  readonly asked: boolean;
  readonly kind: string | undefined;
  readonly onKind: (kind: string | undefined) => void;
}

function Results({ pages, first, asked, kind, onKind }: ResultsProps) {
  const t = useT();
  const countOf = (one: (typeof searchKinds)[number]): string => (first === undefined ? '' : ` ${first.counts[one]}${first.isCut && one === 'CLAUSE' ? '+' : ''}`);
  const tabs = [{ key: '', label: t({ zh: '全部', en: 'All' }) }, ...searchKinds.map((one) => ({ key: one, label: `${t(searchKindWords[one])}${countOf(one)}` }))];
  return (
    <section className="panel" id="search-results" aria-live="polite" aria-busy={pages.loading} onKeyDown={goAlong}>
      {!asked && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '输入内容后检索；也可按部门或文件种类浏览条款。', en: 'Search for something, or browse by department or kind of document.' })} />}
      {asked && <Tabs activeKey={kind ?? ''} onChange={(key) => onKind(key === '' ? undefined : key)} items={tabs} aria-label={t({ zh: '结果种类', en: 'Kind of result' })} />}
      {first !== undefined && <Understood first={first} />}
      {pages.loading && <Skeleton active paragraph={{ rows: 8 }} />}
      <ProblemAlert problem={pages.problem} onRetry={pages.retry} />
      {isEmpty(asked, pages) && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '没有找到。可换一个说法，或去掉部分条件；确无条款的，可能是职责空白。', en: 'Nothing was found. Say it differently or use fewer filters; if there is no clause, it may be a gap in duties.' })} />}
      <Hits items={pages.items} />
      {pages.hasMore && <div className="table-more"><Button onClick={pages.loadMore} loading={pages.loadingMore}>{t({ zh: '继续加载', en: 'Load more' })}</Button></div>}
    </section>
  );
}

const isEmpty = (asked: boolean, pages: Pages<SearchItem>): boolean => asked && !pages.loading && pages.problem === null && pages.items.length === 0;

function Understood({ first: { understood, isCut } }: { first: Found }) {
  const t = useT();
  const names = understood.filter(({ typed, name }) => typed !== name);
  return (
    <>
      {names.length > 0 && (
        <p className="muted">
          {names.map(({ typed, departmentId, name }) => <span key={departmentId}>{t({ zh: `“${typed}”按 `, en: `“${typed}” is taken as ` })}<Link to="/departments/$departmentId" params={{ departmentId }}>{name}</Link>{t({ zh: ' 检索。', en: '. ' })}</span>)}
        </p>
      )}
      {isCut && <Alert type="info" showIcon style={{ marginBottom: 8 }} title={t({ zh: '符合的条款很多，只比较了职责和位阶靠前的一部分。加一个词或选定部门，可以查得更准。', en: 'Many clauses answer; only the best by duty and rank were compared. Add a word or choose a department.' })} />}
    </>
  );
}

function Hits({ items }: { items: readonly SearchItem[] }) {
  const t = useT();
  const clocks = useClocks();
  const partial = items.findIndex(({ isPartial }) => isPartial);
  return items.map((item, place) => (
    <div key={keyOf(item)}>
      {place === partial && <p className="muted" role="note" style={{ margin: '16px 0 0' }}>{t({ zh: '以下只含部分词语：', en: 'These hold only some of the words:' })}</p>}
      <SearchHit item={item} clocks={clocks} />
    </div>
  ));
}

const links = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>('#search-results .hit-link')];

/** From the box the arrow leads into the results. */
function goDown(event: KeyboardEvent): void {
  const first = links()[0];
  if (event.key !== 'ArrowDown' || first === undefined) return;
  event.preventDefault();
  first.focus();
}

/** Among the results the arrows lead up and down. */
function goAlong(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const all = links();
  const place = all.indexOf(document.activeElement as HTMLElement);
  if (step === undefined || place < 0) return;
  event.preventDefault();
  all[Math.min(all.length - 1, Math.max(0, place + step))]?.focus();
}
