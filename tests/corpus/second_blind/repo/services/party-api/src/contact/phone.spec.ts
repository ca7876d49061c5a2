import { BD_MOBILE_REGEX, isKnownMobile } from './phone';

describe('phone', () => {
  it('takes a mobile number of 11 digits', () => {
    expect(isKnownMobile('01300000000')).toBe(true);
    expect('+8801300000000').toMatch(/^\+8801[3-9]\d{8}$/);
    expect(BD_MOBILE_REGEX.test('01200000000')).toBe(false);
  });
  it('knows identifiers', () => {
    const tinPattern = /^\d{12}$/;
    const binPattern = /^\d{9}-\d{4}$/;
    const nidPattern = /^\d{10}$|^\d{17}$/;
    expect(tinPattern.test('123456789012')).toBe(true);
    expect(binPattern.test('000123456-0101')).toBe(true);
    expect(nidPattern.test('1234567890')).toBe(true);
  });
});
