import { Input } from 'antd';
import { useState } from 'react';
import type { DivisionDraft } from '../../core/division/model.ts';
import type { Word } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';
import { ConfirmButton } from '../parts/confirm-button.tsx';

const plain: Word = { zh: '作废后不能恢复为草案，记录保留。', en: 'It cannot become a draft again; the record stays.' };
const sentBack: Word = {
  zh: '该草案来自职责争议：作废后争议退回，已报备的由各方重新报备或另提方案，已议定的重新议定。请写明理由，理由记入卷宗。',
  en: 'This draft comes from a dispute. Discarding it sends the dispute back: what was filed is filed or proposed anew, what was decided is decided again. The reason goes on file.',
};

/** Discards a draft; one that a dispute rests on asks for the reason with which the dispute is sent back. */
export function DiscardButton({ draft, pending, onConfirm }: { draft: DivisionDraft; pending: boolean; onConfirm: (reason: string) => void }) {
  const t = useT();
  const [reason, setReason] = useState('');
  const consequence = draft.disputeId === null ? t(plain) : (
    <div className="stack" style={{ gap: 8 }}>
      <div>{t(sentBack)}</div>
      <Input.TextArea aria-label={t({ zh: '作废理由', en: 'Reason' })} placeholder={t({ zh: '作废理由', en: 'Reason' })} value={reason} onChange={(event) => setReason(event.target.value)} autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
    </div>
  );
  return <ConfirmButton danger label={t({ zh: '作废', en: 'Discard' })} pending={pending} onConfirm={() => onConfirm(reason)} consequence={consequence} />;
}
