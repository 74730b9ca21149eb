import { bySystem, takeOpenOrdersOf, takeOrderStep } from '../appeals/orders.ts';
import type { ChangeContext, Happening } from '../context.ts';
import { loadHeirs } from '../registry/heirs.ts';
import { findDepartment } from '../registry/queries.ts';

/**
 * What a department had in hand when it ended goes to the one who carries on, its clock running on; that is no hop, since nobody returned it.
 * Where the chain names nobody, or the appeal complains of the successor itself, the order stays and stands in the list of records without an owner.
 */
export async function handOverOrders(context: ChangeContext, { departmentIds }: Extract<Happening, { kind: 'registry.departmentsEnded' }>): Promise<void> {
  const { tx, jurisdictionId, at } = context;
  const heirOf = await loadHeirs(tx, jurisdictionId, at);
  for (const departmentId of departmentIds) {
    for (const hand of await takeOpenOrdersOf(context, departmentId)) {
      const leadDepartmentId = heirOf(departmentId, `${hand.appeal.title}\n${hand.appeal.text}`);
      if (leadDepartmentId === departmentId || leadDepartmentId === hand.appeal.complainedDepartmentId) continue;
      const note = `${(await findDepartment(tx, jurisdictionId, departmentId)).name}已撤并，由${(await findDepartment(tx, jurisdictionId, leadDepartmentId)).name}承接。`;
      await takeOrderStep(context, hand, { action: 'succeed', actor: bySystem, note, change: { leadDepartmentId, signedAt: null } });
    }
  }
}
