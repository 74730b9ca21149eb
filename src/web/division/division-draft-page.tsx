import { Link, useBlocker, useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button, Card, Flex, Form, Tag } from 'antd';
import { useState } from 'react';
import { draftStateWords, type CompileFinding, type DivisionDraft } from '../../core/division/model.ts';
import { divisionOperations } from '../../core/division/operations.ts';
import type { ResultOf } from '../../core/kernel/operation.ts';
import type { Word } from '../../core/kernel/words.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { Page } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { PageState } from '../parts/read-state.tsx';
import { passesInput } from './checked-input.ts';
import { DiscardButton } from './discard-button.tsx';
import { EntryForm } from './entry-form.tsx';
import { emptyEntry, inputOfEntry, valuesOfEntry, type EntryFormValues } from './entry-values.ts';
import { EntryView } from './entry-view.tsx';
import { FindingSummary } from './findings.tsx';

type DraftView = ResultOf<typeof divisionOperations.viewDraft>;
const noFindings: readonly CompileFinding[] = [];

export function DivisionDraftPage() {
  const t = useT();
  const divisionDraftId = useParam('divisionDraftId');
  const view = useRead(divisionOperations.viewDraft, { divisionDraftId });
  return <PageState title={t({ zh: '分工草案', en: 'Division draft' })} read={view}>{(draft) => <OneDraft key={draft.version} draft={draft} />}</PageState>;
}

/** Only what is saved and checked is published. */
function whyNotYet(draft: DraftView, dirty: boolean): Word | null {
  if (dirty) return { zh: '有未保存的修改，请先保存。', en: 'Save your changes first.' };
  return draft.findings.some((finding) => finding.severity === 'ERROR') ? { zh: '校核未通过，改正后才能发布。', en: 'The checks do not pass yet.' } : null;
}

function OneDraft({ draft }: { draft: DraftView }) {
  const t = useT();
  const { can } = useSession();
  const navigate = useNavigate();
  const [form] = Form.useForm<EntryFormValues>();
  const [dirty, setDirty] = useState(false);
  const seen = { divisionDraftId: draft.divisionDraftId, version: draft.version };
  const save = useChange(divisionOperations.changeDraft, { invalidates: ['division'], done: { zh: '草案已保存并校核', en: 'Saved and checked' }, onDone: () => setDirty(false) });
  const discard = useChange(divisionOperations.discardDraft, { invalidates: ['division', 'disputes'] });
  const publish = useChange(divisionOperations.publishDraft, {
    invalidates: ['division', 'disputes', 'registry.viewMatter'],
    onDone: (entry) => void navigate({ to: '/division-entries/$divisionEntryId', params: { divisionEntryId: entry.divisionEntryId } }),
  });
  useLeaveWarning(dirty);
  const editable = draft.state === 'DRAFT' && can('division:write');
  const submit = () => {
    const input = { ...inputOfEntry(form.getFieldsValue(true) as EntryFormValues), ...seen, replacesEntryId: draft.replacesEntryId };
    if (passesInput(form, divisionOperations.changeDraft.input, input, t)) save.run(input as CallInput<typeof divisionOperations.changeDraft>);
  };
  return (
    <Page
      title={`${t({ zh: '分工草案', en: 'Division draft' })}：${draft.title}`}
      extra={editable && (
        <Flex gap={8}>
          <DiscardButton draft={draft} pending={discard.pending} onConfirm={(reason) => discard.run({ ...seen, reason })} />
          <Button onClick={submit} loading={save.pending}>{t({ zh: '保存并校核', en: 'Save and check' })}</Button>
          <PublishButton draft={draft} closed={whyNotYet(draft, dirty)} pending={publish.pending} onConfirm={() => publish.run(seen)} />
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

/** What publishing will do, said before it is done: what it governs, and which entry it ends. */
function PublishConsequence({ draft }: { draft: DivisionDraft }) {
  const t = useT();
  const replaced = useRead(divisionOperations.viewEntry, { divisionEntryId: draft.replacesEntryId ?? '' }, { enabled: draft.replacesEntryId !== null });
  const lead = draft.leadDepartmentName ?? '';
  const old = replaced.data?.entry;
  return (
    <div className="stack" style={{ gap: 8 }}>
      <div>{t({ zh: `“${draft.title}”由${lead}牵头，发布后即为派单依据。`, en: `“${draft.title}”, led by ${lead}, will govern dispatch.` })}</div>
      {draft.replacesEntryId === null && <div>{t({ zh: '不替代任何现行条目。', en: 'It replaces no entry.' })}</div>}
      {draft.replacesEntryId !== null && old === undefined && <div>{t({ zh: '将替代一条现行条目，正在读取……', en: 'It replaces an entry; reading it…' })}</div>}
      {old !== undefined && <div>{t({ zh: `将替代现行条目 ${old.number}“${old.title}”（牵头：${String(old.leadDepartmentName)}），该条目自新条目生效时失效。`, en: `It replaces ${old.number} “${old.title}” (lead: ${String(old.leadDepartmentName)}), which ends when this one begins.` })}</div>}
    </div>
  );
}

function PublishButton({ draft, closed, pending, onConfirm }: { draft: DivisionDraft; closed: Word | null; pending: boolean; onConfirm: () => void }) {
  const t = useT();
  const { can } = useSession();
  if (!can('division:publish')) return null;
  return (
    <Flex vertical>
      <ConfirmButton type="primary" label={t({ zh: '发布', en: 'Publish' })} disabled={closed !== null} pending={pending} onConfirm={onConfirm} consequence={<PublishConsequence draft={draft} />} />
      {closed !== null && <span className="muted" style={{ fontSize: 12 }}>{t(closed)}</span>}
    </Flex>
  );
}

/** Leaving the page with changes not saved asks first. */
function useLeaveWarning(dirty: boolean) {
  const t = useT();
  useBlocker({ shouldBlockFn: () => dirty && !window.confirm(t({ zh: '有未保存的修改，确定离开吗？', en: 'You have unsaved changes. Leave anyway?' })), enableBeforeUnload: () => dirty });
}

export function NewDivisionDraftPage() {
  const search: { replacesEntryId?: unknown; matterId?: unknown } = useSearch({ strict: false });
  if (typeof search.replacesEntryId === 'string') return <NewPatch replacesEntryId={search.replacesEntryId} />;
  return <NewDraft initial={{ ...emptyEntry, matterId: typeof search.matterId === 'string' ? search.matterId : null }} replacesEntryId={null} replacedNumber={null} />;
}

/** A patch begins with what the entry it replaces says; its period is its own. */
function NewPatch({ replacesEntryId }: { replacesEntryId: string }) {
  const t = useT();
  const replaced = useRead(divisionOperations.viewEntry, { divisionEntryId: replacesEntryId });
  return (
    <PageState title={t({ zh: '起草分工条目', en: 'Draft an entry' })} read={replaced}>
      {({ entry }) => <NewDraft initial={{ ...valuesOfEntry(entry), validFromOn: undefined, validToOn: undefined }} replacesEntryId={replacesEntryId} replacedNumber={entry.number} />}
    </PageState>
  );
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
