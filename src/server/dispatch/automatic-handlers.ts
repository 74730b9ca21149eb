import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { automaticLimitsSchema, computeRetention, decideAssessment, decideAutomatic, decideSwitchOn, type AutomaticRules } from '../../core/dispatch/automatic.ts';
import type { automaticOperations } from '../../core/dispatch/automatic-operations.ts';
import { computeCutOffs } from '../../core/dispatch/costs.ts';
import { refuseDispatch } from '../../core/dispatch/refusals.ts';
import type { Reason } from '../../core/kernel/reasons.ts';
import { refuseCommon } from '../../core/kernel/refusal.ts';
import { dayOf, type Day } from '../../core/kernel/time.ts';
import { word } from '../../core/kernel/words.ts';
import { describeOrder } from '../appeals/order-queries.ts';
import { takeOrder, takeOrderStep } from '../appeals/orders.ts';
import type { ChangeContext, Handlers, ReadContext } from '../context.ts';
import { findCardOf, findClass, listAssessments, listAutomaticRules, listClasses, listSwitches, takeSwitchesOn, type StoredAssessment, type StoredSwitch } from './automatic-queries.ts';
import { insertAssessment, insertSwitch, saveSwitchOff, withdrawAssessment } from './automatic-store.ts';
import { loadCosts } from './health-handlers.ts';
import { sendOut, takeAppealToDispatch } from './send-out.ts';

const limits = automaticLimitsSchema.parse(parse(readFileSync(new URL('../../../parameters/automatic-confirmation.yaml', import.meta.url), 'utf8')));

const isInForce = ({ withdrawnAt, assessedOn, nextReviewOn }: StoredAssessment, today: Day): boolean => withdrawnAt === null && assessedOn <= today && today <= nextReviewOn;

const describe = (assessment: StoredAssessment, { at }: ReadContext) => ({ ...assessment, isInForce: isInForce(assessment, dayOf(at)) });

/** Refuses `common.not-found`. */
async function requireAssessment({ db, jurisdictionId }: ReadContext, impactAssessmentId: string): Promise<StoredAssessment> {
  const [found] = await listAssessments(db, jurisdictionId, { impactAssessmentId });
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('影响评估', 'The impact assessment') });
  return found;
}

/** Refuses `common.not-found`. */
async function requireSwitch({ db, jurisdictionId }: ReadContext, automaticConfirmationId: string): Promise<StoredSwitch> {
  const found = (await listSwitches(db, jurisdictionId)).find((one) => one.automaticConfirmationId === automaticConfirmationId);
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('自动确认', 'The automatic confirmation') });
  return found;
}

/** Refuses `common.not-found`. */
async function requireMatter({ db, jurisdictionId }: ReadContext, matterId: string): Promise<{ name: string; isClass: boolean }> {
  const found = await findClass(db, jurisdictionId, matterId);
  if (found === undefined) throw refuseCommon('common.not-found', { what: word('事项', 'The matter') });
  return found;
}

/** Every rule as it is committed now, with the costs. */
async function loadRules(context: ChangeContext): Promise<AutomaticRules> {
  const { versions } = await loadCosts(context);
  return { rules: await listAutomaticRules(context.tx, context.jurisdictionId), costs: versions };
}

const refuseUndecided = (reasons: readonly Reason[]) =>
  refuseDispatch('dispatch.not-automatic', { reason: reasons.map(({ text }) => text.zh).join('') || '本类事项未开通自动确认。', reasonEn: reasons.map(({ text }) => text.en).join(' ') || 'automatic confirmation of its class is off.' });

const withoutName = ({ name: _, ...one }: StoredSwitch) => one;

