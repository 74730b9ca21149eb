import { Alert, Button, Card, Flex, Form, Input } from 'antd';
import { useState } from 'react';
import { feedbackVerdictWords, type DispatchCard, type FeedbackVerdict } from '../../core/dispatch/model.ts';
import type { CardFeedback as Feedback } from '../../core/dispatch/feedback.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { CallInput } from '../app/call.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { passesInput } from '../division/checked-input.ts';
import { useDepartmentNames } from '../division/department-names.ts';
import { DepartmentSelect } from '../parts/department-select.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { When } from '../parts/when.tsx';
import { ClausePicker } from './clause-picker.tsx';

const stale = ['dispatch.viewCard', 'dispatch.viewModelHealth'];

/** Whether the card is right, said by who dispatches or answers for the division of work; the next card knows it at once. */
export function CardFeedback({ dispatchCardId, card, feedback }: { dispatchCardId: string; card: DispatchCard; feedback: Feedback | null }) {
  const t = useT();
  return (
    <Card size="small" title={t({ zh: '这张卡对吗', en: 'Is this card right?' })} role="region" aria-label={t({ zh: '派单卡反馈', en: 'Feedback on the card' })}>
      {feedback === null ? <Ask dispatchCardId={dispatchCardId} card={card} /> : <Given feedback={feedback} />}
    </Card>
  );
}

function Given({ feedback }: { feedback: Feedback }) {
  const t = useT();
  const nameOf = useDepartmentNames();
  const undo = useChange(dispatchOperations.undoFeedback, { invalidates: stale, done: { zh: '已撤销反馈', en: 'Taken back' } });
  return (
    <>
      <Alert
        type={feedback.verdict === 'RIGHT' ? 'success' : 'warning'} showIcon
        title={<>{t(feedbackVerdictWords[feedback.verdict])}{feedback.verdict === 'WRONG' && feedback.departmentId !== null && t({ zh: `，应由${nameOf(feedback.departmentId)}承办`, en: `: ${nameOf(feedback.departmentId)} should handle it` })}</>}
        description={<>{feedback.clause !== '' && <div>{t({ zh: '依据：', en: 'Basis: ' })}{feedback.clause}</div>}{feedback.note !== '' && <div>{feedback.note}</div>}<span className="muted">{feedback.givenBy} <When at={feedback.givenAt} /></span></>}
        action={<Button size="small" loading={undo.pending} onClick={() => undo.run({ cardFeedbackId: feedback.cardFeedbackId })}>{t({ zh: '撤销', en: 'Undo' })}</Button>}
      />
      <ProblemAlert problem={undo.problem} />
    </>
  );
}

function Ask({ dispatchCardId, card }: { dispatchCardId: string; card: DispatchCard }) {
  const t = useT();
  const [isWrong, setIsWrong] = useState(false);
  const give = useChange(dispatchOperations.giveFeedback, { invalidates: stale, done: { zh: '已记下，同类诉求即按此参考', en: 'Noted: the next like appeal knows it' } });
  const say = (verdict: FeedbackVerdict) => give.run({ dispatchCardId, verdict });
  return (
    <>
      <ProblemAlert problem={give.problem} />
      <Flex gap={8} wrap>
        {card.leadDepartment !== null && <Button loading={give.pending && !isWrong} onClick={() => say('RIGHT')}>{t({ zh: '派得对', en: 'Right' })}</Button>}
        <Button aria-expanded={isWrong} onClick={() => setIsWrong(!isWrong)}>{t({ zh: '不对，应由…', en: 'Wrong, it is for …' })}</Button>
        <Button onClick={() => say('MISSING_DUTY')}>{t({ zh: '缺职责', en: 'Nobody has the duty' })}</Button>
      </Flex>
      {isWrong && <WrongForm dispatchCardId={dispatchCardId} card={card} pending={give.pending} onGive={give.run} />}
      <p className="muted" style={{ margin: '8px 0 0' }}>{t({ zh: '反馈即成为先例，记入留痕，可随时撤销。部门不同意的，请走退单。', en: 'It becomes a precedent at once, stands in the journal and can be taken back. Departments that disagree return the order.' })}</p>
    </>
  );
}

type Input = CallInput<typeof dispatchOperations.giveFeedback>;

function WrongForm({ dispatchCardId, card, pending, onGive }: { dispatchCardId: string; card: DispatchCard; pending: boolean; onGive: (input: Input) => void }) {
  const t = useT();
  const [form] = Form.useForm<Partial<Input>>();
  const lead = card.leadDepartment?.departmentId;
  const submit = () => {
    const input = { ...(form.getFieldsValue(true) as Partial<Input>), dispatchCardId, verdict: 'WRONG' };
    if (passesInput(form, dispatchOperations.giveFeedback.input, input, t)) onGive(input as Input);
  };
  return (
    <Form form={form} layout="vertical" style={{ marginTop: 12 }}>
      <Form.Item name="departmentId" label={t({ zh: '应由哪个部门承办', en: 'Who should handle it' })} required><DepartmentSelect closed={lead === undefined ? {} : { [lead]: t({ zh: '卡上牵头', en: 'lead of the card' }) }} /></Form.Item>
      <ClausePicker onPick={(clause) => form.setFieldsValue({ dutyClauseId: clause.dutyClauseId, clause: `${clause.documentTitle}${clause.path}：${clause.text}`.slice(0, 1000) })} />
      <Form.Item name="clause" label={t({ zh: '依据（可不填）', en: 'Basis (optional)' })}><Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={1000} /></Form.Item>
      <Form.Item name="note" label={t({ zh: '说明（可不填）', en: 'Note (optional)' })}><Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={1000} /></Form.Item>
      <Button type="primary" loading={pending} onClick={submit}>{t({ zh: '提交反馈', en: 'Send' })}</Button>
    </Form>
  );
}
