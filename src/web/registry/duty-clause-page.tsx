import { Navigate } from '@tanstack/react-router';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { useParam } from '../app/params.ts';
import { useRead } from '../app/reading.ts';
import { PageState } from '../parts/read-state.tsx';

/** The address of a single clause: leads on to the document it stands in, opened there. */
export function DutyClausePage() {
  const t = useT();
  const read = useRead(registryOperations.viewDutyClause, { dutyClauseId: useParam('dutyClauseId') });
  return (
    <PageState title={t({ zh: '职责条款', en: 'Duty clause' })} read={read}>
      {({ documentId, dutyClauseId }) => <Navigate to="/documents/$documentId" params={{ documentId }} search={{ clause: dutyClauseId }} replace />}
    </PageState>
  );
}
