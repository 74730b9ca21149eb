import { useNavigate, useSearch } from '@tanstack/react-router';
import type { z } from 'zod';
import type { Operation } from '../../core/kernel/operation.ts';

type Field<Op extends Operation> = keyof z.input<Op['input']> & string;
type Filters<Op extends Operation, Name extends Field<Op>> = Partial<Record<Name, string>> & Partial<Pick<z.input<Op['input']>, Name>>;

/** Keeps of an address what the operation's own schema takes; the rest is dropped, so that an old link still opens. */
export function filtersOf<Op extends Operation, Name extends Field<Op>>(operation: Op, names: readonly Name[]) {
  return (raw: Record<string, unknown>): Filters<Op, Name> => {
    const kept = names.filter((name) => {
      const value = raw[name];
      const schema = (operation.input.shape as Record<string, z.ZodType>)[name];
      return typeof value === 'string' && value !== '' && schema?.safeParse(value).success === true;
    });
    return Object.fromEntries(kept.map((name) => [name, raw[name]])) as Filters<Op, Name>;
  };
}

/** The page's filters, kept in the address: read them, and change some of them (`undefined` or '' takes one away). */
export function useFilters<Op extends Operation, Name extends Field<Op>>(operation: Op, names: readonly Name[]) {
  const raw: Record<string, unknown> = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = (patch: Partial<Record<Name, string | undefined>>) => {
    const next = Object.fromEntries(Object.entries({ ...raw, ...patch }).filter(([, value]) => value !== undefined && value !== ''));
    void navigate({ to: '.', search: next, replace: true } as never);
  };
  return [filtersOf(operation, names)(raw), change] as const;
}
