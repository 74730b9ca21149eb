import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '../../core/access/model.ts';
import type { Instant } from '../../core/kernel/time.ts';
import { registryOperations as registry } from '../../core/registry/operations.ts';
import type { SearchItem } from '../../core/registry/search-model.ts';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { sampleOperations } from '../sample/load.ts';

/** What is typed, and words of what must be among the first three. */
const golden: readonly (readonly [typed: string, wanted: string])[] = [
  ['住建局 物业', '负责物业服务的监督管理'],
  ['物业服务', '负责物业服务的监督管理'],
  ['区住建局电梯', '负责既有住宅增设电梯的组织协调'],
  ['二次供水', '负责城镇二次供水的监督管理'],
  ['占道经营', '依法查处占道经营'],
  ['城管局 占道经营', '依法查处占道经营'],
  ['噪声污染防治法', '中华人民共和国噪声污染防治法'],
  ['油烟', '餐饮油烟扰民（沿街独立商铺）'],
  ['电梯归谁管', '电梯运行与维保'],
  ['业主大会', '指导业主大会成立'],
  ['业委会换届', '业主大会与业委会'],
  ['消防通道', '负责消防通道管理'],
  ['电动自行车充电', '电动自行车充电设施'],
  ['示委办〔2019〕25号', '住房和城乡建设局'],
  ['古树名木', '负责古树名木的普查'],
  ['水务局 河道', '指导河道、水库'],
  ['交警大队 停车', '停车泊位的施划'],
  ['建筑垃圾运输', '负责建筑垃圾运输和处置的监督管理'],
  ['窨井盖', '井盖缺损'],
  ['谁负责燃气安全监管', '燃气使用安全'],
  ['预售资金', '预售资金监管'],
  ['预付卡', '负责单用途商业预付卡的监督管理'],
];

const office = actorOf('ESTABLISHMENT_OFFICER');
let district: TestDistrict;

beforeAll(async () => {
  district = await openDistrict('2026-11-26T01:00:00.000Z' as Instant);
  await district.system.pipe.act(systemActor, sampleOperations.load, {});
  await district.database.execute('analyze');
});
afterAll(() => district.close());

const wordsOf = (item: SearchItem): string => (item.kind === 'CLAUSE' ? `${item.clause.departmentName ?? item.clause.documentTitle}：${item.clause.text}` : item.kind === 'DOCUMENT' ? item.document.title : item.matter.name);

describe('the sample district', () => {
  it.each(golden)('asked for %s shows %s among the first three', async (typed, wanted) => {
    const { items } = await district.call(office, registry.search, { q: typed, limit: 3 });
    expect(items.map(wordsOf).join('\n')).toContain(wanted);
  });
});
