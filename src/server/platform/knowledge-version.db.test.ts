import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { bumpKnowledge, isKnowledgeAt, readKnowledgeVersions, type KnowledgePart, type KnowledgeVersions } from './knowledge-version.ts';

let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict();
});
afterAll(() => district.close());

const seen = () => readKnowledgeVersions(district.database.reading, district.system.jurisdictionId);
const bump = (part: KnowledgePart) => district.database.inTransaction((tx) => bumpKnowledge(tx, district.system.jurisdictionId, part));

/** How often a change that was made by these versions has to be tried; 4 tries are the most. */
async function countTries(versions: KnowledgeVersions): Promise<number> {
  let tries = 0;
  const change = district.database.inTransaction((_tx, unit) => {
    tries += 1;
    unit.assume(isKnowledgeAt(district.system.jurisdictionId, versions));
    return Promise.resolve();
  });
  await change.catch(() => undefined);
  return tries;
}

it('knowledge is as it was seen until a part of it changes, or one is there that was not', async () => {
  await bump('entries');
  const before = await seen();
  expect(before).not.toHaveProperty('automatic');
  expect(await countTries(before)).toBe(1);
  await bump('entries');
  expect(await countTries(before)).toBe(4);
  expect(await countTries({ ...before, entries: (before.entries ?? 0) + 1 })).toBe(1);
  await bump('automatic');
  expect(await countTries({ ...before, entries: (before.entries ?? 0) + 1 })).toBe(4);
  expect(await countTries(await seen())).toBe(1);
});
