import { Table, Tag } from 'antd';
import { documentKindWords } from '../../core/registry/model.ts';
import type { ShownRank } from '../../core/registry/basis-ranks.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useT } from '../app/language.tsx';
import { useRead } from '../app/reading.ts';
import { DayInput } from '../parts/day-input.tsx';
import { Page } from '../parts/page.tsx';
import { PageState } from '../parts/read-state.tsx';
import { WordTag } from '../parts/tag.tsx';
import { useFilters } from '../app/filters.ts';
import { RankDispute } from './rank-dispute.tsx';

/** What each rank of basis is worth by the parameters, with its source, and where districts differ. */
export function BasisRankPage() {
  const t = useT();
  const [{ on }, change] = useFilters(registryOperations.listBasisRanks, ['on']);
  const read = useRead(registryOperations.listBasisRanks, on === undefined ? {} : { on });
  return (
    <PageState title={t(registryOperations.listBasisRanks.title)} read={read}>
      {({ ranks, v }) => (
        <Page
          title={t(registryOperations.listBasisRanks.title)}
          note={t({ zh: `发布分工条目、检索排序和四方对照都按本表。取自参数文件 parameters/basis-ranks.yaml 第 ${v} 版。`, en: `Publishing, ranking of searches and alignment go by this table: version ${v} of parameters/basis-ranks.yaml.` })}
        >
          <div className="clock-control"><label>{t({ zh: '截至日期', en: 'As on day' })}<DayInput value={on} onChange={(day) => change({ on: day })} /></label></div>
          {ranks.filter(({ dispute }) => dispute !== null).map((rank) => <RankDispute key={rank.rank} rank={rank} />)}
          <Ranks ranks={ranks} />
        </Page>
      )}
    </PageState>
  );
}

function Ranks({ ranks }: { ranks: readonly ShownRank[] }) {
  const t = useT();
  return (
    <Table<ShownRank>
      size="small" bordered pagination={false} dataSource={[...ranks]} rowKey="rank" scroll={{ x: 640 }}
      columns={[
        { key: 'rank', title: t({ zh: '依据', en: 'Basis' }), render: (_, { rank, dispute }) => <><WordTag words={documentKindWords} value={rank} />{dispute !== null && <Tag color="gold">{t({ zh: '各地规定不一', en: 'districts differ' })}</Tag>}</> },
        { key: 'weight', title: t({ zh: '位阶', en: 'Rank' }), width: 90, render: (_, { weight }) => <span className="number">{weight.toFixed(2)}</span> },
        { key: 'alone', title: t({ zh: '可否单独作依据', en: 'Carries an entry alone' }), width: 160, render: (_, { alone }) => (alone ? t({ zh: '可以', en: 'yes' }) : t({ zh: '不可，只作参考', en: 'no, a reference only' })) },
        { key: 'source', title: t({ zh: '出处', en: 'Source' }), render: (_, { source }) => <span lang="zh-CN">{source}</span> },
      ]}
    />
  );
}
