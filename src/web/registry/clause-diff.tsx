import { Checkbox, Empty, Table } from 'antd';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { diffKinds, diffWords, type DiffKind } from '../../core/registry/import-model.ts';
import { useT } from '../app/language.tsx';
import { Panel } from '../parts/page.tsx';
import { WordTag, type Tone } from '../parts/tag.tsx';
import type { ImportPreview } from './import-preview.ts';

type Step = ImportPreview['diff'][number];

const tones: Readonly<Partial<Record<DiffKind, Tone>>> = { ADDED: 'green', REMOVED: 'red', REWORDED: 'orange', MOVED: 'blue' };

/** What the new version changes, clause by clause, before it takes effect. */
export function ClauseDiff({ previous, diff }: { previous: NonNullable<ImportPreview['previous']>; diff: ImportPreview['diff'] }) {
  const t = useT();
  const [whole, setWhole] = useState(false);
  const shown = whole ? diff : diff.filter(({ change }) => change !== 'KEPT');
  const counts = diffKinds.map((kind) => `${t(diffWords[kind])} ${diff.filter(({ change }) => change === kind).length}`).join(t({ zh: '，', en: ', ' }));
  return (
    <Panel title={t({ zh: '与现行版本对照', en: 'Compared with the version in force' })} actions={<Checkbox checked={whole} onChange={(event) => setWhole(event.target.checked)}>{t({ zh: '列出未变条款', en: 'Show what is kept' })}</Checkbox>}>
      <p><Link to="/documents/$documentId" params={{ documentId: previous.documentId }}>{previous.title}</Link> <span className="number">{counts}</span></p>
      <Table<Step>
        size="small" bordered dataSource={[...shown]} rowKey={({ before, after }) => `${before?.at ?? ''}-${after?.at ?? ''}`} pagination={shown.length > 20 ? { pageSize: 20, showSizeChanger: false } : false} scroll={{ x: 720 }}
        locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '条款文字没有变化。', en: 'No clause has changed.' })} /> }}
        columns={[
          { key: 'change', title: t({ zh: '变动', en: 'Change' }), width: 90, render: (_, { change }) => <WordTag words={diffWords} value={change} color={tones} /> },
          { key: 'before', title: t({ zh: '现行版本', en: 'In force' }), render: (_, { before }) => <Side side={before} /> },
          { key: 'after', title: t({ zh: '新版本', en: 'New' }), render: (_, { after }) => <Side side={after} /> },
        ]}
      />
    </Panel>
  );
}

const Side = ({ side }: { side: Step['before'] }) => (side === null ? <span className="muted">—</span> : <><span className="clause-path">{side.path}</span><span lang="zh-CN">{side.text}</span></>);
