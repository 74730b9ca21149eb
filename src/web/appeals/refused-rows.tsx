import { Button, Flex, Table } from 'antd';
import type { RefusedRow } from '../../core/appeals/model.ts';
import { useT, type Say } from '../app/language.tsx';

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The refused rows as a table that spreadsheet programs open in Chinese: with the mark of UTF-8 and Windows line ends. */
function csvOf(rows: readonly RefusedRow[], t: Say): Blob {
  const head = [t({ zh: '行号', en: 'Row' }), t({ zh: '列', en: 'Column' }), t({ zh: '代码', en: 'Code' }), t({ zh: '原因', en: 'Reason' })];
  const lines = rows.map((row) => [String(row.row), row.column, row.code, t(row.text)]);
  return new Blob(['\uFEFF', [head, ...lines].map((line) => line.map(quoted).join(',')).join('\r\n')], { type: 'text/csv;charset=utf-8' });
}

function download(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}

/** Which rows were refused, where and why. `count` may be more than the rows the server listed. */
export function RefusedRows({ rows, count, fileName }: { rows: readonly RefusedRow[]; count: number; fileName: string }) {
  const t = useT();
  if (count === 0) return null;
  return (
    <div>
      <Flex justify="space-between" align="center" style={{ marginBottom: 8 }}>
        <strong style={{ fontWeight: 500 }}>{t({ zh: `未通过 ${count} 行`, en: `${count} rows refused` })}{count > rows.length && t({ zh: `（列出前 ${rows.length} 行）`, en: ` (first ${rows.length} listed)` })}</strong>
        <Button size="small" onClick={() => download(csvOf(rows, t), `${fileName.replace(/\.\w+$/, '')}-${t({ zh: '未通过行', en: 'refused' })}.csv`)}>{t({ zh: '下载未通过清单（CSV）', en: 'Download as CSV' })}</Button>
      </Flex>
      <Table<RefusedRow>
        size="small" bordered dataSource={[...rows]} rowKey={(row) => `${row.row}-${row.column}-${row.code}`} pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
        columns={[
          { key: 'row', title: t({ zh: '行号', en: 'Row' }), dataIndex: 'row', width: 80 },
          { key: 'column', title: t({ zh: '列', en: 'Column' }), dataIndex: 'column', width: 160 },
          { key: 'text', title: t({ zh: '原因', en: 'Reason' }), render: (_, row) => <>{t(row.text)} <span className="muted">{row.code}</span></> },
        ]}
      />
    </div>
  );
}
