import { Table } from 'antd';
import { correctionFieldWords, type MadeCorrection } from '../../core/registry/import-model.ts';
import { useT } from '../app/language.tsx';
import { Panel } from '../parts/page.tsx';
import { When } from '../parts/when.tsx';
import { useCorrectionValue } from './correction-value.ts';

/** What was corrected of the reading when the document went in; its text was not touched. */
export function DocumentCorrections({ corrections }: { corrections: readonly MadeCorrection[] }) {
  const t = useT();
  const say = useCorrectionValue();
  if (corrections.length === 0) return null;
  return (
    <Panel title={t({ zh: `入库时的更正（${corrections.length}）`, en: `Corrections of the reading (${corrections.length})` })}>
      <Table<MadeCorrection>
        size="small" bordered dataSource={[...corrections]} rowKey={({ field, start, end }) => `${field}-${start}-${end}`} pagination={corrections.length > 10 ? { pageSize: 10, showSizeChanger: false } : false} scroll={{ x: 820 }}
        columns={[
          { key: 'path', title: t({ zh: '位置', en: 'Place' }), dataIndex: 'path', width: 180 },
          { key: 'field', title: t({ zh: '更正', en: 'Correction' }), width: 130, render: (_, { field }) => t(correctionFieldWords[field]) },
          { key: 'before', title: t({ zh: '原读出', en: 'As read' }), render: (_, { field, before }) => say(field, before) },
          { key: 'after', title: t({ zh: '更正为', en: 'As corrected' }), render: (_, { field, after }) => say(field, after) },
          { key: 'by', title: t({ zh: '经办', en: 'By' }), width: 170, render: (_, { correctedBy, recordedAt }) => <>{correctedBy}<div className="muted"><When at={recordedAt} /></div></> },
        ]}
      />
    </Panel>
  );
}
