import { useEffect, type ReactNode } from 'react';
import { useT } from '../app/language.tsx';

/** One page: its single h1, what can be done on it (`actions`, and `extra` after them), and a line of explanation. */
export function Page({ title, actions, extra, note, children }: { title: string; actions?: ReactNode; extra?: ReactNode; note?: ReactNode; children: ReactNode }) {
  const t = useT();
  const product = t({ zh: '理顺', en: 'Lishun' });
  useEffect(() => {
    document.title = `${title} · ${product}`;
  }, [title, product]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{title}</h1>
        {(actions !== undefined || extra !== undefined) && <div className="page-actions">{actions}{extra}</div>}
        {note !== undefined && <div className="page-note">{note}</div>}
      </div>
      <div className="stack">{children}</div>
    </div>
  );
}

/** A part of a page with its own heading. */
export function Panel({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <div className="page-head">
        <h2 className="section-title" style={{ marginBottom: 0 }}>{title}</h2>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
