import { createContext, useContext, useMemo, type ReactNode } from 'react';
import type { Account } from '../../core/access/model.ts';
import { accessOperations } from '../../core/access/operations.ts';
import type { Permission } from '../../core/access/permissions.ts';
import { useRead } from './reading.ts';

interface Session {
  /** Null for a visitor who has not signed in. */
  readonly account: Account | null;
  readonly permissions: readonly string[];
  readonly district: string;
  readonly can: (permission: Permission) => boolean;
}

const SessionContext = createContext<Session>({ account: null, permissions: [], district: '', can: () => false });

/** Asks who is signed in and hands it to the pages; `fallback` stands until the answer is there. */
export function SessionProvider({ fallback, children }: { fallback: (problem: Error | null, retry: () => void) => ReactNode; children: ReactNode }) {
  const { data, error, refetch } = useRead(accessOperations.viewSession, {});
  const session = useMemo<Session | null>(
    () => (data === undefined ? null : { ...data, can: (permission) => data.permissions.includes(permission) }),
    [data],
  );
  if (session === null) return fallback(error, () => void refetch());
  return <SessionContext value={session}>{children}</SessionContext>;
}

export const useSession = (): Session => useContext(SessionContext);
