import { Link, useBlocker, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Alert, App, Button, Card, Flex, Form, Skeleton, Tag } from 'antd';
import { useState } from 'react';
import { draftStateWords, type CompileFinding, type DivisionDraft } from '../../core/division/model.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import type { ResultOf } from '../../core/kernel/operation.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { passesInput } from './checked-input.ts';
import { EntryForm } from './entry-form.tsx';
import { emptyEntry, inputOfEntry, valuesOfEntry, type EntryFormValues } from './entry-values.ts';
import { EntryView } from './entry-view.tsx';
import { FindingSummary } from './findings.tsx';
import './forms.css';

type DraftView = ResultOf<typeof divisionOperations.viewDraft>;
const noFindings: readonly CompileFinding[] = [];

export function DivisionDraftPage() {
  const t = useT();
  const { divisionDraftId = '' } = useParams({ strict: false }) as { divisionDraftId?: string };
  const view = useRead(divisionOperations.viewDraft, { divisionDraftId });
  if (view.data === undefined) {
    return (
      <Page title={t({ zh: '分工草案', en: 'Division draft' })}>
        {view.error ? <ProblemAlert problem={view.error} onRetry={() => void view.refetch()} /> : <Skeleton active />}
      </Page>
    );
  }
  return <OneDraft key={view.data.version} draft={view.data} />;
}

function OneDraft({ draft }: { draft: DraftView }) {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const [form] = Form.useForm<EntryFormValues>();
  const [dirty, setDirty] = useState(false);
  const seen = { divisionDraftId: draft.divisionDraftId, version: draft.version };
  const save = useChange(divisionOperations.changeDraft, { invalidates: ['division'], done: { zh: '草案已保存并校核', en: 'Saved and checked' }, onDone: () => setDirty(false) });
  const discard = useChange(divisionOperations.discardDraft, { invalidates: ['division'] });
  const publish = useChange(divisionOperations.publishDraft, {
    invalidates: ['division', 'disputes', 'registry.viewMatter'],
    onDone: (entry) => void navigate({ to: '/division-entries/$divisionEntryId', params: { divisionEntryId: entry.divisionEntryId } }),
  });
  useLeaveWarning(dirty);
  const editable = draft.state === 'DRAFT' && can('division:write');
  const hasErrors = draft.findings.some((finding) => finding.severity === 'ERROR');
  const submit = () => {
    const input = { ...inputOfEntry(form.getFieldsValue(true) as EntryFormValues), ...seen, replacesEntryId: draft.replacesEntryId };
    if (passesInput(form, divisionOperations.changeDraft.input, input, t)) save.run(input as CallInput<typeof divisionOperations.changeDraft>);
  };
  return (
    <Page
      title={`${t({ zh: '分工草案', en: 'Division draft' })}：${draft.title}`}
      extra={editable && (
        <Flex gap={8}>
          <DiscardButton pending={discard.pending} onConfirm={() => discard.run(seen)} />
          <Button onClick={submit} loading={save.pending}>{t({ zh: '保存并校核', en: 'Save and check' })}</Button>
          <PublishButton draft={draft} closed={dirty ? { zh: '有未保存的修改，请先保存。', en: 'Save your changes first.' } : hasErrors ? { zh: '校核未通过，改正后才能发布。', en: 'The checks do not pass yet.' } : null} pending={publish.pending} onConfirm={() => publish.run(seen)} />
        </Flex>
      )}
    >
      <div className="stack">
        <ProblemAlert problem={publish.problem ?? save.problem ?? discard.problem} />
        <DraftOrigin draft={draft} />
        {draft.state === 'DRAFT' && <FindingSummary findings={draft.findings} />}
        <Card size="small">
          {editable ? <EntryForm form={form} initial={valuesOfEntry(draft)} findings={draft.findings} onChanged={() => setDirty(true)} /> : <EntryView entry={draft} />}
        </Card>
      </div>
    </Page>
  );
}

function DraftOrigin({ draft }: { draft: DivisionDraft }) {
  const t = useT();
  return (
    <Flex gap={12} wrap align="center">
      <Tag color={draft.state === 'DRAFT' ? 'blue' : 'default'}>{t(draftStateWords[draft.state])}</Tag>
      {draft.disputeId !== null && <Link to="/disputes/$disputeId" params={{ disputeId: draft.disputeId }}>{t({ zh: '来自争议卷宗', en: 'From a dispute' })}</Link>}
      {draft.replacesEntryId !== null && <Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: draft.replacesEntryId }}>{t({ zh: '拟替代的现行条目', en: 'The entry it would replace' })}</Link>}
      {draft.publishedEntryId !== null && <Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: draft.publishedEntryId }}>{t({ zh: '已发布的条目', en: 'The published entry' })}</Link>}
    </Flex>
  );
}

