import { useParams } from '@tanstack/react-router';

type Param = 'departmentId' | 'documentId' | 'documentImportId' | 'ordinal' | 'dutyClauseId' | 'matterId' | 'matterSchemeId' | 'basisChangeId' | 'appealId' | 'workOrderId' | 'disputeId' | 'divisionEntryId' | 'divisionDraftId';

/** The id in the page's own address. Empty where the address has none (a "new" page). */
export function useParam(name: Param): string {
  const params: Partial<Record<Param, string>> = useParams({ strict: false });
  return params[name] ?? '';
}
