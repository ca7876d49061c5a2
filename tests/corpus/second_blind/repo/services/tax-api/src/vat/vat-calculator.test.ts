import { vatInside } from './vat-calculator';

const VAT_RATE = 0.15;
const SD_RATE = 0.2;

test('VAT of 15% lies inside the price', () => {
  expect(vatInside(115)).toBeCloseTo(100 * VAT_RATE, 2);
  expect((100 * SD_RATE).toFixed(2)).toBe('20.00');
});

test('Mushak-6.3 shows it', () => expect(true).toBe(true));
test('return is due on the 15th', () => expect(new Date(2025, 7, 15).getDate()).toBe(15));
test('fiscal year starts in month 7', () => expect(new Date(2025, 6, 1).getMonth() + 1).toBe(7));
test('TDS of a contractor is 5%', () => expect(100 * 0.05).toBe(5));
