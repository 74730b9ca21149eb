import { Alert, Button, Input } from 'antd';
import { useMemo } from 'react';
import { allOperations } from '../../core/catalogue.ts';
import { journalOperations } from '../../core/journal/operations.ts';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { counted, word } from '../../core/kernel/words.ts';
import { useChange } from '../app/changing.ts';
import { useFilters } from '../app/filters.ts';
import { useT } from '../app/language.tsx';
import { usePages, useRead } from '../app/reading.ts';
import { DataTable } from '../parts/data-table.tsx';
import { useActorNames } from './actor-names.ts';
import { OperationSelect } from './operation-select.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { ReadState } from '../parts/read-state.tsx';
import { When } from '../parts/when.tsx';

type JournalRecord = ResultOf<typeof journalOperations.listRecords>['items'][number];
type Verification = ResultOf<typeof journalOperations.verifyJournal>;

/** The journal: every change with who made it, chained so that an altered, removed or cut record is found. */
export function JournalPage() {
  const t = useT();
  const [filters, change] = useFilters(journalOperations.listRecords, ['operation', 'actor', 'subject']);
  const pages = usePages(journalOperations.listRecords, { ...filters, limit: 50 });
  const verify = useChange(journalOperations.verifyJournal, { done: null, invalidates: [journalOperations.listHeads.name] });
  const nameOf = useActorNames();
  const titles = useMemo(() => new Map(allOperations.map((operation) => [operation.name as string, operation.title])), []);
  return (
    <Page
      title={t(journalOperations.listRecords.title)}
      note={t({ zh: '每一项变更与其留痕在同一事务中写入，逐条以哈希相接；改动、删除或截断均可发现。', en: 'Every change is written together with its record; the records are chained by hash, so that altering, removing or cutting shows.' })}
      actions={<Button type="primary" loading={verify.pending} onClick={() => verify.run({})}>{t(journalOperations.verifyJournal.title)}</Button>}
    >
      <ProblemAlert problem={verify.problem} />
      {verify.result !== undefined && <VerificationResult result={verify.result} />}
      <Heads />
      <div>
        <div className="filters">
          <label>{t({ zh: '操作', en: 'Operation' })}<OperationSelect value={filters.operation} onChange={(operation) => change({ operation })} /></label>
          <label>{t({ zh: '操作人', en: 'Who' })}<Input.Search allowClear defaultValue={filters.actor} onSearch={(actor) => change({ actor: actor.trim() })} /></label>
          <label>{t({ zh: '对象编号', en: 'Record id' })}<Input.Search allowClear defaultValue={filters.subject} onSearch={(subject) => change({ subject: subject.trim() })} /></label>
        </div>
        <DataTable<JournalRecord>
          label={t(journalOperations.listRecords.title)}
          pages={pages}
          rowKey={(record) => record.id}
          minWidth={1140}
          emptyText={t({ zh: '没有符合条件的留痕记录。', en: 'No record matches.' })}
          columns={[
            { title: t({ zh: '时间', en: 'When' }), width: 150, render: (_, record) => <When at={record.recordedAt} /> },
            { title: t({ zh: '链 / 序号', en: 'Lane / no.' }), width: 90, render: (_, record) => <span className="number">{record.lane} / {record.sequence}</span> },
            { title: t({ zh: '操作', en: 'Operation' }), width: 170, render: (_, record) => <span title={record.operation}>{t(titles.get(record.operation) ?? word(record.operation, record.operation))}</span> },
            { title: t({ zh: '操作人', en: 'Who' }), width: 150, render: (_, record) => <span title={record.actor}>{nameOf(record.actor)}</span> },
            { title: t({ zh: '对象', en: 'Record' }), width: 330, render: (_, record) => <span className="hash">{record.subject ?? '—'}</span> },
            { title: t({ zh: '内容', en: 'Content' }), render: (_, record) => <details><summary>{t({ zh: '查看', en: 'Show' })}</summary><pre className="hash" style={{ whiteSpace: 'pre-wrap' }}>{JSON.stringify(record.input, null, 1)}</pre></details> },
            { title: t({ zh: '哈希', en: 'Hash' }), width: 120, render: (_, record) => <span className="hash" title={record.hash}>{record.hash.slice(0, 12)}…</span> },
          ]}
        />
      </div>
    </Page>
  );
}

function Heads() {
  const t = useT();
  const heads = useRead(journalOperations.listHeads, {});
  return (
    <Panel title={t({ zh: '链首（可对外公布，用于发现截断）', en: 'Heads (to be published outside, so that a cut tail shows)' })}>
      <ReadState read={heads}>
        {({ at, heads: lanes }) => (
          <>
            <div className="muted">{t({ zh: '截至', en: 'As of' })} <When at={at} /></div>
            {lanes.length === 0 && <div>{t({ zh: '尚无留痕。', en: 'No records yet.' })}</div>}
            {lanes.length > 0 && <details><summary>{t({ zh: `查看 ${lanes.length} 条链的链首`, en: `Show the heads of ${counted(lanes.length, 'lane')}` })}</summary>
            {lanes.map((head) => <div key={head.lane}><span className="number">{t({ zh: `第 ${head.lane} 链，第 ${head.sequence} 条：`, en: `Lane ${head.lane}, record ${head.sequence}: ` })}</span><span className="hash">{head.hash}</span></div>)}
            </details>}
          </>
        )}
      </ReadState>
    </Panel>
  );
}

function VerificationResult({ result }: { result: Verification }) {
  const t = useT();
  return (
    <Alert
      role="status" showIcon type={result.valid ? 'success' : 'error'}
      title={result.valid
        ? t({ zh: `核验通过：${result.records} 条留痕完整、未被改动。`, en: `Verified, complete and unaltered: ${counted(result.records, 'record')}.` })
        : t({ zh: `核验未通过：${result.records} 条留痕中发现 ${result.faults.length} 处问题，请立即报告审计管理员并保全数据。`, en: `Not valid: ${counted(result.faults.length, 'fault')} in ${counted(result.records, 'record')}. Report it and secure the data.` })}
      description={result.faults.length === 0 ? undefined : <ul>{result.faults.map((fault) => <li key={`${fault.at}-${fault.kind}`}>{fault.at} {fault.kind} {fault.text}</li>)}</ul>}
    />
  );
}
