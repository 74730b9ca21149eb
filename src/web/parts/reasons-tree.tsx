import type { Reason } from '../../core/kernel/reasons.ts';
import { useT } from '../app/language.tsx';
import { SourceLink } from './source-link.tsx';

/** Why a result is what it is: every reason with its share, the records it rests on with the words quoted, and its sub-reasons. */
export function ReasonsTree({ reasons }: { reasons: readonly Reason[] }) {
  const t = useT();
  if (reasons.length === 0) return null;
  return (
    <ul className="reasons">
      {reasons.map((reason, index) => (
        <li key={`${reason.rule}-${index}`}>
          <span title={`${reason.rule} v${reason.v}`}>{t(reason.text)}</span>
          {reason.weight !== undefined && <span className="reason-weight">{Math.round(reason.weight * 100)}%</span>}
          {reason.sources.length > 0 && (
            <div className="reason-sources">
              {reason.sources.map((source) => (
                <div key={`${source.kind}-${source.id}`}>
                  <SourceLink source={source} />
                  {source.quote !== undefined && source.quote !== '' && <div className="quote">{source.quote}</div>}
                </div>
              ))}
            </div>
          )}
          {reason.reasons !== undefined && <ReasonsTree reasons={reason.reasons} />}
        </li>
      ))}
    </ul>
  );
}
