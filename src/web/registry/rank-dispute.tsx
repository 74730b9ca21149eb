import { Tag } from 'antd';
import { documentKindWords } from '../../core/registry/model.ts';
import type { ShownRank } from '../../core/registry/basis-ranks.ts';
import { useT } from '../app/language.tsx';
import { Panel } from '../parts/page.tsx';

/** A rank on which districts differ: every answer with its source, and the one that holds here. */
export function RankDispute({ rank: { rank, dispute } }: { rank: ShownRank }) {
  const t = useT();
  if (dispute === null) return null;
  const { adoptedFrom } = dispute;
  return (
    <Panel title={t({ zh: `各地规定不一：${documentKindWords[rank].zh}`, en: `Districts differ: ${documentKindWords[rank].en}` })}>
      <p lang="zh-CN">{dispute.question}</p>
      <ul className="plain-list">
        {dispute.answers.map(({ place, alone, source, isAdopted }) => (
          <li key={place}>
            <strong lang="zh-CN">{place}</strong>{t({ zh: '：', en: ': ' })}{alone ? t({ zh: '可以单独作依据', en: 'carries an entry alone' }) : t({ zh: '不可单独作依据', en: 'cannot stand alone' })}
            {' '}<span className="muted" lang="zh-CN">{source}</span>
            {isAdopted && <Tag color="blue" style={{ marginLeft: 8 }}>{t({ zh: `本区采用，自 ${adoptedFrom ?? ''} 起`, en: `adopted here since ${adoptedFrom ?? ''}` })}</Tag>}
          </li>
        ))}
      </ul>
      {adoptedFrom === null && <p className="muted">{t({ zh: '当日本区尚未采用其中任何一种，按下表该位阶的规定办理。', en: 'None of them was adopted here on that day; the line of the rank below holds.' })}</p>}
    </Panel>
  );
}
