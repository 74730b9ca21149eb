import type { Dispute } from '../../core/disputes/model.ts';
import { useT } from '../app/language.tsx';

/** Whose turn it is: every role that may act now, its departments, and its steps. */
export function ActorsView({ actors }: { actors: Dispute['actors'] }) {
  const t = useT();
  if (actors.length === 0) return <span className="muted">{t({ zh: '争议已经结束，无人须办理。', en: 'The dispute has ended; there is nothing to do.' })}</span>;
  return (
    <ul className="plain-list">
      {actors.map(({ role, title, departments, actions }) => (
        <li key={role}>
          <strong style={{ fontWeight: 500 }}>{t(title)}</strong>{departments.length > 0 && t({ zh: `（${departments.join('、')}）`, en: ` (${departments.join(', ')})` })}
          <div className="muted">{actions.map((action) => t(action)).join(t({ zh: '、', en: ', ' }))}</div>
        </li>
      ))}
    </ul>
  );
}
