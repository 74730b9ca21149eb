import { Timeline as AntTimeline } from 'antd';
import type { ReactNode } from 'react';
import type { Word } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';
import { When } from './when.tsx';

interface TimelineEvent {
  readonly at: string;
  readonly title: Word;
  readonly by: string;
  readonly note?: string;
  readonly extra?: ReactNode;
}

/** What happened, oldest first: when, what, who, and the note left with it. */
export function Timeline({ events }: { events: readonly TimelineEvent[] }) {
  const t = useT();
  if (events.length === 0) return <span className="muted">{t({ zh: '尚无办理记录', en: 'Nothing has happened yet' })}</span>;
  return (
    <AntTimeline
      items={events.map((event, index) => ({
        key: `${event.at}-${index}`,
        content: (
          <>
            <div><strong style={{ fontWeight: 500 }}>{t(event.title)}</strong> <span className="muted">{event.by === 'system' ? t({ zh: '本系统', en: 'The system' }) : event.by}</span></div>
            <div className="muted"><When at={event.at} /></div>
            {event.note !== undefined && event.note !== '' && <div className="quote">{event.note}</div>}
            {event.extra}
          </>
        ),
      }))}
    />
  );
}
