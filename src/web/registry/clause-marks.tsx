import { Tag } from 'antd';
import { dutyRoleWords, type DutyClause } from '../../core/registry/model.ts';
import { useT } from '../app/language.tsx';
import { clauseKindWords, relationWords, wordFor } from './clause-words.ts';

export type ShownClause = Pick<DutyClause, 'path' | 'clauseKind' | 'text' | 'verbs' | 'partners' | 'noLead'>;

/** What the parser read out of a clause: its kind, verbs with their roles, partners (red: no department by that name), a missing lead. */
export function ClauseMarks({ clause, unknown = [] }: { clause: Omit<ShownClause, 'path' | 'text'>; unknown?: readonly string[] }) {
  const t = useT();
  return (
    <div className="clause-marks">
      <Tag>{t(wordFor(clauseKindWords, clause.clauseKind))}</Tag>
      {clause.verbs.map((verb, index) => <Tag key={`${verb.verb}-${index}`} color="blue">{verb.verb} · {t(dutyRoleWords[verb.role])}</Tag>)}
      {clause.partners.map((partner, index) => (
        <Tag key={`${partner.name}-${index}`} color={unknown.includes(partner.name) ? 'red' : 'cyan'}>
          {t(wordFor(relationWords, partner.relation))} {partner.name}{unknown.includes(partner.name) && t({ zh: '（未登记）', en: ' (not registered)' })}
        </Tag>
      ))}
      {clause.noLead && <Tag color="orange">{t({ zh: '未明确牵头', en: 'No lead named' })}</Tag>}
    </div>
  );
}
