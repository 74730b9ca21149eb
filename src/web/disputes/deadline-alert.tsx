import { Alert } from 'antd';
import { disputeStateWords, type Dispute } from '../../core/disputes/model.ts';
import { useT } from '../app/language.tsx';
import { When } from '../parts/when.tsx';
import { isOver } from './levels.ts';

/** Once a limit has run out: when it was reminded, and where the dispute goes by itself if nothing happens. */
export function DeadlineAlert({ dispute }: { dispute: Dispute }) {
  const t = useT();
  if (dispute.remindedAt === null || isOver(dispute.state)) return null;
  const next = dispute.movesTo === null
    ? t({ zh: '仍无进展的，届时再次提醒。', en: 'If nothing happens by then, it is reminded again.' })
    : t({ zh: `仍无进展的，届时自动转入“${disputeStateWords[dispute.movesTo].zh}”；沉默不视为同意。`, en: `If nothing happens by then, it becomes “${disputeStateWords[dispute.movesTo].en}”. Silence is not consent.` });
  return (
    <Alert
      type="warning" showIcon
      title={<>{t({ zh: '本环节期限已满，系统已于 ', en: 'The time has run out. Reminded ' })}<When at={dispute.remindedAt} />{t({ zh: ' 提醒。', en: '.' })}</>}
      description={<>{t({ zh: '下一时点：', en: 'Next: ' })}<When at={dispute.deadlineAt} /> {next}</>}
    />
  );
}
