import type { ShownRefusal } from '../../core/registry/import-model.ts';
import { useT } from '../app/language.tsx';

/** Why a file was refused: code, places and what would make it pass. */
export function ImportRefusal({ refusal: { code, text, remedy, places } }: { refusal: ShownRefusal }) {
  const t = useT();
  return (
    <div>
      <div className="finding-error">{t(text)}</div>
      {places.length > 0 && <ul className="plain-list">{places.map((place) => <li key={place.zh}>{t(place)}</li>)}</ul>}
      <div>{t(remedy)} <span className="muted">{code}</span></div>
    </div>
  );
}
