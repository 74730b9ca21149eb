import { Link } from '@tanstack/react-router';
import type { Source } from '../../core/kernel/reasons.ts';

/** A record by its label, linked where it has a page of its own. */
export function SourceLink({ source }: { source: Source }) {
  // A basis may be cited that is not in the registry.
  return source.id === '' ? <span>{source.label}</span> : <RecordLink source={source} />;
}

function RecordLink({ source: { kind, id, label } }: { source: Source }) {
  switch (kind) {
    case 'divisionEntry': return <Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: id }}>{label}</Link>;
    case 'dutyClause': return <Link to="/duty-clauses/$dutyClauseId" params={{ dutyClauseId: id }}>{label}</Link>;
    case 'document': return <Link to="/documents/$documentId" params={{ documentId: id }}>{label}</Link>;
    case 'appeal': return <Link to="/appeals/$appealId" params={{ appealId: id }}>{label}</Link>;
    case 'matter': return <Link to="/matters/$matterId" params={{ matterId: id }}>{label}</Link>;
    case 'department': return <Link to="/departments/$departmentId" params={{ departmentId: id }}>{label}</Link>;
    case 'dispute': return <Link to="/disputes/$disputeId" params={{ disputeId: id }}>{label}</Link>;
    case 'precedent':
    case 'parameter': return <span>{label}</span>;
  }
}
