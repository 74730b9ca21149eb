import type { Rate } from '../../core/dispatch/rates.ts';
import type { Say } from '../app/language.tsx';

export const percent = (share: number | null, digits = 1): string => (share === null ? '—' : `${(share * 100).toFixed(digits)}%`);

/** 92.3%（85.9%–95.8%，n=120） */
export const sayRate = ({ share, low, high, count }: Rate, t: Say): string =>
  share === null ? t({ zh: '暂无已办结的工单', en: 'no closed orders yet' }) : t({ zh: `${percent(share)}（区间 ${percent(low)} 至 ${percent(high)}，${count} 件）`, en: `${percent(share)} (${percent(low)} to ${percent(high)}, n = ${count})` });

export const shareTicks = [0, 0.25, 0.5, 0.75, 1].map((at) => ({ at, text: `${at * 100}%` }));
