import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { furnish, putPrecedents, type RankedDistrict } from '../../../test/support/ranked-district.ts';
import { dispatchOperations } from '../../core/dispatch/operations.ts';
import type { Training } from '../../core/dispatch/training-operations.ts';
import { loadModelGuard } from './model-guard-parameters.ts';
import { runTraining, trainNow } from './training.ts';

const admin = actorOf('SYSTEM_ADMIN');

describe('the model of matters', () => {
  let district: TestDistrict;
  let known: RankedDistrict;
  let count = 0;
  const place = () => ({ database: district.database, jurisdictionId: district.system.jurisdictionId });
  const parts = () => ({ ...place(), clock: district.clock });

  /** Finished orders of two departments, all rightly sent; `isRightly` says whether their matters were rightly told. */
  const finish = (orders: number, isRightly: boolean) => putPrecedents(place(), Array.from({ length: orders }, () => {
    count += 1;
    const isPipes = count % 2 === 0;
    const thing = (isPipes ? ['水箱没清洗', '二次供水浑浊', '水泵坏了'] : ['流动摊贩', '夜市占道', '马路市场'])[Math.floor(count / 2) % 3] as string;
    return { title: thing, text: `第${count}号院${thing}，请处理`, departmentId: isPipes ? known.water : known.urban, matterId: isPipes === isRightly ? known.pipes : known.stalls };
  }));
  const train = async (): Promise<Training> => {
    const { trainingId } = await district.call(admin, dispatchOperations.startTraining, {});
    await runTraining(parts(), loadModelGuard(), { trainingId, isLastTry: true });
    return (await district.call(admin, dispatchOperations.listTrainings, {})).items[0] as Training;
  };

  beforeAll(async () => {
    district = await openDistrict();
    known = await furnish(place());
    await finish(120, true);
    await trainNow(parts());
  });
  afterAll(() => district.close());

  it('is judged on the same orders as that of departments, and goes live with it', async () => {
    await finish(200, true);
    const done = await train();
    expect(done).toMatchObject({ state: 'LIVE', candidate: { n: 100, matters: { n: 100 } }, incumbent: { matters: { n: 100 } } });
    expect(done.reasons.map(({ zh }) => zh.startsWith('事项模型：'))).toEqual([false, true]);
  });

  it('keeps both out when it is worse than the one in use, with its figures', async () => {
    await finish(500, false);
    await finish(500, true);
    const refused = await train();
    expect(refused).toMatchObject({ state: 'REFUSED', modelId: null, candidate: { accuracy: 1 }, incumbent: { accuracy: 1 } });
    expect(refused.candidate?.matters?.accuracy).toBeLessThan(refused.incumbent?.matters?.accuracy as number);
    expect(refused.reasons[0]?.zh).toContain('事项模型：首派正确率');
  });
});
