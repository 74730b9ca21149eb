import { Button, Modal, Tooltip, type ButtonProps } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Reason } from '../../core/kernel/reasons.ts';
import { useT } from '../app/language.tsx';

interface ConfirmButtonProps {
  readonly label: string;
  /** What will happen, said before it happens. */
  readonly consequence: ReactNode;
  readonly onConfirm: () => void;
  readonly pending?: boolean;
  readonly danger?: boolean;
  readonly type?: NonNullable<ButtonProps['type']>;
  /** Why the button is closed; open when empty. */
  readonly closedBecause?: readonly Reason[];
  readonly disabled?: boolean;
  readonly size?: NonNullable<ButtonProps['size']>;
}

/** A step that cannot be taken back: asks first and says what will follow. */
export function ConfirmButton({ label, consequence, onConfirm, pending = false, danger = false, type = 'default', closedBecause = [], disabled = false, size = 'middle' }: ConfirmButtonProps) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  const why = closedBecause.map((reason) => t(reason.text)).join(t({ zh: '；', en: '; ' }));
  return (
    <>
      <Tooltip title={why === '' ? undefined : why}>
        <Button type={type} size={size} danger={danger} loading={pending} disabled={disabled || why !== ''} onClick={() => setAsking(true)}>{label}</Button>
      </Tooltip>
      <Modal
        open={asking}
        title={label}
        okText={t({ zh: '确认', en: 'Confirm' })}
        cancelText={t({ zh: '取消', en: 'Cancel' })}
        okButtonProps={{ danger }}
        onCancel={() => setAsking(false)}
        onOk={() => {
          setAsking(false);
          onConfirm();
        }}
      >
        {consequence}
      </Modal>
    </>
  );
}
