import { useNavigate } from '@tanstack/react-router';
import { Skeleton, Steps } from 'antd';
import { useCallback, useState } from 'react';
import { importFileStateWords, type Correction, type ImportFile, type ImportMeta } from '../../core/registry/import-model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { PageState, ReadState } from '../parts/read-state.tsx';
import { WordTag } from '../parts/tag.tsx';
import { ClauseDiff } from './clause-diff.tsx';
import { ClauseEditor } from './clause-editor.tsx';
import { ColumnMappings } from './column-mappings.tsx';
import { isUnderWay, stateTones } from './import-batch-page.tsx';
import { ImportCorrections } from './import-corrections.tsx';
import { ImportFindings } from './import-findings.tsx';
import { ImportMetaForm } from './import-meta-form.tsx';
import type { ImportPreview } from './import-preview.ts';
import { ImportRefusal } from './import-refusal.tsx';
import { SourceMarking } from './source-marking.tsx';
import { SourceWithClauses } from './source-with-clauses.tsx';
import { counted } from '../../core/kernel/words.ts';

const LOOK_MS = 500;

/** One file on its way in: waited for while it is read, then looked at, corrected and confirmed. */
export function ImportFilePage() {
  const t = useT();
  const documentImportId = useParam('documentImportId');
  const ordinal = Number(useParam('ordinal'));
  const [over, setOver] = useState(false);
  const read = useRead(registryOperations.viewDocumentImport, { documentImportId }, { refetchInterval: over ? false : LOOK_MS });
  const file = read.data?.files.find((one) => one.ordinal === ordinal);
  const isOver = file !== undefined && !isUnderWay(file.state);
  if (isOver !== over) setOver(isOver);
  return (
    <PageState title={t({ zh: '核对待导入文件', en: 'A file to be imported' })} read={read}>
      {({ files }) => (file === undefined ? <Page title={t({ zh: '没有这份文件', en: 'No such file' })} actions={<LinkButton to="/documents/import">{t({ zh: '返回导入文件', en: 'Back to the import' })}</LinkButton>}>{null}</Page> : <FileView file={file} isAlone={files.length === 1} />)}
    </PageState>
  );
}

function FileView({ file, isAlone }: { file: ImportFile; isAlone: boolean }) {
  const t = useT();
  const name = file.summary?.title ?? file.fileName ?? t({ zh: '粘贴文本', en: 'Pasted text' });
  const isOpen = file.state === 'READY' || file.state === 'TO_CORRECT';
  return (
    <Page
      title={t({ zh: `核对：${name}`, en: `Look at: ${name}` })} note={<WordTag words={importFileStateWords} value={file.state} color={stateTones} />}
      actions={<FileLinks file={file} isAlone={isAlone} isOpen={isOpen} />}
    >
      <Steps size="small" current={isOpen || isUnderWay(file.state) ? 1 : 2} items={[{ title: t({ zh: '提交文件', en: 'Hand in' }) }, { title: t({ zh: '核对更正', en: 'Look and correct' }) }, { title: t({ zh: '确认入库', en: 'Confirm' }) }]} />
      {isUnderWay(file.state) && <UnderWay state={file.state} />}
      {file.refusal !== null && <section className="panel" role="alert"><ImportRefusal refusal={file.refusal} /></section>}
      {isOpen && <OpenFile documentImportId={file.documentImportId} ordinal={file.ordinal} isAlone={isAlone} />}
    </Page>
  );
}

function FileLinks({ file, isAlone, isOpen }: { file: ImportFile; isAlone: boolean; isOpen: boolean }) {
  const t = useT();
  return (
    <>
      {!isAlone && <LinkButton to="/document-imports/$documentImportId" params={{ documentImportId: file.documentImportId }}>{t({ zh: '返回本批文件', en: 'Back to the list' })}</LinkButton>}
      {!isOpen && <LinkButton to="/documents/import">{t({ zh: '另导一份', en: 'Another import' })}</LinkButton>}
      {file.documentId !== null && <LinkButton type="primary" to="/documents/$documentId" params={{ documentId: file.documentId }}>{t({ zh: '查看入库文件', en: 'Open the document' })}</LinkButton>}
    </>
  );
}

function UnderWay({ state }: Pick<ImportFile, 'state'>) {
  const t = useT();
  return <section className="panel" aria-busy="true"><p aria-live="polite">{t(state === 'QUEUED' ? { zh: '正在读取文件…', en: 'The file is being read…' } : { zh: '正在入库…', en: 'It is being written…' })}</p><Skeleton active /></section>;
}

function OpenFile({ documentImportId, ordinal, isAlone }: Pick<ImportFile, 'documentImportId' | 'ordinal'> & { isAlone: boolean }) {
  const read = useRead(registryOperations.viewImportFile, { documentImportId, ordinal });
  return <ReadState read={read}>{(preview) => <Preview preview={preview} isAlone={isAlone} />}</ReadState>;
}

/** The corrections with one more: of two of the same place and field the newer counts. */
const withCorrections = (present: readonly Correction[], more: readonly Correction[]): Correction[] =>
  [...present.filter((one) => !more.some((now) => now.field === one.field && now.start === one.start && now.end === one.end)), ...more];