function PublishButton({ draft, closed, pending, onConfirm }: { draft: DivisionDraft; closed: { zh: string; en: string } | null; pending: boolean; onConfirm: () => void }) {
  const t = useT();
  const { can } = useSession();
  const { modal } = App.useApp();
  const replaced = useRead(divisionOperations.viewEntry, { divisionEntryId: draft.replacesEntryId ?? '' }, { enabled: draft.replacesEntryId !== null });
  if (!can('division:publish')) return null;
  const old = replaced.data?.entry;
  const ask = () => void modal.confirm({
    title: t({ zh: '发布这条分工？', en: 'Publish this entry?' }),
    content: (
      <div className="stack" style={{ gap: 8 }}>
        <div>{t({ zh: `“${draft.title}”由${draft.leadDepartmentName ?? ''}牵头，发布后立即成为派单依据。`, en: `“${draft.title}”, led by ${draft.leadDepartmentName ?? ''}, will govern dispatch from then on.` })}</div>
        <div>
          {draft.replacesEntryId === null
            ? t({ zh: '不替代任何现行条目。', en: 'It replaces no entry.' })
            : t({ zh: `将替代现行条目 ${old?.number ?? ''} “${old?.title ?? ''}”（牵头：${old?.leadDepartmentName ?? ''}），该条目自新条目生效时失效。`, en: `It replaces ${old?.number ?? ''} “${old?.title ?? ''}” (lead: ${old?.leadDepartmentName ?? ''}), which ends when this one begins.` })}
        </div>
      </div>
    ),
    okText: t({ zh: '发布', en: 'Publish' }), cancelText: t({ zh: '再看看', en: 'Not yet' }), width: 520, onOk: onConfirm,
  });
  return (
    <Flex vertical>
      <Button type="primary" disabled={closed !== null} loading={pending} onClick={ask}>{t({ zh: '发布', en: 'Publish' })}</Button>
      {closed !== null && <span className="quiet" style={{ fontSize: 12 }}>{t(closed)}</span>}
    </Flex>
  );
}

function DiscardButton({ pending, onConfirm }: { pending: boolean; onConfirm: () => void }) {
  const t = useT();
  const { modal } = App.useApp();
  const ask = () => void modal.confirm({
    title: t({ zh: '作废这份草案？', en: 'Discard this draft?' }),
    content: t({ zh: '作废后不能恢复为草案，记录保留。', en: 'It cannot become a draft again; the record stays.' }),
    okText: t({ zh: '作废', en: 'Discard' }), okButtonProps: { danger: true }, cancelText: t({ zh: '保留', en: 'Keep' }), onOk: onConfirm,
  });
  return <Button danger loading={pending} onClick={ask}>{t({ zh: '作废', en: 'Discard' })}</Button>;
}

/** Leaving the page with changes not saved asks first. */
function useLeaveWarning(dirty: boolean) {
  const t = useT();
  useBlocker({ shouldBlockFn: () => dirty && !window.confirm(t({ zh: '有未保存的修改，确定离开吗？', en: 'You have unsaved changes. Leave anyway?' })), enableBeforeUnload: () => dirty });
}

export function NewDivisionDraftPage() {
  const t = useT();
  const search: { replaces?: unknown } = useSearch({ strict: false });
  const replaces = typeof search.replaces === 'string' ? search.replaces : null;
  const replaced = useRead(divisionOperations.viewEntry, { divisionEntryId: replaces ?? '' }, { enabled: replaces !== null });
  if (replaces !== null && replaced.data === undefined) {
    return <Page title={t({ zh: '起草分工条目', en: 'Draft an entry' })}>{replaced.error ? <ProblemAlert problem={replaced.error} onRetry={() => void replaced.refetch()} /> : <Skeleton active />}</Page>;
  }
  const old = replaced.data?.entry;
  return <NewDraft initial={old ? { ...valuesOfEntry(old), validFromOn: undefined, validToOn: undefined } : emptyEntry} replacesEntryId={replaces} replacedNumber={old?.number ?? null} />;
}

function NewDraft({ initial, replacesEntryId, replacedNumber }: { initial: EntryFormValues; replacesEntryId: string | null; replacedNumber: string | null }) {
  const t = useT();
  const navigate = useNavigate();
  const [form] = Form.useForm<EntryFormValues>();
  const create = useChange(divisionOperations.createDraft, {
    invalidates: ['division.listDrafts'], done: { zh: '草案已建立并校核', en: 'Draft made and checked' },
    onDone: (draft) => void navigate({ to: '/division-drafts/$divisionDraftId', params: { divisionDraftId: draft.divisionDraftId } }),
  });
  const submit = () => {
    const input = { ...inputOfEntry(form.getFieldsValue(true) as EntryFormValues), replacesEntryId };
    if (passesInput(form, divisionOperations.createDraft.input, input, t)) create.run(input as CallInput<typeof divisionOperations.createDraft>);
  };
  return (
    <Page title={t({ zh: '起草分工条目', en: 'Draft an entry' })} extra={<Button type="primary" onClick={submit} loading={create.pending}>{t({ zh: '保存并校核', en: 'Save and check' })}</Button>}>
      <div className="stack">
        <ProblemAlert problem={create.problem} />
        {replacedNumber !== null && <Alert type="info" showIcon title={t({ zh: `发布后将替代现行条目 ${replacedNumber}。`, en: `Once published it replaces entry ${replacedNumber}.` })} />}
        <Card size="small"><EntryForm form={form} initial={initial} findings={noFindings} onChanged={() => undefined} /></Card>
      </div>
    </Page>
  );
}
