import { Link } from '@tanstack/react-router';
import { Empty, Progress, Table } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { counted } from '../../core/kernel/words.ts';
import { importFileStateWords, type ImportFile, type ImportFileState } from '../../core/registry/import-model.ts';
import { documentKindWords } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { PageState } from '../parts/read-state.tsx';
import { WordTag, type Tone } from '../parts/tag.tsx';
import { ImportRefusal } from './import-refusal.tsx';

type Batch = ResultOf<typeof registryOperations.viewDocumentImport>;

/** Between two looks at a running import. */
const LOOK_MS = 800;

export const stateTones: Readonly<Partial<Record<ImportFileState, Tone>>> = { READY: 'blue', TO_CORRECT: 'orange', REFUSED: 'red', CONFIRMED: 'green' };

export const isUnderWay = (state: ImportFileState): boolean => state === 'QUEUED' || state === 'CONFIRMING';

/** One line for each file of an import: what was read, what must be corrected, what was refused and why. */
export function ImportBatchPage() {
  const t = useT();
  const documentImportId = useParam('documentImportId');
  const read = useRead(registryOperations.viewDocumentImport, { documentImportId }, { refetchInterval: LOOK_MS });
  return <PageState title={t({ zh: '文件导入', en: 'Import of documents' })} read={read}>{(batch) => <BatchView batch={batch} />}</PageState>;
}

const count = (batch: Batch, ...states: ImportFileState[]): number => batch.files.filter(({ state }) => states.includes(state)).length;

function BatchView({ batch }: { batch: Batch }) {
  const t = useT();
  const { documentImportId, total } = batch;
  const confirm = useChange(registryOperations.confirmReadyFiles, { invalidates: ['registry'], done: { zh: '已开始入库', en: 'The import has started' } });
  const ready = count(batch, 'READY');
  const waiting = count(batch, 'QUEUED');
  const writing = count(batch, 'CONFIRMING');
  const confirmed = count(batch, 'CONFIRMED');
  const percent = total === 0 ? 0 : Math.floor(((total - waiting - writing) / total) * 100);
  return (
    <Page
      title={t({ zh: `文件导入（${total} 份）`, en: `Import of ${counted(total, 'document')}` })}
      note={t({ zh: '读取和入库在后台进行，可离开本页，稍后从“导入文件”页“未办结的导入”返回。', en: 'Reading and writing go on behind this page; come back from “Unfinished imports” at any time.' })}
      actions={<>
        <ConfirmButton
          type="primary" label={t({ zh: `全部入库（${ready} 份）`, en: `Import all ready (${ready})` })} pending={confirm.pending} disabled={ready === 0}
          consequence={t({ zh: `将 ${ready} 份可入库的文件逐份写入职责库，每份一次写入，要么全部写入，要么不写。须更正的文件不受影响。`, en: `${counted(ready, 'file')} to be written one by one, each whole or not at all. Files to be corrected are left as they are.` })}
          onConfirm={() => confirm.run({ documentImportId })}
        />
        <LinkButton to="/documents/import">{t({ zh: '另起一批', en: 'Another import' })}</LinkButton>
      </>}
    >
      <ProblemAlert problem={confirm.problem} />
      <section className="panel" aria-label={t({ zh: '进度', en: 'Progress' })}>
        <Progress percent={percent} status={waiting + writing > 0 ? 'active' : 'normal'} aria-label={t({ zh: '导入进度', en: 'Progress' })} />
        <div className="number" aria-live="polite">{t({
          zh: `待读取 ${waiting}，可入库 ${ready}，须更正 ${count(batch, 'TO_CORRECT')}，入库中 ${writing}，已入库 ${confirmed}，不予接收 ${count(batch, 'REFUSED')}，已放弃 ${count(batch, 'DISCARDED')}`,
          en: `Waiting ${waiting}, ready ${ready}, to correct ${count(batch, 'TO_CORRECT')}, being written ${writing}, imported ${confirmed}, refused ${count(batch, 'REFUSED')}, discarded ${count(batch, 'DISCARDED')}`,
        })}</div>
      </section>
      <FileTable files={batch.files} />
    </Page>
  );
}

const pathOf = ({ documentImportId, ordinal }: ImportFile) => ({ documentImportId, ordinal: String(ordinal) });

function FileTable({ files }: { files: readonly ImportFile[] }) {
  const t = useT();
  return (
    <Table<ImportFile>
      size="small" bordered dataSource={[...files]} rowKey="ordinal" scroll={{ x: 900 }} pagination={files.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
      locale={{ emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t({ zh: '本批还没有文件。请返回“导入文件”页提交。', en: 'No file yet: hand one in on the import page.' })} /> }}
      columns={[
        { key: 'ordinal', title: t({ zh: '序号', en: 'No.' }), dataIndex: 'ordinal', width: 64 },
        { key: 'name', title: t({ zh: '文件', en: 'File' }), render: (_, file) => <FileName file={file} /> },
        { key: 'kind', title: t({ zh: '种类', en: 'Kind' }), width: 140, render: (_, { kind }) => <WordTag words={documentKindWords} value={kind} /> },
        { key: 'state', title: t({ zh: '状态', en: 'State' }), width: 100, render: (_, { state }) => <WordTag words={importFileStateWords} value={state} color={stateTones} /> },
        { key: 'read', title: t({ zh: '读出', en: 'Read' }), width: 300, render: (_, file) => <Outcome file={file} /> },
        { key: 'act', title: t({ zh: '办理', en: 'Act' }), width: 110, render: (_, file) => <Act file={file} /> },
      ]}
    />
  );
}

function FileName({ file: { fileName, summary } }: { file: ImportFile }) {
  const t = useT();
  return <>{summary === null || summary.title === '' ? null : <div lang="zh-CN">{summary.title}</div>}<div className={summary === null ? undefined : 'muted'}>{fileName ?? t({ zh: '粘贴文本', en: 'Pasted text' })}</div></>;
}

function Outcome({ file: { summary, refusal } }: { file: ImportFile }) {
  const t = useT();
  if (refusal !== null) return <ImportRefusal refusal={refusal} />;
  if (summary === null) return <span className="muted">—</span>;
  const { clauses, blocking, notes, replaces } = summary;
  return (
    <span className="number">
      {t({ zh: `${clauses} 条条款`, en: counted(clauses, 'clause') })}
      {blocking > 0 && <span className="finding-error">{t({ zh: `，${blocking} 处须更正`, en: `, ${blocking} to correct` })}</span>}
      {notes > 0 && t({ zh: `，${notes} 处提示`, en: `, ${counted(notes, 'note')}` })}
      {replaces && <div className="finding-warning">{t({ zh: '替代现行版本', en: 'replaces the version in force' })}</div>}
    </span>
  );
}

function Act({ file }: { file: ImportFile }) {
  const t = useT();
  if (file.documentId !== null) return <Link to="/documents/$documentId" params={{ documentId: file.documentId }}>{t({ zh: '查看', en: 'Open' })}</Link>;
  if (file.state !== 'READY' && file.state !== 'TO_CORRECT') return null;
  return <Link to="/document-imports/$documentImportId/files/$ordinal" params={pathOf(file)}>{file.state === 'READY' ? t({ zh: '核对', en: 'Look' }) : t({ zh: '更正', en: 'Correct' })}</Link>;
}
