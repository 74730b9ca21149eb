import { Alert } from 'antd';
import type { ReactNode } from 'react';
import type { CompileFinding } from '../../core/division/model.ts';
import { useT } from '../app/language.tsx';

/** Red keeps from publishing, amber is to be known. */
function FindingNote({ findings }: { findings: readonly CompileFinding[] }) {
  const t = useT();
  return (
    <div role="status">
      {findings.map((finding) => (
        <div key={finding.code + finding.place} className={finding.severity === 'ERROR' ? 'finding-error' : 'finding-warning'}>
          {finding.severity === 'ERROR' ? t({ zh: '不能发布：', en: 'Cannot be published: ' }) : t({ zh: '提示：', en: 'Note: ' })}
          {t(finding.text)}
        </div>
      ))}
    </div>
  );
}

/** What the compile says of one field, to stand beside it; undefined when it says nothing. */
export function noteOn(findings: readonly CompileFinding[], places: readonly string[]): ReactNode | undefined {
  const here = findings.filter((finding) => places.includes(finding.place));
  return here.length === 0 ? undefined : <FindingNote findings={here} />;
}

/** All findings in one place, above the form. */
export function FindingSummary({ findings }: { findings: readonly CompileFinding[] }) {
  const t = useT();
  const errors = findings.filter((finding) => finding.severity === 'ERROR');
  const warnings = findings.filter((finding) => finding.severity === 'WARNING');
  if (findings.length === 0) {
    return <Alert type="success" showIcon title={t({ zh: '校核通过，可以发布。', en: 'The checks pass; it can be published.' })} />;
  }
  return (
    <div className="stack" style={{ gap: 8 }}>
      {errors.length > 0 && <FindingList type="error" findings={errors} title={t({ zh: `有 ${errors.length} 处问题，改正后才能发布`, en: `${errors.length} to correct before it can be published` })} />}
      {warnings.length > 0 && <FindingList type="warning" findings={warnings} title={t({ zh: `有 ${warnings.length} 处提示，请核对`, en: `${warnings.length} to look at` })} />}
    </div>
  );
}

function FindingList({ type, findings, title }: { type: 'error' | 'warning'; findings: readonly CompileFinding[]; title: string }) {
  const t = useT();
  return (
    <Alert
      type={type} showIcon title={title}
      description={
        <ul className="plain-list">
          {findings.map((finding) => (
            <li key={finding.code + finding.place}>
              {t(finding.text)}
              {finding.conflictsWith !== null && <>{' '}<a href={`/division-entries/${finding.conflictsWith}`}>{t({ zh: '查看相冲突的条目', en: 'Open the entry it conflicts with' })}</a></>}
            </li>
          ))}
        </ul>
      }
    />
  );
}
