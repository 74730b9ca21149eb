import { computeCutOffs, findCosts, type CostVersion } from '../../core/dispatch/costs.ts';
import type { healthOperations } from '../../core/dispatch/health-operations.ts';
import { computeModelHealth, type ModelHealth } from '../../core/dispatch/model-health.ts';
import { refuseDispatch } from '../../core/dispatch/refusals.ts';
import { addDays, dayOf, startOfDay, type Day, type Instant } from '../../core/kernel/time.ts';
import type { DepartmentId, MatterId } from '../../core/registry/model.ts';
import type { Handlers, ReadContext } from '../context.ts';
import type { WorkOrderId } from '../../core/appeals/model.ts';
import { nextNumber } from '../platform/counter.ts';
import { exportHealth } from './health-export.ts';
import { loadHealthRules, loadUsualCosts } from './health-parameters.ts';
import { countCells, countFeedback, countWeeks, findLiveTraining, listCosts, listJudgedCards, type Period } from './health-queries.ts';
import { insertCosts } from './store.ts';

const rules = loadHealthRules();
const usualCosts = loadUsualCosts();
const TWO_YEARS_DAYS = 730;

interface Asked {
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
  readonly matterClassId?: MatterId | undefined;
}

/** Refuses `dispatch.period-reversed`. */
function decidePeriod({ from, to }: Asked, at: Instant): Period {
  const last = to ?? dayOf(at);
  const first = from ?? dayOf(addDays(startOfDay(last), -TWO_YEARS_DAYS));
  if (first > last) throw refuseDispatch('dispatch.period-reversed', { from: first, to: last });
  return { from: first, to: last };
}

/** The versions of the costs, and the one in force. */
export async function loadCosts({ db, jurisdictionId, at }: ReadContext): Promise<{ costs: CostVersion; versions: CostVersion[] }> {
  const versions = [...usualCosts, ...(await listCosts(db, jurisdictionId))];
  return { costs: findCosts(versions, at), versions };
}

async function readHealth(context: ReadContext, asked: Asked): Promise<ModelHealth> {
  const { db, jurisdictionId, at, names } = context;
  const period = decidePeriod(asked, at);
  const [weeks, cells, feedback, model, { costs }] = await Promise.all([
    countWeeks(db, jurisdictionId, period), countCells(db, jurisdictionId, period), countFeedback(db, jurisdictionId, period), findLiveTraining(db, jurisdictionId), loadCosts(context),
  ]);
  const matterClassId = asked.matterClassId ?? null;
  const { classes, ...health } = computeModelHealth({ weeks, cells, matterClassId, costs, rules });
  const nameOf = await names.of(db, jurisdictionId, classes.map((one) => one.matterClassId));
  const { v, validFrom, source, reason, wrongDispatchMinutes, confirmationMinutes, consultationMinutes, noticedShare } = costs;
  return {
    ...period, matterClassId, ...health,
    classes: classes.map((one) => ({ ...one, name: nameOf(one.matterClassId) })),
    costs: { v, validFrom, source, reason, wrongDispatchMinutes, confirmationMinutes, consultationMinutes, noticedShare },
    cutOffs: computeCutOffs(costs),
    model: model ?? null,
    feedback: { right: feedback.get('RIGHT') ?? 0, wrong: feedback.get('WRONG') ?? 0, missingDuty: feedback.get('MISSING_DUTY') ?? 0 },
  };
}

const describeCosts = (costs: CostVersion & { readonly recordedBy?: string; readonly recordedAt?: Instant }) => ({ ...costs, recordedBy: costs.recordedBy ?? null, recordedAt: costs.recordedAt ?? null });

/** How the model does, what errors cost, and the records behind the figures. */
export const healthHandlers = {
  viewModelHealth: (context, asked) => readHealth(context, asked),

  exportModelHealth: async (context, { part, ...asked }) => exportHealth(await readHealth(context, asked), part),

  async listJudgedCards({ db, jurisdictionId, at, names }, filter) {
    const page = await listJudgedCards(db, jurisdictionId, { ...filter, ...decidePeriod(filter, at) });
    const nameOf = await names.of(db, jurisdictionId, page.items.flatMap((row) => [row.leadDepartmentId, row.handledById]));
    return {
      ...page,
      items: page.items.map((row) => ({
        ...row, workOrderId: row.workOrderId as WorkOrderId | null, leadDepartmentId: row.leadDepartmentId as DepartmentId | null, handledById: row.handledById as DepartmentId | null,
        leadDepartmentName: nameOf(row.leadDepartmentId), handledByName: nameOf(row.handledById),
      })),
    };
  },

  async viewCosts(context) {
    const { costs, versions } = await loadCosts(context);
    return { costs: describeCosts(costs), cutOffs: computeCutOffs(costs), versions: versions.map(describeCosts) };
  },

  async setCosts(context, { validFrom, ...input }) {
    const { tx, jurisdictionId, at, actor } = context;
    if (validFrom < dayOf(at)) throw refuseDispatch('dispatch.costs-in-past', { from: validFrom });
    const costs = { ...input, v: await nextNumber(tx, jurisdictionId, 'dispatchCosts'), validFrom: startOfDay(validFrom), recordedBy: actor.name, recordedAt: at };
    await insertCosts(tx, jurisdictionId, costs);
    context.about('dispatchCosts', String(costs.v));
    return costs;
  },
} satisfies Handlers<typeof healthOperations>;