function Preview({ preview, isAlone }: { preview: ImportPreview; isAlone: boolean }) {
  const [lit, setLit] = useState(-1);
  const { documentImportId, ordinal, version } = preview.file;
  const place = { documentImportId, ordinal, version };
  const correct = useChange(registryOperations.correctImportFile, { invalidates: ['registry.viewImportFile', 'registry.viewDocumentImport'], done: { zh: '更正已保存', en: 'Correction saved' } });
  const save = (corrections: readonly Correction[], meta: Partial<ImportMeta> = {}) => correct.run({ ...place, meta, corrections: corrections.filter((one) => !preview.unfit.includes(one)) });
  const add = (...more: Correction[]) => save(withCorrections(preview.corrections, more));
  const show = useCallback((start: number) => setLit(preview.clauses.findIndex((clause) => clause.start <= start && start < clause.end)), [preview.clauses]);
  return (
    <>
      <ImportMetaForm preview={preview} pending={correct.pending} onSave={(meta) => save(preview.corrections, meta)} />
      <ProblemAlert problem={correct.problem} />
      <ImportCorrections preview={preview} pending={correct.pending} onAdd={add} onRemove={(gone) => save(preview.corrections.filter((one) => one !== gone))} onShow={show} />
      <ImportFindings preview={preview} pending={correct.pending} onShow={show} onCorrect={add} />
      <ColumnMappings tables={preview.tables} />
      {preview.previous !== null && <ClauseDiff previous={preview.previous} diff={preview.diff} />}
      <SourceWithClauses
        text={preview.text} clauses={preview.clauses} notUnderstood={preview.notUnderstood} unknownPartners={unknownOf(preview)} initial={lit} onLit={setLit}
        detail={(index) => { const clause = preview.clauses[index]; return clause === undefined ? null : <ClauseEditor key={`${clause.readStart}-${version}`} clause={clause} pending={correct.pending} onCorrect={add} />; }}
        marking={(selected, chosen) => <SourceMarking preview={preview} selected={selected} lit={chosen} pending={correct.pending} onCorrect={add} />}
      />
      <Doors preview={preview} isAlone={isAlone} />
    </>
  );
}

const unknownOf = ({ clauses }: ImportPreview): string[] => [...new Set(clauses.flatMap(({ partners }) => partners.filter(({ departmentId }) => departmentId === null).map(({ name }) => name)))];

/** The two ways out: into the registry, or away. */
function Doors({ preview, isAlone }: { preview: ImportPreview; isAlone: boolean }) {
  const t = useT();
  const navigate = useNavigate();
  const { documentImportId, ordinal, version } = preview.file;
  const back = () => (isAlone ? void navigate({ to: '/documents/import' }) : void navigate({ to: '/document-imports/$documentImportId', params: { documentImportId } }));
  const confirm = useChange(registryOperations.confirmImportFile, { invalidates: ['registry'], onDone: ({ documentId }) => (isAlone ? void navigate({ to: '/documents/$documentId', params: { documentId } }) : back()) });
  const discard = useChange(registryOperations.discardImportFile, { invalidates: ['registry'], onDone: back });
  const blocking = preview.findings.filter(({ blocks }) => blocks).length;
  const replaced = preview.previous;
  return (
    <Panel title={t({ zh: '确认', en: 'Confirm' })}>
      {blocking > 0 && <p className="finding-error">{t({ zh: `尚有 ${blocking} 处须更正，更正后方可入库。`, en: `${counted(blocking, 'place')} must be corrected first.` })}</p>}
      <ProblemAlert problem={confirm.problem ?? discard.problem} />
      <div className="page-actions" style={{ display: 'flex', gap: 8 }}>
        <ConfirmButton
          type="primary" label={t({ zh: '确认入库', en: 'Import' })} pending={confirm.pending} disabled={blocking > 0}
          consequence={<>
            {t({ zh: `将《${preview.title}》及 ${preview.clauses.length} 条条款、${preview.corrections.length} 处更正一次写入职责库。入库的版本不可修改，如有变动须导入新版本。`, en: `“${preview.title}”, ${counted(preview.clauses.length, 'clause')} and ${counted(preview.corrections.length, 'correction')} are written at once. A version is never changed afterwards; changes come as a new version.` })}
            {replaced !== null && t({ zh: `原《${replaced.title}》自施行之日起失效，受影响的记录列入“依据变动”。`, en: ` “${replaced.title}” ends on the day it comes into force; what rests on it is listed under “Changes of bases”.` })}
          </>}
          onConfirm={() => confirm.run({ documentImportId, ordinal, version })}
        />
        <ConfirmButton danger label={t({ zh: '放弃导入', en: 'Discard' })} pending={discard.pending} consequence={t({ zh: '删除暂存的文件和更正，不写入职责库。', en: 'The staged file and its corrections are removed; nothing is written.' })} onConfirm={() => discard.run({ documentImportId, ordinal, version })} />
      </div>
    </Panel>
  );
}
