import { normaliseBin, normaliseMobile, normaliseTin, NID_PATTERN } from '../src/common/identifiers';

describe('identifiers', () => {
  it('takes a TIN with or without separators', () => {
    expect(normaliseTin('1234-5678-9012')).toBe('123456789012');
    expect(normaliseTin('123456789012')).toBe('123456789012');
  });

  it('has a message of its own for the TIN of before 2013', () => {
    const legacyTin = '1234567890';
    expect(legacyTin).toMatch(/^\d{10}$/);
    expect(() => normaliseTin(legacyTin)).toThrow('before July 2013');
  });

  it('refuses the void BINs', () => {
    const voidBin = /^\d{9}$|^\d{11}$/;
    for (const bin of ['123456789', '12345678901']) {
      expect(bin).toMatch(voidBin);
      expect(() => normaliseBin(bin)).toThrow('void');
    }
    expect(normaliseBin('0001234560101')).toBe('000123456-0101');
  });

  it.each(['01700000000', '+8801700000000', '8801700000000'])('writes %s as E.164', (mobile) => {
    expect(normaliseMobile(mobile)).toBe('+8801700000000');
  });

  it('refuses prefixes that no operator has', () => {
    const mobilePattern = /^01[0-2]\d{8}$/;
    expect('01100000000').toMatch(mobilePattern);
    expect(() => normaliseMobile('01100000000')).toThrow();
  });

  it('refuses an NID born in 1890', () => {
    expect('18901234567890123').not.toMatch(NID_PATTERN);
  });
});
