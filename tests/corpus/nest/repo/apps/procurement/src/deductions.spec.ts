import { vdsOn } from './deductions';

it('keeps ten percent', () => {
  expect(vdsOn(1000)).toBe(1000 * 0.1);
});
