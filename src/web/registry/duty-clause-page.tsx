import { Navigate } from '@tanstack/react-router';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { PageState } from '../parts/read-state.tsx';
import { useClocks } from './clock-control.tsx';

/** The address of a single clause: leads on to the document it stands in, opened there. */
export function DutyClausePage() {
  const t = useT();
  const clocks = useClocks();
  const read = useRead(registryOperations.viewDutyClause, { dutyClauseId: useParam('dutyClauseId'), ...clocks });
  return (
    <PageState title={t({ zh: '职责条款', en: 'Duty clause' })} read={read}>
      {({ documentId, dutyClauseId }) => <Navigate to="/documents/$documentId" params={{ documentId }} search={{ clause: dutyClauseId, ...clocks }} replace />}
    </PageState>
  );
}
