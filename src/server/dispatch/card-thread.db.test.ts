import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { furnish, putEntry, type RankedDistrict } from '../../../test/support/ranked-district.ts';
import type { DispatchCard } from '../../core/dispatch/model.ts';
import { written } from '../platform/written.ts';
import { makeCardThread, type CardThread } from './card-thread.ts';
import type { CardSubject, MadeCard } from './made-card.ts';

const textOf = (text: string): CardSubject => ({ kind: 'TEXT', text: { text } });
const stalls = textOf('夜市流动摊贩占道经营到半夜');
const tank = textOf('我们小区二次供水的楼顶水箱多年没有清洗，请处理。');
const leadOf = ({ json }: MadeCard) => (JSON.parse(new TextDecoder().decode(json)) as DispatchCard).leadDepartment?.departmentId;

describe('the thread of cards', () => {
  let district: TestDistrict;
  let known: RankedDistrict;
  let cards: CardThread;
  const place = () => ({ database: district.database, jurisdictionId: district.system.jurisdictionId });
  const compute = (subject: CardSubject) => cards.compute(subject, district.clock.now(), district.clock.now());

  beforeAll(async () => {
    district = await openDistrict();
    known = await furnish(place());
    await putEntry(place(), { matterId: known.pipes, title: '二次供水设施清洗消毒监管', leadDepartmentId: known.water });
    cards = makeCardThread(district.database, district.system.jurisdictionId);
  });
  afterAll(async () => {
    await cards.close();
    await district.close();
  });

  it('gives everybody who asks at once the card of their own appeal', async () => {
    await cards.prepare(district.clock.now());
    const subjects = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? stalls : tank));
    const leads = (await Promise.all(subjects.map(compute))).map(leadOf);
    expect(leads).toEqual(subjects.map((subject) => (subject === stalls ? known.urban : known.water)));
  });

  it('computes a card for a change again when an entry is published in between', async () => {
    const leads: unknown[] = [];
    await district.database.inTransaction(async (_tx, unit) => {
      const made = await cards.computeForChange({ unit, at: district.clock.now() }, stalls);
      leads.push(leadOf(made));
      if (leads.length === 1) await putEntry(place(), { matterId: known.stalls, title: '夜市管理', leadDepartmentId: known.market });
      unit.send({ nothing: written`select 1` });
    });
    expect(leads).toEqual([known.urban, known.market]);
  });

  it('tells who asked what failed, and goes on', async () => {
    await expect(cards.compute({ kind: 'TEXT', text: { text: null as unknown as string } }, district.clock.now(), district.clock.now())).rejects.toThrow('null');
    expect(leadOf(await compute(tank))).toBe(known.water);
  });

  it('answers those who wait before it is closed, and begins anew for the next', async () => {
    const asked = compute(tank).then(() => compute(stalls)).then(() => compute(tank));
    const closing = cards.close();
    expect(leadOf(await asked)).toBe(known.water);
    await closing;
    expect(leadOf(await compute(tank))).toBe(known.water);
  });

  it('tells all who wait that it died, and begins anew for the next', async () => {
    const mortal = makeCardThread(district.database, district.system.jurisdictionId);
    const ask = (subject: CardSubject) => mortal.compute(subject, district.clock.now(), district.clock.now());
    const begun = once(process, 'worker') as Promise<[Worker]>;
    try {
      const waiting = Promise.allSettled([ask(tank), ask(stalls)]);
      await (await begun)[0].terminate();
      const dead = { status: 'rejected', reason: expect.objectContaining({ message: expect.stringContaining('the thread of cards ended') as unknown }) as unknown };
      expect(await waiting).toEqual([dead, dead]);
      expect(leadOf(await ask(tank))).toBe(known.water);
    } finally {
      await mortal.close();
    }
  });
});
