import type { Appeal, WorkOrder } from '../../src/core/appeals/model.ts';
import { appealsOperations } from '../../src/core/appeals/operations.ts';
import { dispatchOperations } from '../../src/core/dispatch/operations.ts';
import { makeChance } from '../../src/core/dispatch/linear-svm.ts';
import { Refused } from '../../src/core/kernel/refusal.ts';
import { addDays, dayOf } from '../../src/core/kernel/time.ts';
import type { DepartmentId } from '../../src/core/registry/model.ts';
import { registryOperations } from '../../src/core/registry/operations.ts';
import { trainNow } from '../../src/server/dispatch/training.ts';
import type { System } from '../../src/server/main.ts';
import { actorOf, type TestDistrict } from './district.ts';
import { endDispute, endEntry, putDispute, putEntry, putPrecedents, putRuling, type RankedDistrict } from './ranked-district.ts';
import type { Operation, ResultOf } from '../../src/core/kernel/operation.ts';
import type { Actor } from '../../src/core/access/model.ts';
import type { z } from 'zod';

const PLACES = ['柳河路', '青岭镇老街', '柳河街道夜市', '高架桥下', '三号院', '河东小区', '北门菜场', '商业街'];
const THINGS = [
  '流动摊贩占道经营', '夜市油烟呛人', '施工噪声到半夜', '楼顶水箱多年没清洗', '供水管网漏水', '自来水发黄', '物业服务不作为', '房屋维修资金被挪用', '饭店食品不干净', '餐饮店没有许可',
  '路灯不亮', '共享单车乱停堵住盲道', '举报城管局工作人员吃拿卡要', '桥下道路积水', '垃圾没人清运', '无人机夜间编队表演', '树枝压断电线', '电梯困人没人管',
];
const WISHES = ['请尽快处理', '一直没人管', '已经反映多次', '希望有关部门给个说法', '老人孩子都受影响'];

type Chance = () => number;

const pick = <Item>(items: readonly Item[], chance: Chance): Item => items[Math.floor(chance() * items.length)] as Item;

export const randomAppeal = (chance: Chance) => {
  const thing = pick(THINGS, chance);
  return { title: chance() < 0.7 ? thing : '', text: `${pick(PLACES, chance)}${thing}，${chance() < 0.3 ? `还有${pick(THINGS, chance)}，` : ''}${pick(WISHES, chance)}。` };
};

interface Parts {
  readonly district: TestDistrict;
  readonly known: RankedDistrict;
  /** The instances that work side by side on the same database. */
  readonly systems: readonly System[];
  readonly seed: number;
}

export interface History {
  /** Something that happens in a district, drawn by lot; what the rules refuse did not happen. */
  step(): Promise<void>;
  /** Several things at once, on all instances. */
  together(count: number): Promise<void>;
  readonly happened: ReadonlyMap<string, number>;
}

