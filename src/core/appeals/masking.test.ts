import { expect, it } from 'vitest';
import { maskName, maskPhone } from './masking.ts';

it('shows of a name only the first character', () => {
  expect([maskName('张三'), maskName('欧阳建国'), maskName('')]).toEqual(['张*', '欧*', '']);
});

it('hides the middle of a telephone number, and all of a short one', () => {
  expect([maskPhone('13800000000'), maskPhone('028-8392 0000'), maskPhone('12345'), maskPhone('')]).toEqual(['138****0000', '028****0000', '****', '']);
});
