import { decisionAuthorityWords, hostRuleWords, interimRuleWords, type Dispute } from '../../core/disputes/model.ts';
import type { Word } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';

interface Rule {
  readonly label: Word;
  readonly value: Word;
  readonly source: string;
}

/** The rules that differ between places, as this dispute began with them, each with its source. */
function rulesOf({ hostWithoutLead, interimRule, decisionAuthority, writtenRounds, afterReminder }: Dispute['procedure']): Rule[] {
  const { beforeMeeting } = writtenRounds;
  const { workingDays } = afterReminder;
  return [
    { label: { zh: '未列明牵头时的主办', en: 'Host without a named lead' }, value: hostRuleWords[hostWithoutLead.rule], source: hostWithoutLead.source },
    { label: { zh: '待决期间的一般规则', en: 'Usual interim rule' }, value: interimRuleWords[interimRule.rule], source: interimRule.source },
    { label: { zh: '会前书面征求意见', en: 'Written rounds before a meeting' }, value: { zh: `${beforeMeeting} 轮`, en: String(beforeMeeting) }, source: writtenRounds.source },
    { label: { zh: '最后决定', en: 'Decides in the end' }, value: decisionAuthorityWords[decisionAuthority.rule], source: decisionAuthority.source },
    { label: { zh: '逾期提醒后上提', en: 'Moves up after a reminder' }, value: { zh: `${workingDays} 个工作日`, en: `${workingDays} working days` }, source: afterReminder.source },
  ];
}

export function ProcedureView({ procedure }: { procedure: Dispute['procedure'] }) {
  const t = useT();
  return (
    <>
      <div className="muted" style={{ marginBottom: 8 }}>{t({ zh: `立案时适用的第 ${procedure.v} 版，${procedure.on} 起启用，办理期间不变。`, en: `Version ${procedure.v}, in force since ${procedure.on}; it stays while the dispute runs.` })}</div>
      <ul className="plain-list">
        {rulesOf(procedure).map(({ label, value, source }) => <li key={label.en}>{t(label)}：<strong style={{ fontWeight: 500 }}>{t(value)}</strong> <span className="muted">（{source}）</span></li>)}
      </ul>
    </>
  );
}
