import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Day } from '../../core/kernel/time.ts';
import { generateAppeals, type GeneratedAppeal } from './appeal-generator.ts';
import { LOCAL_TOWNSHIP, readAppealSample } from './situations.ts';

const folder = new URL('../../../sample/', import.meta.url).pathname;
const readYaml = (name: string): unknown => parse(readFileSync(`${folder}${name}`, 'utf8'));
const { departments } = z.object({ departments: z.array(z.object({ code: z.string(), name: z.string(), kind: z.string() })) }).parse(readYaml('departments.yaml'));
const { matters } = z.object({ matters: z.array(z.object({ code: z.string(), kind: z.enum(['CLASS', 'MATTER']) })) }).parse(readYaml('matters.yaml'));
const sample = readAppealSample(folder);
const make = (seed: number, count = 3_200): GeneratedAppeal[] =>
  generateAppeals({ ...sample, departments, count, seed, from: '2024-11-01' as Day, to: '2026-10-31' as Day });
const appeals = make(1);
const codes = new Set(departments.map((item) => item.code));
const shareOf = (holds: (appeal: GeneratedAppeal) => boolean, among = appeals): number => among.filter(holds).length / among.length;

describe('the situations of the sample district', () => {
  it('every situation names departments and matters of the district', () => {
    const singles = new Set(matters.filter((item) => item.kind === 'MATTER').map((item) => item.code));
    const strangers = sample.situations.flatMap((item) =>
      [item.lead, ...item.responsible, ...item.confusable, item.complainedParty ?? item.lead].filter((code) => code !== LOCAL_TOWNSHIP && !codes.has(code)).map((code) => `${item.id}: ${code}`));
    expect(strangers).toEqual([]);
    expect(sample.situations.filter((item) => item.matter !== null && !singles.has(item.matter)).map((item) => item.id)).toEqual([]);
    expect(Object.keys(sample.claims).filter((code) => code !== LOCAL_TOWNSHIP && !codes.has(code))).toEqual([]);
  });

  it('there are more than 300 of them, each told once, over every matter and at least 45 departments', () => {
    expect(sample.situations.length).toBeGreaterThan(300);
    expect(new Set(sample.situations.map((item) => item.id)).size).toBe(sample.situations.length);
    const texts = sample.situations.flatMap((item) => item.texts);
    expect(new Set(texts).size).toBe(texts.length);
    expect(new Set(sample.situations.map((item) => item.lead)).size).toBeGreaterThanOrEqual(45);
    const told = new Set(sample.situations.map((item) => item.matter));
    expect(matters.filter((item) => item.kind === 'MATTER' && !told.has(item.code)).map((item) => item.code)).toEqual([]);
  });

  it('each disputed ground has at least eight, with several leads', () => {
    for (const matter of ['010800', '140200', '140300', '011200', '030400', '110200', '011300']) {
      const ground = sample.situations.filter((item) => item.matter === matter && item.disputed === true);
      expect(new Set(ground.map((item) => item.lead)).size, matter).toBeGreaterThanOrEqual(3);
    }
    for (const start of [/^(charger|flying|ebike)/, /^(secret|script|escape)/, /^homestay/, /^septic/, /^fume/, /prepaid|refund|card|closed/, /^drain/]) {
      expect(sample.situations.filter((item) => item.disputed === true && start.test(item.id)).length, String(start)).toBeGreaterThanOrEqual(8);
    }
  });

  it('no unit complained of is among those that handle the complaint', () => {
    expect(sample.situations.filter((item) => item.complainedParty !== undefined && [item.lead, ...item.confusable].includes(item.complainedParty)).map((item) => item.id)).toEqual([]);
  });

  it('every place lies in a township of the district and has one kind', () => {
    expect(sample.places.filter((place) => !codes.has(place.township))).toEqual([]);
    expect(new Set(sample.places.map((place) => `${place.kind}/${place.name}`)).size).toBe(sample.places.length);
  });
});

describe('the appeals made from them', () => {
  it('the same seed gives the same bytes, another seed gives others', () => {
    expect(JSON.stringify(make(1))).toBe(JSON.stringify(appeals));
    expect(JSON.stringify(make(2))).not.toBe(JSON.stringify(appeals));
  });

  it('are as many as ordered, arrive in order within two years, each with its own number', () => {
    expect(appeals).toHaveLength(3_200);
    expect(new Set(appeals.map((item) => item.externalNumber)).size).toBe(appeals.length);
    const times = appeals.map((item) => item.receivedAt);
    expect(times.toSorted()).toEqual(times);
    expect(times[0]?.slice(0, 10) ?? '').toMatch(/^2024-1[01]-/);
    expect(times.at(-1) ?? '').toMatch(/^2026-10-/);
  });

  it('are told in 40 to 350 characters with no slot left open', () => {
    expect(appeals.filter((item) => item.text.length < 40 || item.text.length > 350)).toEqual([]);
    expect(appeals.filter((item) => /[{}]|@township/.test(JSON.stringify([item.title, item.text, item.reply, item.lead, item.responsible])))).toEqual([]);
  });

  it('about one in seven goes to another department first, more of the disputed ones', () => {
    expect(shareOf((item) => item.firstDispatch !== item.lead)).toBeGreaterThan(0.12);
    expect(shareOf((item) => item.firstDispatch !== item.lead)).toBeLessThan(0.16);
  });

  it('at most two departments hold an appeal before a ruling, and a ruling comes when both gave it back', () => {
    for (const appeal of appeals) {
      const returned = appeal.hops.filter((hop) => hop.returned).length;
      expect(appeal.hops.length).toBeLessThanOrEqual(2);
      expect(appeal.hops[0]?.department).toBe(appeal.firstDispatch);
      expect(appeal.ruledAt !== null).toBe(returned === 2);
      if (returned < 2) expect(appeal.hops.at(-1)).toMatchObject({ department: appeal.lead, returned: false });
      for (const hop of appeal.hops.filter((item) => item.returned)) expect(hop.reason).toBeDefined();
    }
  });

  it('never reach the unit complained of, and times follow one another', () => {
    const reached = appeals.filter((item) => item.complainedParty !== undefined && [item.lead, ...item.responsible, ...item.hops.map((hop) => hop.department)].includes(item.complainedParty));
    expect(reached).toEqual([]);
    expect(appeals.filter((item) => [item.receivedAt, ...item.hops.map((hop) => hop.at), item.ruledAt ?? item.signedAt, item.signedAt, item.repliedAt].some((at, index, all) => index > 0 && at < (all[index - 1] ?? '')))).toEqual([]);
  });

  it('fireworks belong to winter, floods to summer, and new kinds begin on their day', () => {
    const months = (id: string): number[] => appeals.filter((item) => item.situation === id).map((item) => Number(item.receivedAt.slice(5, 7)));
    expect(months('flooded-underpass').filter((month) => month >= 6 && month <= 9).length).toBeGreaterThan(months('flooded-underpass').length / 2);
    const begins = new Map(sample.situations.map((item) => [item.id, item.since]));
    expect(appeals.filter((item) => item.receivedAt < (begins.get(item.situation) ?? '2024').slice(0, 7))).toEqual([]);
  });
});
