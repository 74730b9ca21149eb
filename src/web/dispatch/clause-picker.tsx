import { Button, Flex, Input, Spin } from 'antd';
import { useState } from 'react';
import type { DutyClause } from '../../core/registry/model.ts';
import { registryOperations } from '../../core/registry/operations.ts';
import { useRead } from '../app/reading.ts';
import { useT } from '../app/language.tsx';
import { ProblemAlert } from '../parts/problem-alert.tsx';

export type PickedClause = DutyClause;

/** Finds the duty clause a return relies on: a search over the registry, one hit is taken with its words and its department. */
export function ClausePicker({ onPick }: { onPick: (clause: PickedClause) => void }) {
  const t = useT();
  const [q, setQ] = useState('');
  const found = useRead(registryOperations.search, { q, kind: 'CLAUSE', limit: 8 }, { enabled: q !== '' });
  const clauses = (found.data?.items ?? []).flatMap((item) => (item.kind === 'CLAUSE' ? [item.clause] : []));
  return (
    <Flex vertical gap={8} style={{ marginBottom: 12 }}>
      <Input.Search
        aria-label={t({ zh: '检索职责条款', en: 'Search duty clauses' })} enterButton={t({ zh: '检索条款', en: 'Search' })}
        placeholder={t({ zh: '输入事项或职责，如“占道经营”', en: 'A matter or a duty' })} onSearch={(typed) => setQ(typed.trim())}
      />
      <ProblemAlert problem={found.error} onRetry={() => void found.refetch()} />
      {found.isFetching && <Spin size="small" />}
      {q !== '' && found.data !== undefined && (
        <div className="clause-hits">
          {clauses.length === 0 && <span className="muted">{t({ zh: '没有检索到条款，可直接填写依据。', en: 'Nothing found; write the basis yourself.' })}</span>}
          {clauses.map((clause) => (
            <div key={clause.dutyClauseId} className="clause-hit">
              <div>
                <strong style={{ fontWeight: 500 }}>{clause.departmentName ?? clause.documentTitle}</strong> <span className="muted">{clause.documentTitle} {clause.path}</span>
                <div>{clause.text}</div>
              </div>
              <Button size="small" onClick={() => onPick(clause)}>{t({ zh: '引用', en: 'Cite' })}</Button>
            </div>
          ))}
        </div>
      )}
    </Flex>
  );
}
