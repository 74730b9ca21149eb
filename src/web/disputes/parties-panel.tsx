import { Table, Tag, type TableColumnsType } from 'antd';
import { positionKindWords, type Dispute, type PositionKind } from '../../core/disputes/model.ts';
import { useT, type Say } from '../app/language.tsx';
import { ReasonsTree } from '../parts/reasons-tree.tsx';
import { WordTag, type Tone } from '../parts/tag.tsx';
import { When } from '../parts/when.tsx';

type Party = Dispute['parties'][number];
type Position = Dispute['positions'][number];

const positionTones: Record<PositionKind, Tone> = { AGREE: 'green', RESERVE: 'orange', OBJECT: 'red' };

const latestOf = (dispute: Dispute, departmentId: string): Position | undefined =>
  dispute.positions.filter((one) => one.departmentId === departmentId).toSorted((a, b) => (a.takenAt < b.takenAt ? 1 : -1))[0];

const columnsOf = (t: Say, dispute: Dispute): TableColumnsType<Party> => [
  {
    key: 'party', title: t({ zh: '当事部门', en: 'Party' }), width: 190,
    render: (_, party) => (
      <>
        <strong style={{ fontWeight: 500 }}>{party.departmentName}</strong>
        <div>
          {party.isHost && <Tag color="blue">{t({ zh: '主办部门', en: 'Host' })}</Tag>}
          {party.isListedLead && <Tag>{t({ zh: '文件列明牵头', en: 'Listed lead' })}</Tag>}
        </div>
      </>
    ),
  },
  { key: 'claim', title: t({ zh: '主张', en: 'Claim' }), render: (_, party) => party.claim || <span className="muted">{t({ zh: '未写明', en: 'Not stated' })}</span> },
  {
    key: 'position', title: t({ zh: '当前意见', en: 'Present position' }), width: 130,
    render: (_, party) => {
      const latest = latestOf(dispute, party.departmentId);
      if (latest === undefined) return <Tag color="gold">{t({ zh: '未表态', en: 'None yet' })}</Tag>;
      return (
        <>
          <WordTag words={positionKindWords} value={latest.kind} color={positionTones} />
          {latest.settlementVersion !== dispute.settlementVersion && <div className="muted">{t({ zh: '针对旧方案', en: 'On an older text' })}</div>}
        </>
      );
    },
  },
  {
    key: 'signed', title: t({ zh: '签署', en: 'Signature' }), width: 180,
    render: (_, party) => (party.signedAt === null ? <span className="muted">{t({ zh: '未签署', en: 'Not signed' })}</span> : <>{party.signedBy}<div className="muted"><When at={party.signedAt} /></div></>),
  },
];

/** Parties in the order in which they are listed, what each says now, who has signed and who is missing. */
export function PartiesPanel({ dispute }: { dispute: Dispute }) {
  const t = useT();
  const missing = dispute.parties.filter((party) => party.signedAt === null);
  return (
    <div className="stack">
      <Table<Party> size="small" bordered pagination={false} rowKey={(party) => party.departmentId} dataSource={dispute.parties.toSorted((a, b) => a.ordinal - b.ordinal)} columns={columnsOf(t, dispute)} scroll={{ x: 620 }} />
      {dispute.settlement !== null && (
        <div role="status">
          {missing.length === 0
            ? t({ zh: '各方均已签署。', en: 'All parties have signed.' })
            : <>{t({ zh: '尚未签署：', en: 'Not signed yet: ' })}<strong style={{ fontWeight: 500 }}>{missing.map((party) => party.departmentName).join(t({ zh: '、', en: ', ' }))}</strong>{t({ zh: '。各方签署齐全后方可报备。', en: '. It can be filed only when all have signed.' })}</>}
        </div>
      )}
      {dispute.hostReasons.length > 0 && (
        <details>
          <summary>{t({ zh: '主办部门如何确定', en: 'Why this host' })}</summary>
          <ReasonsTree reasons={dispute.hostReasons} />
        </details>
      )}
    </div>
  );
}

/** Every position taken, newest first, with its reason and basis. */
export function PositionsTable({ positions }: { positions: readonly Position[] }) {
  const t = useT();
  if (positions.length === 0) return <span className="muted">{t({ zh: '各方尚未表明意见。', en: 'No party has taken a position yet.' })}</span>;
  return (
    <Table<Position>
      size="small" bordered pagination={false} scroll={{ x: 560 }}
      rowKey={(one) => `${one.departmentId}-${one.takenAt}`}
      dataSource={positions.toSorted((a, b) => (a.takenAt < b.takenAt ? 1 : -1))}
      columns={[
        { key: 'who', title: t({ zh: '部门', en: 'Department' }), width: 150, render: (_, one) => <>{one.departmentName}<div className="muted">{one.takenBy}</div></> },
        { key: 'kind', title: t({ zh: '意见', en: 'Position' }), width: 100, render: (_, one) => <WordTag words={positionKindWords} value={one.kind} color={positionTones} /> },
        { key: 'reason', title: t({ zh: '理由和依据', en: 'Reason and basis' }), render: (_, one) => <>{one.reason}{one.basis !== '' && <div className="muted">{t({ zh: '依据：', en: 'Basis: ' })}{one.basis}</div>}</> },
        { key: 'on', title: t({ zh: '方案和时间', en: 'Text and time' }), width: 170, render: (_, one) => <>{t({ zh: `第 ${one.settlementVersion} 稿`, en: `Text ${one.settlementVersion}` })}{one.round > 0 && t({ zh: `，第 ${one.round} 轮`, en: `, round ${one.round}` })}<div className="muted"><When at={one.takenAt} /></div></> },
      ]}
    />
  );
}