/** Assessments, the switch of each class, and what the system does by it. */
export const automaticHandlers = {
  async listImpactAssessments(context, { matterId }) {
    return { items: (await listAssessments(context.db, context.jurisdictionId, { matterId })).map((one) => describe(one, context)) };
  },

  async recordImpactAssessment(context, input) {
    const { tx, jurisdictionId, at, actor } = context;
    const { name, isClass } = await requireMatter(context, input.matterId);
    const retainedUntil = input.retainedUntil ?? computeRetention(input.assessedOn, limits);
    decideAssessment({ ...input, isClass, matterName: name, retainedUntil, today: dayOf(at) }, limits);
    const impactAssessmentId = context.newId<'impactAssessment'>();
    await insertAssessment(tx, jurisdictionId, { ...input, impactAssessmentId, retainedUntil, recordedBy: actor.name, recordedAt: at });
    context.about('impactAssessment', impactAssessmentId);
    return describe(await requireAssessment(context, impactAssessmentId), context);
  },

  async withdrawImpactAssessment(context, { impactAssessmentId, reason }) {
    const { tx, jurisdictionId, at, actor } = context;
    const found = await requireAssessment(context, impactAssessmentId);
    if (found.withdrawnAt !== null) throw refuseDispatch('dispatch.assessment-withdrawn');
    // what rests on it ends first, in the same transaction
    await saveSwitchOff(tx, jurisdictionId, await takeSwitchesOn(tx, jurisdictionId, impactAssessmentId), { switchedOffAt: at, switchedOffBy: actor.name, offReason: `影响评估已撤回：${reason}` });
    await withdrawAssessment(tx, jurisdictionId, impactAssessmentId, { withdrawnAt: at, withdrawnBy: actor.name, withdrawalReason: reason });
    context.about('impactAssessment', impactAssessmentId);
    return describe(await requireAssessment(context, impactAssessmentId), context);
  },

  async viewAutomaticConfirmation(context) {
    const { db, jurisdictionId, at } = context;
    const [classes, assessments, switches, { costs }] = await Promise.all([listClasses(db, jurisdictionId), listAssessments(db, jurisdictionId), listSwitches(db, jurisdictionId), loadCosts(context)]);
    const cutOff = computeCutOffs(costs).automatic;
    const today = dayOf(at);
    return {
      cutOff,
      classes: classes.map(({ matterId, name }) => {
        const current = switches.find((one) => one.matterId === matterId && one.switchedOffAt === null);
        const assessment = assessments.find((one) => (current === undefined ? one.matterId === matterId && isInForce(one, today) : one.impactAssessmentId === current.impactAssessmentId));
        const isWorking = current !== undefined && assessment !== undefined && isInForce(assessment, today) && current.threshold >= cutOff;
        return { matterId, name, assessment: assessment === undefined ? null : describe(assessment, context), current: current === undefined ? null : withoutName(current), isWorking };
      }),
      past: switches.filter(({ switchedOffAt }) => switchedOffAt !== null),
    };
  },

  async switchAutomaticOn(context, { matterId, impactAssessmentId, threshold }) {
    const { tx, jurisdictionId, at, actor } = context;
    const { name } = await requireMatter(context, matterId);
    const [found] = await listAssessments(tx, jurisdictionId, { matterId, impactAssessmentId });
    const { costs } = await loadCosts(context);
    const cutOff = computeCutOffs(costs).automatic;
    const isOn = (await listAutomaticRules(tx, jurisdictionId)).some(({ matterClassId }) => matterClassId === matterId);
    decideSwitchOn({ matterName: name, isOn, assessment: found === undefined ? null : { ...found, isWithdrawn: found.withdrawnAt !== null }, threshold, cutOff, today: dayOf(at) });
    const automaticConfirmationId = context.newId<'automaticConfirmation'>();
    await insertSwitch(tx, jurisdictionId, { automaticConfirmationId, matterId, impactAssessmentId, threshold, leastThreshold: cutOff, switchedOnAt: at, switchedOnBy: actor.name });
    context.about('automaticConfirmation', automaticConfirmationId);
    return withoutName(await requireSwitch(context, automaticConfirmationId));
  },

  async switchAutomaticOff(context, { automaticConfirmationId, reason }) {
    const { tx, jurisdictionId, at, actor } = context;
    if ((await requireSwitch(context, automaticConfirmationId)).switchedOffAt !== null) throw refuseDispatch('dispatch.switched-off');
    await saveSwitchOff(tx, jurisdictionId, [automaticConfirmationId], { switchedOffAt: at, switchedOffBy: actor.name, offReason: reason });
    context.about('automaticConfirmation', automaticConfirmationId);
    return withoutName(await requireSwitch(context, automaticConfirmationId));
  },

  async confirmAutomatically(context, { appealId }) {
    const taken = await takeAppealToDispatch(context, appealId, null);
    // a job that comes twice must not send out again what a person has since taken back
    if (taken.version !== 1) throw refuseDispatch('dispatch.not-automatic', { reason: '受理后已有人处理过。', reasonEn: 'somebody has had it in hand since.' });
    const card = await findCardOf(context.tx, context.jurisdictionId, appealId);
    const decided = decideAutomatic(await loadRules(context), card, taken, context.at);
    if (decided?.open !== true) throw refuseUndecided(decided?.reasons ?? []);
    const { leadDepartmentId } = decided;
    const coHandlingUnits = card.responsibleDepartments.filter(({ departmentId }) => departmentId !== leadDepartmentId).map(({ departmentId, task = '' }) => ({ departmentId, task }));
    const opened = await sendOut(context, Promise.resolve(taken), appealId, { leadDepartmentId, coHandlingUnits, matterId: taken.matterId ?? card.matter?.matterId ?? null, designated: false, instructions: '' }, decided.reasons);
    context.about('workOrder', opened.order.workOrderId);
    return describeOrder(context, opened);
  },

  async withdrawOrder(context, { workOrderId, version, reason }) {
    const withdrawn = await takeOrderStep(context, await takeOrder(context, workOrderId, version), { action: 'withdraw', note: reason });
    context.about('workOrder', workOrderId);
    return describeOrder(context, withdrawn);
  },
} satisfies Handlers<typeof automaticOperations>;
