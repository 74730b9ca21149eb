import { Tag } from 'antd';
import { useT } from '../app/language.tsx';
import { When } from './when.tsx';

const HOUR = 3_600_000;

/** Time left until `dueAt`, or overdue; when the work is done (`doneAt`), whether it was in time. */
export function DueBadge({ dueAt, doneAt = null }: { dueAt: string | null; doneAt?: string | null }) {
  const t = useT();
  if (dueAt === null) return <span className="muted">—</span>;
  const left = Date.parse(dueAt) - (doneAt === null ? Date.now() : Date.parse(doneAt));
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <When at={dueAt} /> <Tag color={left < 0 ? 'red' : doneAt === null && left < 24 * HOUR ? 'gold' : 'default'}>{t(wordsFor(left, doneAt !== null))}</Tag>
    </span>
  );
}

function wordsFor(left: number, done: boolean): { zh: string; en: string } {
  const hours = Math.floor(Math.abs(left) / HOUR);
  const zh = hours < 48 ? `${hours} 小时` : `${Math.floor(hours / 24)} 天`;
  const en = hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
  if (done) return left < 0 ? { zh: `逾期 ${zh}`, en: `${en} late` } : { zh: '按时', en: 'in time' };
  return left < 0 ? { zh: `已逾期 ${zh}`, en: `${en} overdue` } : { zh: `剩余 ${zh}`, en: `${en} left` };
}
