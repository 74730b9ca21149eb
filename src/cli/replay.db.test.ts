import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actorOf, openDistrict, type TestDistrict } from '../../test/support/district.ts';
import { furnish, putEntry, putPrecedents, type RankedDistrict } from '../../test/support/ranked-district.ts';
import { describeReplays, replayCards } from './replay.ts';
import { ENGINE_VERSION } from '../core/dispatch/engine.ts';
import { dispatchOperations } from '../core/dispatch/operations.ts';
import { dropUnusedModels } from '../server/dispatch/store.ts';
import { trainNow } from '../server/dispatch/training.ts';

const dispatcher = actorOf('DISPATCHER');
const stalls = { text: '夜市流动摊贩占道经营到半夜' };

describe('recomputing a past card', () => {
  let district: TestDistrict;
  let known: RankedDistrict;
  const place = () => ({ database: district.database, jurisdictionId: district.system.jurisdictionId });
  const submit = async (): Promise<string> => (await district.call(dispatcher, dispatchOperations.submitAppeal, { ...stalls, appellantName: '张三', appellantPhone: '13800000000' })).appeal.dispatchCardId as string;
  const replay = (dispatchCardId: string) => district.call(dispatcher, dispatchOperations.replayCard, { dispatchCardId });
  const train = () => trainNow({ ...place(), clock: district.clock });
  const modelsKept = async () =>
    (await district.database.pool.query<{ live: boolean; kept: boolean }>(`select live, bytes <> '' as kept from dispatch.model order by trained_at`)).rows;

  beforeAll(async () => {
    district = await openDistrict();
    known = await furnish(place());
  });
  afterAll(() => district.close());

  it('gives the card of its day, although an entry has been published since', async () => {
    const before = await submit();
    await putEntry(place(), { matterId: known.stalls, title: '夜市管理', leadDepartmentId: known.market });
    const after = await submit();
    expect(await replay(before)).toEqual({ dispatchCardId: before, same: true, engine: { then: ENGINE_VERSION, now: ENGINE_VERSION }, differences: [] });
    expect((await replay(after)).same).toBe(true);
  });

  it('is for who may see the appeal', async () => {
    const dispatchCardId = await submit();
    await expect(district.call(actorOf('DEPARTMENT_LIAISON', known.housing), dispatchOperations.replayCard, { dispatchCardId })).rejects.toMatchObject({ code: 'appeals.not-yours' });
  });

  it('says where a card differs that somebody has changed behind the back of the server, and which was computed by another engine', async () => {
    const dispatchCardId = await submit();
    await district.database.pool.query(`update dispatch.dispatch_card set card = replace(card::text, '"engine":${ENGINE_VERSION}', '"engine":0')::json where dispatch_card_id = $1`, [dispatchCardId]);
    expect(await replay(dispatchCardId)).toMatchObject({ same: true, engine: { then: 0, now: ENGINE_VERSION } });
    await district.database.pool.query(`update dispatch.dispatch_card set card = replace(card::text, '"outcome":"SETTLED"', '"outcome":"CLEAR"')::json where dispatch_card_id = $1`, [dispatchCardId]);
    const found = await replay(dispatchCardId);
    expect(found).toMatchObject({ same: false, differences: [{ path: 'outcome', then: '"CLEAR"', now: '"SETTLED"' }] });
    expect(describeReplays({ same: 0, different: 1, refused: 0, cards: [found] })).toContain(`由旧版引擎 0 研判，现为 ${ENGINE_VERSION}`);
  });

  it('is refused for a card from before cards said what they were computed from', async () => {
    const dispatchCardId = await submit();
    await district.database.pool.query(`update dispatch.dispatch_card set card = (card::jsonb #- '{knowledge,state}')::json where dispatch_card_id = $1`, [dispatchCardId]);
    await expect(replay(dispatchCardId)).rejects.toMatchObject({ code: 'dispatch.not-replayable' });
  });

  it('outlives the model it was computed by; a model that no card names is let go of a day later', async () => {
    await putPrecedents(place(), Array.from({ length: 80 }, (_row, index) => (index % 2 === 0 ? { title: `漏水${index}`, text: '水管漏水供水不足', departmentId: known.water } : { title: `摊贩${index}`, text: '流动摊贩占道夜市油烟', departmentId: known.urban })));
    await train();
    const byFirst = await submit();
    await train();
    await train();
    const byThird = await submit();
    expect(await replay(byFirst)).toMatchObject({ same: true });
    district.clock.moveHours(30);
    await district.database.inTransaction((tx) => dropUnusedModels(tx, place().jurisdictionId, district.clock.now()));
    expect((await modelsKept()).filter(({ kept }) => kept)).toHaveLength(2);
    const { cards, ...counts } = await replayCards({ call: (operation, input) => district.call(dispatcher, operation, input) }, [byFirst, byThird, district.clock.newId()]);
    expect(counts).toEqual({ same: 2, different: 0, refused: 1 });
    expect(cards[2]).toMatchObject({ code: 'common.not-found' });
  });

  it('is refused when the model is gone', async () => {
    const dispatchCardId = await submit();
    await district.database.pool.query(`update dispatch.model set bytes = ''`);
    await expect(replay(dispatchCardId)).rejects.toMatchObject({ code: 'dispatch.model-not-kept' });
  });
});
