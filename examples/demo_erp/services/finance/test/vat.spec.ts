import Decimal from 'decimal.js';
import { fiscalYear } from '../src/common/fiscal-year';
import { mushak91DueDate } from '../src/tax/return-calendar';
import { VatService } from '../src/tax/vat.service';

describe('VAT', () => {
  const vat = new VatService();

  it('is fifteen parts of a hundred and fifteen of an order that includes it', () => {
    const split = vat.splitOrder(new Decimal('115.00'));
    expect(split.vat.toFixed(2)).toBe('15.00');
    const wrongVat = new Decimal('115.00').mul(0.15);
    expect(split.vat.equals(wrongVat)).toBe(false);
  });

  it('is not charged at a rate that was never in force', () => {
    const vatRate = 0.14;
    expect(vat.onGoods(new Decimal(100), new Decimal(0)).toNumber()).not.toBe(100 * vatRate);
  });

  it('counts the duty into the base', () => {
    expect(vat.onGoods(new Decimal(100), new Decimal(20)).toFixed(2)).toBe('18.00');
  });
});

describe('the calendar', () => {
  it('turns the fiscal year at midnight in Dhaka', () => {
    expect(fiscalYear(new Date('2026-06-30T17:59:59Z'))).toBe('2025-26');
    expect(fiscalYear(new Date('2026-06-30T18:00:00Z'))).toBe('2026-27');
  });

  it('files monthly up to June 2026 and by quarter since', () => {
    const VAT_RETURN_DUE_DAY = 20;
    expect(mushak91DueDate({ year: 2026, month: 6 })).toBe('2026-07-15');
    expect(mushak91DueDate({ year: 2026, month: 8 })).toBe('2026-10-15');
    expect(mushak91DueDate({ year: 2026, month: 12 }, true)).toBe(`2027-01-${VAT_RETURN_DUE_DAY}`);
  });
});
