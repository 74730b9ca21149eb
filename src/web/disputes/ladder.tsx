import { Steps } from 'antd';
import { disputeStateWords, type Dispute } from '../../core/disputes/model.ts';
import { useT } from '../app/language.tsx';
import { isOver, levelsSeen, levelWords } from './levels.ts';

/** The four levels as steps: where the file is, where it has been, what it passed over. */
export function Ladder({ dispute }: { dispute: Dispute }) {
  const t = useT();
  const seen = levelsSeen(dispute);
  const over = isOver(dispute.state);
  const statusOf = (level: number) => {
    if (level === dispute.level) return over ? ('finish' as const) : ('process' as const);
    return level < dispute.level && seen.has(level) ? ('finish' as const) : ('wait' as const);
  };
  const sayOf = (level: number) => {
    if (level === dispute.level) return t(disputeStateWords[dispute.state]);
    if (level > dispute.level) return over ? t({ zh: '未启用', en: 'Not needed' }) : t({ zh: '尚未进入', en: 'Not reached' });
    return seen.has(level) ? t({ zh: '已经过', en: 'Passed through' }) : t({ zh: '未经过', en: 'Not entered' });
  };
  return (
    <Steps
      size="small" responsive current={dispute.level - 1}
      items={levelWords.map((label, index) => ({ title: t(label), content: sayOf(index + 1), status: statusOf(index + 1) }))}
    />
  );
}
