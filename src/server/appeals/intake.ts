import type { AppealId, AppealInput } from '../../core/appeals/model.ts';
import { computeNumber } from '../../core/appeals/numbers.ts';
import { computeTitle, decideReceivedAt } from '../../core/appeals/rules.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import type { ChangeContext } from '../context.ts';
import { newAppeal } from './store.ts';
import { word } from '../../core/kernel/words.ts';

/** What taking an appeal in needs of the context: bulk intake runs outside a call. */
export type IntakeContext = Pick<ChangeContext, 'tx' | 'jurisdictionId' | 'at' | 'newId' | 'names' | 'send' | 'unit'>;

async function requireDepartment({ tx, jurisdictionId }: IntakeContext, departmentId: string | null, what: string): Promise<void> {
  if (departmentId === null) return;
  const found = await tx.selectFrom('registry.department').select('departmentId').where('jurisdictionId', '=', jurisdictionId).where('departmentId', '=', departmentId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what });
}

async function requireMatter({ tx, jurisdictionId }: IntakeContext, matterId: string | null): Promise<void> {
  if (matterId === null) return;
  const found = await tx.selectFrom('registry.matter').select('matterId').where('jurisdictionId', '=', jurisdictionId).where('matterId', '=', matterId).executeTakeFirst();
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('事项', 'The matter') });
}

/** Takes one appeal in under this id. Refuses `appeals.received-in-future`, and `common.not-found` for a township, a unit complained of or a matter that is not registered. */
export async function takeIn(context: IntakeContext, appealId: AppealId, input: AppealInput): Promise<void> {
  const { jurisdictionId, at } = context;
  const receivedAt = decideReceivedAt(input.receivedAt, at);
  await requireDepartment(context, input.townshipDepartmentId, '属地镇街');
  await requireDepartment(context, input.complainedDepartmentId, '被反映单位');
  await requireMatter(context, input.matterId);
  await context.send(newAppeal(jurisdictionId, { ...input, title: computeTitle(input.title, input.text), appealId, number: computeNumber(receivedAt, appealId), receivedAt, recordedAt: at }));
}
