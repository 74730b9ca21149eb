import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeCard } from '../../src/core/dispatch/card.ts';
import { ENGINE_VERSION } from '../../src/core/dispatch/engine.ts';
import { makeChance } from '../../src/core/dispatch/linear-svm.ts';
import { dispatchOperations } from '../../src/core/dispatch/operations.ts';
import { openKeeper } from '../../src/server/dispatch/knowledge-keeper.ts';
import { makeKnowledgeSource } from '../../src/server/dispatch/knowledge.ts';
import { makeReplayer } from '../../src/server/dispatch/replay.ts';
import { openSystem, type System } from '../../src/server/main.ts';
import { readKnowledgeVersions } from '../../src/server/platform/knowledge-version.ts';
import { actorOf, openDistrict, type TestDistrict } from '../support/district.ts';
import { makeHistory, randomAppeal, type History } from '../support/random-history.ts';
import { furnish } from '../support/ranked-district.ts';

const ROUNDS = 40;
const STEPS = 100;
const AT_ONCE = 20;
/** An instance that has just started reads everything: compared with every so many rounds. */
const COMPARED = 4;

describe('any past dispatch', () => {
  let district: TestDistrict;
  let second: System;
  let history: History;

  beforeAll(async () => {
    district = await openDistrict();
    const { database, clock, log, system } = district;
    const known = await furnish({ database, jurisdictionId: system.jurisdictionId });
    second = await openSystem({ database, clock, log, jurisdictionCode: 'test' });
    history = makeHistory({ district, known, systems: [system, second], seed: 20_261 });
  });
  afterAll(async () => {
    await second.close();
    await district.close();
  });

  const listCards = async (): Promise<string[]> =>
    (await sql<{ id: string }>`select dispatch_card_id as id from dispatch.dispatch_card order by dispatch_card_id`.execute(district.database.reading)).rows.map(({ id }) => id);

  /** Cards that do not come out the same, and where. */
  async function listUnlike(ids: readonly string[]) {
    const replayer = makeReplayer(district.database.reading, district.system.jurisdictionId);
    const unlike = [];
    for (const id of ids) {
      const replay = await replayer.replay(id);
      if (!replay.same) unlike.push(replay);
    }
    return unlike;
  }

  /** The cards of the same appeals by what an instance has come to know step by step, and by what one reads that knows nothing yet. */
  async function rankByBoth(seed: number): Promise<{ step: string[]; nothing: string[] }> {
    const { database, clock, system } = district;
    const before = await readKnowledgeVersions(database.reading, system.jurisdictionId);
    const keeper = openKeeper(database);
    const { prepared: fresh } = await makeKnowledgeSource(keeper).current(database.reading, system.jurisdictionId, clock.now());
    await keeper.close();
    const chance = makeChance(seed);
    const cards = { step: [] as string[], nothing: [] as string[] };
    for (let count = 0; count < 20; count++) {
      const appeal = randomAppeal(chance);
      const { text } = appeal;
      const title = appeal.title === '' ? {} : { title: appeal.title };
      cards.step.push(JSON.stringify(await system.pipe.act(actorOf('DISPATCHER'), dispatchOperations.rankText, { text, ...title })));
      cards.nothing.push(JSON.stringify(computeCard(fresh, { text, ...title }, clock.now())));
    }
    // what takes effect in the background, such as a merger, has come in between: compared once more
    return isDeepStrictEqual(before, await readKnowledgeVersions(database.reading, system.jurisdictionId)) ? cards : rankByBoth(seed);
  }

  it('is computed by an instance that has followed every change as by one that has just started', { timeout: 600_000 }, async () => {
    for (let round = 0; round < ROUNDS; round++) {
      for (let step = 0; step < STEPS; step++) await history.step();
      await history.together(AT_ONCE);
      if (round % COMPARED > 0) continue;
      const { step, nothing } = await rankByBoth(round);
      expect(step).toEqual(nothing);
    }
    for (const act of ['submit', 'finish', 'giveBack', 'overturn', 'publish', 'end', 'dispute', 'settle', 'rename', 'merge', 'costs', 'train']) expect(history.happened.get(act), act).toBeGreaterThan(0);
  });

  it('comes out the same byte for byte when it is recomputed at the end, in order', { timeout: 600_000 }, async () => {
    const ids = await listCards();
    expect(ids.length).toBeGreaterThan(2_000);
    expect(await listUnlike(ids)).toEqual([]);
  });

  it('comes out the same in any order, and after a restart', { timeout: 600_000 }, async () => {
    const chance = makeChance(3);
    const ids = await listCards();
    expect(await listUnlike(Array.from({ length: 60 }, () => ids[Math.floor(chance() * ids.length)] as string))).toEqual([]);
    await second.close();
    second = await openSystem({ database: district.database, clock: district.clock, log: district.log, jurisdictionCode: 'test' });
    const id = ids[0] as string;
    expect(await second.pipe.act(actorOf('DISPATCHER'), dispatchOperations.replayCard, { dispatchCardId: id })).toEqual({ dispatchCardId: id, same: true, engine: { then: ENGINE_VERSION, now: ENGINE_VERSION }, differences: [] });
  });
});
