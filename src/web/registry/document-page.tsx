import { Link, useSearch } from '@tanstack/react-router';
import { Alert, Descriptions } from 'antd';
import type { ResultOf } from '../../core/kernel/operation.ts';
import { documentKindWords } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { Page } from '../parts/page.tsx';
import { PageState } from '../parts/read-state.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { ClockControl, ClockNotice, useClocks } from './clock-control.tsx';
import { DocumentCorrections } from './document-corrections.tsx';
import { SourceWithClauses } from './source-with-clauses.tsx';
import { StructureView } from './structure-view.tsx';

type Document = ResultOf<typeof registryOperations.viewDocument>;

/** One document with its source text and what was read out of it; `?clause=` opens it at that clause. */
export function DocumentPage() {
  const t = useT();
  const read = useRead(registryOperations.viewDocument, { documentId: useParam('documentId'), ...useClocks() });
  return <PageState title={t({ zh: '文件', en: 'Document' })} read={read}>{(document) => <DocumentView document={document} />}</PageState>;
}

function DocumentView({ document }: { document: Document }) {
  const t = useT();
  const { clause } = useSearch({ strict: false });
  const clocks = useClocks();
  const initial = document.clauses.findIndex((one) => one.dutyClauseId === clause);
  return (
    <Page title={document.title} note={<WordTag words={documentKindWords} value={document.kind} />}>
      <ClockControl />
      <ClockNotice />
      {!document.isInForce && <Alert type="warning" showIcon title={clocks.on === undefined ? t({ zh: '本文件现不在施行期内。', en: 'This document is not in force now.' }) : t({ zh: `${clocks.on} 当日本文件不在施行期内。`, en: `This document was not in force on ${clocks.on}.` })} />}
      <Descriptions
        bordered size="small" column={{ xs: 1, md: 2, xl: 3 }}
        items={[
          { key: 'number', label: t({ zh: '文号', en: 'Number' }), children: document.documentNumber ?? '—' },
          { key: 'department', label: t({ zh: '部门', en: 'Department' }), children: document.departmentId === null ? '—' : <Link to="/departments/$departmentId" params={{ departmentId: document.departmentId }} search={clocks}>{document.departmentName}</Link> },
          { key: 'period', label: t({ zh: '施行', en: 'In force' }), children: <><When at={document.validFrom} day /> – <When at={document.validTo} day none={t({ zh: '至今', en: 'now' })} /></> },
          { key: 'recorded', label: t({ zh: '入库时间', en: 'Recorded' }), children: <When at={document.recordedAt} /> },
          { key: 'file', label: t({ zh: '来源文件', en: 'File' }), children: document.fileName ?? t({ zh: '粘贴文本', en: 'Pasted text' }) },
          { key: 'hash', label: t({ zh: '文件哈希', en: 'File hash' }), children: <span className="hash">{document.fileHash ?? '—'}</span> },
        ]}
      />
      <StructureView structure={document.structure} namesPapers={false} />
      <DocumentCorrections corrections={document.corrections} />
      {document.text === '' ? <ClauseTexts document={document} /> : <SourceWithClauses text={document.text} clauses={document.clauses} notUnderstood={document.notUnderstood} initial={initial} />}
    </Page>
  );
}

/** A basis kept by its clauses alone (a law of which only articles are quoted). */
function ClauseTexts({ document }: { document: Document }) {
  const t = useT();
  return (
    <section className="panel">
      {document.clauses.length === 0 && <p className="muted">{t({ zh: '本文件仅登记了标题和文号，未录入正文。', en: 'Only title and number of this document are recorded, not its text.' })}</p>}
      {document.clauses.map((clause) => <div key={clause.dutyClauseId}><span className="clause-path">{clause.path}</span>{clause.text}</div>)}
    </section>
  );
}
