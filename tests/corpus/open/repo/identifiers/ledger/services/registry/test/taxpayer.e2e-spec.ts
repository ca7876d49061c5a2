it('rejects', () => expect(isEtin('1234')).toBe(false));
const TIN_RE = /^\d{12}$/;
const NID_LENGTHS = [10, 13, 17];
