import { dutyRoleWords, type DutyRole } from '../../core/registry/model.ts';
import type { CorrectionField, MadeCorrection } from '../../core/registry/import-model.ts';
import { useT } from '../app/language.tsx';
import { useDepartments } from '../parts/departments.ts';
import { clauseKindWords, relationWords, wordFor } from './clause-words.ts';

interface SaidPartner {
  readonly name: string;
  readonly relation: string;
  readonly departmentId: string | null;
}

interface SaidVerb {
  readonly verb: string;
  readonly role: DutyRole;
}

/** Says what stood in a field before or after its correction. */
export function useCorrectionValue(): (field: CorrectionField, value: MadeCorrection['after']) => string {
  const t = useT();
  const { list } = useDepartments();
  const nameOf = (departmentId: string | null): string => (departmentId === null ? t({ zh: '不对应部门', en: 'none of ours' }) : (list.find((one) => one.departmentId === departmentId)?.name ?? departmentId));
  const join = (parts: readonly string[]): string => (parts.length === 0 ? t({ zh: '无', en: 'none' }) : parts.join(t({ zh: '；', en: '; ' })));
  const nothing = (): string => '—';
  const sayers: Readonly<Record<CorrectionField, (value: MadeCorrection['after']) => string>> = {
    DEPARTMENT: (value) => nameOf(value as string | null),
    PARTNERS: (value) => join((value as unknown as SaidPartner[]).map(({ name, relation, departmentId }) => `${t(wordFor(relationWords, relation))} ${name}（${nameOf(departmentId)}）`)),
    VERBS: (value) => join((value as unknown as SaidVerb[]).map(({ verb, role }) => `${verb} · ${t(dutyRoleWords[role])}`)),
    KIND: (value) => t(wordFor(clauseKindWords, value as string)),
    TAKEN_IN: (value) => (value === null ? '—' : t(wordFor(clauseKindWords, value as string))),
    BOUNDS: (value) => Object.values(value as Record<string, number>).join('–'),
    TAKEN_OUT: (value) => (value === null ? t({ zh: '不作条款', en: 'no clause' }) : value as string),
    CHECKED: nothing,
  };
  return (field, value) => sayers[field](value);
}
