import { Link } from '@tanstack/react-router';
import { Alert, Card, Flex, Tag } from 'antd';
import type { ReactNode } from 'react';
import { interimRuleWords } from '../../core/disputes/model.ts';
import { dispatchOutcomeWords, type DispatchCard, type DispatchOutcome } from '../../core/dispatch/model.ts';
import type { Word } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';
import { useDepartmentNames } from '../division/department-names.ts';
import { ReasonsTree } from '../parts/reasons-tree.tsx';
import { WordTag, type Tone } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';
import { CardChanges } from './card-changes.tsx';
import { CardProposals } from './card-proposals.tsx';
import { HandlingAdviceNote } from './handling-advice.tsx';
import { RankingBars } from './ranking-bars.tsx';
import './dispatch.css';

const outcomeColors: Record<DispatchOutcome, Tone> = { SETTLED: 'green', CLEAR: 'blue', CONTESTED: 'orange', OWNERLESS: 'red' };

const outcomeMeaning: Record<DispatchOutcome, Word> = {
  SETTLED: { zh: '分工表已有现行条目，按条目派单。', en: 'An entry in force settles it: dispatch by the entry.' },
  CLEAR: { zh: '可能的单位只有一个，可直接派单。', en: 'One department qualifies: it can be dispatched at once.' },
  CONTESTED: { zh: '可能的单位有几个，或有争议、障碍，宜先会商。', en: 'Several departments may be responsible, or a dispute or an obstacle stands in the way: consult first.' },
  OWNERLESS: { zh: '没有找到承担这项职责的单位，宜作为职责空白研判。', en: 'No department holds this duty: treat it as a gap.' },
};

const percent = (probability: number): string => `${Math.round(probability * 100)}%`;

function Section({ title, children }: { title: Word; children: ReactNode }) {
  const t = useT();
  return (
    <section className="card-section">
      <h3>{t(title)}</h3>
      {children}
    </section>
  );
}

/** The dispatch card of an appeal with this text: who is to handle it, how sure that is, and why. */
export function DispatchCardView({ card, text, extra, preview = false }: { card: DispatchCard; text: string; extra?: ReactNode; preview?: boolean }) {
  const t = useT();
  const nameOf = useDepartmentNames();
  const lead = card.leadDepartment;
  return (
    <Card
      size="small" className={`dispatch-card outcome-${card.outcome.toLowerCase()}`}
      title={<Flex gap={8} align="center">{preview ? t({ zh: '试派结果', en: 'Preview' }) : t({ zh: '派单卡', en: 'Dispatch card' })}<WordTag words={dispatchOutcomeWords} value={card.outcome} color={outcomeColors[card.outcome]} /></Flex>}
      extra={extra}
    >
      <div className="lead-line">
        <div>
          <div className="muted">{t({ zh: '建议牵头部门', en: 'Suggested lead' })}</div>
          <div className="lead-name">{lead === null ? t({ zh: '暂无', en: 'None' }) : nameOf(lead.departmentId)}</div>
        </div>
        <LeadProbability card={card} />
      </div>
      <p className="muted" style={{ margin: '4px 0 0' }}>{t(outcomeMeaning[card.outcome])}</p>
      <HandlingAdviceNote card={card} />
      {card.interim !== null && <InterimNotice interim={card.interim} nameOf={nameOf} />}
      <CardFacts card={card} nameOf={nameOf} />
      <Section title={{ zh: '理由与依据', en: 'Why' }}><ReasonsTree reasons={card.reasons} /></Section>
      {card.wouldChange !== undefined && card.wouldChange.length > 0 && (
        <Section title={{ zh: '什么情况会改变结论', en: 'What would change the answer' }}><CardChanges changes={card.wouldChange} /></Section>
      )}
      {card.proposals !== undefined && <Section title={{ zh: '涉及多个事项', en: 'Several matters' }}><CardProposals card={card} proposals={card.proposals} text={text} nameOf={nameOf} /></Section>}
      {card.ranking.length > 0 && <Section title={{ zh: '候选排序', en: 'Ranking' }}><RankingBars ranking={card.ranking} predictionSet={card.predictionSet} /></Section>}
      {card.excluded.length > 0 && (
        <Section title={{ zh: '已排除单位', en: 'Excluded' }}>
          <ul className="plain-list">{card.excluded.map((one) => <li key={one.departmentId}><strong>{nameOf(one.departmentId)}</strong>{t({ zh: '：', en: ': ' })}{t(one.reason.text)}</li>)}</ul>
        </Section>
      )}
      <div className="muted card-foot">{t({ zh: '研判时间 ', en: 'Ranked ' })}<When at={card.at} /></div>
    </Card>
  );
}

/** A settled lead follows from an entry; its probability would say nothing. */
function LeadProbability({ card }: { card: DispatchCard }) {
  const t = useT();
  if (card.leadDepartment === null || card.outcome === 'SETTLED') return null;
  return <div className="lead-probability"><strong>{percent(card.leadDepartment.probability)}</strong><div className="muted">{t({ zh: '把握', en: 'Probability' })}</div></div>;
}

function CardFacts({ card, nameOf }: { card: DispatchCard; nameOf: (id: string) => string }) {
  const t = useT();
  return (
    <dl className="facts">
      {card.matter !== null && (
        <>
          <dt>{t({ zh: '事项', en: 'Matter' })}</dt>
          <dd><Link to="/matters/$matterId" params={{ matterId: card.matter.matterId }}>{card.matter.name}</Link> <span className="muted">{percent(card.matter.probability)}</span></dd>
        </>
      )}
      {card.divisionEntryId !== null && (
        <>
          <dt>{t({ zh: '分工条目', en: 'Division entry' })}</dt>
          <dd><Link to="/division-entries/$divisionEntryId" params={{ divisionEntryId: card.divisionEntryId }}>{t({ zh: '查看现行条目', en: 'Open the entry in force' })}</Link></dd>
        </>
      )}
      {card.responsibleDepartments.length > 0 && (
        <>
          <dt>{t({ zh: '责任部门', en: 'Responsible' })}</dt>
          <dd>
            {card.responsibleDepartments.map((one) => (
              <div key={one.departmentId}>{nameOf(one.departmentId)}{one.task && <span className="muted">{t({ zh: '：', en: ': ' })}{one.task}</span>}{one.reasons !== undefined && <ReasonsTree reasons={one.reasons} />}</div>
            ))}
          </dd>
        </>
      )}
      {card.outcome !== 'SETTLED' && (
        <>
          <dt>{t({ zh: '可能范围', en: 'Prediction set' })}</dt>
          <dd>{card.predictionSet.length === 0 ? t({ zh: '无', en: 'Empty' }) : card.predictionSet.map((id) => <Tag key={id}>{nameOf(id)}</Tag>)}</dd>
        </>
      )}
    </dl>
  );
}

function InterimNotice({ interim, nameOf }: { interim: NonNullable<DispatchCard['interim']>; nameOf: (id: string) => string }) {
  const t = useT();
  return (
    <Alert
      type="warning" showIcon style={{ marginTop: 12 }}
      title={<>{t({ zh: '有未决争议：', en: 'A dispute is pending: ' })}{t(interimRuleWords[interim.rule])}</>}
      description={interim.departmentId !== null && <>{t({ zh: '待决期间由 ', en: 'Meanwhile it goes to ' })}<strong>{nameOf(interim.departmentId)}</strong>{t({ zh: ' 办理。', en: '.' })}</>}
      action={<Link to="/disputes/$disputeId" params={{ disputeId: interim.disputeId }}>{t({ zh: '打开卷宗', en: 'Open the file' })}</Link>}
    />
  );
}
