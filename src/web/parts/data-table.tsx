import { Button, Empty, Skeleton, Table, type TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../app/language.tsx';
import type { Pages } from '../app/reading.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface DataTableProps<Item> {
  readonly columns: TableColumnsType<Item>;
  readonly pages: Pages<Item>;
  readonly rowKey: (item: Item) => string;
  /** Opens the record of a row, by click or by Enter on the focused row. */
  readonly onOpen?: (item: Item) => void;
  /** What an empty list means and what to do about it. */
  readonly emptyText: ReactNode;
  /** Width in pixels below which the table scrolls sideways. */
  readonly minWidth?: number;
  readonly label?: string;
}

/** A dense list over `usePages` in all its states: loading, empty, failed, long. */
export function DataTable<Item extends object>({ columns, pages, rowKey, onOpen, emptyText, minWidth = 720, label }: DataTableProps<Item>) {
  const t = useT();
  if (pages.loading) return <div className="panel" aria-busy="true"><Skeleton active paragraph={{ rows: 6 }} /></div>;
  if (pages.problem !== null && pages.items.length === 0) return <ProblemAlert problem={pages.problem} onRetry={pages.retry} />;
  return (
    <section aria-label={label}>
      <Table<Item>
        size="small"
        bordered
        columns={columns}
        dataSource={pages.items}
        rowKey={rowKey}
        pagination={false}
        scroll={{ x: minWidth }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={emptyText} /> }}
        {...(onOpen === undefined ? {} : { onRow: openable(onOpen), rowClassName: 'table-row-open' })}
      />
      {pages.problem !== null && <ProblemAlert problem={pages.problem} onRetry={pages.loadMore} />}
      {pages.items.length > 0 && (
        <div className="table-more">
          {pages.hasMore ? (
            <Button onClick={pages.loadMore} loading={pages.loadingMore}>{t({ zh: `已显示 ${pages.items.length} 条，继续加载`, en: `${pages.items.length} shown, load more` })}</Button>
          ) : (
            <span className="muted">{t({ zh: `共 ${pages.items.length} 条，已全部显示`, en: `All ${pages.items.length} shown` })}</span>
          )}
        </div>
      )}
    </section>
  );
}

/** A click on a link or button inside the row, or one that ends a selection of text, is not a wish to open the row. */
const openable = <Item,>(onOpen: (item: Item) => void) => (item: Item) => ({
  tabIndex: 0,
  onClick: (event: React.MouseEvent) => {
    if ((event.target as HTMLElement).closest('a, button, input, label') !== null || (getSelection()?.toString() ?? '') !== '') return;
    onOpen(item);
  },
  onKeyDown: (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(item);
  },
});
