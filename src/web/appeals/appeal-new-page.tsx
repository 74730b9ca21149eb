import { useLocation, useNavigate } from '@tanstack/react-router';
import { Button, Form, Input, Select, Switch, type FormInstance } from 'antd';
import { useEffect, useState } from 'react';
import { appealTypes, appealTypeWords, channels, channelWords, urgencies, urgencyWords } from '../../core/appeals/model.ts';
import type { DispatchCard } from '../../core/dispatch/model.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { Word } from '../../core/kernel/words.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { DispatchCardView } from '../dispatch/dispatch-card-view.tsx';
import { passesInput } from '../division/checked-input.ts';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { useDepartments } from '../parts/departments.ts';
import { MatterSelect } from '../parts/matter-select.tsx';
import { Page, Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { useDebounced } from './debounced.ts';

type Values = Partial<CallInput<typeof dispatchOperations.submitAppeal>>;

/** Shorter texts say too little to rank. */
const ENOUGH = 6;

export function AppealNewPage() {
  const t = useT();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const text = useLocation({ select: ({ state }) => state.appealText ?? '' });
  const submitAppeal = useChange(dispatchOperations.submitAppeal, {
    invalidates: ['appeals', 'dispatch'], done: { zh: '诉求已受理，派单卡已生成', en: 'Taken in; the dispatch card is ready' },
    onDone: ({ appeal }) => void navigate({ to: '/appeals/$appealId', params: { appealId: appeal.appealId } }),
  });
  const submit = () => {
    const input = form.getFieldsValue(true) as Values;
    if (passesInput(form, dispatchOperations.submitAppeal.input, input, t)) submitAppeal.run(input as CallInput<typeof dispatchOperations.submitAppeal>);
  };
  return (
    <Page title={t({ zh: '登记诉求', en: 'Take an appeal in' })} note={t({ zh: '粘贴或录入诉求内容，右侧随即试派；提交后正式生成派单卡。', en: 'Paste or type the appeal: the preview beside it shows who would handle it. Submitting makes the card.' })}>
      <ProblemAlert problem={submitAppeal.problem} />
      <div className="side-by-side">
        <Panel title={t({ zh: '诉求内容', en: 'The appeal' })}>
          <Form form={form} layout="vertical" initialValues={{ text, channel: 'TELEPHONE', type: 'HELP', urgency: 'NORMAL', confidential: false }}>
            <Form.Item name="text" label={t({ zh: '诉求正文', en: 'Text' })} required>
              <Input.TextArea autoFocus autoSize={{ minRows: 7, maxRows: 18 }} showCount maxLength={10_000} />
            </Form.Item>
            <AppealFields />
            <Button type="primary" size="large" loading={submitAppeal.pending} onClick={submit}>{t({ zh: '提交受理', en: 'Submit' })}</Button>
          </Form>
        </Panel>
        <Preview form={form} />
      </div>
    </Page>
  );
}

function AppealFields() {
  const t = useT();
  const select = <Value extends string>(name: string, label: Word, values: readonly Value[], words: Readonly<Record<Value, Word>>) => (
    <Form.Item name={name} label={t(label)}>
      <Select options={values.map((value) => ({ value, label: t(words[value]) }))} />
    </Form.Item>
  );
  return (
    <>
      <div className="form-grid">
        <Form.Item name="title" label={t({ zh: '标题', en: 'Title' })} extra={t({ zh: '可不填，留空时取正文首句。', en: 'Optional; the first sentence if empty.' })}><Input maxLength={200} /></Form.Item>
        <Form.Item name="place" label={t({ zh: '事发地点', en: 'Place' })}><Input maxLength={200} /></Form.Item>
        <Form.Item name="townshipDepartmentId" label={t({ zh: '所属镇街', en: 'Township' })}><TownshipSelect /></Form.Item>
        <Form.Item name="externalNumber" label={t({ zh: '来源编号', en: 'Number at the source' })}><Input maxLength={60} /></Form.Item>
      </div>
      <div className="form-grid three">
        {select('channel', { zh: '受理渠道', en: 'Channel' }, channels, channelWords)}
        {select('type', { zh: '诉求类型', en: 'Type' }, appealTypes, appealTypeWords)}
        {select('urgency', { zh: '紧急程度', en: 'Urgency' }, urgencies, urgencyWords)}
      </div>
      <div className="form-grid">
        <Form.Item name="appellantName" label={t({ zh: '诉求人', en: 'Appellant' })}><Input maxLength={60} autoComplete="off" /></Form.Item>
        <Form.Item name="appellantPhone" label={t({ zh: '联系电话', en: 'Telephone' })}><Input maxLength={40} autoComplete="off" inputMode="tel" /></Form.Item>
        <Form.Item name="complainedDepartmentId" label={t({ zh: '被反映单位', en: 'Unit complained of' })} extra={t({ zh: '诉求不会派给被反映单位。', en: 'The appeal never goes to it.' })}><DepartmentSelect /></Form.Item>
        <Form.Item name="matterId" label={t({ zh: '事项', en: 'Matter' })} extra={t({ zh: '可不选，由系统研判。', en: 'Optional; the system works it out.' })}><MatterSelect /></Form.Item>
        <Form.Item name="confidential" valuePropName="checked" label={t({ zh: '要求保密', en: 'Confidential' })}><Switch /></Form.Item>
      </div>
    </>
  );
}

function TownshipSelect({ id, value, onChange }: { id?: string; value?: string | null; onChange?: (departmentId: string | null) => void }) {
  const t = useT();
  const { list, loading } = useDepartments();
  const townships = list.filter((one) => one.kind === 'TOWNSHIP').map((one) => ({ value: one.departmentId, label: one.name }));
  return <Select {...(id === undefined ? {} : { id })} value={value ?? null} onChange={(next?: string) => onChange?.(next ?? null)} options={townships} loading={loading} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t({ zh: '选择镇街', en: 'Choose' })} />;
}

function Preview({ form }: { form: FormInstance<Values> }) {
  const t = useT();
  const text = useDebounced(Form.useWatch('text', form) ?? '', 500).trim();
  const title = useDebounced(Form.useWatch('title', form) ?? '', 500).trim();
  const place = useDebounced(Form.useWatch('place', form) ?? '', 500).trim();
  const enough = text.length >= ENOUGH;
  const ranked = useRead(dispatchOperations.rankText, { text, ...(title === '' ? {} : { title }), ...(place === '' ? {} : { place }) }, { enabled: enough });
  const [last, setLast] = useState<{ readonly card: DispatchCard; readonly text: string } | null>(null);
  useEffect(() => {
    if (ranked.data !== undefined) setLast({ card: ranked.data, text });
  }, [ranked.data, text]);
  if (!enough) {
    return <Panel title={t({ zh: '试派', en: 'Preview' })}><span className="muted">{t({ zh: '写下诉求内容后，这里会显示建议的牵头部门和理由，不作留存。', en: 'Once there is a text, the suggested lead and the reasons appear here. Nothing is stored.' })}</span></Panel>;
  }
  return (
    <div className="sticky-side" aria-live="polite" aria-busy={ranked.isFetching}>
      <ProblemAlert problem={ranked.error} onRetry={() => void ranked.refetch()} />
      {last === null ? ranked.error === null && <Panel title={t({ zh: '试派', en: 'Preview' })}>{t({ zh: '正在研判…', en: 'Ranking…' })}</Panel> : <div style={{ opacity: ranked.isFetching ? 0.6 : 1 }}><DispatchCardView card={last.card} text={last.text} preview /></div>}
    </div>
  );
}
