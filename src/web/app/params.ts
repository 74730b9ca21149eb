import { useParams } from '@tanstack/react-router';

type Param = 'departmentId' | 'documentId' | 'dutyClauseId' | 'matterId' | 'appealId' | 'workOrderId' | 'disputeId' | 'divisionEntryId' | 'divisionDraftId';

/** The id in the page's own address. Empty where the address has none (a "new" page). */
export const useParam = (name: Param): string => (useParams({ strict: false }) as Partial<Record<Param, string>>)[name] ?? '';
