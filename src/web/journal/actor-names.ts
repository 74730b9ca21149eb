import { accessOperations } from '../../core/access/operations.ts';
import { word, type Word } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';
import { useAll } from '../app/reading.ts';
import { useSession } from '../app/session.tsx';

const nobody: Readonly<Record<string, Word>> = { public: word('未登录', 'Not signed in'), system: word('本系统', 'The system itself') };

/** Says the actor of a record by name, for those who may see the accounts; else as it is recorded. */
export function useActorNames(): (actor: string) => string {
  const t = useT();
  const { can } = useSession();
  const { data } = useAll(accessOperations.listAccounts, {}, { enabled: can('access:read-accounts') });
  return (actor) => {
    const known = nobody[actor];
    return known === undefined ? (data?.find((account) => account.accountId === actor)?.displayName ?? actor) : t(known);
  };
}
