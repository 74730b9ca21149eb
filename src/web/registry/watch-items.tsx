import { Link } from '@tanstack/react-router';
import { Button, Form, Input } from 'antd';
import { referenceKindWords, watchStateWords, type ReferenceKind, type WatchItem } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useChange } from '../app/changing.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';
import { Panel } from '../parts/page.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';
import { WordTag } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';

const folders: Readonly<Partial<Record<ReferenceKind, string>>> = { DIVISION_ENTRY: '/division-entries', DIVISION_DRAFT: '/division-drafts', DISPUTE: '/disputes', WORK_ORDER: '/orders' };

/** One record that a change of a basis touches: why, and whether somebody has looked at it. */
export function WatchItemView({ item, withChange = false }: { item: WatchItem; withChange?: boolean }) {
  const t = useT();
  const { can } = useSession();
  const address: string = `${folders[item.targetKind] ?? ''}/${item.targetId}`;
  return (
    <article className="hit">
      <WordTag words={watchStateWords} value={item.state} color={item.state === 'TO_REVIEW' ? 'orange' : 'green'} />
      <WordTag words={referenceKindWords} value={item.targetKind} />
      {withChange ? <Link to="/basis-changes/$basisChangeId" params={{ basisChangeId: item.basisChangeId }}>{t({ zh: '查看依据变动', en: 'Open the change' })}</Link> : <Link to={address}>{item.label}</Link>}
      <ul className="bare-list">{item.reasons.map((reason, place) => <li key={`${reason.rule}-${place}`}>{t(reason.text)}</li>)}</ul>
      {item.state === 'REVIEWED' ? <p className="muted">{item.note} · {item.reviewedBy} <When at={item.reviewedAt} /></p> : can('registry:write') && <ReviewForm item={item} />}
    </article>
  );
}

function ReviewForm({ item: { basisWatchItemId, version, label } }: { item: WatchItem }) {
  const t = useT();
  const review = useChange(registryOperations.reviewWatchItem, { invalidates: ['registry.viewBasisChange', 'registry.listBasisChanges', 'registry.listWatchItems'] });
  return (
    <Form<{ note?: string }> layout="inline" onFinish={({ note }) => review.run({ basisWatchItemId, version, note: note ?? '' })} style={{ rowGap: 8 }}>
      <Form.Item name="note" rules={[{ required: true, min: 2, message: t({ zh: '请写明复核意见', en: 'Write what was found' }) }]}><Input aria-label={t({ zh: `${label} 复核意见`, en: `Review of ${label}` })} placeholder={t({ zh: '复核意见', en: 'What was found' })} maxLength={500} style={{ width: 360 }} /></Form.Item>
      <Button htmlType="submit" loading={review.pending}>{t({ zh: '标为已复核', en: 'Reviewed' })}</Button>
      {review.problem !== null && <div style={{ flexBasis: '100%' }}><ProblemAlert problem={review.problem} /></div>}
    </Form>
  );
}

/** On the page of a record: what changed under it; nothing when nothing did. */
export function WatchPanel({ targetId }: { targetId: string }) {
  const t = useT();
  const { data } = useRead(registryOperations.listWatchItems, { targetId });
  if (data === undefined || data.items.length === 0) return null;
  return <Panel title={t({ zh: '依据变动提示', en: 'Its basis has changed' })}>{data.items.map((item) => <WatchItemView key={item.basisWatchItemId} item={item} withChange />)}</Panel>;
}
