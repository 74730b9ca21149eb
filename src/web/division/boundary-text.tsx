import type { Boundary } from '../../core/division/model.ts';
import { useT } from '../app/language.tsx';

/** A boundary in words; the brief form shows only the scope and the stage. */
export function BoundaryText({ boundary, brief = false }: { boundary: Boundary; brief?: boolean }) {
  const t = useT();
  const lines = [
    { label: { zh: '范围', en: 'Scope' }, text: boundary.scope },
    { label: { zh: '环节', en: 'Stage' }, text: boundary.stage },
    ...(brief ? [] : [{ label: { zh: '包括', en: 'Includes' }, text: boundary.includes }, { label: { zh: '不包括', en: 'Excludes' }, text: boundary.excludes }]),
  ].filter((line) => line.text !== '');
  if (lines.length === 0) return brief ? null : <span>{t({ zh: '整个事项', en: 'The whole matter' })}</span>;
  return (
    <>
      {lines.map((line) => (
        <div key={line.label.en}><span className="muted">{t(line.label)}{t({ zh: '：', en: ': ' })}</span>{line.text}</div>
      ))}
    </>
  );
}
