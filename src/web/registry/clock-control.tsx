import { useNavigate, useSearch } from '@tanstack/react-router';
import { Alert, Button } from 'antd';
import { useT } from '../app/language.tsx';
import { DayInput } from '../parts/day-input.tsx';

/** The two clocks of the registry, kept in the address: the day asked about, and the day whose knowledge is asked for. */
export interface ChosenClocks {
  readonly on?: string;
  readonly known?: string;
}

const isDay = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);

/** What the address says of the clocks; a day that is none is left out. */
export function useClocks(): ChosenClocks {
  const { on, known }: Record<string, unknown> = useSearch({ strict: false });
  return { ...(isDay(on) ? { on } : {}), ...(isDay(known) ? { known } : {}) };
}

/** The one control of both clocks, the same on every page of the registry. */
export function ClockControl() {
  const t = useT();
  const navigate = useNavigate();
  const clocks = useClocks();
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const change = (patch: Partial<Record<'on' | 'known', string | undefined>>) => {
    const next = Object.fromEntries(Object.entries({ ...raw, ...patch }).filter(([, value]) => value !== undefined && value !== ''));
    void navigate({ to: '.', search: next, replace: true } as never);
  };
  return (
    <div className="clock-control" role="group" aria-label={t({ zh: '查看日期', en: 'Days of the view' })}>
      <label>{t({ zh: '截至日期', en: 'As on day' })}<DayInput value={clocks.on} onChange={(on) => change({ on })} /></label>
      <label title={t({ zh: '只看到该日为止已登记的内容，之后的补登和更正不计入。', en: 'Shows what had been recorded by that day; later entries and corrections are left out.' })}>
        {t({ zh: '按当时所知', en: 'As known on' })}<DayInput value={clocks.known} onChange={(known) => change({ known })} />
      </label>
      {(clocks.on !== undefined || clocks.known !== undefined) && <Button type="link" onClick={() => change({ on: undefined, known: undefined })}>{t({ zh: '回到现在', en: 'Back to now' })}</Button>}
    </div>
  );
}

/** Says that a page does not show the present; nothing when it does. */
export function ClockNotice() {
  const t = useT();
  const { on, known } = useClocks();
  if (on === undefined && known === undefined) return null;
  const zh = [on === undefined ? '' : `${on} 当日的情况`, known === undefined ? '' : `按 ${known} 所知`].filter((part) => part !== '').join('，');
  const en = [on === undefined ? '' : `the state of ${on}`, known === undefined ? '' : `as known on ${known}`].filter((part) => part !== '').join(', ');
  return <Alert type="info" showIcon title={t({ zh: `以下为${zh}。`, en: `This is ${en}.` })} />;
}