/** The life of a district in random order: appeals, orders, returns, rulings, entries, disputes, names and models. */
export function makeHistory({ district, known, systems, seed }: Parts): History {
  const chance = makeChance(seed);
  const happened = new Map<string, number>();
  const place = { database: district.database, jurisdictionId: district.system.jurisdictionId };
  const waiting: Appeal[] = [];
  const orders: WorkOrder[] = [];
  const closed: { title: string; text: string; appealId: string }[] = [];
  const entries: string[] = [];
  const disputes: string[] = [];
  const departments: DepartmentId[] = [known.housing, known.urban, known.water, known.market];
  const desk = actorOf('DISPATCHER');
  const office = actorOf('ESTABLISHMENT_OFFICER');
  let names = 0;

  const call = async <Op extends Operation>(actor: Actor, operation: Op, input: z.input<Op['input']>): Promise<ResultOf<Op>> => (await pick(systems, chance).pipe.act(actor, operation, input)) as ResultOf<Op>;
  const take = <Item>(items: Item[]): Item | undefined => items.splice(Math.floor(chance() * items.length), 1)[0];
  const someone = () => pick(departments, chance);
  const seen = ({ workOrderId, version }: WorkOrder) => ({ workOrderId, version });
  const holder = ({ leadDepartmentId }: WorkOrder) => actorOf('DEPARTMENT_LIAISON', leadDepartmentId);

  const acts: Readonly<Record<string, readonly [weight: number, act: () => Promise<unknown>]>> = {
    submit: [60, async () => {
      const { appeal } = await call(desk, dispatchOperations.submitAppeal, {
        ...randomAppeal(chance), place: chance() < 0.3 ? pick(PLACES, chance) : '', townshipDepartmentId: chance() < 0.2 ? known.town : null,
        matterId: chance() < 0.2 ? pick([known.pipes, known.stalls], chance) : null, complainedDepartmentId: chance() < 0.05 ? someone() : null,
      });
      waiting.push(appeal);
    }],
    recompute: [4, async () => {
      const appeal = pick(waiting, chance);
      await call(desk, dispatchOperations.recomputeCard, { appealId: appeal.appealId });
    }],
    dispatch: [14, async () => {
      const appeal = take(waiting) as Appeal;
      orders.push(await call(desk, dispatchOperations.dispatchAppeal, { appealId: appeal.appealId, version: appeal.version, leadDepartmentId: someone(), instructions: '请办理', matterId: chance() < 0.3 ? known.stalls : null }));
    }],
    finish: [10, async () => {
      const order = take(orders) as WorkOrder;
      const signed = order.state === 'DISPATCHED' ? await call(holder(order), dispatchOperations.signInOrder, seen(order)) : order;
      const replied = await call(holder(order), dispatchOperations.replyOrder, { ...seen(signed), reply: '已经办理完毕。', outcome: 'RESOLVED' });
      const done = await call(desk, dispatchOperations.closeOrder, { ...seen(replied), reached: true, resolved: true, satisfied: true });
      const { title, text, appealId } = await call(desk, appealsOperations.viewAppeal, { appealId: done.appealId });
      closed.push({ title, text, appealId });
    }],
    giveBack: [6, async () => {
      const order = take(orders) as WorkOrder;
      const named = pick(departments.filter((one) => one !== order.leadDepartmentId), chance);
      const returned = await call(holder(order), dispatchOperations.returnOrder, { ...seen(order), reason: 'NOT_OUR_DUTY', clause: '“三定”规定第四条', namedDepartmentId: named });
      orders.push(returned.state === 'RETURNED' ? await call(desk, dispatchOperations.ruleReturn, { ...seen(returned), ruling: chance() < 0.7 ? 'ACCEPTED' : 'OVERRULED' }) : returned);
    }],
    overturn: [3, async () => putRuling(place, { ...pick(closed, chance), departmentId: someone() })],
    learn: [2, async () => putPrecedents(place, Array.from({ length: 1 + Math.floor(chance() * 4) }, () => ({ ...randomAppeal(chance), departmentId: someone() })))],
    publish: [2, async () => {
      const matterId = pick([known.pipes, known.stalls], chance);
      const settles = closed.length > 0 && chance() < 0.6 ? [{ ...pick(closed, chance), departmentId: someone(), matterId }] : [];
      const later = chance() < 0.3 ? { validFrom: addDays(district.clock.now(), 1) } : {};
      entries.push(await putEntry(place, { matterId, title: pick(THINGS, chance), scope: chance() < 0.3 ? '柳河街道辖区' : '', leadDepartmentId: someone(), settles, ...later }));
    }],
    end: [2, async () => endEntry(place, take(entries) as string, district.clock.now())],
    dispute: [1.5, async () => {
      const interimRule = pick(['KEEP_CURRENT', 'FREEZE', 'ACT_FIRST'] as const, chance);
      disputes.push(await putDispute(place, { matterId: pick([known.pipes, known.stalls], chance), hostDepartmentId: someone(), interimRule, interimLeadDepartmentId: interimRule === 'ACT_FIRST' ? someone() : null }));
    }],
    settle: [2, async () => endDispute(place, take(disputes) as string)],
    alias: [0.3, async () => call(office, registryOperations.addDepartmentAlias, { departmentId: someone(), name: `${pick(['市容', '水务', '住房', '食药', '民生'], chance)}${pick(['专班', '中心', '大队', '支队'], chance)}` })],
    rename: [0.2, async () => {
      names += 1;
      const departmentId = someone();
      const { version } = await call(office, registryOperations.viewDepartment, { departmentId });
      await call(office, registryOperations.renameDepartment, { departmentId, version, name: `区第${'一二三四五六七八九十'.charAt(names % 10)}民生事务局`, shortName: `区民生${names}局` });
    }],
    merge: [0.15, async () => {
      if (departments.length < 5) {
        names += 1;
        const made = await call(office, registryOperations.createDepartment, { code: `night-${names}`, name: `区夜间经济${'一二三四五六七八九十'.charAt(names % 10)}办`, shortName: `夜${names}办`, kind: 'GOVERNMENT_DEPARTMENT', validFrom: '2021-01-01' });
        departments.push(made.departmentId);
        return;
      }
      const departmentId = departments.pop() as DepartmentId;
      await call(office, registryOperations.mergeDepartments, { departmentIds: [departmentId], into: { departmentId: someone() } });
    }],
    costs: [0.3, async () => call(office, dispatchOperations.setCosts, {
      wrongDispatchMinutes: 30 + Math.floor(chance() * 300), confirmationMinutes: 3, consultationMinutes: 5 + Math.floor(chance() * 40), noticedShare: 0.5,
      validFrom: dayOf(addDays(district.clock.now(), Math.floor(chance() * 3))), source: '测算', reason: '退单耗时',
    })],
    train: [0.15, async () => trainNow({ ...place, clock: district.clock }, 1 + Math.floor(chance() * 3))],
    time: [3, () => Promise.resolve(district.clock.moveHours(1 + Math.floor(chance() * 8)))],
  };

  const total = Object.values(acts).reduce((sum, [weight]) => sum + weight, 0);

  async function step(): Promise<void> {
    let at = chance() * total;
    const [name, [, act]] = Object.entries(acts).find(([, [weight]]) => (at -= weight) < 0) as [string, readonly [number, () => Promise<unknown>]];
    try {
      await act();
      happened.set(name, (happened.get(name) ?? 0) + 1);
    } catch (fault) {
      // nothing to take up yet, or the rules say no
      if (!(fault instanceof Refused) && !(fault instanceof TypeError)) throw fault;
    }
  }

  return {
    step,
    together: async (count) => {
      await Promise.all(Array.from({ length: count }, step));
    },
    happened,
  };
}
