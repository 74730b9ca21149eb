import { Tag } from 'antd';
import { useT } from '../app/language.tsx';

/** Says that the system has reminded of a limit that ran out. */
export function RemindedTag({ remindedAt }: { remindedAt: string | null }) {
  const t = useT();
  return remindedAt === null ? null : <Tag color="red">{t({ zh: '已提醒', en: 'Reminded' })}</Tag>;
}
