import { Button } from 'antd';
import { useState } from 'react';
import type { DispatchCard } from '../../core/dispatch/model.ts';
import { useT } from '../app/language.tsx';
import { ReasonsTree } from '../parts/reasons-tree.tsx';

/** The candidates, surest first, each with a bar and its own grounds on demand. */
export function RankingBars({ ranking, predictionSet }: { ranking: DispatchCard['ranking']; predictionSet: readonly string[] }) {
  const t = useT();
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <ol className="ranking">
      {ranking.map((one) => {
        const share = Math.round(one.probability * 100);
        const isOpen = opened === one.departmentId;
        return (
          <li key={one.departmentId} className={predictionSet.includes(one.departmentId) ? 'in-set' : undefined}>
            <div className="ranking-line">
              <span className="ranking-name">{one.name}</span>
              <span className="ranking-bar" aria-hidden="true"><span style={{ width: `${Math.max(share, 1)}%` }} /></span>
              <span className="ranking-share">{share}%</span>
              {one.reasons.length > 0 && (
                <Button type="link" size="small" aria-expanded={isOpen} onClick={() => setOpened(isOpen ? null : one.departmentId)}>
                  {isOpen ? t({ zh: '收起', en: 'Hide' }) : t({ zh: '理由', en: 'Why' })}
                </Button>
              )}
            </div>
            {isOpen && <div className="ranking-reasons"><ReasonsTree reasons={one.reasons} /></div>}
          </li>
        );
      })}
    </ol>
  );
}
