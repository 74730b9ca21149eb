import { expect, it } from 'vitest';
import { maskName, maskNumbers, maskPhone, withoutPerson } from './masking.ts';

it('shows of a name only the first character', () => {
  expect([maskName('张三'), maskName('欧阳建国'), maskName('')]).toEqual(['张*', '欧*', '']);
});

it('hides the middle of a telephone number, and all of a short one', () => {
  expect([maskPhone('13800000000'), maskPhone('028-8392 0000'), maskPhone('12345'), maskPhone('')]).toEqual(['138****0000', '028****0000', '****', '']);
});

it('takes numbers that may lead to a person out of a text, however they are written', () => {
  const text = '电话13812340000或138-1234-0000、138 1234 0000，座机028-83920000，身份证11010119900307123X，全角１３８１２３４００００，门牌12号3栋1502室。';
  expect(maskNumbers(text)).toBe('电话****或****、****，座机****，身份证****，全角****，门牌12号3栋1502室。');
});

it('takes the name of who wrote it out of a text', () => {
  expect(withoutPerson('我叫张三丰，住柳河路，电话13812340000。', { appellantName: '张三丰', appellantPhone: '13812340000' })).toBe('我叫张*，住柳河路，电话****。');
  expect(withoutPerson('安全问题没人管', { appellantName: '安', appellantPhone: '' })).toBe('安全问题没人管');
});
