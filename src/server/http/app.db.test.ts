import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDistrict, type TestDistrict } from '../../../test/support/district.ts';
import { makeApp } from './app.ts';

let district: TestDistrict;
beforeAll(async () => {
  district = await openDistrict();
}, 180_000);
afterAll(() => district.close());

it('every answer carries the content policy and the security headers: data, a refusal, and what is not there', async () => {
  const app = await makeApp({ pipe: district.system.pipe, version: 'test', log: pino({ level: 'silent' }), secureCookie: true, isReady: () => true });
  for (const url of ['/api/health', '/api/v1/appeals', '/api/v1/nothing', '/nothing']) {
    const { headers } = await app.inject({ url });
    expect(headers['content-security-policy'], url).toContain("default-src 'self'");
    expect(headers, url).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
    expect(headers['strict-transport-security'], url).toContain('max-age=');
  }
  await app.close();
});
