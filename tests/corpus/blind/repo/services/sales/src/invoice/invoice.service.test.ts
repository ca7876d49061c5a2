import { InvoiceService } from './invoice.service';

const svc = new InvoiceService();

test('vat sits on value plus sd', () => {
  const line = svc.computeLine('2202.10', 10, 100);
  expect(line.vat).toBeCloseTo(1300 * 0.15);
  expect(line.sd).toBe(300);
});

test('net of gross', () => {
  expect(svc.netOfGross({ grandTotal: 115 })).toBe(100);
});

test.each([['8703.23', 100], ['3304.99', 20]])('sd of %s', (hs, pct) => {
  expect(svc.computeLine(hs as string, 1, 100).sd).toBe(pct);
});
