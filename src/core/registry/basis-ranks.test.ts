import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Day } from '../kernel/time.ts';
import { basisRankTableSchema, listRanks } from './basis-ranks.ts';

const table = basisRankTableSchema.parse(parse(readFileSync('parameters/basis-ranks.yaml', 'utf8')));
const papersOn = (day: string) => listRanks(table, day as Day).find(({ rank }) => rank === 'PARTY_GOVERNMENT_PAPER');

it('ranks come highest first, the disputed one with every answer, its source and the one adopted on the day', () => {
  const weights = listRanks(table, '2026-01-01' as Day).map(({ weight }) => weight);
  expect(weights).toEqual(weights.toSorted((a, b) => b - a));
  expect(papersOn('2026-01-01')).toMatchObject({ alone: true, dispute: { adoptedFrom: '2022-03-28', answers: [{ place: '龙泉驿区', isAdopted: true }, { place: '宁波市', isAdopted: false, source: expect.stringContaining('NB22') as unknown }] } });
  expect(papersOn('2020-01-01')?.dispute).toMatchObject({ adoptedFrom: null, answers: [{ isAdopted: false }, { isAdopted: false }] });
});

it('with the other answer adopted such a paper cannot stand alone from that day', () => {
  const [disputed, papers] = [table.disputed.PARTY_GOVERNMENT_PAPER, '2026-06-01' as Day];
  const changed = { ...table, disputed: { PARTY_GOVERNMENT_PAPER: { question: disputed?.question ?? '', answers: disputed?.answers ?? [], adopted: [...(disputed?.adopted ?? []), { from: papers, place: '宁波市' }] } } };
  const aloneOn = (day: string) => listRanks(changed, day as Day).find(({ rank }) => rank === 'PARTY_GOVERNMENT_PAPER')?.alone;
  expect([aloneOn('2026-05-31'), aloneOn('2026-06-01')]).toEqual([true, false]);
});
