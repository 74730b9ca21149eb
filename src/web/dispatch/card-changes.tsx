import type { Reason } from '../../core/kernel/reasons.ts';
import type { Word } from '../../core/kernel/words.ts';
import { useT } from '../app/language.tsx';
import { ReasonsTree } from '../parts/reasons-tree.tsx';

/** Reasons that speak of the wording of the appeal; the others of facts that it does not tell. */
const OF_WORDS = new Set(['dispatch.telling-words', 'dispatch.steady-words']);

const groups: readonly { readonly title: Word; readonly isMeant: (reason: Reason) => boolean }[] = [
  { title: { zh: '事实不同', en: 'Other facts' }, isMeant: ({ rule }) => !OF_WORDS.has(rule) },
  { title: { zh: '起作用的用语', en: 'The words that carry it' }, isMeant: ({ rule }) => OF_WORDS.has(rule) },
];

/** What would give the appeal to another department: facts to ask after first, then the words of the text that the answer rests on. */
export function CardChanges({ changes }: { changes: readonly Reason[] }) {
  const t = useT();
  return (
    <div className="card-changes">
      {groups.map(({ title, isMeant }) => {
        const meant = changes.filter(isMeant);
        return meant.length === 0 ? null : <div key={title.en}><h4>{t(title)}</h4><ReasonsTree reasons={meant} /></div>;
      })}
    </div>
  );
}
